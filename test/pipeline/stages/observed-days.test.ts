import { expect, it } from 'vitest'
import type { RawPosting } from '../../../crawlers/source.ts'
import { importPostings } from '../../raw-postings.ts'
import { crawlOn, fresh, pool, site, useCrawledSite } from './crawled-site.ts'

useCrawledSite()

async function observed(): Promise<unknown[]> {
  const { rows } = await pool().query(
    'select source, board, day, partial from core.observed_days order by day, board',
  )
  return rows.map(row => [row.source, row.board, row.day.slice(8), row.partial])
}

it('are noted of crawls, with whether they met the whole listing', async () => {
  const { name } = site.source
  await crawlOn(1)
  await crawlOn(2, { budget: { requests: 4 } })
  expect(await observed()).toEqual([
    ['schema-org', '', '01', false],
    ['schema-org', name, '01', false],
    ['schema-org', '', '02', false],
    ['schema-org', name, '02', true],
  ])
  // The crawl that goes on behind the budget completes the day.
  await crawlOn(2)
  expect((await observed())[3]).toEqual(['schema-org', name, '02', false])
})

it('are noted of crawls that fail on the way as partial, and of those that had no answer not at all', async () => {
  const { name } = site.source
  await crawlOn(1)
  const before = await observed()
  for (const id of [1, 2, 3, 4]) site.adverts.set(id, { title: '', says: { status: 404, body: 'moved' } })
  await expect(crawlOn(2)).rejects.toThrow()
  expect(await observed()).toEqual([...before, ['schema-org', name, '02', true]])
  await site.close()
  await expect(crawlOn(3)).rejects.toThrow()
  expect(await observed()).toHaveLength(before.length + 1)
})

it('of an import are those of its sightings, and are the same after another one', async () => {
  const advert = (id: number, seenAt: string): RawPosting => ({
    source: 'archive',
    sourceId: String(id),
    title: 'Java Developer',
    description: 'Join the team.',
    locations: ['London, UK'],
    seenAt,
  })
  const adverts = [
    advert(1, '2025-11-01T23:30:00-02:00'),
    advert(1, '2025-11-05T09:00:00Z'),
    advert(2, '2025-11-05T23:59:59Z'),
  ]
  await importPostings(fresh.database, adverts)
  const expected = [
    ['archive', '', '02', false],
    ['archive', '', '05', false],
  ]
  expect(await observed()).toEqual(expected)
  await importPostings(fresh.database, adverts.toReversed())
  expect(await observed()).toEqual(expected)
})
