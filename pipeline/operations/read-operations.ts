import type { Database } from '../../db/connection.ts'
import { findHeldSources, type HeldSource } from '../../db/queries/held-sources.ts'
import { readWaitingAlerts, type WaitingAlerts } from '../../db/queries/ledger-figures.ts'
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
import { readSourceSchedules, type ScheduleState } from '../../db/queries/schedule.ts'
import { JITTER, latestDue, nextRun } from '../runs/schedule.ts'
import { decideCrawl } from '../runs/tick.ts'
import type { Source } from '../sources.ts'
import { type Standing, standingOf } from './source-standing.ts'

/** A configured source as those on duty look at it. */
export interface WatchedSource extends SourceHealth {
  /** Its platform's name. */
  platform: string
  schedule: string
  /** The latest moment of its schedule, and when it is crawled next; null where it is not. */
  lastDue: Date
  next: Date | null
  standing: Standing
  /** Whether its schedule came round twice since a crawl last did what it should. */
  isBehind: boolean
  /** Whether its latest crawl ended with its process, so that the schedule goes on with it. */
  isBrokenOff: boolean
  /** How many crawls for the same moment of its schedule ended so. */
  killed: number
}

/** What may want a person, at one moment. */
export interface Watched {
  at: Date
  sources: WatchedSource[]
  /** Those whose data is not to be published before a person has looked at it. */
  heldSources: HeldSource[]
  held: HeldPublication[]
  /** The latest run that was to publish a day. */
  latestPublication: Run | null
  backfills: BackfillProgress[]
  fleet: FleetProcess[]
  /** The alerts that nobody has been told of. */
  waiting: WaitingAlerts
  /** What is wrong with the queue; null where nothing is, or nobody has looked. */
  queue: string | null
}

/** Everything that is going on, at one moment. */
export interface Operations extends Watched {
  /** First and last day of the calendar of observed days. */
  from: string
  to: string
  boards: BoardDays[]
  published: PublishedDay[]
  /** The latest, but for units of backfills. */
  runs: Run[]
  /** Reasons for which records are rejected and not replayed yet, most records first. */
  rejections: RejectionCount[]
  alerts: RaisedAlert[]
}

const DAY = 86_400_000
/** The window in which a held source's vacancies are counted. */
const MONTHS = 6

/** How many days the calendar shows at most: a year, and the day itself; and at least. */
const DAYS = 366
const LEAST_DAYS = 28

/** What to look at, and when. */
export interface Watch {
  /** Those of the configuration. */
  sources: readonly Source[]
  /** The moment of looking. */
  at: Date
  /** The day that crawls have reached: today's, but for a market that is made up. */
  day: string
  /** What is wrong with the queue, where somebody has looked. */
  queue?: string | null
}

/** Reads what may want a person. */
export async function readWatched(
  database: Database,
  { sources, at, day, queue = null }: Watch,
): Promise<Watched> {
  const names = sources.map(({ name }) => name)
  const health = await readSourceHealth(database, names)
  const schedules = await readSourceSchedules(database.pool, names)
  const [latestPublication = null] = await listRuns(database, 1, { kind: 'publish' })
  return {
    at,
    sources: sources.map((source, place) => watch(source, health[place]!, schedules[place]!, at)),
    heldSources: await findHeldSources(database.pool, { asOf: day, months: MONTHS }),
    held: await readHeldPublications(database),
    latestPublication,
    backfills: await readBackfillProgress(database, 5),
    fleet: await readFleet(database),
    waiting: await readWaitingAlerts(database),
    queue,
  }
}

/** Reads what those on duty look at. */
export async function readOperations(database: Database, watch: Watch): Promise<Operations> {
  const to = watch.day
  const boards = await readBoardDays(database, daysBefore(to, DAYS), to)
  const firsts = boards.flatMap(({ days }) => days[0]?.day ?? [])
  return {
    ...(await readWatched(database, watch)),
    from: [daysBefore(to, LEAST_DAYS), ...firsts].sort()[0]!,
    to,
    boards,
    published: await readPublishedDays(database),
    runs: await listRuns(database, 20, { notKind: 'backfill' }),
    rejections: (await countRejections(database.pool)).filter(({ open }) => open > 0),
    alerts: await readAlerts(database, 10),
  }
}

/** The first of so many days up to one, that one included. */
const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - (days - 1) * DAY).toISOString().slice(0, 10)

function watch(source: Source, health: SourceHealth, state: ScheduleState, at: Date): WatchedSource {
  const { schedule } = source
  const lastDue = latestDue(schedule, at)
  const twice = latestDue(schedule, new Date(lastDue.getTime() - 1))
  const decision = decideCrawl(source, state, at, JITTER)
  return {
    ...health,
    platform: source.platform.name,
    schedule,
    lastDue,
    next: source.terms ? nextRun(schedule, state, decision, at) : null,
    standing: standingOf(source, health, at),
    isBehind: health.succeededAt === null || health.succeededAt < twice,
    isBrokenOff: state.latest?.state === 'broken off',
    killed: state.killed,
  }
}
