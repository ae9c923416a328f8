import type { Database } from '../connection.ts'
import { publicationState } from '../loaders/publications.ts'
import { windowIsFresh } from '../loaders/windows.ts'
import { unitIsAtWork } from './backfills.ts'

/** The days on which a configured source was crawled, in order. */
export interface BoardDays {
  board: string
  days: { day: string; partial: boolean }[]
}

/** What crawls met between two days, both included, by board. */
export async function readBoardDays({ pool }: Database, from: string, to: string): Promise<BoardDays[]> {
  const { rows } = await pool.query<BoardDays>(
    `select board, json_agg(json_build_object('day', day, 'partial', partial) order by day) as days
     from (
       select board, day, bool_and(partial) as partial from core.observed_days
       where board <> '' and day between $1 and $2 group by board, day
     ) d group by board order by board collate "C"`,
    [from, to],
  )
  return rows
}

/** How the latest crawl of a source ended, and when one last did what it should. */
export interface SourceHealth {
  source: string
  runId: number | null
  state: 'running' | 'done' | 'failed' | null
  startedAt: Date | null
  finishedAt: Date | null
  error: string | null
  /** `complete`, `partial` or `latest`; null before the first crawl. */
  met: string | null
  /** Why it was met in part, and what was not as expected. */
  remarks: string[]
  /** When its latest crawl that did what it should ended. */
  succeededAt: Date | null
  deferredUntil: Date | null
  deferredReason: string | null
  pausedAt: Date | null
  pausedReason: string | null
}

/** The sources of these names, in the order given; a crawl that is under way counts as the latest. */
export async function readSourceHealth(
  { pool }: Database,
  sources: readonly string[],
): Promise<SourceHealth[]> {
  const { rows } = await pool.query<SourceHealth>(
    `select n.source, r.run_id as "runId", r.state, r.started_at as "startedAt", r.finished_at as "finishedAt", r.error,
       r.coverage ->> 'state' as met,
       coalesce((
         select array_agg(remark) from (
           select jsonb_array_elements_text(coalesce(r.coverage -> 'reasons', '[]')) as remark
           union all
           select jsonb_array_elements_text(coalesce(r.coverage -> 'unexpected', '[]'))
         ) t
       ), '{}') as remarks,
       good.finished_at as "succeededAt", s.deferred_until as "deferredUntil", s.deferred_reason as "deferredReason",
       s.paused_at as "pausedAt", s.paused_reason as "pausedReason"
     from unnest($1::text[]) with ordinality as n (source, place)
     left join ops.sources s on s.source = n.source
     left join lateral (
       select * from ops.runs r where r.kind = 'crawl' and r.subject = n.source order by run_id desc limit 1
     ) r on true
     left join lateral (
       select finished_at from ops.runs r where r.kind = 'crawl' and r.subject = n.source and r.state = 'done'
       order by run_id desc limit 1
     ) good on true
     order by n.place`,
    [sources],
  )
  return rows
}

/** A published day, what is shown of it and whether that still holds. */
export interface PublishedDay {
  publicationId: number
  asOf: string
  months: number
  publishedAt: Date
  /** Whether adverts that have come, gone or changed since make its figures other ones. */
  stale: boolean
}

/** The publications that readers see, newest day first. */
export async function readPublishedDays({ pool }: Database): Promise<PublishedDay[]> {
  const { rows } = await pool.query<PublishedDay>(
    `select p.publication_id as "publicationId", p.as_of as "asOf", p.months, p.published_at as "publishedAt",
       exists (
         select from mart.windows w
         where (w.window_id = any(p.window_ids) or w.window_id = any(p.trend_window_ids)) and not ${windowIsFresh}
       ) as stale
     from mart.publications p where p.current order by p.as_of desc, p.months desc`,
  )
  return rows
}

/** A publication that waits for a person. */
export interface HeldPublication {
  publicationId: number
  asOf: string
  months: number
  publishedAt: Date
  reasons: string[]
  /** The backfill that made it; null of others. */
  backfillId: number | null
  /** The latest day up to its own that readers see instead, of windows as long; null where there is none. */
  readersSee: string | null
}

/** The publications that are held, newest day first. */
export async function readHeldPublications({ pool }: Database): Promise<HeldPublication[]> {
  const { rows } = await pool.query<HeldPublication>(
    `select publication_id as "publicationId", as_of as "asOf", months, published_at as "publishedAt", held as reasons,
       backfill_id as "backfillId",
       (select max(c.as_of)::text from mart.publications c
        where c.current and c.months = p.months and c.as_of <= p.as_of) as "readersSee"
     from mart.publications p where ${publicationState} = 'held' order by as_of desc, months desc`,
  )
  return rows
}

/** A backfill, and how far it is. */
export interface BackfillProgress {
  backfillId: number
  fromMonth: string
  toMonth: string
  state: string
  createdAt: Date
  finishedAt: Date | null
  units: number
  done: number
  failed: number
  /** Units that a process works on at this moment. */
  atWork: number
  /** Why the first of those that failed did. */
  error: string | null
}

/** The latest backfills, newest first. */
export async function readBackfillProgress({ pool }: Database, limit: number): Promise<BackfillProgress[]> {
  const { rows } = await pool.query<BackfillProgress>(
    `select b.backfill_id as "backfillId", b.from_month as "fromMonth", b.to_month as "toMonth", b.state,
       b.created_at as "createdAt", b.finished_at as "finishedAt", count(u.backfill_id)::int as units,
       count(*) filter (where u.state = 'done')::int as done, count(*) filter (where u.state = 'failed')::int as failed,
       count(*) filter (where u.state = 'running' and ${unitIsAtWork})::int as "atWork",
       (array_agg(u.error order by u.month, u.subject) filter (where u.state = 'failed'))[1] as error
     from ops.backfills b left join ops.backfill_units u using (backfill_id)
     group by b.backfill_id order by b.backfill_id desc limit $1`,
    [limit],
  )
  return rows
}

/** A process of the fleet. */
export interface FleetProcess {
  host: string
  pid: number
  roles: string[]
  codeVersion: string
  startedAt: Date
  beatAt: Date
  /** When it ended in good order; null where it did not say so. */
  stoppedAt: Date | null
}

/** The processes that have not said that they stopped, and of each work the last that has; the latest first. */
export async function readFleet({ pool }: Database): Promise<FleetProcess[]> {
  const { rows } = await pool.query<FleetProcess>(
    `select host, pid, roles, code_version as "codeVersion", started_at as "startedAt", beat_at as "beatAt",
       stopped_at as "stoppedAt"
     from (select *, row_number() over (partition by roles order by beat_at desc, worker_id) as place from ops.workers) w
     where stopped_at is null or place = 1 order by beat_at desc, host, pid`,
  )
  return rows
}

/** What the people on duty were told, or are to be told. */
export interface RaisedAlert {
  event: string
  subject: string
  message: string
  raisedAt: Date
  sentAt: Date | null
}

/** The latest alerts, newest first. */
export async function readAlerts({ pool }: Database, limit: number): Promise<RaisedAlert[]> {
  const { rows } = await pool.query<RaisedAlert>(
    `select event, subject, message, raised_at as "raisedAt", sent_at as "sentAt" from ops.alerts
     order by alert_id desc limit $1`,
    [limit],
  )
  return rows
}
