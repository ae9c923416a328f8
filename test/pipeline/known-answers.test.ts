import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RawPosting } from '../../crawlers/source.ts'
import { findPublication } from '../../db/queries/publications.ts'
import { printTrendPage } from '../../pipeline/publish/terminal.ts'
import { aggregate } from '../../pipeline/stages/aggregate.ts'
import { findLocation, findTerm } from '../../pipeline/statistics/find-subject.ts'
import { readTrendPage } from '../../pipeline/statistics/read-trend-page.ts'
import type { MarketType } from '../../pipeline/statistics/trend-page.ts'
import { freshDatabase } from '../database.ts'
import { importPostings } from '../raw-postings.ts'

type Range = [low: number, high: number]

/** Ranges and what IT Jobs Watch prints of them as P10, P25, P50, P75, P90 (facts from its pages). */
const cases: {
  title: string
  type: MarketType
  unit: 'annum' | 'day' | 'hour'
  ranges: Range[]
  printed: string[]
}[] = [
  {
    title: 'Java Developer',
    type: 'contract',
    unit: 'day',
    ranges: [[400, 430]],
    printed: ['-', '£408', '£415', '£423', '-'],
  },
  {
    title: 'Data Engineer',
    type: 'contract',
    unit: 'day',
    ranges: [[500, 525]],
    printed: ['-', '£506', '£513', '£519', '-'],
  },
  {
    title: 'Test Analyst',
    type: 'contract',
    unit: 'day',
    ranges: [[250, 350]],
    printed: ['-', '£275', '£300', '£325', '-'],
  },
  {
    title: 'Network Engineer',
    type: 'contract',
    unit: 'day',
    ranges: [
      [300, 500],
      [300, 500],
    ],
    printed: ['-', '£350', '£400', '£450', '-'],
  },
  {
    title: 'DevOps Engineer',
    type: 'contract',
    unit: 'day',
    ranges: [
      [350, 400],
      [550, 600],
    ],
    printed: ['£383', '£413', '£475', '£538', '£568'],
  },
  {
    title: 'Business Analyst',
    type: 'contract',
    unit: 'day',
    ranges: [
      [350, 450],
      [400, 400],
    ],
    printed: ['£378', '£381', '£400', '£419', '£423'],
  },
  {
    title: 'Solutions Architect',
    type: 'contract',
    unit: 'hour',
    ranges: [
      [22, 22],
      [40, 45],
    ],
    printed: ['£23.93', '£26.81', '£32.25', '£38.31', '£41.58'],
  },
  {
    title: 'Data Analyst',
    type: 'contract',
    unit: 'day',
    ranges: [
      [400, 430],
      [500, 525],
      [500, 550],
    ],
    printed: ['£427', '£457', '£513', '£528', '£534'],
  },
  {
    title: 'Software Engineer',
    type: 'permanent',
    unit: 'annum',
    ranges: [
      [50_000, 50_000],
      [60_000, 60_000],
      [60_000, 60_000],
    ],
    printed: ['£52,000', '£55,000', '£60,000', '-', '-'],
  },
  {
    title: 'Systems Administrator',
    type: 'permanent',
    unit: 'annum',
    ranges: Array.from({ length: 6 }, (): Range => [65_000, 65_000]),
    printed: ['-', '-', '£65,000', '-', '-'],
  },
]

const asOf = '2025-11-21'
let fresh: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  fresh = await freshDatabase()
  const postings = cases.flatMap(({ title, type, unit, ranges }) =>
    ranges.map(([low, high], index): RawPosting => {
      const pay = low === high ? `£${low}` : `£${low} - £${high}`
      return {
        source: 'test',
        sourceId: `${title} ${index}`,
        title,
        description: 'Join the team.',
        company: `Employer ${index} Ltd`,
        locations: ['London, UK'],
        salaryText: `${pay} per ${unit}`,
        employmentTypes: [type],
        postedAt: '2025-11-01',
        seenAt: '2025-11-20T09:00:00Z',
      }
    }),
  )
  const account = await importPostings(fresh.database, postings)
  expect(account).toMatchObject({ records: postings.length, loaded: postings.length })
  await aggregate(fresh.database, asOf, 6)
})

afterAll(() => fresh.drop())

it.each(cases)(
  '$title: the printed percentiles are those of the reference',
  async ({ title, type, printed }) => {
    const text = await printedPage(title, type)
    const cell = (label: RegExp) => {
      const line = text.split('\n').find(candidate => label.test(candidate))
      return line ? line.trim().split(/\s{2,}/)[1] : '-'
    }
    expect([
      cell(/10th percentile/i),
      cell(/25th percentile/i),
      cell(/median (annual salary|daily rate|hourly rate)/i),
      cell(/75th percentile/i),
      cell(/90th percentile/i),
    ]).toEqual(printed)
  },
)

async function printedPage(title: string, type: MarketType): Promise<string> {
  const { database } = fresh
  const publication = await findPublication(database, asOf, 6)
  const page = await readTrendPage(
    database,
    publication!,
    await findTerm(database, title),
    await findLocation(database, 'London'),
    type,
  )
  // The baseline below has rows of the same names.
  return printTrendPage(page, { colour: false, width: 100 }).split(/^All /m)[0]!
}
