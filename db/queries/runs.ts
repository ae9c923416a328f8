import type { Client, Database } from '../connection.ts'

/** Opens a run in the ledger and gives its id. */
export async function openRun({ kysely }: Database, kind: string, subject: string): Promise<number> {
  const { run_id } = await kysely
    .insertInto('ops.runs')
    .values({ kind, subject, state: 'running' })
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

/** How a run ended: with its account, of a crawl also what it met; with the error that ended it, it has failed. */
export interface RunEnd {
  accounting?: unknown
  coverage?: unknown
  error?: string
}

/** Closes a run. */
export const closeRun = ({ pool }: Database, runId: number, end: RunEnd): Promise<void> =>
  endRun(pool, runId, end)

/** Closes a run in the transaction of what it ended with. */
export async function endRun(client: Pick<Client, 'query'>, runId: number, end: RunEnd): Promise<void> {
  await client.query(
    `update ops.runs set finished_at = now(), state = $2, error = $3, accounting = $4, coverage = $5 where run_id = $1`,
    [
      runId,
      end.error === undefined ? 'done' : 'failed',
      end.error ?? null,
      end.accounting === undefined ? null : JSON.stringify(end.accounting),
      end.coverage === undefined ? null : JSON.stringify(end.coverage),
    ],
  )
}

/** Closes the runs of a subject that died: only one process at a time works on it, and has begun run `successor`. */
export async function closeInterrupted(
  { pool }: Database,
  kind: string,
  subject: string,
  successor: number,
): Promise<void> {
  await pool.query(
    `update ops.runs set state = 'failed', finished_at = now(), error = 'interrupted'
     where kind = $1 and subject = $2 and state = 'running' and run_id < $3`,
    [kind, subject, successor],
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

/** The latest runs, newest first. A run is at work while its process holds the lock of its kind and subject. */
export async function listRuns({ pool }: Database, limit: number): Promise<Run[]> {
  const { rows } = await pool.query<Run>(
    `select run_id as "runId", kind, subject, started_at as "startedAt", accounting, coverage, error,
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
