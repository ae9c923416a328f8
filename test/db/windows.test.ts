import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findWindow, windowEnds } from '../../db/loaders/windows.ts'
import { aggregate } from '../../pipeline/stages/aggregate.ts'
import { versions } from '../../pipeline/versions.ts'
import { freshDatabase } from '../database.ts'
import { loadSketches, type PostingSketch } from './posting-rows.ts'

const skills = ['Java', 'Python', 'SQL', 'Go', 'Rust']
const sketches: PostingSketch[] = Array.from({ length: 400 }, (_, n) => ({
  id: `p${n}`,
  company: `Company ${n}`,
  postedOn: new Date(Date.UTC(2024, 0, 1 + ((n * 13) % 500))).toISOString().slice(0, 10),
  market: n % 5 ? 'permanent' : 'contract',
  pay:
    n % 3 === 0
      ? null
      : n % 5
        ? [30_000 + 137 * n, 35_000 + 211 * n, 'year']
        : [300 + n, 400 + n, n % 2 ? 'day' : 'hour'],
  terms: [
    { category: 'Job Titles', name: n % 7 ? 'Developer' : 'Tester' },
    ...skills
      .filter((_skill, index) => n % (index + 2) === 0)
      .map(name => ({ category: 'Programming Languages', name })),
  ],
  areas: n % 2 ? ['UK', 'England', 'London'] : n % 3 ? ['UK', 'England'] : ['UK', 'Scotland'],
}))

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let windowId: number
const endsOn = '2025-02-28'

beforeAll(async () => {
  fresh = await freshDatabase()
  await loadSketches(fresh.database, sketches, 100)
  await aggregate(fresh.database, endsOn, 6)
  windowId = (await find())!.windowId
})
afterAll(() => fresh.drop())

const find = () => findWindow(fresh.database.pool, { endsOn, months: 6, least: 1 }, versions)

/** The same figures by the plainest reading of the definitions, over the sketches alone. */
const counted = (area: string, market: string, term: string) =>
  sketches.filter(
    sketch =>
      sketch.market === market &&
      sketch.areas!.includes(area) &&
      sketch.terms!.some(({ name }) => name === term) &&
      sketch.postedOn > '2024-08-28' &&
      sketch.postedOn <= endsOn,
  )

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)]!
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? below) - below)
}

const read = async (table: string) =>
  (
    await fresh.database.pool.query(
      `select t.*, a.name as area, case t.market when 'p' then 'permanent' else 'contract' end as market, n.name as term
         ${table === 'window_pay' ? ", case t.unit when 'y' then 'year' when 'd' then 'day' else 'hour' end as unit" : ''}
       from mart.${table} t
       join core.areas a using (area_id) join core.terms n on n.term_id = t.term_id and n.kind = 'term' where window_id = $1`,
      [windowId],
    )
  ).rows

describe('a window', () => {
  it('counts what the definitions count', async () => {
    const rows = (await read('window_terms')).filter(row => row.vacancies > 0)
    expect(rows.length).toBeGreaterThan(30)
    for (const row of rows)
      expect([row.area, row.market, row.term, row.vacancies]).toEqual([
        row.area,
        row.market,
        row.term,
        counted(row.area, row.market, row.term).length,
      ])
  })

  it('ranks densely by vacancies over all terms of an area and type', async () => {
    const rows = (await read('window_terms')).filter(row => row.vacancies > 0)
    for (const row of rows) {
      const rivals = rows.filter(other => other.area === row.area && other.market === row.market)
      const better = new Set(rivals.map(rival => rival.vacancies).filter(count => count > row.vacancies))
      expect(row.rank).toBe(better.size + 1)
    }
  })

  it('interpolates the percentiles of the quartile points', async () => {
    const rows = await read('window_pay')
    expect(new Set(rows.map(row => row.unit))).toEqual(new Set(['year', 'day', 'hour']))
    for (const row of rows) {
      const quotes = counted(row.area, row.market, row.term)
        .map(sketch => sketch.pay)
        .filter(pay => pay?.[2] === row.unit)
        .map(pay => [pay![0], pay![1]] as const)
      expect(row.quoted).toBe(quotes.length)
      const lower = quotes.map(([a, b]) => (3 * a + b) / 4)
      const middle = quotes.map(([a, b]) => (a + b) / 2)
      const upper = quotes.map(([a, b]) => (a + 3 * b) / 4)
      expect(row.p10).toBeCloseTo(percentile(lower, 0.1), 6)
      expect(row.p25).toBeCloseTo(percentile(lower, 0.25), 6)
      expect(row.p50).toBeCloseTo(percentile(middle, 0.5), 6)
      expect(row.p75).toBeCloseTo(percentile(upper, 0.75), 6)
      expect(row.p90).toBeCloseTo(percentile(upper, 0.9), 6)
    }
  })

  it('is half-open and clamps at the end of a month', async () => {
    const ends = await windowEnds(fresh.database.pool, '2024-02-29')
    expect(ends).toEqual(['2024-02-29', '2023-02-28', '2022-02-28', '2021-02-28'])
  })

  it('is fresh until a day within it changes', async () => {
    expect(await find()).toMatchObject({ windowId, fresh: true })
    await loadSketches(fresh.database, [
      { id: 'before', company: 'New', postedOn: '2024-08-28', closedOn: '2024-09-01' },
    ])
    expect(await find()).toMatchObject({ windowId, fresh: true })
    await loadSketches(fresh.database, [
      { id: 'within', company: 'Newer', postedOn: '2024-08-29', closedOn: '2024-09-01' },
    ])
    expect(await find()).toMatchObject({ windowId, fresh: false })
  })
})
