import { hostname } from 'node:os'
import { ArchiveError } from '../../../crawlers/archives/archive-error.ts'
import { ConfigError } from '../../../crawlers/errors.ts'
import { type Database, inTransaction } from '../../../db/connection.ts'
import { raiseAlert } from '../../../db/loaders/alerts.ts'
import { markMonthStale, rebuildVacancies } from '../../../db/loaders/vacancies.ts'
import { exclusively } from '../../../db/locks.ts'
import {
  type Backfill,
  beginUnit,
  endBackfill,
  endUnit,
  findBackfill,
  isWanted,
  noteOutOfReach,
  noteUnit,
  type UnitKey,
  unitSubject,
} from '../../../db/queries/backfills.ts'
import { findTrendEnds } from '../../../db/queries/publications.ts'
import { closeInterrupted, closeRun, openRun, STOPPED } from '../../../db/queries/runs.ts'
import type { PublicationSettings } from '../../configuration-file.ts'
import { type Accounting, add, emptyAccounting } from '../../quality/accounting.ts'
import { type AggregateOptions, aggregateDays, aggregateStale } from '../../stages/aggregate.ts'
import { prepared } from '../../stages/batches.ts'
import type { Extraction } from '../../stages/extraction.ts'
import { loadListings, settle } from '../../stages/load.ts'
import { publicMessage } from '../../stages/public-address.ts'
import type { OptionsOf } from '../../stages/read-stored.ts'
import { replayMonth } from '../../stages/replay.ts'
import { divideArchive, folderOf, monthEntries } from './archive-parts.ts'
import { giveWay, type Throttle } from './give-way.ts'
import { lastDay, monthName, nextMonth } from './months.ts'
import { missingArchive, publishedMonths, restating } from './plan.ts'

/** What a process needs to work units. */
export interface BackfillSetting {
  /** The data directory. */
  home: string
  extraction: Extraction
  /** By which the responses of crawled sources were read. */
  options: OptionsOf
  publications: Pick<PublicationSettings, 'keepDays' | 'expect'>
  /** The process of the fleet that works it; undefined where a person runs it. */
  workerId?: string | undefined
  /** Ends a unit between two transactions, so that another worker goes on with it. */
  signal?: AbortSignal | undefined
  throttle: Throttle
}

/**
 * How a unit ended; `elsewhere`: another process is at it; `passed`: it is done already, or not wanted any more;
 * `stopped`: its process is told to stop, and another one goes on with it; `out of reach`: the archive is not on this
 * worker's machine, and may be on another one's.
 */
export type UnitEnd = UnitKey & {
  outcome: 'done' | 'failed' | 'again' | 'elsewhere' | 'passed' | 'stopped' | 'out of reach'
  error?: string
}

/** What ends a unit between two transactions because nobody wants it any more. */
class NotWanted extends Error {}

/** What ends a unit between two transactions because its process is told to stop. */
class Stopped extends Error {}

/** How often a unit is tried before it has failed. */
const ATTEMPTS = 3

/** How far a unit is, and where it may stop. */
interface Course {
  accounting: Accounting
  done: number
  /** Before each transaction: gives way to live work, notes how far it is. @throws NotWanted */
  pause(): Promise<void>
}

/**
 * Works one unit: alone, from its beginning, and whatever was done of it before. What it did is in the database; a unit
 * that is killed anywhere is done again by whoever takes it next.
 */
export async function workUnit(database: Database, key: UnitKey, setting: BackfillSetting): Promise<UnitEnd> {
  const worked = await exclusively(database.pool, `backfill ${unitSubject(key)}`, lost =>
    workAlone(database, key, setting, lost),
  )
  return worked ? worked.done : { ...key, outcome: 'elsewhere' }
}

async function workAlone(
  database: Database,
  key: UnitKey,
  setting: BackfillSetting,
  lost: AbortSignal,
): Promise<UnitEnd> {
  const backfill = await findBackfill(database, key.backfillId)
  if (!backfill || !(await isWanted(database, key))) return { ...key, outcome: 'passed' }
  const missing = key.stage === 'crawl' ? missingArchive(backfill) : undefined
  if (missing && setting.workerId) {
    const error = `${missing} is not on ${hostname()}; it waits for a worker of another machine`
    await noteOutOfReach(database, key, error)
    return { ...key, outcome: 'out of reach', error }
  }
  const runId = await openRun(database, 'backfill', unitSubject(key), { workerId: setting.workerId })
  await closeInterrupted(database, 'backfill', unitSubject(key), runId)
  const course: Course = { accounting: emptyAccounting(), done: 0, pause }
  async function pause() {
    const note = (text: string | null) =>
      noteUnit(database, key, { done: course.done, records: course.accounting.records, note: text })
    const check = async () => {
      lost.throwIfAborted()
      if (setting.signal?.aborted) throw new Stopped()
      if (!(await isWanted(database, key))) throw new NotWanted()
    }
    await check()
    await note(null)
    const waited = await giveWay(setting.throttle, async text => {
      await note(text)
      await check()
    })
    if (waited) await note(null)
  }
  const attempts = await beginUnit(database, key, runId)
  try {
    if (attempts === null) throw new NotWanted()
    await course.pause()
    await stages[key.stage](database, { backfill, key, runId, setting }, course)
    lost.throwIfAborted()
    await noteUnit(database, key, { done: course.done, records: course.accounting.records, note: null })
    await closeRun(database, runId, { accounting: course.accounting })
    await endUnit(database, key, 'done')
    return { ...key, outcome: 'done' }
  } catch (error) {
    if (lost.aborted) throw lost.reason
    if (error instanceof NotWanted) {
      await closeRun(database, runId, { accounting: course.accounting, error: 'cancelled' })
      return { ...key, outcome: 'passed' }
    }
    if (error instanceof Stopped) {
      await closeRun(database, runId, { accounting: course.accounting, error: STOPPED })
      return { ...key, outcome: 'stopped' }
    }
    const message = publicMessage((error as Error).message)
    // These say what to do, and trying again at once is not it.
    const final = error instanceof ArchiveError || error instanceof ConfigError || attempts! + 1 >= ATTEMPTS
    await closeRun(database, runId, { accounting: course.accounting, error: message })
    await endUnit(database, key, final ? 'failed' : 'waiting', message)
    return { ...key, outcome: final ? 'failed' : 'again', error: message }
  }
}

interface Task {
  backfill: Backfill
  key: UnitKey
  runId: number
  setting: BackfillSetting
}

const stages: Record<UnitKey['stage'], (database: Database, task: Task, course: Course) => Promise<void>> = {
  /** Takes in what an archive holds of the month, as an import does. */
  async crawl(database, { backfill, key, runId, setting }, course) {
    const missing = missingArchive(backfill)
    if (missing)
      throw new ConfigError(
        `${missing} is not on this machine: archives must be readable under the same path wherever a worker takes backfills`,
      )
    const { parts } = await divideArchive(folderOf(setting.home, key.backfillId), backfill, key.subject)
    const entries = monthEntries(parts, key.month, key.subject, backfill.platforms)
    const drawn = setting.extraction.read(entries)
    for await (const { listings } of prepared(database, drawn, setting.extraction)) {
      await course.pause()
      const { account } = await loadListings(database, runId, listings)
      add(course.accounting, account)
      course.done += listings.filter(({ response }) => response !== null).length
    }
    await course.pause()
    course.accounting = await settle(database, runId, course.accounting)
  },

  /** Reads the stored responses of the month again, and loads what they mean by today's code. */
  async extract(database, { backfill, key, runId, setting }, course) {
    const { accounting } = await replayMonth(
      database,
      runId,
      { month: key.month, platforms: backfill.platforms },
      {
        extraction: setting.extraction,
        options: setting.options,
        onBatch: async ({ responses, passedOver, accounting: sofar }) => {
          course.done = responses + passedOver
          course.accounting = sofar
          await course.pause()
        },
      },
    )
    course.accounting = await settle(database, runId, accounting)
  },

  /** Makes the vacancies of the month's adverts again. */
  async load(database, { key }) {
    await inTransaction(database.pool, async client => {
      await markMonthStale(client, key.month)
      await rebuildVacancies(client)
    })
  },

  /** Publishes the month's last day; last of all, every other published day that is stale or of other versions. */
  async aggregate(database, { backfill, key, setting }, course) {
    const options: AggregateOptions = {
      kind: 'calendar',
      ...asOfBackfill(backfill, setting.publications),
      onWindow: () => {
        if (setting.signal?.aborted) throw new Stopped()
      },
    }
    if (key.subject === restating) {
      await aggregateStale(database, options)
      return
    }
    const asOf = lastDay(key.month)
    const days: { asOf: string; months: number }[] = []
    for (const months of publishedMonths) {
      // Windows that begin before the history would be compared with nothing.
      const whole = await findTrendEnds(database, nextMonth(key.month), months)
      if (whole.includes(asOf)) days.push({ asOf, months })
    }
    if (days.length > 0) await aggregateDays(database, days, options)
    course.done = publishedMonths.length
  },
}

/**
 * What a publication is to know of the backfill that makes it: whose it is, and that it waits for a person where that is
 * wanted. Where it is not, the figures are meant to move: they are judged, and published with warnings.
 */
function asOfBackfill(
  { backfillId, hold }: Backfill,
  { keepDays, expect }: BackfillSetting['publications'],
): Partial<AggregateOptions> {
  return {
    backfillId,
    keepDays,
    expect,
    judged: 'warn',
    ...(hold ? { hold: [`Backfill ${backfillId} holds what it publishes until somebody releases it.`] } : {}),
  }
}

/** Ends a backfill where nothing of it is left to do, and tells the people on duty. @returns its state where it ended now */
export async function concludeBackfill(
  database: Database,
  backfillId: number,
): Promise<'done' | 'failed' | null> {
  return inTransaction(database.pool, async client => {
    const state = await endBackfill(client, backfillId)
    const { from, to, hold } = (state && (await findBackfill(database, backfillId))) ?? {}
    if (!state || !from || !to) return state
    const diff = `"jobtide publications diff --backfill ${backfillId}"`
    const release = `"jobtide publications release --backfill ${backfillId}"`
    const waits = hold
      ? ` What it published waits for a person: ${diff} says what would change, ${release} shows it to readers.`
      : ''
    const name = `backfill ${backfillId} of ${monthName(from)} to ${monthName(to)}`
    await raiseAlert(client, {
      event: `backfill ${state}`,
      subject: String(backfillId),
      message:
        state === 'done'
          ? `${name} is done.${waits}`
          : `${name} has units that failed: "jobtide backfill status ${backfillId}" says why, "jobtide backfill resume ${backfillId}" tries them again.`,
    })
    return state
  })
}
