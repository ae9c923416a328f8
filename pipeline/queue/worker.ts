import type { Worker } from 'bullmq'
import { ConfigError } from '../../crawlers/errors.ts'
import type { Database } from '../../db/connection.ts'
import type { BackfillSetting, UnitEnd } from '../runs/backfill/work-unit.ts'
import type { Source } from '../sources.ts'
import type { CrawlSetting } from '../stages/crawl.ts'
import { optionsOf } from '../stages/read-stored.ts'
import { backfillQueue } from './backfill-jobs.ts'
import { startBackfillWorker, throttleOf } from './backfill-queue.ts'
import { crawlQueue } from './crawl-jobs.ts'
import { type CrawlEnd, crawlsAtOnce, startCrawlWorker } from './crawl-queue.ts'
import { publishQueue } from './publish-jobs.ts'
import { type PublishEnd, type PublishSetting, startPublishWorker } from './publish-queue.ts'
import type { QueueBackend } from './queue.ts'

/** What the queues of a worker process are worked with. */
export interface WorkSetting {
  sources: readonly Source[]
  /** With its `hosts`, which all crawls share; its `signal` ends what is in hand so that others go on with it. */
  crawl: CrawlSetting & { signal: AbortSignal }
  publish: Omit<PublishSetting, 'sources'>
  backfill: Omit<BackfillSetting, 'options' | 'throttle' | 'publications' | 'signal' | 'workerId'>
  /** Jobs of a queue at once; each queue's own where it is not given. */
  concurrency?: number | undefined
  /** Aborted while the database is out of reach. */
  outage?: () => AbortSignal
  onCrawl(end: CrawlEnd): void
  onPublish(end: PublishEnd): void
  onUnit(end: UnitEnd): void
}

/** A queue that a worker process can work. */
interface WorkedQueue {
  /** Jobs at once where nothing is said. */
  atOnce: number
  start(backend: QueueBackend, database: Database, setting: WorkSetting): Worker
}

/** Every queue; a new kind of work is a line here. */
const workedQueues: Record<string, WorkedQueue> = {
  [crawlQueue]: {
    atOnce: crawlsAtOnce,
    start: (backend, database, { sources, crawl, onCrawl, concurrency = crawlsAtOnce, outage }) =>
      startCrawlWorker(backend, database, sources, crawl, onCrawl, {
        concurrency,
        ...(outage ? { outage } : {}),
      }),
  },
  [publishQueue]: {
    atOnce: 1,
    start: (backend, database, { publish, sources, onPublish }) =>
      startPublishWorker(backend, database, { ...publish, sources }, onPublish),
  },
  [backfillQueue]: {
    atOnce: 1,
    start: (backend, database, { sources, backfill, crawl, publish, onUnit, concurrency = 1 }) =>
      startBackfillWorker(
        backend,
        database,
        {
          ...backfill,
          options: optionsOf(sources),
          publications: publish.publications,
          throttle: throttleOf(backend, database),
          signal: crawl.signal,
          workerId: crawl.workerId,
        },
        concurrency,
        onUnit,
      ),
  },
}

/** The names of the queues that there are. */
export const queueNames: readonly string[] = Object.keys(workedQueues)

/** How many connections to the database the queues need: a job holds one for its lock and works on another. */
export function connectionsFor(queues: readonly string[], concurrency: number | undefined): number {
  const jobs = queues.reduce((sum, name) => sum + (concurrency ?? workedQueues[name]!.atOnce), 0)
  return Math.max(12, 2 * jobs + 4)
}

/**
 * Checks names of queues.
 * @returns them, all where none is named
 * @throws ConfigError naming the one that there is not
 */
export function chooseQueues(names: readonly string[] | undefined): readonly string[] {
  const unknown = names?.find(name => !queueNames.includes(name))
  if (unknown !== undefined)
    throw new ConfigError(`there is no queue "${unknown}"; there are ${queueNames.join(', ')}`)
  return names?.length ? [...new Set(names)] : queueNames
}

/** The queues that are worked, until they are stopped. */
export interface Workers {
  /**
   * Takes no new jobs and waits until those in hand are ended or handed back, which `crawl.signal` asks of them.
   * @param within milliseconds; what is not ended by then stays with the queue, which gives it to another worker
   * @returns whether everything was ended in time
   */
  stop(within: number): Promise<boolean>
}

/** Works queues side by side. */
export function startWorkers(
  backend: QueueBackend,
  database: Database,
  queues: readonly string[],
  setting: WorkSetting,
): Workers {
  const workers = queues.map(name => workedQueues[name]!.start(backend, database, setting))
  return {
    async stop(within) {
      const { promise: late, resolve } = Promise.withResolvers<boolean>()
      const timer = setTimeout(() => resolve(false), within)
      const ended = Promise.all(workers.map(worker => worker.close())).then(() => true)
      try {
        return await Promise.race([ended, late])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
