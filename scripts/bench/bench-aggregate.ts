import { type Database, inTransaction } from '../../db/connection.ts'
import { latestChange } from '../../db/loaders/windows.ts'
import { type BenchVacancy, writeVacancies } from '../../pipeline/quality/bench-vacancies.ts'
import { computeByOracle, countDifferences } from '../../pipeline/quality/window-oracle.ts'
import { storedFrom } from '../../pipeline/stages/aggregate.ts'
import { type ComputedWindow, computeWindow } from '../../pipeline/stages/compute-window.ts'
import { beginOf } from '../../pipeline/statistics/calendar.ts'
import { FactMonths } from '../../pipeline/statistics/windows/fact-months.ts'
import { readTermTable } from '../../pipeline/statistics/windows/term-table.ts'
import { marketVacancies } from './market-vacancies.ts'
import type { Line } from './print-ratios.ts'

const months = 6

/** The last days of the 36 months up to the end of the sandbox's market. */
const monthEnds = Array.from({ length: 36 }, (_, n) =>
  new Date(Date.UTC(2022, 11 + n, 0)).toISOString().slice(0, 10),
)

/** A day in the middle of the history, which six month-end windows hold, and the last, which one holds. */
const addedDays = { middle: '2024-06-12', last: '2025-10-31' }

/** Seconds that each piece of work took with so many vacancies. */
interface Times {
  vacancies: number
  full: number
  oracle: number
  added: Record<keyof typeof addedDays, number>
}

/**
 * The 36 month-end windows of three years, whole, against plain SQL that computes each by itself; the same after a day's
 * adverts were added; and how the time grows with the vacancies.
 * @throws Error where any figure differs from the oracle's
 */
export async function benchAggregate(
  withDatabase: (work: (database: Database) => Promise<Times>) => Promise<Times>,
  sizes: readonly number[],
  onStep: (step: string) => void,
): Promise<Line[]> {
  const times: Times[] = []
  for (const size of sizes) times.push(await withDatabase(database => measure(database, size, onStep)))
  const only = (value: number) => ({ median: value, least: value, most: value })
  const lines = times.flatMap(({ vacancies, full, oracle, added }): Line[] => [
    {
      what: `${vacancies} vacancies: time of 36 month-end windows to that of plain SQL for each, same figures`,
      ratio: only(full / oracle),
    },
    {
      what: `${vacancies} vacancies: time after one day was added in the middle to that of a full computation`,
      ratio: only(added.middle / full),
    },
    {
      what: `${vacancies} vacancies: time after one day was added at the end to that of a full computation`,
      ratio: only(added.last / full),
    },
  ])
  const [first, last] = [times[0]!, times.at(-1)!]
  if (times.length > 1)
    lines.push({
      what: `time per vacancy with ${last.vacancies} to that with ${first.vacancies}`,
      ratio: only(last.full / last.vacancies / (first.full / first.vacancies)),
    })
  return lines
}

async function measure(database: Database, size: number, onStep: (step: string) => void): Promise<Times> {
  let vacancies = 0
  for (const part of marketVacancies(size)) {
    onStep(`${size} vacancies: writing them`)
    vacancies += await writeVacancies(database, part)
  }
  await database.pool.query('vacuum analyze core.vacancies')
  onStep(`${size} vacancies: our windows`)
  const full = await seconds(() => bringUpToDate(database))
  const oracle = await compareWith(database, monthEnds, `${size} vacancies: plain SQL`, onStep)
  const added = { middle: 0, last: 0 }
  for (const name of ['middle', 'last'] as const) {
    onStep(`${size} vacancies: one day added`)
    await writeVacancies(database, oneDay(Math.round(vacancies / 1095), addedDays[name], name))
    added[name] = await seconds(() => bringUpToDate(database))
  }
  const touched = monthEnds.filter(endsOn =>
    Object.values(addedDays).some(day => day <= endsOn && day > beginOf(endsOn, months)),
  )
  await compareWith(database, touched, `${size} vacancies: plain SQL after days were added`, onStep)
  return { vacancies, full, oracle, added }
}

/** Computes what is missing or stale of the month-end windows. */
async function bringUpToDate(database: Database): Promise<ComputedWindow[]> {
  const facts = new FactMonths(await latestChange(database.pool))
  const terms = await readTermTable(database.pool)
  const windows: ComputedWindow[] = []
  const waiting = monthEnds.values()
  const work = async () => {
    for (const endsOn of waiting)
      windows.push(await computeWindow(database, { endsOn, months, least: 1 }, facts, terms, storedFrom))
  }
  await Promise.all([work(), work()])
  return windows
}

/** Compares windows with the oracle's. @returns the seconds the oracle took, comparisons left out */
async function compareWith(
  database: Database,
  ends: readonly string[],
  what: string,
  onStep: (step: string) => void,
): Promise<number> {
  let total = 0
  for (const [n, endsOn] of ends.entries()) {
    onStep(`${what}, window ${n + 1} of ${ends.length}`)
    await inTransaction(database.pool, async client => {
      total += await seconds(() => computeByOracle(client, endsOn, months))
      const { rows } = await client.query(
        'select window_id, change_number from mart.windows where ends_on = $1 and months = $2 and least = 1',
        [endsOn, months],
      )
      const { differing } = await countDifferences(client, rows[0].window_id, rows[0].change_number)
      if (differing > 0)
        throw new Error(`${differing} cells of the window to ${endsOn} differ from plain SQL`)
    })
  }
  return total
}

/** Vacancies of a market of their own, all first advertised on one day. */
function oneDay(count: number, day: string, name: string): BenchVacancy[] {
  const [part] = marketVacancies(Math.max(count, 1))
  const openUntil = new Date(Date.parse(day) + 30 * 86_400_000).toISOString().slice(0, 10)
  const mark = name === 'middle' ? 'a' : 'b'
  return part!.slice(0, count).map(each => ({ ...each, id: `${mark}${each.id}`, postedOn: day, openUntil }))
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1e3
}
