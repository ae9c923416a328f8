import type { Database } from '../connection.ts'

/** SQL: whether the process of run `r` is at work: it holds the lock of the run's kind and subject. */
const isAtWork = `exists (
  select from pg_locks l
  where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
    and l.database = (select oid from pg_database where datname = current_database())
    and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(r.kind || ' ' || r.subject, 0))`

/** How many runs of the ledger there are of a kind in a state; `interrupted`: begun, not finished, and nobody works on it. */
export interface RunFigure {
  kind: string
  state: 'running' | 'interrupted' | 'done' | 'failed'
  runs: number
}

export async function countRuns({ pool }: Database): Promise<RunFigure[]> {
  const { rows } = await pool.query<RunFigure>(
    `select kind, case when state = 'running' and not ${isAtWork} then 'interrupted' else state end as state,
       count(*)::int as runs
     from ops.runs r group by 1, 2 order by 1, 2`,
  )
  return rows
}

/** Runs that were begun, and that nobody works on any more, oldest first. */
export async function findInterrupted({ pool }: Database): Promise<{ runId: number; name: string }[]> {
  const { rows } = await pool.query(
    `select run_id as "runId", kind || ' ' || subject as name from ops.runs r
     where state = 'running' and not ${isAtWork} order by run_id`,
  )
  return rows
}

/**
 * What became of the records of all runs that ended. A run that was interrupted gave its account to the one after it, so
 * only that one counts.
 */
export async function countRecords({ pool }: Database): Promise<{ fate: string; records: number }[]> {
  const { rows } = await pool.query(
    `select fate, coalesce(sum(records), 0) as records
     from unnest(array['loaded', 'changed', 'unchanged', 'duplicate', 'outOfScope', 'rejected']) as fate
     left join lateral (
       select (accounting ->> fate)::bigint as records from ops.runs
       where state <> 'running' and accounting is not null and error is distinct from 'interrupted') r on true
     group by fate order by fate`,
  )
  return rows
}

/** What the ledger says of a source. */
export interface SourceFigures {
  source: string
  /** When its latest crawl began, however it ended. */
  startedAt: Date | null
  /** When its latest crawl that did what it should ended. */
  succeededAt: Date | null
  /** Why its latest crawl failed; null where it did not. */
  error: string | null
  deferredUntil: Date | null
  deferredReason: string | null
  pausedAt: Date | null
  pausedReason: string | null
}

/** What the ledger says of each of these sources, in their order. */
export async function readSources({ pool }: Database, sources: readonly string[]): Promise<SourceFigures[]> {
  const { rows } = await pool.query<SourceFigures>(
    `select n.source, latest.started_at as "startedAt", latest.error, good.finished_at as "succeededAt",
       s.deferred_until as "deferredUntil", s.deferred_reason as "deferredReason",
       s.paused_at as "pausedAt", s.paused_reason as "pausedReason"
     from unnest($1::text[]) with ordinality as n (source, place)
     left join ops.sources s on s.source = n.source
     left join lateral (
       select started_at, error from ops.runs r where r.kind = 'crawl' and r.subject = n.source
       order by run_id desc limit 1) latest on true
     left join lateral (
       select finished_at from ops.runs r where r.kind = 'crawl' and r.subject = n.source and state = 'done'
       order by run_id desc limit 1) good on true
     order by n.place`,
    [sources],
  )
  return rows
}

/** Rejected records that no replay has read yet, by source and reason, most first; from the `limit`th on as one row of nulls. */
export async function countRejections(
  { pool }: Database,
  limit: number,
): Promise<{ source: string | null; reason: string | null; records: number }[]> {
  const { rows } = await pool.query(
    `with counted as (
       select source, reason, count(*) as records, row_number() over (order by count(*) desc, source, reason) as place
       from ops.rejections where resolved_at is null group by source, reason)
     select case when place < $1 then source end as source, case when place < $1 then reason end as reason,
       sum(records) as records
     from counted group by 1, 2 order by records desc, 1, 2`,
    [limit],
  )
  return rows
}

/** How many pages wait in the frontiers of crawls, by source. */
export async function countWaitingPages({ pool }: Database): Promise<{ source: string; pages: number }[]> {
  const { rows } = await pool.query(
    `select r.subject as source, sum(f.pages) as pages
     from (select run_id, count(*) as pages from ops.frontier where state = 'waiting' group by run_id) f
     join ops.runs r using (run_id) group by 1 order by 1`,
  )
  return rows
}

/** The units of the backfills that run, by stage and state. */
export async function countBackfillUnits({
  pool,
}: Database): Promise<{ stage: string; state: string; units: number }[]> {
  const { rows } = await pool.query(
    `select u.stage, u.state, count(*)::int as units
     from ops.backfill_units u join ops.backfills b using (backfill_id)
     where b.state = 'running' group by 1, 2 order by 1, 2`,
  )
  return rows
}

/** A process of the fleet that has not ended by itself. */
export interface Worker {
  workerId: string
  host: string
  pid: number
  roles: string[]
  code: string
  /** Seconds since its latest sign of life. */
  silentFor: number
}

/** Processes that did not say that they end, but for those that fell silent more than a day ago. */
export async function findWorkers({ pool }: Database): Promise<Worker[]> {
  const { rows } = await pool.query<Worker>(
    `select worker_id as "workerId", host, pid, roles, code_version as code,
       extract(epoch from now() - beat_at)::float8 as "silentFor"
     from ops.workers where stopped_at is null and beat_at > now() - interval '1 day' order by started_at`,
  )
  return rows
}

/** Alerts that nobody has been told of yet. */
export interface WaitingAlerts {
  alerts: number
  /** When the first of them was raised. */
  since: Date | null
  /** How often the first was tried, and why it did not go. */
  attempts: number
  error: string | null
  /** What they are about, newest first; at most three. */
  latest: string[]
}

export async function readWaitingAlerts({ pool }: Database): Promise<WaitingAlerts> {
  const { rows } = await pool.query<WaitingAlerts>(
    `select count(*)::int as alerts, min(raised_at) as since,
       coalesce((array_agg(attempts order by alert_id))[1], 0) as attempts, (array_agg(error order by alert_id))[1] as error,
       coalesce((array_agg(event || ' ' || subject order by alert_id desc))[1:3], '{}') as latest
     from ops.alerts where sent_at is null`,
  )
  return rows[0]!
}
