import type { Client, Database } from '../connection.ts'
import { RunClosed } from '../errors.ts'

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

/**
 * Keeps a run from being closed by others until the transaction ends. Whoever was cut off may learn late that it has lost
 * its lock: what it has in hand is asked for again by then, and must not be stored twice.
 * @throws RunClosed where another process has taken it for dead
 */
export async function holdRun(client: Pick<Client, 'query'>, runId: number): Promise<void> {
  const { rowCount } = await client.query(
    `select from ops.runs where run_id = $1 and state = 'running' for update`,
    [runId],
  )
  if (rowCount === 0)
    throw new RunClosed(`run ${runId} was taken for dead, and others may have gone on with it`)
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
  /** Null while it is under way, and of one that was interrupted. */
  finishedAt: Date | null
  accounting: unknown
  /** What a crawl met; null of other runs. */
  coverage: unknown
  error: string | null
  /** Expectations that it was held for, or warned of. */
  held: number
  warned: number
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

/** Which runs are meant. */
export interface RunFilter {
  kind?: string | undefined
  /** All kinds but this one. */
  notKind?: string | undefined
  subject?: string | undefined
  /** Only those that failed or were interrupted, or after which their source was held. */
  failed?: boolean | undefined
}

const RUNS = `select r.run_id as "runId", r.kind, r.subject, r.started_at as "startedAt", r.finished_at as "finishedAt",
    r.accounting, r.coverage, r.error, r.worker_id,
    (select count(*)::int from ops.verdicts v where v.run_id = r.run_id and v.outcome = 'hold') as held,
    (select count(*)::int from ops.verdicts v where v.run_id = r.run_id and v.outcome = 'warn') as warned,
    case when r.state = 'running' and not ${runIsAtWork} then 'interrupted' else r.state end as state
  from ops.runs r`

/** The latest runs, newest first. */
export async function listRuns(
  { pool }: Pick<Database, 'pool'>,
  limit: number,
  { kind, notKind, subject, failed = false }: RunFilter = {},
): Promise<Run[]> {
  const { rows } = await pool.query(
    `select * from (${RUNS}
       where ($2::text is null or r.kind = $2) and r.kind is distinct from $5 and ($3::text is null or r.subject = $3)
         and (not $4 or r.state <> 'done'
           or exists (select from ops.verdicts v where v.run_id = r.run_id and v.outcome = 'hold'))) l
     where not $4 or state <> 'running'
     order by "runId" desc limit $1`,
    [limit, kind ?? null, subject ?? null, failed, notKind ?? null],
  )
  return rows.map(({ worker_id: _, ...run }) => run)
}

/** All that the ledger knows of a run. */
export interface WholeRun extends Run {
  /** What was judged of it, worst first. */
  verdicts: {
    expectation: string
    outcome: 'pass' | 'warn' | 'hold'
    observed: number | null
    expected: string | null
    message: string
  }[]
  /** Records that it was the first to reject, by reason. */
  rejections: { reason: string; open: number; resolved: number }[]
  /** The process of the fleet that worked it; null where a person ran it. */
  worker: { id: string; host: string | null; pid: number | null } | null
  /** Pages of a crawl that gave nothing, by reason, as long as they are kept; the 20 most frequent reasons. */
  failedPages: { reason: string; pages: number }[]
}

/** A run by its id; null where there is none. */
export async function findRun({ pool }: Pick<Database, 'pool'>, runId: number): Promise<WholeRun | null> {
  const { rows } = await pool.query(`${RUNS} where r.run_id = $1`, [runId])
  if (!rows[0]) return null
  const { worker_id: workerId, ...run } = rows[0]
  const verdicts = await pool.query(
    `select expectation, outcome, observed, expected, message from ops.verdicts where run_id = $1
     order by array_position(array['hold', 'warn', 'pass'], outcome), verdict_id`,
    [runId],
  )
  const rejections = await pool.query(
    `select reason, count(*) filter (where resolved_at is null)::int as open,
       count(*) filter (where resolved_at is not null)::int as resolved
     from ops.rejections where run_id = $1 group by reason order by 2 desc, 1`,
    [runId],
  )
  const pages = await pool.query(
    `select regexp_replace(coalesce(reason, state), 'https?://\\S+', 'a page', 'g') as reason, count(*)::int as pages
     from ops.frontier where run_id = $1 and state <> 'done' group by 1 order by 2 desc, 1 limit 20`,
    [runId],
  )
  const worker = workerId
    ? await pool.query('select host, pid from ops.workers where worker_id = $1', [workerId])
    : null
  return {
    ...run,
    verdicts: verdicts.rows,
    rejections: rejections.rows,
    failedPages: pages.rows,
    worker: worker && { id: workerId, host: worker.rows[0]?.host ?? null, pid: worker.rows[0]?.pid ?? null },
  }
}

/** Whether the database holds any records, and whether the sandbox has ever been put into it. */
export async function whatIsHeld({ pool }: Database): Promise<{ records: boolean; sandbox: boolean }> {
  const { rows } = await pool.query(
    `select exists (select from core.postings) as records,
       exists (select from ops.runs where kind = 'sandbox') as sandbox`,
  )
  return rows[0]
}
