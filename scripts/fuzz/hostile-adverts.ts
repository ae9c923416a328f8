import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { load } from 'js-yaml'
import { hostileText } from './hostile-texts.ts'

const ordinary = load(readFileSync(join(import.meta.dirname, 'ordinary.yaml'), 'utf8')) as Record<
  'titles' | 'descriptions' | 'salaries' | 'locations' | 'employments' | 'workplaces',
  string[]
>

/** How large the parts of an advert may get. */
export interface Sizes {
  title: number
  description: number
  /** Of every other text. */
  field: number
  /** Entries of a list. */
  list: number
}

/** Characters of a list: crawlers refuse records of more than 4 MB. */
const LARGEST_LIST = 3_000_000

const day = fc
  .tuple(
    fc.oneof(fc.integer({ min: 2015, max: 2027 }), fc.integer({ min: 1, max: 9999 })),
    fc.integer({ min: 1, max: 12 }),
  )
  .map(([year, month]) => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-28`)
const moment = fc.oneof(
  day,
  day.map(date => `${date}T23:59:59.999Z`),
  day.map(date => `${date}T00:00:00+14:00`),
)
const amount = fc.oneof(
  fc.integer({ min: 0, max: 200_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, -1, 0.1, 1e308, Number.MAX_SAFE_INTEGER, 5e-324),
)

/**
 * Raw postings that crawlers could hand over, as bad as they get: every one is valid by the schema of `RawPosting`. Board
 * adverts and announcements.
 */
export function hostileAdvert(sizes: Sizes) {
  const text = (texts: readonly string[], longest = sizes.field) => hostileText(longest, texts)
  const filled = (arbitrary: fc.Arbitrary<string>) => arbitrary.map(value => value || 'x')
  const field = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { freq: 2 })
  const list = (texts: readonly string[]) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.array(text(texts, Math.min(sizes.field, 500)), { maxLength: 5 }) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.array(text(texts, 50), { minLength: 1, maxLength: 3 }), fc.nat(sizes.list))
          .map(([few, length]) =>
            Array.from(
              { length: Math.min(length, Math.floor(LARGEST_LIST / (few.join('').length + 1))) },
              (_, at) => few[at % few.length]!,
            ),
          ),
      },
    )
  return fc.record(
    {
      source: filled(fc.oneof(fc.constantFrom('test', 'hn-hiring', 'ashby'), text(['test'], 2000))),
      sourceId: filled(text(['4711'], 2000)),
      title: filled(text(ordinary.titles, sizes.title)),
      seenAt: moment,
      url: field(fc.string({ unit: 'binary' })),
      description: field(text([...ordinary.descriptions, ...ordinary.titles], sizes.description)),
      company: field(text(['Northwind Ltd', 'Java House plc'])),
      locations: field(list(ordinary.locations)),
      salaryText: field(text(ordinary.salaries)),
      pay: field(
        fc.record({
          min: fc.option(amount),
          max: fc.option(amount),
          currency: fc.option(text(['GBP', '£', 'eur'], 1000)),
          unit: fc.option(text(['YEAR', 'per-hour-wage', '1 DAY'], 1000)),
          predicted: fc.option(fc.boolean()),
        }),
      ),
      employmentTypes: field(list(ordinary.employments)),
      workplace: field(text(ordinary.workplaces)),
      postedAt: field(moment),
      validThrough: field(moment),
      form: fc.option(fc.constant('announcement' as const), { freq: 1 }),
    },
    { requiredKeys: ['source', 'sourceId', 'title', 'seenAt'] },
  )
}
