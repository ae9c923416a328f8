import { setTimeout as sleep } from 'node:timers/promises'
import { type Job, UnrecoverableError } from 'bullmq'
import { ConfigError, SourceChanged, SourceUnavailable } from '../../crawlers/errors.ts'
import type { Database } from '../../db/connection.ts'
import { wasCrawledSince } from '../../db/queries/runs.ts'
import type { Source } from '../sources.ts'
import { type CrawlSetting, crawl } from '../stages/crawl.ts'
import type { CrawlResult } from '../stages/crawl-result.ts'
import { openHosts } from '../stages/hosts.ts'
import { publicMessage } from '../stages/public-address.ts'
import type { QueueBackend } from './queue.ts'

const queueName = 'crawl'

/** Jobs carry names only: what a source is, the worker knows from its configuration. */
interface CrawlJob {
  source: string
}

/** How the crawl of a source ended; `elsewhere`: another process took the job, and the ledger has its account. */
export type CrawlEnd =
  | { source: string; result: CrawlResult }
  | { source: string; error: string }
  | { source: string; elsewhere: true }

/** Sources crawled side by side; each host still gets one request at a time. */
const concurrency = 4

/** A worker that crawls whatever the queue names, until it is closed. Give it `setting.hosts`, which all its crawls share. */
export function startCrawlWorker(
  backend: QueueBackend,
  database: Database,
  sources: readonly Source[],
  setting: CrawlSetting,
  onEnd: (end: CrawlEnd) => void,
) {
  const worker = backend.worker<CrawlJob, void>(
    queueName,
    async job => {
      const source = sources.find(candidate => candidate.name === job.data.source)
      if (!source) throw new UnrecoverableError(`no source is named ${job.data.source}`)
      // A process may die after it closed the run and before it could say so.
      if (
        job.attemptsStarted > 1 &&
        (await wasCrawledSince(database, source.name, new Date(job.timestamp)))
      ) {
        onEnd({ source: source.name, elsewhere: true })
        return
      }
      try {
        onEnd({ source: source.name, result: await crawl(database, source, setting) })
      } catch (error) {
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

/** Puts a crawl of each source into the queue; one that waits or runs already is not queued twice. */
export async function enqueueCrawls(
  backend: QueueBackend,
  sources: readonly Source[],
): Promise<Job<CrawlJob>[]> {
  const queue = backend.queue<CrawlJob>(queueName)
  return queue.addBulk(
    sources.map(({ name }) => ({
      name: 'crawl',
      data: { source: name },
      opts: { deduplication: { id: name } },
    })),
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
  const worker = startCrawlWorker(backend, database, sources, { ...setting, hosts }, note)
  try {
    const jobs = await enqueueCrawls(backend, sources)
    while (sources.some(source => !ends.has(source.name))) {
      await sleep(100)
      for (const job of jobs) if (!ends.has(job.data.source)) await lookElsewhere(job, note)
    }
  } finally {
    await worker.close()
    if (!setting.hosts) await hosts.turns.close()
  }
  return sources.map(source => ends.get(source.name)!)
}

/** A job that is finished although no crawl of ours ended was worked by another process. */
async function lookElsewhere(job: Job<CrawlJob>, note: (end: CrawlEnd) => void): Promise<void> {
  const state = await job.getState()
  if (state !== 'completed' && state !== 'failed') return
  // Our own worker reports the end before or just after the queue knows of it.
  await sleep(500)
  if (state === 'completed') note({ source: job.data.source, elsewhere: true })
  else
    note({ source: job.data.source, error: 'failed in another process; the ledger or its worker says why' })
}
