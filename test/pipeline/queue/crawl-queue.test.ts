import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CrawlEnd, crawlAll, enqueueCrawls } from '../../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend, type QueueBackend } from '../../../pipeline/queue/queue.ts'
import { resolveSources } from '../../../pipeline/sources.ts'
import { type BoardJob, startBoard } from '../../board-server.ts'
import { freshDatabase } from '../../database.ts'
import { freshQueue, queueStores } from '../../queue-backends.ts'
import { redisInstalled, startRedis } from '../../redis-server.ts'

const setting = {
  userAgent: 'jobtide-test/0 (+https://jobtide.example)',
  clock: () => new Date('2025-11-21T12:00:00Z'),
  browser: {},
  log: () => {},
}

const account = (end: CrawlEnd | undefined) => (end && 'result' in end ? end.result.accounting : end)

describe.each(queueStores)('the crawl queue on $store', ({ redis }) => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>
  let store: Awaited<ReturnType<typeof freshQueue>>
  let queue: QueueBackend
  let jobs: BoardJob[]
  let board: Awaited<ReturnType<typeof startBoard>>

  beforeEach(async () => {
    fresh = await freshDatabase()
    store = await freshQueue(fresh.url, redis)
    queue = store.backend
    jobs = [
      { id: 1, title: 'Senior Python Developer' },
      { id: 2, title: 'Data Engineer' },
      { id: 3, title: 'Staff Nurse', content: 'You care for patients.' },
    ]
    board = await startBoard(jobs)
  })
  afterEach(async () => {
    await board.close()
    await store.stop()
    await fresh.drop()
  })

  it('crawls, and finds nothing new the second time', async () => {
    const sources = resolveSources([board.source()])
    const [first] = await crawlAll(queue, fresh.database, sources, setting)
    expect(account(first)).toMatchObject({ records: 3, loaded: 2, outOfScope: 1, rejected: 0 })
    const [second] = await crawlAll(queue, fresh.database, sources, setting)
    expect(account(second)).toMatchObject({ records: 3, unchanged: 3, loaded: 0 })
    const { rows } = await fresh.database.pool.query('select title from core.vacancies order by title')
    expect(rows.map(row => row.title)).toEqual(['Data Engineer', 'Senior Python Developer'])
  })

  it('tells changed and new adverts from known ones', async () => {
    const sources = resolveSources([board.source()])
    await crawlAll(queue, fresh.database, sources, setting)
    jobs[0] = { id: 1, title: 'Lead Python Developer' }
    jobs.push({ id: 4, title: 'Data Engineer' })
    const later = { ...setting, clock: () => new Date('2025-11-22T12:00:00Z') }
    const [end] = await crawlAll(queue, fresh.database, sources, later)
    expect(account(end)).toMatchObject({ records: 4, changed: 1, unchanged: 2, duplicate: 1, loaded: 0 })
  })

  it('has connections left while all its crawls wait for a load', async () => {
    const loading = new pg.Client({ connectionString: fresh.url })
    await loading.connect()
    await loading.query(`begin; select pg_advisory_xact_lock(hashtext('load'))`)
    const boards = await Promise.all(jobs.map(job => startBoard([job])))
    const sources = [board, ...boards].map((each, n) => ({ ...each.source(), name: `greenhouse/${n}` }))
    const ends = crawlAll(queue, fresh.database, resolveSources(sources), setting)
    const waiting = `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
    await expect.poll(async () => (await loading.query(waiting)).rows[0].n, { timeout: 10_000 }).toBe(4)
    expect((await fresh.database.pool.query('select 1')).rowCount).toBe(1)
    await loading.end()
    expect((await ends).map(end => account(end))).toHaveLength(4)
    for (const each of boards) await each.close()
  })

  it('reports a source that is gone and crawls the others', async () => {
    const sources = resolveSources([board.source('gone'), board.source()])
    const ends = await crawlAll(queue, fresh.database, sources, setting)
    expect(ends[0]).toMatchObject({ source: 'greenhouse/gone', error: expect.stringContaining('not-found') })
    expect(account(ends[1])).toMatchObject({ records: 3 })
  })

  it('does not queue a source twice while its crawl waits', async () => {
    const sources = resolveSources([board.source()])
    await enqueueCrawls(queue, sources)
    await crawlAll(queue, fresh.database, sources, setting)
    expect(board.log.filter(path => path.startsWith('/v1/boards'))).toHaveLength(1)
  })

  it('ends where its job was taken out of the queue', async () => {
    const sources = resolveSources([board.source()])
    const { promise: taken, resolve: take } = Promise.withResolvers<void>()
    const other = queue.worker(
      'crawl',
      () => {
        take()
        return new Promise(() => {})
      },
      1,
    )
    await enqueueCrawls(queue, sources)
    await taken
    const { promise: queued, resolve: note } = Promise.withResolvers<void>()
    const observed: QueueBackend = {
      ...queue,
      answer: asked => queue.answer(asked).finally(note),
    }
    const ends = crawlAll(observed, fresh.database, sources, setting)
    await queued
    await queue.queue('crawl').obliterate({ force: true })
    expect(await ends).toEqual([{ source: 'greenhouse/acme', error: 'its job was taken out of the queue' }])
    await other.close(true)
  })
})

describe('the backend of the queue', () => {
  it('is refused where its address is of no known kind', () => {
    expect(() => openQueueBackend('postgres://nobody@127.0.0.1:1/none', 'amqp://127.0.0.1')).toThrow(
      /QUEUE_URL/,
    )
  })

  it.runIf(redisInstalled)('is refused where Redis would lose jobs', async () => {
    const server = await startRedis({ appendOnly: false })
    try {
      await expect(openQueueBackend('', server.url)).rejects.toThrow(/append-only/)
    } finally {
      await server.stop()
    }
  })

  it('is refused with a clear line where Redis does not answer', async () => {
    await expect(openQueueBackend('', 'redis://127.0.0.1:1')).rejects.toThrow(
      /cannot reach Redis at 127.0.0.1:1/,
    )
  })
})
