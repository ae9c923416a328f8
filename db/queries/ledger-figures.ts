import type { Database } from '../connection.ts'

/** SQL: whether the process of run `r` is at work: it holds the lock of the run's kind and subject. */
const isAtWork = `exists (
  select from pg_locks l
  where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
    and l.database = (select oid from pg_database where datname = current_database())
    and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(r.kind || ' ' || r.subject, 0))`

/** Runs that did not end, by kind; `interrupted`: nobody works on them. */
export async function countOpenRuns({
  pool,
}: Database): Promise<{ kind: string; state: 'running' | 'interrupted'; runs: number }[]> {
  const { rows } = await pool.query(
    `select kind, case when ${isAtWork} then 'running' else 'interrupted' end as state, count(*)::int as runs
     from ops.runs r where state = 'running' group by 1, 2 order by 1, 2`,
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

/** How runs of a kind ended, and what became of their records. */
export interface EndedRuns {
  kind: string
  state: 'done' | 'failed'
  runs: number
  loaded: number
  changed: number
  unchanged: number
  duplicate: number
  outOfScope: number
  rejected: number
}

/**
 * How runs of some ids ended. A run that was interrupted gave its account to the one after it, so only that one's
 * records count. Ids are those above `after` up to `upTo` and those of `also`, without those of `except`.
 */
export async function sumEndedRuns(
  { pool }: Database,
  {
    after,
    upTo,
    also,
    except,
  }: { after: number; upTo: number; also: readonly number[]; except: readonly number[] },
): Promise<EndedRuns[]> {
  const fates = ['loaded', 'changed', 'unchanged', 'duplicate', 'outOfScope', 'rejected']
  const { rows } = await pool.query<EndedRuns>(
    `select kind, state, count(*)::int as runs, ${fates.map(fate => `coalesce(sum(a."${fate}"), 0) as "${fate}"`).join(', ')}
     from ops.runs r
     left join lateral jsonb_to_record(
       case when error is distinct from 'interrupted' and jsonb_typeof(accounting) = 'object' then accounting end
     ) as a (${fates.map(fate => `"${fate}" bigint`).join(', ')}) on true
     where state <> 'running' and (run_id > $1 and run_id <= $2 or run_id = any($3)) and run_id <> all($4)
     group by 1, 2 order by 1, 2`,
    [after, upTo, also, except],
  )
  return rows
}

/** Runs that did not end, and the id up to which no further run will appear: it was given away over a minute ago. */
export async function readRunBounds({ pool }: Database): Promise<{ open: number[]; settled: number }> {
  const { rows } = await pool.query(
    `select coalesce((select array_agg(run_id order by run_id) from ops.runs where state = 'running'), '{}') as open,
       coalesce((select run_id from ops.runs where started_at < now() - interval '1 minute'
         order by run_id desc limit 1), 0) as settled`,
  )
  return { open: rows[0].open.map(Number), settled: rows[0].settled }
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
