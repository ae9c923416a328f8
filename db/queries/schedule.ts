import type { Client, Database } from '../connection.ts'
import { INTERRUPTED, runIsAtWork, STOPPED } from './runs.ts'

/** How the latest run of a subject stands; `broken off`: it was stopped or killed, and can be gone on from. */
export interface LatestRun {
  state: 'running' | 'done' | 'failed' | 'broken off'
  dueAt: Date | null
  /** Whether it was this run that put the source off. */
  putOff: boolean
  /** Whether pages of its frontier are left, so that the next run goes on with it. */
  unfinished: boolean
}

/** What the ledger knows of something that has a schedule. */
export interface ScheduleState {
  subject: string
  pausedAt: Date | null
  pausedReason: string | null
  deferredUntil: Date | null
  deferredReason: string | null
  /** The latest moment of its schedule for which a run was queued. */
  queuedFor: Date | null
  /** The latest moment of its schedule that a run has served to its end. */
  servedAt: Date | null
  /** When its latest run that was served to its end ended. */
  doneAt: Date | null
  latest: LatestRun | null
  /** How many runs for the moment of the latest one ended with their process. */
  killed: number
}

/** The states of sources, in the order of their names as given; one never met has an empty state. */
export async function readSourceSchedules(
  client: Pick<Client, 'query'>,
  sources: readonly string[],
): Promise<ScheduleState[]> {
  const { rows } = await client.query(
    `select n.subject, s.paused_at as "pausedAt", s.paused_reason as "pausedReason",
       s.deferred_until as "deferredUntil", s.deferred_reason as "deferredReason", s.due_at as "queuedFor",
       done.due_at as "servedAt", done.finished_at as "doneAt", ${latestColumns},
       coalesce(left(latest.error, 500) = s.deferred_reason, false) as "putOff",
       exists (select from ops.frontier f where f.run_id = latest.run_id)
         and coalesce(latest.finished_at, latest.started_at) > now() - interval '2 days' as unfinished
     from unnest($1::text[]) with ordinality n (subject, position)
     left join ops.sources s on s.source = n.subject
     ${runsOf(`r.kind = 'crawl' and r.subject = n.subject`)}
     order by n.position`,
    [sources],
  )
  return rows.map(stateOf)
}

/** The state of the day's publication. */
export async function readPublicationSchedule(client: Pick<Client, 'query'>): Promise<ScheduleState> {
  const { rows } = await client.query(
    `select 'publications' as subject, done.due_at as "servedAt", done.finished_at as "doneAt", ${latestColumns}
     from (select) n ${runsOf(`r.kind = 'publish' and r.due_at is not null`)}`,
  )
  return stateOf(rows[0])
}

const latestColumns = `latest.state, latest.error, latest.due_at as "latestDueAt", latest."atWork",
  (select count(*)::int from ops.runs r
   where r.kind = latest.kind and r.subject = latest.subject and r.due_at = latest.due_at
     and r.error like '${INTERRUPTED}%') as killed`

const runsOf = (which: string): string => `
  left join lateral (
    select r.due_at, r.finished_at from ops.runs r where ${which} and r.state = 'done' and r.due_at is not null
    order by r.run_id desc limit 1) done on true
  left join lateral (
    select r.*, ${runIsAtWork} as "atWork" from ops.runs r where ${which} order by r.run_id desc limit 1) latest on true`

interface Row {
  subject: string
  state: 'running' | 'done' | 'failed' | null
  error: string | null
  atWork: boolean | null
  latestDueAt: Date | null
  [column: string]: unknown
}

function stateOf({ state, error, atWork, latestDueAt, putOff, unfinished, ...row }: Row): ScheduleState {
  const isBrokenOff =
    (state === 'running' && !atWork) ||
    (state === 'failed' && (error === STOPPED || error?.startsWith(INTERRUPTED) === true))
  return {
    pausedAt: null,
    pausedReason: null,
    deferredUntil: null,
    deferredReason: null,
    queuedFor: null,
    ...(row as Pick<ScheduleState, 'subject' | 'servedAt' | 'doneAt' | 'killed'>),
    latest:
      state === null
        ? null
        : {
            state: isBrokenOff ? 'broken off' : state,
            dueAt: latestDueAt,
            putOff: state === 'failed' && putOff === true,
            unfinished: unfinished === true,
          },
  }
}

/** Notes for which moment of its schedule a crawl of the source was queued. */
export async function noteQueued(client: Pick<Client, 'query'>, source: string, dueAt: Date): Promise<void> {
  await client.query(
    `insert into ops.sources as s (source, due_at) values ($1, $2)
     on conflict (source) do update set due_at = greatest(s.due_at, $2)`,
    [source, dueAt],
  )
}

/** Keeps sources from being crawled on schedule; those that are paused keep since when, and get the reason. */
export async function pauseSources(
  { pool }: Database,
  sources: readonly string[],
  reason: string | null,
): Promise<void> {
  await pool.query(
    `insert into ops.sources as s (source, paused_at, paused_reason) select name, now(), $2 from unnest($1::text[]) name
     on conflict (source) do update set paused_at = coalesce(s.paused_at, now()), paused_reason = coalesce($2, s.paused_reason)`,
    [sources, reason],
  )
}

/** Lets sources be crawled on schedule again. @returns those that were paused */
export async function resumeSources({ pool }: Database, sources: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ source: string }>(
    `update ops.sources set paused_at = null, paused_reason = null
     where source = any($1) and paused_at is not null returning source`,
    [sources],
  )
  return rows.map(row => row.source).toSorted()
}

/** Whether a run of this kind and subject has served a moment of its schedule to its end. */
export async function wasServed(
  { pool }: Database,
  kind: string,
  subject: string,
  dueAt: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from ops.runs where kind = $1 and subject = $2 and state = 'done' and due_at >= $3 limit 1`,
    [kind, subject, dueAt],
  )
  return rowCount === 1
}
