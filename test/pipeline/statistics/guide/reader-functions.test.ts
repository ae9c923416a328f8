import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPublication, type Publication } from '../../../../db/queries/publications.ts'
import { Seniority } from '../../../../extractors/posting.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { findLocation, findTerm } from '../../../../pipeline/statistics/find-subject.ts'
import { bandOf } from '../../../../pipeline/statistics/guide/bands.ts'
import type { GuidePage } from '../../../../pipeline/statistics/guide/guide-page.ts'
import { readGuidePage } from '../../../../pipeline/statistics/guide/read-guide-page.ts'
import { percentileRanks, wilson } from '../../../../pipeline/statistics/intervals.ts'
import { freshDatabase } from '../../../database.ts'
import { importPostings } from '../../../raw-postings.ts'
import { asOf, backendMarket } from './backend-market.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let publication: Publication
let page: GuidePage

beforeAll(async () => {
  fresh = await freshDatabase()
  const { database } = fresh
  await importPostings(database, backendMarket)
  await aggregate(database, asOf, 6)
  publication = (await findPublication(database, asOf, 6))!
  const [term, london] = [
    await findTerm(database, 'Backend Developer'),
    await findLocation(database, 'London'),
  ]
  page = await readGuidePage(database, publication, term, london)
})
afterAll(() => fresh.drop())

/** Asks as a role that may use `mart` and sees nothing of `core`. */
async function ask(call: string, values: unknown[] = []) {
  const client = await fresh.database.pool.connect()
  const role = `reader_${process.pid}_${Date.now()}`
  try {
    await client.query('begin')
    await client.query(`create role ${role}; grant usage on schema mart to ${role}; set local role ${role}`)
    return (await client.query(`select * from mart.${call}`, values)).rows
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const publicationId = () => publication.publicationId
const near = (interval: readonly number[] | null) =>
  interval === null ? null : interval.map(end => expect.closeTo(end, 9) as number)

it.each(['permanent', 'contract'] as const)('pay by seniority, %s', async type => {
  const rows = await ask(`pay_by_seniority('backend developer', 'london', $1, $2)`, [type, asOf])
  const { bands, unit } = page.markets[type]
  expect(bands.length).toBeGreaterThan(1)
  expect(rows).toEqual(
    bands.map(({ band, vacancies, pay: { quoted, p10, p25, p50, p75, p90, intervals } }) => ({
      band: band === 'notStated' ? 'not stated' : band,
      vacancies,
      unit,
      ...{ quoted, p10, p25, p50, p75, p90 },
      p10_interval: intervals.p10,
      p25_interval: intervals.p25,
      p50_interval: intervals.p50,
      p75_interval: intervals.p75,
      p90_interval: intervals.p90,
      publication_id: publicationId(),
    })),
  )
})

it('workplace shares', async () => {
  const { remote, hybrid, onsite, notStated } = page.markets.permanent.workplace
  expect(await ask(`workplace_shares('Backend Developer', 'London', 'permanent', $1)`, [asOf])).toEqual(
    Object.entries({ remote, hybrid, onsite, 'not stated': notStated }).map(([workplace, figure]) => ({
      workplace,
      vacancies: figure.vacancies,
      of_vacancies: figure.of,
      share: figure.share,
      share_interval: near(figure.shareInterval),
      publication_id: publicationId(),
    })),
  )
})

it('pay by skill', async () => {
  const { byCategory } = page.markets.permanent.skills
  const rows = await ask(`pay_by_skill('Backend Developer', 'London', 'permanent', $1)`, [asOf])
  const ours = byCategory.flatMap(({ skills }) => skills)
  expect(rows.map(row => row.skill)).toEqual(['Back End Development', 'Fintech', 'Go', 'Python'])
  expect(rows).toHaveLength(ours.length)
  for (const { skill, category, share, quoted, p50, p50Interval } of ours)
    expect(rows).toContainEqual({
      skill,
      category,
      vacancies: share.vacancies,
      of_vacancies: share.of,
      share: share.share,
      share_interval: near(share.shareInterval),
      unit: 'year',
      quoted,
      p50,
      p50_interval: p50Interval,
      publication_id: publicationId(),
    })
})

it('location premium', async () => {
  const { comparison } = page.markets.permanent.locations.find(({ location }) => location === 'Manchester')!
  const call = `location_premium('Backend Developer', 'London', 'Manchester', 'permanent', $1)`
  expect(await ask(call, [asOf])).toEqual([
    {
      unit: 'year',
      quoted: 12,
      p50: 71_000,
      p50_interval: [64_000, 78_000],
      other_quoted: 12,
      other_p50: 53_500,
      other_p50_interval: [50_000, 57_000],
      ratio: comparison.ratio,
      ratio_interval: near(comparison.ratioInterval),
      difference: 17_500,
      difference_interval: near(comparison.differenceInterval),
      publication_id: publicationId(),
    },
  ])
})

it('location premium of a place and one that holds it', async () => {
  const call = `location_premium('Developer', 'Leeds', 'UK', 'permanent', $1)`
  expect(await ask(call, [asOf])).toMatchObject([
    { quoted: 2, p50: 70_000, other_quoted: 26, other_p50: 61_000, ratio: 70 / 61, ratio_interval: null },
  ])
})

it('current positions', async () => {
  const mine = page.positions.newest.filter(({ type }) => type === 'permanent')
  expect(mine).toHaveLength(8)
  const rows = await ask(`current_positions('Backend Developer', 'London', 'permanent', $1)`, [asOf])
  expect(rows).toEqual(
    mine.map(({ type: _, pay, postedOn, ...position }) => ({
      ...position,
      unit: pay!.unit,
      pay_low: pay!.low,
      pay_high: pay!.high,
      posted_on: postedOn,
      publication_id: publicationId(),
    })),
  )
})

it('answers nothing where nothing is published, and nothing for a name nobody knows', async () => {
  const subject = `'Backend Developer', 'London'`
  const functions = [
    `pay_by_seniority(${subject}, 'permanent', $1)`,
    `workplace_shares(${subject}, 'permanent', $1)`,
    `pay_by_skill(${subject}, 'permanent', $1)`,
    `location_premium(${subject}, 'Manchester', 'permanent', $1)`,
    `current_positions(${subject}, 'permanent', $1)`,
  ]
  for (const call of functions) {
    expect(await ask(call, [asOf])).not.toEqual([])
    expect(await ask(call, ['2025-11-20'])).toEqual([])
    expect(await ask(call.replace('Backend Developer', 'Backend Developr'), [asOf])).toEqual([])
  }
})

it('puts every seniority into the same band', async () => {
  for (const seniority of [...Seniority.options, null]) {
    const { rows } = await fresh.database.pool.query('select core.band_of($1) as band', [seniority])
    expect([seniority, rows[0].band]).toEqual([
      seniority,
      bandOf(seniority).replace('notStated', 'not stated'),
    ])
  }
})

it('has the ranks and shares of the pages for any sample', async () => {
  const sizes = [...Array.from({ length: 120 }, (_, n) => n), 333, 1000, 4321, 20_000, 100_000]
  const { rows } = await fresh.database.pool.query(
    `select n, p, core.percentile_ranks(n, p) as ranks, core.wilson(n / 3, n) as share
     from unnest($1::int[]) n cross join unnest(array[0.1, 0.25, 0.5, 0.75, 0.9]::float8[]) p`,
    [sizes],
  )
  expect(rows).toHaveLength(5 * sizes.length)
  for (const { n, p, ranks, share } of rows) {
    const ours = percentileRanks(n, p)
    expect([n, p, ranks]).toEqual([n, p, ours && [ours.lower, ours.upper]])
    expect(share).toEqual(near(wilson(Math.floor(n / 3), n)))
  }
})
