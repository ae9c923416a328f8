import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RawPosting } from '../../../crawlers/source.ts'
import { inTransaction } from '../../../db/connection.ts'
import { rebuildVacancies } from '../../../db/loaders/vacancies.ts'
import { aggregate } from '../../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../../database.ts'
import { importPostings } from '../../raw-postings.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

const advert = (id: string, seenAt: string, more: Partial<RawPosting> = {}): RawPosting => ({
  source: 'test',
  sourceId: id,
  title: 'Python Developer',
  company: `Company ${id}`,
  locations: ['Leeds'],
  postedAt: '2025-11-01',
  seenAt,
  ...more,
})

const vacancies = async (database = fresh.database) =>
  (
    await database.pool.query(
      `select title, posted_on::text, open_until::text, quote_low, postings from core.vacancies order by title, company, posted_on`,
    )
  ).rows

describe('a load', () => {
  const versions: RawPosting[] = [
    advert('1', '2025-11-21T09:00:00Z', { postedAt: '2025-11-25' }),
    advert('1', '2025-12-10T09:00:00Z', { postedAt: '2025-11-25' }),
    advert('2', '2025-11-21T09:00:00Z', { postedAt: null, validThrough: '2025-11-30' }),
    advert('2', '2025-12-10T09:00:00Z', { postedAt: null, validThrough: '2025-11-30' }),
    advert('3', '2025-11-21T09:00:00Z', { description: 'Closing date: 5 December' }),
    advert('3', '2025-12-10T09:00:00Z', { description: 'Closing date: 5 December' }),
    advert('4', '2025-11-05T09:00:00Z', { salaryText: '£40,000 per annum' }),
    advert('4', '2025-11-06T09:00:00Z', { salaryText: '£45,000 per annum' }),
    advert('4', '2025-11-06T09:00:00Z', { salaryText: '£50,000 per annum' }),
  ]

  it('gives the same, in whatever order the versions of an advert arrive', async () => {
    const account = await importPostings(fresh.database, versions)
    expect(account).toMatchObject({ records: 9, loaded: 4 })
    const other = await freshDatabase()
    try {
      for (const version of versions.toReversed()) await importPostings(other.database, [version])
      expect(await vacancies(other.database)).toEqual(await vacancies())
    } finally {
      await other.drop()
    }
    expect(await vacancies()).toMatchObject([
      { posted_on: '2025-11-21' },
      { posted_on: '2025-11-21', open_until: '2025-12-01' },
      { open_until: '2025-12-06' },
      { open_until: expect.any(String) },
    ])
  })

  it('changes nothing the second time, and adds up', async () => {
    await importPostings(fresh.database, versions)
    const before = await vacancies()
    const again = await importPostings(fresh.database, versions)
    expect(again).toMatchObject({ records: 9, unchanged: 9 })
    expect(await vacancies()).toEqual(before)
  })

  it('keeps odd neighbours apart and refuses what no index takes, each with its reason', async () => {
    const account = await importPostings(fresh.database, [
      advert('x', '2025-11-21', {
        form: 'announcement',
        title: 'Acme | Java Developer, Data Engineer | Leeds',
        description: 'Acme | Java Developer, Data Engineer | Leeds<p>Join us.',
      }),
      advert('x#2', '2025-11-21'),
      advert('a b', '2025-11-21'),
      advert('a  b', '2025-11-21'),
      advert('long', '2025-11-21', { url: `https://jobs.example/${'x'.repeat(5000)}` }),
      advert('fine', '2025-11-21', { url: `https://jobs.example/${'x'.repeat(3900)}` }),
      advert('old', '0200-05-01T00:00:00Z'),
    ])
    expect(account).toMatchObject({
      records: 7,
      rejected: 2,
      reasons: {
        rejected: { 'url: longer than 4000 characters': 1, 'seenAt: not between 1990 and 2100': 1 },
      },
    })
  })

  it('takes days for those of UTC, whatever the time zone of the server', async () => {
    await fresh.database.pool.query(
      `do $$ begin execute format('alter database %I set timezone = %L', current_database(), 'Asia/Tokyo'); end $$`,
    )
    await importPostings(fresh.database, [
      advert('1', '2025-11-21', { postedAt: null }),
      advert('2', '2025-07-31T23:30:00Z', { postedAt: null }),
    ])
    expect((await vacancies()).map(row => row.posted_on)).toEqual(['2025-11-21', '2025-07-31'])
  })

  it('loses no stale mark to a rebuild in between', async () => {
    const { database } = fresh
    await importPostings(database, [advert('1', '2025-11-21', { company: 'Acme' })])
    await Promise.all([
      importPostings(database, [advert('2', '2025-11-21', { company: 'Acme', postedAt: '2025-10-20' })]),
      inTransaction(database.pool, rebuildVacancies),
      inTransaction(database.pool, rebuildVacancies),
    ])
    expect(await vacancies()).toMatchObject([{ posted_on: '2025-10-20', postings: 2 }])
  })
})

it('several processes may publish one day at once', async () => {
  await importPostings(fresh.database, [advert('1', '2025-11-21')])
  const published = await Promise.all([1, 2, 3].map(() => aggregate(fresh.database, '2025-11-21', 6)))
  expect(new Set(published.map(({ publicationId }) => publicationId)).size).toBe(1)
})
