import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase } from '../database.ts'
import { loadSketches, type PostingSketch } from './posting-rows.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

const vacancies = async () =>
  (
    await fresh.database.pool.query(
      'select posted_on, postings, source_id, quote_low, quote_high, open_until from core.vacancies order by title_key, company_key, posted_on',
    )
  ).rows

const changedDays = async () =>
  (
    await fresh.database.pool.query(
      'select day from core.changed_days where advertised_change > 0 order by day',
    )
  ).rows.map(row => row.day)

describe('vacancies', () => {
  it('takes adverts of one job within 60 days of the first for one vacancy, and the next for another', async () => {
    await loadSketches(fresh.database, [
      { id: 'a', postedOn: '2025-01-01' },
      { id: 'b', postedOn: '2025-03-02' },
      { id: 'c', postedOn: '2025-03-03' },
      { id: 'd', postedOn: '2025-05-02' },
      { id: 'e', postedOn: '2025-05-03' },
    ])
    expect((await vacancies()).map(({ posted_on, postings }) => [posted_on, postings])).toEqual([
      ['2025-01-01', 2],
      ['2025-03-03', 2],
      ['2025-05-03', 1],
    ])
  })

  it('keeps jobs apart that differ in title, company or place', async () => {
    await loadSketches(fresh.database, [
      { id: 'a', postedOn: '2025-01-01' },
      { id: 'b', postedOn: '2025-01-01', title: 'Tester' },
      { id: 'c', postedOn: '2025-01-01', company: 'Other' },
      { id: 'd', postedOn: '2025-01-01', place: 'Leeds' },
      { id: 'e', postedOn: '2025-01-01', inScope: false, company: 'Out' },
    ])
    expect(await vacancies()).toHaveLength(4)
  })

  it('lets the first advert that quotes pay speak for the vacancy, placed by the day it was first advertised', async () => {
    await loadSketches(fresh.database, [
      { id: 'silent', postedOn: '2025-01-01' },
      { id: 'quoting', postedOn: '2025-01-20', pay: [50_000, 60_000, 'year'] },
      { id: 'later', postedOn: '2025-01-25', pay: [70_000, 70_000, 'year'] },
    ])
    expect(await vacancies()).toMatchObject([
      { posted_on: '2025-01-01', source_id: 'quoting', quote_low: 50_000, quote_high: 60_000 },
    ])
  })

  it('takes no daily rate for the quote of a permanent job', async () => {
    await loadSketches(fresh.database, [{ id: 'a', postedOn: '2025-01-01', pay: [400, 450, 'day'] }])
    expect(await vacancies()).toMatchObject([{ quote_low: null, quote_high: null }])
  })

  it('is open until its closing day has passed, or 30 days after it was last seen', async () => {
    await loadSketches(fresh.database, [
      { id: 'a', postedOn: '2025-01-01', closedOn: '2025-01-10' },
      { id: 'b', postedOn: '2025-01-01', company: 'Other', seenAt: '2025-01-05T00:00:00Z' },
    ])
    expect((await vacancies()).map(row => row.open_until)).toEqual(['2025-01-11', '2025-02-04'])
  })

  it('comes out the same in whatever order and batches the adverts are loaded', async () => {
    const sketches: PostingSketch[] = Array.from({ length: 60 }, (_, n) => ({
      id: `p${n}`,
      postedOn: new Date(Date.UTC(2025, 0, 1 + ((n * 37) % 300))).toISOString().slice(0, 10),
      company: `Company ${n % 7}`,
      pay: n % 3 ? [40_000 + n * 100, 50_000 + n * 100, 'year'] : null,
    }))
    await loadSketches(fresh.database, sketches, 60)
    const once = await vacancies()
    const other = await freshDatabase()
    try {
      const shuffled = sketches.toSorted(
        (a, b) => ((Number(a.id.slice(1)) * 17) % 60) - ((Number(b.id.slice(1)) * 17) % 60),
      )
      await loadSketches(other.database, shuffled.slice(0, 25), 7)
      await loadSketches(other.database, shuffled.slice(25), 7)
      const { rows } = await other.database.pool.query(
        'select posted_on, postings, source_id, quote_low, quote_high, open_until from core.vacancies order by title_key, company_key, posted_on',
      )
      expect(once.length).toBeGreaterThan(12)
      expect(rows).toEqual(once)
    } finally {
      await other.drop()
    }
  })

  it('records the days whose vacancies changed, and none when the same is loaded again', async () => {
    const sketches: PostingSketch[] = [
      { id: 'a', postedOn: '2025-01-01' },
      { id: 'b', postedOn: '2025-06-01', company: 'Other' },
    ]
    await loadSketches(fresh.database, sketches)
    expect(await changedDays()).toEqual(['2025-01-01', '2025-06-01'])
    await fresh.database.pool.query('delete from core.changed_days')
    await loadSketches(fresh.database, sketches)
    expect(await changedDays()).toEqual([])
    await loadSketches(fresh.database, [{ id: 'a', postedOn: '2024-12-30' }])
    expect(await changedDays()).toEqual(['2024-12-30', '2025-01-01'])
  })
})
