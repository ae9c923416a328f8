import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { z } from 'zod'
import type { Attack } from './judge-regexes.ts'

const Allowed = z.strictObject({
  regexes: z.array(
    z.strictObject({
      /** The beginning of the pattern as it stands in the source; the rest may change, since the time is measured. */
      begins: z.string().min(10),
      file: z.string(),
      reason: z.string().min(20),
      cap: z.int().positive(),
      milliseconds: z.number().positive().max(50),
    }),
  ),
  unseen: z.array(z.strictObject({ file: z.string(), reason: z.string().min(20) })),
})
export type Allowed = z.infer<typeof Allowed>

/** The regexes that may stay although recheck reports them. */
export const readAllowed = (): Allowed =>
  Allowed.parse(load(readFileSync(join(import.meta.dirname, 'allowed.yaml'), 'utf8')))

/** Milliseconds that a regex takes for an attack of `length` characters, the least of five tries. */
export function attackTime(
  pattern: string,
  flags: string,
  { pumps, suffix }: Attack,
  length: number,
): number {
  const fixed = pumps.reduce((sum, { prefix }) => sum + prefix.length, suffix.length)
  const unit = pumps.reduce((sum, { pump }) => sum + pump.length, 0)
  const times = Math.max(0, Math.floor((length - fixed) / unit))
  const text = pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix
  const regex = new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`)
  const tries = Array.from({ length: 5 }, () => {
    const start = performance.now()
    text.replace(regex, '')
    return performance.now() - start
  })
  return Math.min(...tries)
}
