import { createHash } from 'node:crypto'
import type { Job } from 'bullmq'
import type { Database } from '../../db/connection.ts'
import { findReadyUnits, type UnitKey, unitSubject } from '../../db/queries/backfills.ts'
import type { QueueBackend } from './queue.ts'

export const backfillQueue = 'backfill'

/** Jobs carry keys only: what is to be done, and whether it is done, stands in ops.backfill_units. */
export type BackfillJob = UnitKey

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
    await backend.queue<BackfillJob>(backfillQueue).addBulk(
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
  const queue = backend.queue<BackfillJob>(backfillQueue)
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
