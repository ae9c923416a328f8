import type { Database } from '../../db/connection.ts'
import { exclusively } from '../../db/locks.ts'
import { closeInterrupted, closeRun, openRun, type RunMark, STOPPED } from '../../db/queries/runs.ts'
import { readPublicationSchedule } from '../../db/queries/schedule.ts'
import { findStalePublications } from '../../db/queries/stale-publications.ts'
import type { PublicationSettings } from '../configuration-file.ts'
import { type Aggregated, type AggregateOptions, type AsOf, aggregateDays } from '../stages/aggregate.ts'
import { publicMessage } from '../stages/public-address.ts'

/** Lengths of the windows that the calendar publishes, in months. */
export const calendarMonths = [6, 3]

/** How a day is published, besides the settings of publications. */
export interface PublishDayOptions extends RunMark {
  /** Ends it between two windows; what is computed stands, and the next run goes on from there. */
  signal?: AbortSignal
  onWindow?: NonNullable<AggregateOptions['onWindow']>
}

/** What the publication of a day took; stands in the ledger. */
export interface PublishedDay {
  asOf: string
  /** Windows and points of trends that were computed. */
  windows: number
  /** Publications that readers see from now on, and those that stand as they were. */
  published: number
  standing: number
  /** Published days that were published again because data of theirs had changed. */
  restated: number
  /** Publications that wait for a person; readers keep what they saw before. */
  held: number
}

/**
 * Makes the calendar's publications of a day, over 6 and 3 months, and then publishes again the days whose data has
 * changed since, as `settings.restate` says: every day, in the first scheduled publication of a month, or never. It is a
 * run of kind `publish` in the ledger. Run again, it finds everything fresh.
 * @returns null where another process publishes already
 */
export async function publishDay(
  database: Database,
  asOf: string,
  settings: PublicationSettings,
  options: PublishDayOptions = {},
): Promise<PublishedDay | null> {
  // Two of the calendar never run at once; the second lock is the one by which the ledger knows that the run is at work.
  const done = await exclusively(database.pool, 'publish calendar', () =>
    exclusively(database.pool, `publish ${asOf}`, lost =>
      publishAlone(database, asOf, settings, options, lost),
    ),
  )
  return done?.done?.done ?? null
}

async function publishAlone(
  database: Database,
  asOf: string,
  settings: PublicationSettings,
  options: PublishDayOptions,
  lost: AbortSignal,
): Promise<PublishedDay> {
  const isFirstOfMonth = await beginsMonth(database, options.dueAt)
  const runId = await openRun(database, 'publish', asOf, options)
  await closeInterrupted(database, 'publish', asOf, runId)
  const account: PublishedDay = { asOf, windows: 0, published: 0, standing: 0, restated: 0, held: 0 }
  const publish = async (days: readonly AsOf[]): Promise<Aggregated[]> => {
    if (days.length === 0) return []
    return aggregateDays(database, days, {
      kind: 'calendar',
      keepDays: settings.keepDays,
      expect: settings.expect,
      onWindow(computed, all) {
        lost.throwIfAborted()
        options.signal?.throwIfAborted()
        options.onWindow?.(computed, all)
      },
    })
  }
  const enter = (published: readonly Aggregated[]) => {
    account.windows += published.reduce((sum, each) => sum + each.computed + each.trendPoints, 0)
    account.published += published.filter(each => each.fresh).length
    account.standing += published.filter(each => !each.fresh && each.state === 'current').length
    account.held += published.filter(each => each.state === 'held').length
  }
  try {
    // Readers get the day first; history can wait.
    enter(await publish(calendarMonths.map(months => ({ asOf, months }))))
    if (settings.restate === 'daily' || (settings.restate === 'monthly' && isFirstOfMonth)) {
      const again = await publish(await findStalePublications(database))
      enter(again)
      account.restated += again.filter(each => each.fresh).length
    }
    await closeRun(database, runId, { accounting: account })
    return account
  } catch (error) {
    if (lost.aborted) throw lost.reason
    const message = options.signal?.aborted ? STOPPED : publicMessage((error as Error).message)
    await closeRun(database, runId, { accounting: account, error: message })
    throw error
  }
}

/** Whether no publication of the schedule was made in the month of a due moment yet. */
async function beginsMonth(database: Database, dueAt: Date | undefined): Promise<boolean> {
  if (!dueAt) return false
  const { servedAt } = await readPublicationSchedule(database.pool)
  return servedAt === null || servedAt.toISOString().slice(0, 7) < dueAt.toISOString().slice(0, 7)
}
