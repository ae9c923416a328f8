import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { exclusively } from '../../../db/locks.ts'
import { listPublications } from '../../../db/queries/publications.ts'
import { closeRun, listRuns, openRun } from '../../../db/queries/runs.ts'
import { PublicationSettings } from '../../../pipeline/configuration-file.ts'
import { enqueuePublication, publishQueue } from '../../../pipeline/queue/publish-jobs.ts'
import { type PublishEnd, startPublishWorker } from '../../../pipeline/queue/publish-queue.ts'
import { awaitedCrawls } from '../../../pipeline/runs/awaited-crawls.ts'
import { publishDay } from '../../../pipeline/runs/publish-day.ts'
import { tickPublication } from '../../../pipeline/runs/tick.ts'
import { resolveSources, type Source } from '../../../pipeline/sources.ts'
import { aggregate, aggregateStale } from '../../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../../database.ts'
import { freshQueue } from '../../queue-backends.ts'
import { importPostings } from '../../raw-postings.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
  await importPostings(fresh.database, [
    advert(1, '2025-02-10'),
    advert(2, '2025-08-10'),
    advert(3, '2025-10-20'),
  ])
})
afterEach(() => fresh.drop())

const advert = (id: number, day: string) => ({
  source: 'greenhouse',
  sourceId: String(id),
  title: 'Java Developer',
  description: 'You build services in Java.',
  company: `Employer ${id}`,
  locations: ['London, UK'],
  employmentTypes: ['permanent'],
  postedAt: day,
  seenAt: `${day}T12:00:00Z`,
})

const settings = (restate: 'daily' | 'monthly' | 'asked') =>
  PublicationSettings.parse({ restate, schedule: '0 7 * * *' })
const dueOn = (day: string) => new Date(`${day}T07:00:00Z`)
const publish = (day: string, restate: 'daily' | 'monthly' | 'asked') =>
  publishDay(fresh.database, day, settings(restate), { dueAt: dueOn(day) })

describe('the publication of a day', () => {
  it('is made for 6 and 3 months, stands in the ledger, and is found as it was the second time', async () => {
    const first = await publish('2025-10-30', 'daily')
    expect(first).toMatchObject({ asOf: '2025-10-30', published: 2, standing: 0, restated: 0 })
    const second = await publish('2025-10-30', 'daily')
    expect(second).toEqual({
      asOf: '2025-10-30',
      windows: 0,
      published: 0,
      standing: 2,
      restated: 0,
      held: 0,
    })
    expect(await listPublications(fresh.database)).toEqual(
      expect.arrayContaining([
        { asOf: '2025-10-30', months: 6 },
        { asOf: '2025-10-30', months: 3 },
      ]),
    )
    const runs = await listRuns(fresh.database, 2)
    expect(runs).toMatchObject([
      { kind: 'publish', subject: '2025-10-30', state: 'done', accounting: second },
      { kind: 'publish', subject: '2025-10-30', state: 'done', accounting: first },
    ])
  })

  it('restates days with late adverts every day, once a month, or never, and keeps what was asked for', async () => {
    await publish('2025-10-29', 'asked')
    await publish('2025-10-30', 'asked')
    await aggregate(fresh.database, '2025-10-28', 6)
    await importPostings(fresh.database, [advert(4, '2025-10-25')])

    expect(await publish('2025-10-30', 'asked')).toMatchObject({ published: 2, restated: 0 })
    // A publication of October was made on schedule already.
    expect(await publish('2025-10-31', 'monthly')).toMatchObject({ published: 2, restated: 0 })
    expect(await publish('2025-11-01', 'monthly')).toMatchObject({ published: 5, restated: 3 })
    await importPostings(fresh.database, [advert(5, '2025-10-26')])
    // 28 October; 29 October to 1 November for two lengths each; and the day itself.
    expect(await publish('2025-11-02', 'daily')).toMatchObject({ published: 11, restated: 9 })
    expect(await publish('2025-11-02', 'daily')).toMatchObject({ published: 0, restated: 0 })
    // A day that was asked for stays one, whoever restates it.
    const asked = async () => {
      const { rows } = await fresh.database.pool.query(
        `select publication_id as id, as_of::text as day, months from mart.publications where current and kind = 'asked'`,
      )
      return rows
    }
    const [before] = await asked()
    expect(before).toMatchObject({ day: '2025-10-28', months: 6 })
    await importPostings(fresh.database, [advert(6, '2025-10-26')])
    await aggregateStale(fresh.database)
    const after = await asked()
    expect(after).toMatchObject([{ day: '2025-10-28', months: 6 }])
    expect(after[0].id).toBeGreaterThan(before.id)
  })

  it('is left to the process that makes one already', async () => {
    const made = await exclusively(fresh.database.pool, 'publish calendar', () =>
      publish('2025-10-30', 'daily'),
    )
    expect(made).toEqual({ done: null })
    expect(await listRuns(fresh.database, 5)).toHaveLength(1)
  })

  it('ends between two windows when it is told to stop, and goes on from there', async () => {
    const stop = new AbortController()
    const stopping = publishDay(fresh.database, '2025-10-30', settings('daily'), {
      signal: stop.signal,
      onWindow: () => stop.abort(),
    })
    await expect(stopping).rejects.toThrow()
    expect(await listRuns(fresh.database, 1)).toMatchObject([
      { kind: 'publish', state: 'failed', error: 'stopped; the next run goes on from here' },
    ])
    expect(await listPublications(fresh.database)).toEqual([])
    expect(await publish('2025-10-30', 'daily')).toMatchObject({ published: 2 })
  })
})

describe('the queue of publications', () => {
  let queue: Awaited<ReturnType<typeof freshQueue>>
  let pages: string
  beforeAll(() => {
    pages = mkdtempSync(join(tmpdir(), 'jobtide-pages-'))
  })
  afterAll(() => rmSync(pages, { recursive: true, force: true }))

  it('makes the latest of the days that passed, once, and writes its pages', async () => {
    queue = await freshQueue(fresh.url, false)
    onTestFinished(() => queue.stop())
    const now = new Date('2025-10-30T09:00:00Z')
    await enqueuePublication(queue.backend, dueOn('2025-10-27'))
    // It waits still: nobody worked for three days.
    expect(await tickPublication(fresh.database, queue.backend, '0 7 * * *', { now })).toMatchObject({
      run: true,
      dueAt: dueOn('2025-10-30'),
    })
    const ends: PublishEnd[] = []
    const worker = startPublishWorker(
      queue.backend,
      fresh.database,
      { publications: settings('daily'), pages, sources: [], clock: () => now },
      end => ends.push(end),
    )
    await expect.poll(() => ends, { timeout: 30_000 }).toHaveLength(1)
    await worker.close()
    expect(ends).toMatchObject([
      { asOf: '2025-10-30', published: { published: 2 }, pages: join(pages, 'index.html') },
    ])
    expect(await tickPublication(fresh.database, queue.backend, '0 7 * * *', { now })).toMatchObject({
      run: false,
      why: 'served',
    })
  })

  it('waits for crawls that were due before, and for no other', async () => {
    const [early, late, down] = ['0 5 * * *', '0 8 * * *', '0 6 * * *'].map(
      (schedule, n) =>
        resolveSources([
          {
            name: `greenhouse/${n}`,
            platform: 'greenhouse',
            options: { board: `board${n}` },
            schedule,
            terms: { url: 'https://example.org/terms', reviewed: '2025-01-01', aggregates: true },
          },
        ])[0]!,
    ) as [Source, Source, Source]
    const now = new Date('2025-10-30T09:00:00Z')
    const awaited = () => awaitedCrawls(fresh.database.pool, [early, late, down], dueOn('2025-10-30'), now)
    const crawled = (source: Source, hour: number, end: object) => {
      const dueAt = new Date(`2025-10-30T0${hour}:00:00Z`)
      return openRun(fresh.database, 'crawl', source.name, { dueAt }).then(run =>
        closeRun(fresh.database, run, end),
      )
    }
    await crawled(down, 6, { error: 'it did not answer' })
    expect(await awaited()).toEqual([early.name])

    queue = await freshQueue(fresh.url, false)
    onTestFinished(() => queue.stop())
    await enqueuePublication(queue.backend, dueOn('2025-10-30'))
    const ends: PublishEnd[] = []
    const setting = { publications: settings('daily'), pages: null, sources: [early], clock: () => now }
    const worker = startPublishWorker(queue.backend, fresh.database, setting, end => ends.push(end))
    const delayed = () => queue.backend.queue(publishQueue).getDelayed()
    await expect.poll(delayed, { timeout: 20_000 }).toHaveLength(1)
    expect(ends).toEqual([])
    await crawled(early, 5, { accounting: {} })
    expect(await awaited()).toEqual([])
    for (const job of await delayed()) await job.promote()
    await expect.poll(() => ends, { timeout: 30_000 }).toHaveLength(1)
    await worker.close()
    expect(ends).toMatchObject([{ asOf: '2025-10-30', published: { published: 2 } }])
  })
})
