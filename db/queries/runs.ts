import { sql } from 'kysely'
import type { Client, Database } from '../connection.ts'

/** What the ledger says of a crawl that was told to stop, and of a run whose process is gone: another run goes on from there. */
export const STOPPED = 'stopped; the next run goes on from here'
export const INTERRUPTED = 'interrupted'

/** For whom and for when a run is made. */
export interface RunMark {
  /** The process of the fleet that works it; undefined where a person runs it. */
  workerId?: string | undefined
  /** The moment of its schedule that it serves. */
  dueAt?: Date | undefined
}

/** Opens a run in the ledger and gives its id. */
export async function openRun(
  { kysely }: Database,
  kind: string,
  subject: string,
  { workerId, dueAt }: RunMark = {},
): Promise<number> {
  const { run_id } = await kysely
    .insertInto('ops.runs')
    .values({ kind, subject, state: 'running', worker_id: workerId ?? null, due_at: dueAt ?? null })
    .returning('run_id')
    .executeTakeFirstOrThrow()
  return run_id
}

/** Notes how far a run is, so that whoever goes on after a kill knows it. */
export async function noteProgress(
  client: Pick<Client, 'query'>,
  runId: number,
  progress: { accounting: unknown; coverage: unknown },
): Promise<void> {
  await client.query('update ops.runs set accounting = $2, coverage = $3 where run_id = $1', [
    runId,
    JSON.stringify(progress.accounting),
    JSON.stringify(progress.coverage),
  ])
}

/** Closes a run with its accounting; with the error that ended it, it has failed. */
export async function closeRun(
  { kysely }: Database,
  runId: number,
  outcome: { accounting?: unknown; coverage?: unknown; error?: string },
): Promise<void> {
  await kysely
    .updateTable('ops.runs')
    .set({
      finished_at: sql<Date>`now()`,
      state: outcome.error === undefined ? 'done' : 'failed',
      error: outcome.error ?? null,
      accounting: outcome.accounting === undefined ? null : JSON.stringify(outcome.accounting),
      coverage: outcome.coverage === undefined ? null : JSON.stringify(outcome.coverage),
    })
    .where('run_id', '=', runId)
    .execute()
}

/** Closes the runs of a subject that died: only one process at a time works on it, and has begun run `successor`. */
export async function closeInterrupted(
  { pool }: Database,
  kind: string,
  subject: string,
  successor: number,
): Promise<void> {
  await pool.query(
    `update ops.runs set state = 'failed', finished_at = now(), error = $4
     where kind = $1 and subject = $2 and state = 'running' and run_id < $3`,
    [kind, subject, successor, INTERRUPTED],
  )
}

/** Whether a crawl of a source was finished after `since`. */
export async function wasCrawledSince({ pool }: Database, source: string, since: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from ops.runs where kind = 'crawl' and subject = $1 and state = 'done' and finished_at > $2 limit 1`,
    [source, since],
  )
  return rowCount === 1
}

/** A run of the ledger; `interrupted`: it was begun, not finished, and no process works on it. */
export interface Run {
  runId: number
  kind: string
  subject: string
  state: 'running' | 'done' | 'failed' | 'interrupted'
  startedAt: Date
  accounting: unknown
  /** What a crawl met; null of other runs. */
  coverage: unknown
  error: string | null
}

/** SQL: whether a process holds the lock of run `r`, which is taken before the run begins and given back after it ended. */
export const runIsAtWork = `exists (
  select from pg_locks l
  where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
    and l.database = (select oid from pg_database where datname = current_database())
    and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(r.kind || ' ' || r.subject, 0))`

/** Closes the runs of these kinds whose processes are gone; what they had done stays in their accounts. */
export async function closeDeadRuns(
  { pool }: Database,
  kinds: readonly string[],
): Promise<{ runId: number; kind: string; subject: string }[]> {
  const { rows } = await pool.query(
    `update ops.runs r set state = 'failed', finished_at = now(), error = $2
     where r.state = 'running' and r.kind = any($1) and not ${runIsAtWork}
     returning r.run_id as "runId", r.kind, r.subject`,
    [kinds, INTERRUPTED],
  )
  return rows
}

/** The latest runs, newest first. A run is at work while its process holds the lock of its kind and subject. */
export async function listRuns({ pool }: Database, limit: number): Promise<Run[]> {
  const { rows } = await pool.query<Run>(
    `select run_id as "runId", kind, subject, started_at as "startedAt", accounting, coverage, error,
       case when state = 'running' and not ${runIsAtWork} then 'interrupted' else state end as state
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
