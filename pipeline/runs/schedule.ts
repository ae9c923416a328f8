import { createHash } from 'node:crypto'
import { CronExpressionParser } from 'cron-parser'
import type { ScheduleState } from '../../db/queries/schedule.ts'

const MINUTE = 60_000

/**
 * Crawls of one due moment are spread over so many milliseconds, or a tenth of the time to the next moment: sources of
 * one platform mostly share their cron.
 */
export const JITTER = 5 * MINUTE

/** A run that its process did not survive so often is not begun again before it is due the next time. */
export const MANY_KILLS = 10

/** Something that has a schedule: a source, or the day's publication. */
export interface Scheduled {
  name: string
  /** Five-field cron expression in UTC. */
  schedule: string
}

/** Why nothing is to be done about something that has a schedule. */
export type Idle =
  | 'paused'
  | 'put off'
  | 'at work'
  | 'served'
  | 'failed'
  | 'killed too often'
  | 'terms not read'

/** What is to be done about it now. `startAt` may lie ahead: by the jitter, or until a source may be asked again. */
export type Decision = { run: true; dueAt: Date; startAt: Date } | { run: false; dueAt: Date; why: Idle }

/** The latest moment of a schedule that is not after `now`. */
export function latestDue(schedule: string, now: Date): Date {
  // The parser looks strictly before its date.
  const after = new Date(now.getTime() + 1)
  return CronExpressionParser.parse(schedule, { tz: 'UTC', currentDate: after }).prev().toDate()
}

/** The later of two moments. */
export const later = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()))

/** The first moment of a schedule after `now`. */
export const nextDue = (schedule: string, now: Date): Date =>
  CronExpressionParser.parse(schedule, { tz: 'UTC', currentDate: now }).next().toDate()

/** When something is run next by what was decided, and as far as it is put off; null where it is paused. */
export function nextRun(schedule: string, state: ScheduleState, decision: Decision, now: Date): Date | null {
  if (state.pausedAt) return null
  if (decision.run) return decision.startAt
  return nextDue(schedule, state.deferredUntil === null ? now : later(state.deferredUntil, now))
}

/** Milliseconds from a due moment to the crawl of a source: always the same, and less than `most`. */
export function jitterOf(name: string, dueAt: Date, most: number): number {
  if (most <= 0) return 0
  const hash = createHash('sha256').update(`${name} ${dueAt.getTime()}`).digest()
  return hash.readUInt32BE() % most
}

/**
 * Decides by the ledger whether a run is to be queued, and for when. It depends on nothing else, so it may be asked any
 * number of times, by any number of schedulers: however many moments were missed, the latest is made up for once.
 * @param now by the clock that the runs go by
 * @param jitter most milliseconds from the due moment to the run
 */
export function decide(
  { name, schedule }: Scheduled,
  state: ScheduleState,
  now: Date,
  jitter: number = JITTER,
): Decision {
  const dueAt = latestDue(schedule, now)
  const { latest, servedAt, deferredUntil } = state
  const idle = (why: Idle): Decision => ({ run: false, dueAt, why })
  /** Not before it may be asked; where that is after the next due moment, that one is soon enough. */
  const from = (wanted: Date): Decision => {
    if (!deferredUntil || deferredUntil <= wanted) return { run: true, dueAt, startAt: wanted }
    if (deferredUntil >= nextDue(schedule, now)) return idle('put off')
    return { run: true, dueAt, startAt: deferredUntil }
  }
  if (state.pausedAt) return idle('paused')
  if (latest?.state === 'running') return idle('at work')
  if (latest?.state === 'broken off' && state.killed >= MANY_KILLS && isFor(latest.dueAt, dueAt))
    return idle('killed too often')
  if (latest?.state === 'broken off' && latest.unfinished) return from(now)
  if (isFor(servedAt, dueAt)) return idle('served')
  if (latest?.state === 'failed' && isFor(latest.dueAt, dueAt))
    return latest.putOff ? from(now) : idle('failed')
  const most = Math.min(jitter, (nextDue(schedule, now).getTime() - dueAt.getTime()) / 10)
  const spread = dueAt.getTime() + jitterOf(name, dueAt, Math.floor(most))
  return from(new Date(Math.max(spread, now.getTime())))
}

/** Whether the crawl for a moment is done, and none that was begun since is broken off with pages left. */
export const isServed = ({ servedAt, latest }: ScheduleState, dueAt: Date): boolean =>
  isFor(servedAt, dueAt) && !(latest?.state === 'broken off' && latest.unfinished)

const isFor = (served: Date | null, dueAt: Date): boolean => served !== null && served >= dueAt
