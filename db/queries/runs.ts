import { sql } from 'kysely'
import type { Database } from '../connection.ts'

/** Opens a run in the ledger and gives its id. */
export async function openRun({ kysely }: Database, kind: string, subject: string): Promise<number> {
  const { run_id } = await kysely
    .insertInto('ops.runs')
    .values({ kind, subject, state: 'running' })
    .returning('run_id')
    .executeTakeFirstOrThrow()
  return run_id
}

/** Closes a run with its accounting, or with the error that ended it. */
export async function closeRun(
  { kysely }: Database,
  runId: number,
  outcome: { accounting: unknown } | { error: string },
): Promise<void> {
  await kysely
    .updateTable('ops.runs')
    .set({
      finished_at: sql<Date>`now()`,
      state: 'error' in outcome ? 'failed' : 'done',
      ...('error' in outcome ? { error: outcome.error } : { accounting: JSON.stringify(outcome.accounting) }),
    })
    .where('run_id', '=', runId)
    .execute()
}

/** The latest runs, newest first. */
export const listRuns = ({ kysely }: Database, limit: number) =>
  kysely.selectFrom('ops.runs').selectAll().orderBy('run_id', 'desc').limit(limit).execute()
