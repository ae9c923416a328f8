import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../../db/connection.ts'
import { type Backfill, type BackfillUnit, findBackfill, listUnits } from '../../../db/queries/backfills.ts'
import { concludeBackfill } from './work-unit.ts'

/** What keeps the units of a backfill in work. */
export interface BackfillCourse {
  /** Queues the units that can be worked and that nobody has queued. */
  requeue(): Promise<unknown>
  onProgress(units: readonly BackfillUnit[]): void
}

/** Milliseconds between two looks at the ledger, and looks between two at the queue. */
const EVERY = 500
const LOOKS = 10

/** Waits until a backfill has ended, whichever processes work its units, and sees to it that they stay in the queue. */
export async function seeThrough(
  database: Database,
  backfillId: number,
  { requeue, onProgress }: BackfillCourse,
): Promise<Backfill> {
  for (let look = 0; ; look++) {
    await concludeBackfill(database, backfillId)
    const backfill = (await findBackfill(database, backfillId))!
    onProgress(await listUnits(database, backfillId))
    if (backfill.state !== 'running') return backfill
    if (look % LOOKS === 0) await requeue()
    await sleep(EVERY)
  }
}
