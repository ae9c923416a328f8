import type { Database } from '../../db/connection.ts'
import { exclusively } from '../../db/locks.ts'
import { unitSubject } from '../../db/queries/backfills.ts'
import { closeDeadRuns } from '../../db/queries/runs.ts'
import { requeueBackfillUnits } from '../queue/backfill-jobs.ts'
import type { QueueBackend } from '../queue/queue.ts'
import { alignSchedules } from '../queue/schedule-queue.ts'
import type { Source } from '../sources.ts'
import { reconcileCrawls } from './reconcile-crawls.ts'
import { reconcilePublications } from './reconcile-publications.ts'
import type { ReconcileContext, Reconciled, Repair } from './reconciled.ts'
import { JITTER } from './schedule.ts'

/** What is reconciled. */
export interface ReconcileSetting {
  sources: readonly Source[]
  /** When the day's publication is made: a cron expression in UTC. */
  publications: string
  now?: Date
  jitter?: number
}

/** Kinds of runs that are at work only while the lock of their kind and subject is held. */
const lockedKinds = ['crawl', 'publish', 'import', 'backfill']

/**
 * Compares the ledger with the queue and repairs both ways. The ledger says what is done and what is due; the queue only
 * who does it next. So a queue that was lost whole comes back, and what it holds too much goes.
 * @returns what was repaired; null where another process is at it
 * @throws QueueUnavailable
 */
export async function reconcile(
  database: Database,
  backend: QueueBackend,
  { sources, publications, now = new Date(), jitter = JITTER }: ReconcileSetting,
): Promise<Repair[] | null> {
  const context = { database, backend, now, jitter }
  const all: Reconciled[] = [
    { reconcile: () => closeDead(database) },
    { reconcile: () => reconcileSchedules(context, sources, publications) },
    { reconcile: () => reconcileCrawls(context, sources) },
    { reconcile: () => reconcilePublications(context, publications) },
    { reconcile: () => reconcileBackfills(context) },
  ]
  const done = await exclusively(database.pool, 'reconcile', async lost => {
    const repairs: Repair[] = []
    for (const part of all) {
      lost.throwIfAborted()
      repairs.push(...(await part.reconcile(context)))
    }
    return repairs
  })
  return done?.done ?? null
}

async function reconcileBackfills({ backend, database }: ReconcileContext): Promise<Repair[]> {
  const missing = await requeueBackfillUnits(backend, database)
  return missing.map(unit => ({ subject: `backfill ${unitSubject(unit)}`, what: 'its unit was queued' }))
}

async function closeDead(database: Database): Promise<Repair[]> {
  const dead = await closeDeadRuns(database, lockedKinds)
  return dead.map(({ runId, kind, subject }) => ({
    subject,
    what: `its ${kind}, run ${runId}, was closed as interrupted: no process works on it`,
  }))
}

async function reconcileSchedules(
  { backend, now }: ReconcileContext,
  sources: readonly Source[],
  publications: string,
): Promise<Repair[]> {
  const schedules = [
    ...sources.map(({ name, schedule }) => ({ source: name, schedule })),
    { schedule: publications },
  ]
  const { set, removed } = await alignSchedules(backend, schedules, now)
  if (set + removed === 0) return []
  return [{ subject: 'schedule', what: `${set} schedules were set in the queue and ${removed} removed` }]
}
