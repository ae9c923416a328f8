import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type Database } from '../../../db/connection.ts'
import { readSourceSchedules } from '../../../db/queries/schedule.ts'
import { PublicationSettings } from '../../../pipeline/configuration-file.ts'
import { type CrawlJob, crawlQueue } from '../../../pipeline/queue/crawl-jobs.ts'
import { publishQueue } from '../../../pipeline/queue/publish-jobs.ts'
import { openQueueBackend, type QueueBackend } from '../../../pipeline/queue/queue.ts'
import { queueNames, startWorkers } from '../../../pipeline/queue/worker.ts'
import { startHeartBeat } from '../../../pipeline/runs/heart-beat.ts'
import { reconcile } from '../../../pipeline/runs/reconcile.ts'
import { decideCrawl } from '../../../pipeline/runs/tick.ts'
import { resolveSources, type Source, type SourceConfig } from '../../../pipeline/sources.ts'
import { openExtraction } from '../../../pipeline/stages/extraction.ts'
import { openHosts } from '../../../pipeline/stages/hosts.ts'
import { readClock } from './simulated-clock.ts'

/** What a process of the simulation is told; it goes through `process.argv` as JSON. */
export interface Orders {
  role: 'scheduler' | 'worker'
  databaseUrl: string
  queueUrl: string | null
  sources: SourceConfig[]
  /** The file that says what time it is. */
  clock: string
  userAgent: string
}

/** Milliseconds between two looks of the scheduler at a clock that can jump by hours. */
const LOOK_EVERY = 50
/** Milliseconds after which the work of a killed process is free: hours pass in a second here. */
const LOCK_DURATION = 2_000

/** When the day's publication is made, after all crawls. */
export const publications = PublicationSettings.parse({ schedule: '0 7 * * *', keepDays: 40 })

/** The scheduler: what it queues, the ledger decides, as in `jobtide schedule`; only the clock is another one. */
async function schedule({ databaseUrl, queueUrl, sources: configs, clock }: Orders): Promise<void> {
  const sources = resolveSources(configs)
  const database = await connect(databaseUrl)
  const backend = await openQueueBackend(databaseUrl, queueUrl, { lockDuration: LOCK_DURATION })
  await startHeartBeat(database, ['schedule'])
  for (;;) {
    await promoteDue(database, backend, sources, readClock(clock)).catch(() => {})
    const setting = { sources, publications: publications.schedule, now: readClock(clock), jitter: 0 }
    await reconcile(database, backend, setting).catch((error: Error) => process.send?.(error.message))
    await sleep(LOOK_EVERY)
  }
}

/** The queue waits by the real clock: what is due by the simulated one need not, nor what is tried again. */
async function promoteDue(
  database: Database,
  backend: QueueBackend,
  sources: readonly Source[],
  now: Date,
): Promise<void> {
  const delayed = await backend.queue<CrawlJob>(crawlQueue).getDelayed()
  for (const job of delayed) {
    const source = sources.find(({ name }) => name === job.data.source)
    const [state] = source ? await readSourceSchedules(database.pool, [source.name]) : []
    const decision = source && state && decideCrawl(source, state, now, 0)
    const isDue = decision?.run && decision.startAt <= now
    if (isDue || job.attemptsMade > 0) await job.promote()
  }
  for (const job of await backend.queue(publishQueue).getDelayed()) await job.promote()
}

async function work({ databaseUrl, queueUrl, sources, clock, userAgent }: Orders): Promise<void> {
  const database = await connect(databaseUrl)
  const backend = await openQueueBackend(databaseUrl, queueUrl, { lockDuration: LOCK_DURATION })
  const heart = await startHeartBeat(database, queueNames)
  const now = () => readClock(clock)
  startWorkers(backend, database, queueNames, {
    sources: resolveSources(sources),
    crawl: {
      userAgent,
      clock: now,
      browser: {},
      log: () => {},
      hosts: openHosts(database),
      signal: new AbortController().signal,
      workerId: heart.workerId,
      backOff: 10,
    },
    publish: { publications, pages: null, clock: now, workerId: heart.workerId },
    backfill: { home: dirname(clock), extraction: openExtraction(1) },
    outage: heart.outage,
    onCrawl: end => {
      if ('error' in end) process.send?.(`${end.source}: ${end.error}`)
    },
    onUnit: () => {},
    onPublish: end => {
      if ('error' in end) process.send?.(`publication of ${end.asOf}: ${end.error}`)
    },
  })
}

if (import.meta.main) {
  // Whoever started it has gone.
  process.once('disconnect', () => process.exit())
  const orders: Orders = JSON.parse(process.argv[2]!)
  await (orders.role === 'scheduler' ? schedule(orders) : work(orders))
}
