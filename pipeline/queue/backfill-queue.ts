import { createHash } from 'node:crypto'
import { type Job, UnrecoverableError } from 'bullmq'
import type { Database } from '../../db/connection.ts'
import { findReadyUnits, type UnitKey, unitSubject } from '../../db/queries/backfills.ts'
import type { LiveWork } from '../runs/backfill/give-way.ts'
import { type BackfillSetting, concludeBackfill, type UnitEnd, workUnit } from '../runs/backfill/work-unit.ts'
import type { QueueBackend } from './queue.ts'

const queueName = 'backfill'

/** Queues of the work that a backfill gives way to. */
const liveQueues = { crawls: 'crawl', publications: 'publish' } as const

/** Jobs carry keys only: what is to be done, and whether it is done, stands in ops.backfill_units. */
type BackfillJob = UnitKey

/** What of live work waits or runs now. */
export async function liveWorkOf(backend: QueueBackend): Promise<LiveWork> {
  const count = async (name: string) => {
    const counts = await backend.queue(name).getJobCounts('active', 'waiting', 'prioritized')
    return Object.values(counts).reduce((sum, each) => sum + each, 0)
  }
  return { crawls: await count(liveQueues.crawls), publications: await count(liveQueues.publications) }
}

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
    queueName,
    async job => {
      const { backfillId, stage, month, subject } = job.data
      const end = await workUnit(database, { backfillId, stage, month, subject }, setting)
      onEnd(end)
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

/**
 * Queues every unit that can be worked now; one that waits or runs already is not queued twice.
 * @param backfillId of all running backfills when not given
 * @returns how many can be worked now
 */
export async function enqueueBackfillUnits(
  backend: QueueBackend,
  database: Database,
  backfillId: number | null = null,
): Promise<number> {
  const units = await findReadyUnits(database, backfillId)
  if (units.length > 0)
    await backend.queue<BackfillJob>(queueName).addBulk(
      units.map(unit => ({
        name: unit.stage,
        data: unit,
        opts: { deduplication: { id: jobName(unit) } },
      })),
    )
  return units.length
}

/**
 * Finds the units that could be worked and that no job stands for, since a queue lost it or its process died, and queues
 * them again. For whoever reconciles the ledger with the queue.
 * @returns those that were missing
 */
export async function requeueBackfillUnits(backend: QueueBackend, database: Database): Promise<UnitKey[]> {
  const units = await findReadyUnits(database)
  if (units.length === 0) return []
  const queue = backend.queue<BackfillJob>(queueName)
  const jobs = (await queue.getJobs(['active', 'waiting', 'delayed', 'prioritized'])) as (
    | Job<BackfillJob>
    | undefined
  )[]
  const standing = new Set(jobs.flatMap(job => (job ? jobName(job.data) : [])))
  const missing = units.filter(unit => !standing.has(jobName(unit)))
  for (const unit of missing) {
    await queue.removeDeduplicationKey(jobName(unit))
    await queue.add(unit.stage, unit, { deduplication: { id: jobName(unit) } })
  }
  return missing
}

/** One name for each unit, of few letters whatever its archive's path. */
const jobName = (unit: UnitKey): string =>
  `${unit.backfillId}-${unit.stage}-${createHash('sha256').update(unitSubject(unit)).digest('hex').slice(0, 16)}`
