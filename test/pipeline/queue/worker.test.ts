import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crawlQueue } from '../../../pipeline/queue/crawl-jobs.ts'
import { enqueueCrawls } from '../../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend } from '../../../pipeline/queue/queue.ts'
import { listQueued } from '../../../pipeline/queue/queued-jobs.ts'
import { chooseQueues, startWorkers } from '../../../pipeline/queue/worker.ts'
import { reconcile } from '../../../pipeline/runs/reconcile.ts'
import { tickSource } from '../../../pipeline/runs/tick.ts'
import { resolveSources } from '../../../pipeline/sources.ts'
import { openExtraction } from '../../../pipeline/stages/extraction.ts'
import { openHosts } from '../../../pipeline/stages/hosts.ts'
import { freshDatabase } from '../../database.ts'
import { startSite } from '../../job-site.ts'
import { freshQueue, queueStores } from '../../queue-backends.ts'
import { redisInstalled, startRedis } from '../../redis-server.ts'

const clock = () => new Date('2025-11-21T12:00:00Z')
const due = new Date('2025-11-21T04:00:00Z')

describe.each(queueStores)('a worker on $store', ({ redis }) => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>
  let queue: Awaited<ReturnType<typeof freshQueue>>
  let sites: Awaited<ReturnType<typeof startSite>>[]
  /** Asks beside everything else, whatever becomes of the other connections. */
  let aside: pg.Client
  beforeEach(async () => {
    fresh = await freshDatabase()
    queue = await freshQueue(fresh.url, redis, { lockDuration: 1_000 })
    sites = []
    aside = new pg.Client({ connectionString: fresh.url })
    await aside.connect()
  })
  afterEach(async () => {
    await aside.end()
    await queue.stop()
    for (const site of sites) await site.close()
    await fresh.drop()
  })

  async function sourcesOf(pages: readonly number[], pace: number) {
    for (const count of pages) sites.push(await startSite(count))
    return resolveSources(
      sites.map(({ source }, n) => ({
        ...source,
        name: `schema-org/${n}`,
        pace,
        schedule: '0 4 * * *',
      })),
    )
  }

  function work(sources: Awaited<ReturnType<typeof sourcesOf>>, ended: unknown[] = []) {
    const stop = new AbortController()
    const hosts = openHosts(fresh.database)
    const workers = startWorkers(queue.backend, fresh.database, [crawlQueue], {
      sources,
      crawl: {
        userAgent: 'jobtide-test/0 (+https://jobtide.example)',
        clock,
        browser: {},
        log: () => {},
        hosts,
        signal: stop.signal,
        backOff: 10,
      },
      publish: { publications: { schedule: '0 7 * * *' } as never, pages: null },
      onCrawl: end => ended.push(end),
      onPublish: () => {},
      backfill: { home: '/nowhere', extraction: openExtraction(1) },
      onUnit: () => {},
    })
    return {
      async stop() {
        stop.abort()
        const isEnded = await workers.stop(30_000)
        await hosts.turns.close()
        return isEnded
      },
    }
  }

  const runs = async () =>
    (await aside.query('select subject, state, error, due_at from ops.runs order by run_id')).rows

  it('hands a crawl back when it is told to stop, and another goes on with it', async () => {
    const sources = await sourcesOf([20], 20)
    await tickSource(fresh.database, queue.backend, sources[0]!, { now: clock(), jitter: 0 })
    const first = work(sources)
    await expect.poll(() => sites[0]!.log.length, { timeout: 20_000 }).toBeGreaterThan(5)
    expect(await first.stop()).toBe(true)
    const asked = sites[0]!.log.length
    expect(asked).toBeLessThan(22)
    const { waiting, active } = await listQueued(queue.backend, crawlQueue)
    expect(active).toEqual([])
    expect(waiting.map(({ data, attemptsMade }) => [data, attemptsMade])).toEqual([
      [{ source: 'schema-org/0', dueAt: due.toISOString() }, 0],
    ])
    const stopped = { state: 'failed', error: 'stopped; the next run goes on from here', due_at: due }
    expect(await runs()).toMatchObject([stopped])

    const ended: unknown[] = []
    const second = work(sources, ended)
    await expect.poll(() => ended, { timeout: 20_000 }).toHaveLength(1)
    await second.stop()
    expect(await runs()).toMatchObject([stopped, { state: 'done', error: null, due_at: due }])
    const pages = sites[0]!.log.filter(path => path !== '/robots.txt')
    expect(pages.toSorted()).toEqual([...new Set(pages)].toSorted())
    expect(pages).toHaveLength(21)
  })

  it('waits for what is left of a worker that held the same crawl', async () => {
    const sources = await sourcesOf([1], 1)
    await aside.query(`select pg_advisory_lock(hashtextextended('crawl schema-org/0', 0))`)
    await tickSource(fresh.database, queue.backend, sources[0]!, { now: clock(), jitter: 0 })
    const ended: unknown[] = []
    const worker = work(sources, ended)
    const delayed = () => queue.backend.queue(crawlQueue).getDelayed()
    await expect.poll(delayed, { timeout: 20_000 }).toHaveLength(1)
    await aside.query('select pg_advisory_unlock_all()')
    for (const job of await delayed()) await job.promote()
    await expect.poll(() => ended, { timeout: 20_000 }).toHaveLength(1)
    await worker.stop()
    expect(ended).toMatchObject([{ result: { accounting: { loaded: 1 } } }])
    expect(await runs()).toMatchObject([{ state: 'done', due_at: due }])
  })

  it('loses nothing and does nothing twice where the server ends its connections', async () => {
    const sources = await sourcesOf([10, 10], 15)
    for (const source of sources)
      await tickSource(fresh.database, queue.backend, source, { now: clock(), jitter: 0 })
    const worker = work(sources)
    const setting = { sources, publications: '0 0 29 2 *', now: clock(), jitter: 0 }
    const asked = () => sites.reduce((sum, { log }) => sum + log.length, 0)
    for (const pages of [6, 16]) {
      await expect
        .poll(
          async () => {
            await reconcile(fresh.database, queue.backend, setting).catch(() => {})
            return asked()
          },
          { timeout: 30_000 },
        )
        .toBeGreaterThan(pages)
      await aside.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      )
    }
    const done = async () => (await runs()).filter(run => run.state === 'done').map(run => run.subject)
    await expect
      .poll(
        async () => {
          await reconcile(fresh.database, queue.backend, setting).catch(() => {})
          return new Set(await done()).size
        },
        { timeout: 40_000, interval: 200 },
      )
      .toBe(sources.length)
    await worker.stop()
    await reconcile(fresh.database, queue.backend, setting)
    expect((await done()).toSorted()).toEqual(sources.map(({ name }) => name))
    expect((await listQueued(queue.backend, crawlQueue)).waiting).toEqual([])
    const { rows } = await aside.query(
      'select count(*)::int as stored, count(distinct url)::int as pages from raw.captures',
    )
    expect(rows).toEqual([{ stored: 22, pages: 22 }])
  }, 120_000)
})

describe('the queues of a worker', () => {
  it('are all when none is named, and must be known', () => {
    expect(chooseQueues(undefined)).toEqual(chooseQueues([]))
    expect(chooseQueues(['publish', 'publish'])).toEqual(['publish'])
    expect(() => chooseQueues(['crawl', 'crawls'])).toThrow(/there is no queue "crawls"; there are crawl,/)
  })
})

describe('a queue whose store is gone', () => {
  it.runIf(redisInstalled)('says so in a line, instead of waiting for it', async () => {
    const [source] = resolveSources([{ platform: 'greenhouse', options: { board: 'acme' } }])
    const server = await startRedis({ appendOnly: true })
    const backend = await openQueueBackend('', server.url, { answerWithin: 300 })
    await enqueueCrawls(backend, [source!])
    await server.stop()
    await expect(enqueueCrawls(backend, [source!])).rejects.toThrow(
      `the queue does not answer: Redis at ${new URL(server.url).host} has been silent for 0.3 s; is it running?`,
    )
    await backend.close()
  })
})
