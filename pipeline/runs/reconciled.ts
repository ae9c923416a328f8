import type { Database } from '../../db/connection.ts'
import type { QueueBackend } from '../queue/queue.ts'

/** Something that was not as the ledger has it, and what was done about it. */
export interface Repair {
  /** A source, a day, a unit of a backfill. */
  subject: string
  /** A clause for people: `its job was removed: the crawl is done`. */
  what: string
}

/** What a part of the work is compared by. */
export interface ReconcileContext {
  database: Database
  backend: QueueBackend
  now: Date
  jitter: number
}

/**
 * A part of the work that stands both in the ledger and in the queue. It brings the queue to what the ledger says, may
 * run at any moment beside workers, and a second run finds nothing.
 */
export interface Reconciled {
  reconcile(context: ReconcileContext): Promise<Repair[]>
}
