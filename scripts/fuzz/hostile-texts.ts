import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { load } from 'js-yaml'

const groups = load(readFileSync(join(import.meta.dirname, 'tokens.yaml'), 'utf8')) as Record<
  string,
  string[]
>

/** Pieces of text that some rule looks at, and characters that upset readers. YAML cannot write a lone surrogate. */
export const tokens: readonly string[] = [
  ...Object.values(groups).flat(),
  '\ud800',
  '\udc00',
  `£${'9'.repeat(400)}`,
  '7'.repeat(400),
]

const token = fc.constantFrom(...tokens)

/** A few pieces in a row: what a rule reads with interest. */
const jumble = fc.array(token, { maxLength: 30 }).map(pieces => pieces.join(''))

/** A few pieces repeated up to `longest` characters, between two others: the form that makes a bad rule slow. */
const pumped = (longest: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(token, { maxLength: 2 }),
      fc.array(token, { minLength: 1, maxLength: 4 }),
      fc.array(token, { maxLength: 2 }),
      fc.oneof(fc.nat(longest), fc.constant(longest)),
    )
    .map(([before, unit, after, length]) => {
      const pump = unit.join('')
      return before.join('') + pump.repeat(Math.ceil(length / pump.length)) + after.join('')
    })

/** Texts of every kind, most of them short: `ordinary` ones damaged, pieces, any Unicode, repetitions up to `longest`. */
export const hostileText = (longest: number, ordinary: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: jumble },
    { weight: 3, arbitrary: damaged(ordinary) },
    { weight: 2, arbitrary: pumped(longest) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
        .map(units => String.fromCharCode(...units)),
    },
  )

interface Damage {
  at: number
  length: number
  /** What takes the place of the stretch; the stretch itself `times` over where there is none. */
  piece: string | null
  times: number
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(2000),
  length: fc.oneof(fc.constant(0), fc.nat(40)),
  piece: fc.option(token),
  times: fc.oneof(fc.constant(1), fc.nat(200)),
})

/** Ordinary texts with stretches replaced, repeated or left out. */
const damaged = (ordinary: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...ordinary), fc.array(damage, { maxLength: 8 })).map(([text, damages]) =>
    damages.reduce((sum, { at, length, piece, times }) => {
      const from = sum.length === 0 ? 0 : at % sum.length
      const stretch = sum.slice(from, from + length)
      return sum.slice(0, from) + (piece ?? stretch).repeat(times) + sum.slice(from + length)
    }, text),
  )
