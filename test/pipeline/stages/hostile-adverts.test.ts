import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RawPosting } from '../../../crawlers/source.ts'
import { hostileAdvert } from '../../../scripts/fuzz/hostile-adverts.ts'
import { freshDatabase } from '../../database.ts'
import { importPostings } from '../../raw-postings.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

/** Text that does not compress: PostgreSQL's indexes bound the size of a key after compression. */
const dense = (length: number, seed: number): string =>
  Array.from({ length }, (_, at) =>
    String.fromCodePoint(0x4e00 + ((at * 7919 + seed * 104_729) % 20_000)),
  ).join('')

const stored = async (column: string) =>
  (await fresh.database.pool.query(`select count(distinct ${column})::int as n from core.postings`)).rows[0].n

it('PostgreSQL takes what hostile adverts become, and every one is accounted for', async () => {
  const sizes = { title: 20_000, description: 20_000, field: 5000, list: 500 }
  const adverts = fc.sample(hostileAdvert(sizes), { numRuns: 400, seed: 20_251_121 }).map(
    (advert, at) =>
      ({
        ...advert,
        sourceId: `${at} ${advert.sourceId.slice(0, 300)}`,
        source: 'test',
        seenAt: '2025-11-21',
      }) as RawPosting,
  )
  const account = await importPostings(fresh.database, adverts)
  expect(account.records).toBe(adverts.length)
  expect(await stored('record_id')).toBe(adverts.length - account.rejected)
  expect(account.rejected).toBeLessThan(adverts.length / 4)
})

it('takes keys as long and as dense as they may be', async () => {
  const advert: RawPosting = {
    source: dense(100, 1),
    sourceId: dense(330, 2),
    title: `Senior Java Developer ${'ﷺ'.repeat(100)}${dense(170, 3)}`,
    company: dense(200, 4),
    locations: Array.from({ length: 60 }, (_, at) => `${dense(40, at)} London, Leeds, Hull, York, Bath`),
    seenAt: '2025-11-21',
  }
  const account = await importPostings(fresh.database, [
    advert,
    { ...advert, form: 'announcement', sourceId: dense(330, 5), description: `${advert.title} | London` },
  ])
  expect(account).toMatchObject({ records: 2, rejected: 0 })
})
