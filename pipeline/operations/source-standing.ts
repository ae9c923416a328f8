import { CronExpressionParser } from 'cron-parser'
import type { SourceFigures } from '../../db/queries/ledger-figures.ts'
import type { Source } from '../sources.ts'

/**
 * Where a source stands: `without-terms` where nobody has read them, `paused` by a person, `put-off` after it declined,
 * `overdue` where its schedule came round twice and no crawl began, `due` where it came round once, else `waiting`.
 */
export const standings = ['without-terms', 'paused', 'put-off', 'overdue', 'due', 'waiting'] as const
export type Standing = (typeof standings)[number]

/** Where a source stands at a moment, by its schedule and what the ledger says of it. */
export function standingOf(
  { terms, schedule }: Pick<Source, 'terms' | 'schedule'>,
  { startedAt, deferredUntil, pausedAt }: Pick<SourceFigures, 'startedAt' | 'deferredUntil' | 'pausedAt'>,
  now: Date,
): Standing {
  if (!terms) return 'without-terms'
  if (pausedAt) return 'paused'
  if (deferredUntil && deferredUntil > now) return 'put-off'
  if (startedAt === null) return 'due'
  const times = CronExpressionParser.parse(schedule, { tz: 'UTC', currentDate: now })
  if (startedAt >= times.prev().toDate()) return 'waiting'
  return startedAt >= times.prev().toDate() ? 'due' : 'overdue'
}
