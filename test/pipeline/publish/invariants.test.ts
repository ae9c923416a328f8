import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../db/connection.ts'
import { findPublication } from '../../../db/queries/publications.ts'
import { findAreas, findTerms } from '../../../db/queries/terms.ts'
import { readTrendPage } from '../../../pipeline/statistics/read-trend-page.ts'
import type { MarketType, TrendPage } from '../../../pipeline/statistics/trend-page.ts'
import { freshDatabase } from '../../database.ts'
import { type PageFacts, referencePages } from '../reference/page-facts.ts'
import { type PrintedRows, printedFacts, printedPage } from '../reference/printed-page.ts'
import { faultsOfLists, faultsOfTables } from './invariants.ts'

describe('what always holds', () => {
  it.each(referencePages)('holds of the reference: $term in $location, $type, $asOf', facts => {
    expect(faultsOfTables(printedFacts(facts), facts.type)).toEqual([])
  })

  const london = referencePages.find(({ asOf }) => asOf === '2025-11-21') as PageFacts
  it.each<[string, PrintedRows, string]>([
    ['a share of another count', { shareOfCategory: ['0.43%', '0.35%', '0.41%'] }, '0.43% for 50 of 11825'],
    ['a share of another total', { shareOfAll: ['0.39%', '0.33%', '0.39%'] }, '50 are 0.39%'],
    ['a sign the wrong way', { rankChange: ['-47', '+14', '+72'] }, 'rank change -47 from 383 to 336'],
    [
      'a change that is not of the medians',
      { 'year medianChange': ['-', '+6.76%', '+3.45%'] },
      'medianChange +6.76%',
    ],
    ['a change of none', { 'year medianChange': ['+0.00%', '+6.67%', '+3.45%'] }, '+0.00% is not printed so'],
    ['percentiles out of order', { 'year p75': ['£79,999', '£99,688', '£82,500'] }, 'do not ascend'],
    ['more quotes than vacancies', { 'year quoted': ['51', '22', '68'] }, '51 quotes of 50 vacancies'],
    [
      'pence in a salary',
      { 'year p50': ['£80,000.00', '£80,000', '£75,000'] },
      '£80,000.00 is not printed so',
    ],
    ['a rank of nothing', { vacancies: ['0', '58', '73'] }, 'rank 336 of 0 vacancies'],
  ])('is found wanting: %s', (_, changed, fault) => {
    expect(faultsOfTables({ ...printedFacts(london), ...changed }, 'permanent').join('\n')).toContain(fault)
  })
})

const asOf = '2025-11-21'
const places = [
  'UK',
  'UK excluding London',
  'England',
  'London',
  'Central London',
  'Midlands',
  'Scotland',
  'Manchester',
]
const kinds = ([6, 3] as const).flatMap(months =>
  (['permanent', 'contract'] as const).map(type => ({ months, type })),
)

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase('sandbox')
})
afterAll(() => fresh.drop())

describe.each(kinds)('pages of the sandbox, $type, $months months', ({ months, type }) => {
  it('have nothing that cannot be', async () => {
    const faults: string[] = []
    const pages = await samplePages(fresh.database, months, type)
    for (const page of pages)
      for (const fault of [...faultsOfTables(printedPage(page), type), ...faultsOfLists(page)])
        faults.push(`${page.term} in ${page.location}: ${fault}`)
    expect(faults).toEqual([])
    expect(pages).toHaveLength(36)
    expect(pages.filter(page => page.columns[0].vacancies > 0).length).toBeGreaterThan(12)
  })
})

it('an index ranks densely, its vacancies descending, in every type and window', async () => {
  const { rows } = await fresh.database.pool.query<{ pairs: string[] }>(
    `select array_agg(distinct rank || ' ' || vacancies) as pairs, location, type, months, years_back
     from mart.term_statistics where location in ('UK', 'London') group by location, type, months, years_back`,
  )
  expect(rows).toHaveLength(2 * kinds.length * 3)
  for (const { pairs, ...index } of rows) {
    const ranked = pairs.map(pair => pair.split(' ').map(Number)).sort(([a], [b]) => a! - b!)
    const counts = ranked.map(([, vacancies]) => vacancies!)
    expect(
      ranked.map(([rank]) => rank),
      JSON.stringify(index),
    ).toEqual(ranked.map((_, at) => at + 1))
    expect(new Set(counts).size, JSON.stringify(index)).toBe(counts.length)
    expect(counts, JSON.stringify(index)).toEqual(counts.toSorted((a, b) => b - a))
  }
})

/** Pages of terms from the most frequent to the rarest, each in the next of the places, whether it is met there or not. */
async function samplePages(database: Database, months: number, type: MarketType): Promise<TrendPage[]> {
  const publication = await findPublication(database, asOf, months)
  const { rows } = await database.pool.query<{ term: string; category: string }>(
    `select term, category from mart.term_statistics
     where location = 'UK' and type = $1 and months = $2 and years_back = 0 order by rank, term, category`,
    [type, months],
  )
  const areas = await findAreas(database, places)
  const step = rows.length / 36
  const chosen = Array.from({ length: 36 }, (_, n) => rows[Math.floor(n * step)]!)
  const pages: TrendPage[] = []
  for (const [n, { term: name, category }] of chosen.entries()) {
    const term = (await findTerms(database, name)).find(found => found.category === category)
    pages.push(await readTrendPage(database, publication!, term!, areas[n % areas.length]!, type))
  }
  return pages
}
