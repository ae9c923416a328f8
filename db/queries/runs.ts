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

/** Closes a run with its accounting; with the error that ended it, it has failed. */
export async function closeRun(
  { kysely }: Database,
  runId: number,
  outcome: { accounting?: unknown; error?: string },
): Promise<void> {
  await kysely
    .updateTable('ops.runs')
    .set({
      finished_at: sql<Date>`now()`,
      state: outcome.error === undefined ? 'done' : 'failed',
      error: outcome.error ?? null,
      accounting: outcome.accounting === undefined ? null : JSON.stringify(outcome.accounting),
    })
    .where('run_id', '=', runId)
    .execute()
}

/** A run of the ledger; `interrupted`: it was begun, not finished, and no process works on it. */
export interface Run {
  runId: number
  kind: string
  subject: string
  state: 'running' | 'done' | 'failed' | 'interrupted'
  startedAt: Date
  accounting: unknown
  error: string | null
}

/** The latest runs, newest first. A run is at work while its process holds the lock of its kind and subject. */
export async function listRuns({ pool }: Database, limit: number): Promise<Run[]> {
  const { rows } = await pool.query<Run>(
    `select run_id as "runId", kind, subject, started_at as "startedAt", accounting, error,
       case when state = 'running' and not exists (
         select from pg_locks l
         where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
           and l.database = (select oid from pg_database where datname = current_database())
           and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(r.kind || ' ' || r.subject, 0)
       ) then 'interrupted' else state end as state
     from ops.runs r order by run_id desc limit $1`,
    [limit],
  )
  return rows
}

/** Whether the database holds any records, and whether the sandbox has ever been put into it. */
export async function whatIsHeld({ pool }: Database): Promise<{ records: boolean; sandbox: boolean }> {
  const { rows } = await pool.query(
    `select exists (select from core.postings) as records,
       exists (select from ops.runs where kind = 'sandbox') as sandbox`,
  )
  return rows[0]
}
