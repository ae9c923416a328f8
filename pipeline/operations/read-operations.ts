import type { Database } from '../../db/connection.ts'
import { findHeldSources, type HeldSource } from '../../db/queries/held-sources.ts'
import {
  type BackfillProgress,
  type BoardDays,
  type FleetProcess,
  type HeldPublication,
  type PublishedDay,
  type RaisedAlert,
  readAlerts,
  readBackfillProgress,
  readBoardDays,
  readFleet,
  readHeldPublications,
  readPublishedDays,
  readSourceHealth,
  type SourceHealth,
} from '../../db/queries/operations.ts'
import { countRejections, type RejectionCount } from '../../db/queries/rejections.ts'
import { listRuns, type Run } from '../../db/queries/runs.ts'
import { latestDue, nextDue } from '../runs/schedule.ts'
import type { Source } from '../sources.ts'
import { type Standing, standingOf } from './source-standing.ts'

/** A configured source as those on duty look at it. */
export interface WatchedSource extends SourceHealth {
  /** Its platform's name. */
  platform: string
  schedule: string
  /** The moments of its schedule before and after now. */
  lastDue: Date
  nextDue: Date
  standing: Standing
}

/** Everything that is going on, at one moment. */
export interface Operations {
  at: Date
  /** First and last day of the calendar of observed days. */
  from: string
  to: string
  sources: WatchedSource[]
  /** Those whose data is not to be published before a person has looked at it. */
  heldSources: HeldSource[]
  boards: BoardDays[]
  published: PublishedDay[]
  held: HeldPublication[]
  runs: Run[]
  /** Reasons for which records are rejected and not replayed yet, most records first. */
  rejections: RejectionCount[]
  backfills: BackfillProgress[]
  fleet: FleetProcess[]
  alerts: RaisedAlert[]
}

const DAY = 86_400_000
/** The window in which a held source's vacancies are counted. */
const MONTHS = 6

/** How many days the calendar shows: a year, and the day itself. */
const DAYS = 366

/** What to look at, and when. */
export interface Watch {
  /** Those of the configuration. */
  sources: readonly Source[]
  /** The moment of looking. */
  at: Date
  /** The day that crawls have reached: today's, but for a market that is made up. */
  day: string
}

/** Reads what those on duty look at. */
export async function readOperations(
  database: Database,
  { sources, at, day: to }: Watch,
): Promise<Operations> {
  const from = new Date(Date.parse(to) - (DAYS - 1) * DAY).toISOString().slice(0, 10)
  const health = await readSourceHealth(
    database,
    sources.map(({ name }) => name),
  )
  return {
    at,
    from,
    to,
    sources: sources.map((source, place) => watch(source, health[place]!, at)),
    heldSources: await findHeldSources(database.pool, { asOf: to, months: MONTHS }),
    boards: await readBoardDays(database, from, to),
    published: await readPublishedDays(database),
    held: await readHeldPublications(database),
    runs: await listRuns(database, 20),
    rejections: (await countRejections(database.pool)).filter(({ open }) => open > 0),
    backfills: await readBackfillProgress(database, 5),
    fleet: await readFleet(database),
    alerts: await readAlerts(database, 10),
  }
}

function watch(source: Source, health: SourceHealth, at: Date): WatchedSource {
  return {
    ...health,
    platform: source.platform.name,
    schedule: source.schedule,
    lastDue: latestDue(source.schedule, at),
    nextDue: nextDue(source.schedule, at),
    standing: standingOf(source, health, at),
  }
}
