import { type Client, type Database, inTransaction } from '../../db/connection.ts'
import { raiseAlert } from '../../db/loaders/alerts.ts'
import {
  type Drafted,
  draftPublication,
  dropSuperseded,
  holdPublication,
  makeCurrent,
} from '../../db/loaders/publications.ts'
import { rebuildVacancies } from '../../db/loaders/vacancies.ts'
import { replaceVerdicts, type Verdict } from '../../db/loaders/verdicts.ts'
import { analyseCells } from '../../db/loaders/window-cells.ts'
import { latestChange, type WindowKey, windowEnds } from '../../db/loaders/windows.ts'
import { listOfDay, listPublicationDays, readVerdictsOf } from '../../db/queries/publication-history.ts'
import { findTrendEnds, listWholeWindows } from '../../db/queries/publications.ts'
import { PublicationSettings } from '../configuration-file.ts'
import { shortDate } from '../publish/format.ts'
import { askedReasons, judgePublication, nameOf } from '../quality/publication-judgement.ts'
import { publishCoverage } from '../statistics/coverage/publish-coverage.ts'
import { publishPremiums } from '../statistics/premiums/publish-premiums.ts'
import { FactMonths } from '../statistics/windows/fact-months.ts'
import { readTermTable } from '../statistics/windows/term-table.ts'
import { versions } from '../versions.ts'
import { type ComputedWindow, computeWindow } from './compute-window.ts'

/** What a publication took. */
export interface Aggregated {
  publicationId: number
  asOf: string
  months: number
  /** Windows of the publication computed now; the others stood already and were fresh. */
  computed: number
  /** Points of its trends computed now. */
  trendPoints: number
  /** Whether readers see anything new. */
  fresh: boolean
  /** `held` and `withdrawn`: readers do not see it, and a person decides whether they will. */
  state: 'current' | 'held' | 'withdrawn'
  /** Why readers do not see it, as sentences: they keep what they saw before. Null where they see it. */
  held: string[] | null
  /** What is to be looked at some time, as sentences; of one that stands, nothing. */
  warnings: string[]
}

/** Settings that figures do not depend on. */
export interface AggregateOptions {
  kind?: 'calendar' | 'asked'
  /** What a publication may differ by from what readers see; without it figures are not judged. */
  expect?: PublicationSettings['expect']
  /**
   * Whether one that differs by more waits for a person, or is published with a warning; a day of which one waits
   * already is judged in any case.
   */
  judged?: 'hold' | 'warn'
  /** Reasons, as sentences, for which what is published waits for a person in any case. */
  hold?: readonly string[]
  /** The backfill that asks. */
  backfillId?: number
  /** Vacancies from which a cell's lists, and a point of its trend, are stored instead of read from its vacancies. */
  storedFrom?: number
  /** Days that publications of the calendar are kept, but for month ends. */
  keepDays?: number
  onWindow?: (done: number, all: number) => void
}

/**
 * From so many vacancies on lists and trend points are stored: below, reading the vacancies of a cell takes a few
 * hundredths of a second at most.
 */
export const storedFrom = 250

/** Cells whose change the planner is told of at once, before the server looks by itself. */
const analyseFrom = 10_000

/** Windows worked on at once: while one is written, another is computed. */
const atOnce = 2

/** Publishes one as-of day; see `aggregateDays`. */
export async function aggregate(
  database: Database,
  asOf: string,
  months: number,
  options: AggregateOptions = {},
): Promise<Aggregated> {
  const [aggregated] = await aggregateDays(database, [{ asOf, months }], options)
  return aggregated!
}

/**
 * Publishes as-of days, each with its own window, those ending one, two and three years before (the third gives the
 * oldest column its changes), and those that end with each month before: the points of its trends. Only windows whose
 * days changed since they were computed are computed again, and of these only the cells that may have changed; readers
 * of a day go from its old publication to the new one at once, or keep the old one where the new one is held.
 */
export async function aggregateDays(
  database: Database,
  days: readonly AsOf[],
  options: AggregateOptions = {},
): Promise<Aggregated[]> {
  await inTransaction(database.pool, rebuildVacancies)
  const published: Aggregated[] = []
  let waiting = days
  while (waiting.length > 0) {
    const plans = await planDays(database, waiting, options.storedFrom ?? storedFrom)
    const windows = await computeWindows(database, plans, options)
    for (const plan of plans) {
      const done = await publish(database, plan, windows, options)
      if (done) published.push(done)
    }
    // Vacancies that changed meanwhile have made windows stale again: those days go round once more.
    waiting = waiting.filter(
      day => !published.some(done => done.asOf === day.asOf && done.months === day.months),
    )
  }
  await inTransaction(database.pool, client =>
    dropSuperseded(client, options.keepDays ?? PublicationSettings.parse({}).keepDays),
  )
  return published
}

/**
 * Publishes again every as-of day that is published or held; days whose windows are fresh stay as they are.
 */
export async function aggregateStale(
  database: Database,
  options: AggregateOptions = {},
): Promise<Aggregated[]> {
  return aggregateDays(database, await listPublicationDays(database.pool), { ...options, kind: 'calendar' })
}

/**
 * Publishes the days of the calendar: the latest day, and the last day of every month since windows lie wholly within
 * the history.
 */
export async function aggregateCalendar(
  database: Database,
  latest: string,
  months: readonly number[],
  options: AggregateOptions = {},
): Promise<Aggregated[]> {
  await inTransaction(database.pool, rebuildVacancies)
  const days: AsOf[] = []
  for (const each of months) {
    for (const asOf of await findTrendEnds(database, latest, each)) days.push({ asOf, months: each })
    days.push({ asOf: latest, months: each })
  }
  return aggregateDays(database, days, { ...options, kind: 'calendar' })
}

/** A day to look back from, and how far. */
export interface AsOf {
  asOf: string
  months: number
}

/** The windows of a publication. */
interface Plan extends AsOf {
  main: WindowKey[]
  trend: WindowKey[]
}

async function planDays(database: Database, days: readonly AsOf[], least: number): Promise<Plan[]> {
  const whole = new Set((await listWholeWindows(database, versions)).map(windowName))
  const plans: Plan[] = []
  for (const { asOf, months } of days) {
    const main = (await windowEnds(database.pool, asOf)).map(endsOn => ({ endsOn, months, least: 1 }))
    for (const key of main) whole.add(windowName(key))
    plans.push({ asOf, months, main, trend: [] })
  }
  for (const plan of plans)
    plan.trend = (await findTrendEnds(database, plan.asOf, plan.months)).map(endsOn => {
      const key = { endsOn, months: plan.months, least: 1 }
      return whole.has(windowName(key)) ? key : { ...key, least }
    })
  return plans
}

/** Brings every window of the plans up to date, in order of time, so that neighbours share what they read. */
async function computeWindows(
  database: Database,
  plans: readonly Plan[],
  { storedFrom: listsFrom = storedFrom, onWindow = () => {} }: AggregateOptions,
): Promise<Map<string, ComputedWindow>> {
  const keys = new Map(
    plans.flatMap(({ main, trend }) => [...main, ...trend]).map(key => [windowName(key), key]),
  )
  const ordered = [...keys].sort(([, a], [, b]) =>
    a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : a.months - b.months,
  )
  const facts = new FactMonths(await latestChange(database.pool))
  const terms = await readTermTable(database.pool)
  const windows = new Map<string, ComputedWindow>()
  const waiting = ordered.values()
  const work = async () => {
    for (const [name, key] of waiting) {
      windows.set(name, await computeWindow(database, key, facts, terms, listsFrom))
      onWindow(windows.size, ordered.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const cells = windows.values().reduce((sum, window) => sum + window.cells, 0)
  if (cells >= analyseFrom) await analyseCells(database)
  return windows
}

/** @returns null where a window is stale again or gone */
async function publish(
  database: Database,
  { asOf, months, main, trend }: Plan,
  windows: ReadonlyMap<string, ComputedWindow>,
  options: AggregateOptions,
): Promise<Aggregated | null> {
  const { kind = 'asked', backfillId = null } = options
  const found = (keys: readonly WindowKey[]) => keys.map(key => windows.get(windowName(key))!)
  return inTransaction(database.pool, async client => {
    const drafted = await draftPublication(
      client,
      {
        asOf,
        months,
        windowIds: found(main).map(window => window.windowId),
        trendWindowIds: found(trend).map(window => window.windowId),
        kind,
        backfillId,
      },
      versions,
    )
    if (!drafted) return null
    // Also of one that stands: a day may have been observed since without any advert that is new.
    const ends = main.map(({ endsOn }) => endsOn)
    await publishCoverage(client, drafted.publicationId, months, ends)
    if (kind === 'calendar') await publishPremiums(database, client, drafted.publicationId)
    return {
      publicationId: drafted.publicationId,
      asOf,
      months,
      computed: found(main).filter(window => window.computed).length,
      trendPoints: found(trend).filter(window => window.computed).length,
      ...(await decide(client, { ...drafted, asOf, months }, options)),
    }
  })
}

/** Whether readers are to see a draft, and why not. */
async function decide(
  client: Client,
  draft: Drafted & AsOf,
  { expect, judged = 'hold', hold = [] }: AggregateOptions,
): Promise<Pick<Aggregated, 'fresh' | 'state' | 'held' | 'warnings'>> {
  const { publicationId, state } = draft
  if (state === 'current') return { fresh: false, state, held: null, warnings: [] }
  const ofDay = await listOfDay(client, draft)
  const itself = ofDay.find(each => each.publicationId === publicationId)!
  if (state === 'withdrawn') {
    const day = shortDate(itself.withdrawnAt!.slice(0, 10))
    return {
      fresh: false,
      state,
      held: [`It was withdrawn on ${day}, and nothing has changed since.`],
      warnings: [],
    }
  }
  const waiting = ofDay.find(each => each.state === 'held')
  // What a person is to look at does not become public because an advert came in meanwhile.
  const reasons = [
    ...new Set([...hold, ...(waiting ? await askedReasons(client, waiting.publicationId) : [])]),
  ]
  const causesBefore = waiting ? causes(await readVerdictsOf(client, waiting.publicationId)) : null
  // Without bounds nothing says that what was held for its figures may go now.
  if (state === 'held' && !expect) return { fresh: false, state, held: itself.held, warnings: [] }
  const judgement = await judgePublication(client, publicationId, expect ?? null, reasons)
  const strict = judged === 'hold' || reasons.length > 0 || waiting !== undefined
  const verdicts = strict
    ? judgement.verdicts
    : judgement.verdicts.map(each => ({
        ...each,
        outcome: each.outcome === 'hold' ? ('warn' as const) : each.outcome,
      }))
  await replaceVerdicts(client, publicationId, verdicts)
  const warnings = verdicts.filter(({ outcome }) => outcome === 'warn').map(({ message }) => message)
  const held = strict ? judgement.held : null
  if (!held) {
    await makeCurrent(client, publicationId)
    return { fresh: true, state: 'current', held, warnings }
  }
  await holdPublication(client, publicationId, held)
  // The people on duty hear of a day once, and again when there is another reason; whoever asked to hold it knows.
  const isAsked = !verdicts.some(({ outcome, expectation }) => outcome === 'hold' && expectation !== 'asked')
  if (!isAsked && causes(verdicts) !== causesBefore)
    await raiseAlert(client, {
      event: 'publication held',
      subject: nameOf(draft),
      message: `Publication ${publicationId}, ${nameOf(draft)}, waits for a person: ${held.join(' ')} Look at it with "jobtide publications diff ${publicationId}", and release it with "jobtide publications release ${publicationId}" where it is right.`,
    })
  return { fresh: false, state: 'held', held, warnings }
}

const causes = (verdicts: readonly Verdict[]): string =>
  verdicts
    .filter(({ outcome }) => outcome === 'hold')
    .map(({ expectation, message }) => (expectation === 'asked' ? message : expectation))
    .join('\n')

const windowName = ({ endsOn, months, least }: WindowKey): string => `${endsOn} ${months} ${least}`
