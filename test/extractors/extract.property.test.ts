import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RawPosting } from '../../crawlers/source.ts'
import { extract } from '../../extractors/extract.ts'
import { extractionFaults } from '../../pipeline/quality/extraction-faults.ts'
import { hostileAdvert } from '../../scripts/fuzz/hostile-adverts.ts'
import { tokens } from '../../scripts/fuzz/hostile-texts.ts'

const advert = (more: Partial<RawPosting>): RawPosting => ({
  source: 'test',
  sourceId: '1',
  title: 'Senior Java Developer',
  description: '<p>Java and SQL in Leeds, £50,000 per annum.</p>',
  locations: ['Leeds'],
  seenAt: '2025-11-21',
  ...more,
})

/** Both readers: a board's advert, and the prose of a hiring thread. */
const forms = ['board', 'announcement'] as const
const inForm = (form: (typeof forms)[number], posting: RawPosting): RawPosting =>
  form === 'board' ? posting : { ...posting, form }

/** The same adverts at every run; `npm run fuzz` looks at others. */
const seed = 20_251_121
const MEGA = 1_000_000
const filled = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

const monsters: [string, Partial<RawPosting>][] = [
  ['a title of 1 MB', { title: filled('Senior Java Developer / ', MEGA) }],
  ['a title of 1 MB without a space', { title: filled('x', MEGA) }],
  ['100,000 nested tags', { description: `${'<div>'.repeat(100_000)}Java${'</div>'.repeat(100_000)}` }],
  ['100,000 tags never closed', { description: '<ul><li>'.repeat(50_000) }],
  ['100,000 tags never finished', { description: '<a href="'.repeat(100_000) }],
  ['pay beyond all numbers', { pay: { max: 1e308, currency: 'the', unit: null } }],
  ['one role, endlessly qualified', { title: ` / Developer${'C#'.repeat(140)}` }],
  ['40,000 places', { locations: Array.from({ length: 40_000 }, (_, at) => `Leeds ${at}`) }],
  ['100,000 kinds of employment', { employmentTypes: new Array(100_000).fill('Full time '.repeat(100)) }],
  ['a comment never closed', { description: `<!--${filled('-- ', MEGA)}` }],
  ['a CDATA section never closed', { description: `<![CDATA[${filled(']]', MEGA)}` }],
  ['200,000 entities', { description: '&amp;'.repeat(200_000) }],
  ['entities without an end', { description: '&#'.repeat(500_000) }],
  ['HTML escaped into itself over and over', { description: `&${'amp;'.repeat(200_000)}lt;p&gt;` }],
  ['figures of 400 digits', { description: `£${'9'.repeat(400)} - £${'8'.repeat(400)} `.repeat(1000) }],
  [
    'pay of 400 digits',
    { salaryText: `£${'9'.repeat(400)}`, pay: { max: 1e308, currency: 'GBP', unit: 'YEAR' } },
  ],
  [
    'a combining flood',
    { title: `e${'\u0301'.repeat(100_000)}`, description: `Java${'\u20dd'.repeat(MEGA)}` },
  ],
  ['half characters', { title: '\ud83d Java \ude00'.repeat(1000), company: `${'a'.repeat(199)}😀` }],
  ['NUL', { title: 'Java\0Developer', description: '\0'.repeat(MEGA), locations: ['\0', 'Leeds\0'] }],
  ['right to left', { title: '\u202eJava\u2066 مطور', description: '\u202e\u2066\u200f'.repeat(300_000) }],
  [
    '100,000 places',
    { locations: Array.from({ length: 100_000 }, (_, at) => `Town ${at}, London or Leeds`) },
  ],
  ['one place of 1 MB', { locations: [filled('London or ', MEGA)] }],
  ['100,000 forms of employment', { employmentTypes: Array(100_000).fill('Full-time contract') }],
  ['every skill 100,000 times', { description: filled('Java, Go, R, C, Spring, Swift, not PHP. ', MEGA) }],
  ['every pay phrase 30,000 times', { description: filled('£50,000 - £60,000 per annum, 500/day ', MEGA) }],
  [
    'every day of the week in the office',
    { description: filled('3 days a week in the office, hybrid, ', MEGA) },
  ],
]

describe('extraction', () => {
  it.each(forms.flatMap(form => monsters.map(([name, more]) => [name, form, more] as const)))(
    'bears %s (%s)',
    (_, form, more) => {
      expect(extractionFaults(inForm(form, advert(more)))).toEqual([])
    },
  )

  it('bears 40,000 characters of each of the pieces that a rule looks at', () => {
    const faults = tokens.flatMap(token =>
      forms.flatMap(form => {
        const text = filled(token, 40_000)
        const found = extractionFaults(
          inForm(
            form,
            advert({ title: text, description: text, company: text, salaryText: text, workplace: text }),
          ),
        )
        return found.map(fault => `${JSON.stringify(token.slice(0, 20))} (${form}): ${fault}`)
      }),
    )
    expect(faults).toEqual([])
  })

  const property = (sizes: Parameters<typeof hostileAdvert>[0]) =>
    fc.property(hostileAdvert(sizes), posting => {
      expect(extractionFaults(posting)).toEqual([])
    })

  it('never throws, lingers or gives what its schema or PostgreSQL refuses', () => {
    fc.assert(property({ title: 2000, description: 5000, field: 2000, list: 200 }), { seed, numRuns: 2000 })
  })

  it('nor for adverts of a megabyte', () => {
    const sizes = { title: MEGA, description: MEGA, field: MEGA, list: 20_000 }
    fc.assert(property(sizes), { seed, numRuns: 100 })
  })

  it('gives the same whenever it is asked', () => {
    const sizes = { title: 500, description: 2000, field: 500, list: 20 }
    fc.assert(
      fc.property(hostileAdvert(sizes), posting => {
        expect(extract(posting)).toEqual(extract(posting))
      }),
      { seed, numRuns: 100 },
    )
  })
})
