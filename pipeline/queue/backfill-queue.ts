import { UnrecoverableError } from 'bullmq'
import type { Database } from '../../db/connection.ts'
import { readWorkOf } from '../../db/queries/live-work.ts'
import type { LiveWork, Throttle } from '../runs/backfill/give-way.ts'
import { type BackfillSetting, concludeBackfill, type UnitEnd, workUnit } from '../runs/backfill/work-unit.ts'
import { type BackfillJob, backfillQueue, enqueueBackfillUnits } from './backfill-jobs.ts'
import { crawlQueue } from './crawl-jobs.ts'
import { handBack, putBack } from './hand-back.ts'
import { publishQueue } from './publish-jobs.ts'
import type { QueueBackend } from './queue.ts'

/**
 * What of live work runs now, or waits for a process that lives. A job whose process died stays in its queue until a
 * worker finds it: nobody is to give way to that.
 */
export async function liveWorkOf(backend: QueueBackend, database: Database): Promise<LiveWork> {
  const queues = [crawlQueue, publishQueue]
  const works = await readWorkOf(database, queues)
  const [crawls, publications] = await Promise.all(
    works.map(async ({ running, isWorked }, at) => {
      if (running === 0 && !isWorked) return 0
      const { waiting = 0, prioritized = 0 } = await backend
        .queue(queues[at]!)
        .getJobCounts('waiting', 'prioritized')
      return running + waiting + prioritized
    }),
  )
  return { crawls: crawls!, publications: publications! }
}

/** How backfills give way to what waits or runs in the live queues. */
export const throttleOf = (backend: QueueBackend, database: Database): Throttle => ({
  live: () => liveWorkOf(backend, database),
  patience: 30_000,
  every: 1_000,
})

/** Milliseconds after which a unit is offered again whose archive was not where a worker took it. */
const AFTER_OTHER = 5_000

/**
 * A worker that takes units of backfills until it is closed. When one is done it queues those that waited for it.
 * @param concurrency units at once
 */
export function startBackfillWorker(
  backend: QueueBackend,
  database: Database,
  setting: BackfillSetting,
  concurrency: number,
  onEnd: (end: UnitEnd) => void = () => {},
) {
  return backend.worker<BackfillJob, void>(
    backfillQueue,
    async (job, token) => {
      const { backfillId, stage, month, subject } = job.data
      const end = await workUnit(database, { backfillId, stage, month, subject }, setting)
      // The ledger says it once; here it would be said every few seconds.
      if (end.outcome === 'out of reach') throw await putBack(job, token, new Date(Date.now() + AFTER_OTHER))
      onEnd(end)
      if (end.outcome === 'stopped') throw await handBack(job, token)
      // The ledger keeps it, and whoever looks after the queue brings it back where its process dies.
      if (end.outcome === 'elsewhere') throw new Error('another process is at it')
      if (end.outcome === 'again') throw new Error(end.error)
      await concludeBackfill(database, backfillId)
      if (end.outcome === 'failed') throw new UnrecoverableError(end.error)
      await enqueueBackfillUnits(backend, database, backfillId)
    },
    concurrency,
  )
}
