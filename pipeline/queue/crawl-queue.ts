import { setTimeout as sleep } from 'node:timers/promises'
import { type Job, UnrecoverableError } from 'bullmq'
import { ConfigError, SourceBusy, SourceChanged, SourceUnavailable } from '../../crawlers/errors.ts'
import type { Database } from '../../db/connection.ts'
import { wasCrawledSince } from '../../db/queries/runs.ts'
import { readSourceSchedules } from '../../db/queries/schedule.ts'
import { isServed, later, latestDue } from '../runs/schedule.ts'
import type { Source } from '../sources.ts'
import { type CrawlSetting, crawl } from '../stages/crawl.ts'
import type { CrawlResult } from '../stages/crawl-result.ts'
import { openHosts } from '../stages/hosts.ts'
import { publicMessage } from '../stages/public-address.ts'
import { type CrawlJob, crawlQueue } from './crawl-jobs.ts'
import { handBack, putBack } from './hand-back.ts'
import type { QueueBackend } from './queue.ts'

/** How the crawl of a source ended; `elsewhere`: another process took the job, and the ledger has its account. */
export type CrawlEnd =
  | { source: string; result: CrawlResult }
  | { source: string; error: string }
  | { source: string; elsewhere: true }

/** Sources crawled side by side; each host still gets one request at a time. */
export const crawlsAtOnce = 4

/** Milliseconds after which a crawl that lost its database is tried again. */
const AFTER_OUTAGE = 30_000

/** Milliseconds after which a crawl is asked for again that another process, or what is left of one, was found at. */
const AFTER_OTHER = 5_000

/** What the crawls of a worker share besides their setting. */
export interface CrawlWork {
  concurrency?: number
  /** Aborted while the process cannot reach its database: what it holds may be another's by then. */
  outage?: () => AbortSignal
}

/**
 * A worker that crawls whatever the queue names, until it is closed. Give it `setting.hosts`, which all its crawls share.
 * Once `setting.signal` is aborted, crawls in hand end where they are, and their jobs wait for another worker.
 */
export function startCrawlWorker(
  backend: QueueBackend,
  database: Database,
  sources: readonly Source[],
  setting: CrawlSetting,
  onEnd: (end: CrawlEnd) => void,
  { concurrency = crawlsAtOnce, outage }: CrawlWork = {},
) {
  const worker = backend.worker<CrawlJob, void>(
    crawlQueue,
    async (job, token) => {
      const source = sources.find(candidate => candidate.name === job.data.source)
      if (!source) throw new UnrecoverableError(`no source is named ${job.data.source}`)
      const cut = outage?.()
      const signals = [setting.signal, cut].filter(signal => signal !== undefined)
      try {
        if (await wasDone(database, job)) {
          onEnd({ source: source.name, elsewhere: true })
          return
        }
        const dueAt = servedBy(job, source, setting.clock())
        const signal = AbortSignal.any(signals)
        onEnd({ source: source.name, result: await crawl(database, source, { ...setting, dueAt, signal }) })
      } catch (error) {
        if (setting.signal?.aborted) throw await handBack(job, token)
        if (cut?.aborted) throw await putBack(job, token, new Date(Date.now() + AFTER_OUTAGE))
        // A worker that was cut off or killed holds its lock until the server has noticed.
        if (error instanceof SourceBusy && (job.data.dueAt !== undefined || job.attemptsStarted > 1))
          throw await putBack(job, token, new Date(Date.now() + AFTER_OTHER))
        // These say what to do, and trying again at once is not it.
        const final = [SourceUnavailable, SourceChanged, ConfigError].some(kind => error instanceof kind)
        const message = publicMessage((error as Error).message)
        throw final ? new UnrecoverableError(message) : new Error(message, { cause: error })
      }
    },
    concurrency,
  )
  worker.on('failed', (job: Job<CrawlJob> | undefined, error) => {
    const finished =
      error instanceof UnrecoverableError || (job?.attemptsMade ?? 0) >= (job?.opts.attempts ?? 1)
    if (job && finished) onEnd({ source: job.data.source, error: error.message })
  })
  return worker
}

/** The moment of its schedule that a crawl serves: the latest when it begins, so that several that passed take one crawl. */
function servedBy({ data }: Job<CrawlJob>, { schedule }: Source, now: Date): Date {
  const latest = latestDue(schedule, now)
  return data.dueAt === undefined ? latest : later(latest, new Date(data.dueAt))
}

/** A process may die after it closed the run and before it could say so; then the ledger knows. */
async function wasDone(database: Database, job: Job<CrawlJob>): Promise<boolean> {
  const { source, dueAt } = job.data
  if (dueAt) {
    const [state] = await readSourceSchedules(database.pool, [source])
    return isServed(state!, new Date(dueAt))
  }
  return job.attemptsStarted > 1 && wasCrawledSince(database, source, new Date(job.timestamp))
}

/**
 * Puts a crawl of each source into the queue, to begin at once; one that waits or runs already is not queued twice.
 * @throws QueueUnavailable
 */
export async function enqueueCrawls(
  backend: QueueBackend,
  sources: readonly Source[],
): Promise<Job<CrawlJob>[]> {
  const queue = backend.queue<CrawlJob>(crawlQueue)
  return backend.answer(
    queue.addBulk(
      sources.map(({ name }) => ({
        name: 'crawl',
        data: { source: name },
        // One that a scheduler has queued for later gives way.
        opts: { deduplication: { id: name, replace: true } },
      })),
    ),
  )
}

/** Queues a crawl of every source, works the queue, and ends when each has ended, here or in another process. */
export async function crawlAll(
  backend: QueueBackend,
  database: Database,
  sources: readonly Source[],
  setting: CrawlSetting,
  onEnd: (end: CrawlEnd) => void = () => {},
): Promise<CrawlEnd[]> {
  const ends = new Map<string, CrawlEnd>()
  const note = (end: CrawlEnd) => {
    if (ends.has(end.source)) return
    ends.set(end.source, end)
    onEnd(end)
  }
  // One memory for all crawls of the process, so that they take turns without asking the database each time.
  const hosts = setting.hosts ?? openHosts(database)
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, ...(setting.signal ? [setting.signal] : [])])
  const worker = startCrawlWorker(backend, database, sources, { ...setting, hosts, signal }, note)
  try {
    const jobs = await enqueueCrawls(backend, sources)
    while (sources.some(source => !ends.has(source.name))) {
      await sleep(100)
      for (const [at, job] of jobs.entries())
        if (!ends.has(job.data.source)) jobs[at] = await lookElsewhere(backend, database, job, note)
    }
  } finally {
    // What it holds of others' is theirs again.
    stop.abort()
    await backend.answer(worker.close()).catch(() => {})
    if (!setting.hosts) await hosts.turns.close()
  }
  return sources.map(source => ends.get(source.name)!)
}

/**
 * A job that is finished although no crawl of ours ended was worked by another process; one that is gone has given way
 * to another of the same source, or was taken out of the queue.
 * @returns the job to look at next
 */
async function lookElsewhere(
  backend: QueueBackend,
  database: Database,
  job: Job<CrawlJob>,
  note: (end: CrawlEnd) => void,
): Promise<Job<CrawlJob>> {
  const { source } = job.data
  const state = await job.getState()
  if (state === 'unknown') {
    const queue = backend.queue<CrawlJob>(crawlQueue)
    const successor = await queue.getDeduplicationJobId(source)
    const next = successor && successor !== job.id ? await queue.getJob(successor) : undefined
    if (next) return next
    if (await wasCrawledSince(database, source, new Date(job.timestamp))) note({ source, elsewhere: true })
    else note({ source, error: 'its job was taken out of the queue' })
  }
  if (state !== 'completed' && state !== 'failed') return job
  // Our own worker reports the end before or just after the queue knows of it.
  await sleep(500)
  if (state === 'completed') note({ source, elsewhere: true })
  else note({ source, error: 'failed in another process; the ledger or its worker says why' })
  return job
}
