import { join } from 'node:path'
import type { Database } from '../../../db/connection.ts'
import { aggregateDays } from '../../../pipeline/stages/aggregate.ts'
import { importFile } from '../../../pipeline/stages/import.ts'
import { writeCaptures } from '../../sandbox/archive.ts'
import { createRandom } from '../../sandbox/random.ts'
import { urlOf } from '../databases.ts'
import type { RedisServer } from '../redis.ts'
import { type Course, daysOf } from './course.ts'
import { judgeHolding, judgePages, judgeYear, type Verdict, wasHeld } from './judge-year.ts'
import { type Complaints, liveThrough, STOPS } from './live-year.ts'
import { capturesOf, observe } from './observable.ts'
import { type Kind, planFaults } from './strike.ts'

/** How a year is tried. */
export interface YearOptions {
  /** For what is written on the way. */
  folder: string
  /** Where the queues are; null for PostgreSQL. */
  redis: RedisServer | null
  workers: number
  faults: number
  seed: number
}

/** What came of it. `faults` is empty where all is as it should be. */
export interface YearReport {
  seconds: number
  looked: Record<string, number>
  complaints: Complaints
  struck: Kind[]
  faults: string[]
}

/**
 * Lives through a course in one database, takes what could be observed of it into the other at once, and compares both
 * with each other and with the market.
 * @param note told what is being done
 */
export async function tryYear(
  course: Course,
  lived: Database,
  atOnce: Database,
  { folder, redis, workers, faults: count, seed }: YearOptions,
  note: (text: string) => void,
): Promise<YearReport> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const held = new Map<string, boolean | null>()
  const stops = [...daysOf(course)].length * STOPS.length
  const { struck, strike } = planFaults(
    { database: lived, redis },
    count,
    stops,
    createRandom(seed, 'faults'),
  )
  const setting = {
    database: lived,
    databaseUrl: urlOf(lived),
    queueUrl: redis?.url ?? null,
    clock: join(folder, 'clock'),
    workers,
    async onDay(day: string) {
      held.set(day, await wasHeld(lived, day))
      if (day.endsWith('-01') || day === course.until) note(`${day}: ${seconds().toFixed(0)} s`)
    },
  }
  const { complaints, sources } = await liveThrough(course, setting, strike)
  const took = seconds()
  note('the same at once')
  const observable = observe(course)
  const archive = join(folder, 'observable.warc.gz')
  await writeCaptures(course.market, capturesOf(course, observable), archive)
  await importFile(atOnce, archive, null, () => {})
  const asOf = await daysToCompare(course, lived)
  await aggregateDays(
    atOnce,
    asOf.flatMap(day => [6, 3].map(months => ({ asOf: day, months }))),
  )
  const verdicts: Verdict[] = [
    await judgeYear(course, observable, lived, atOnce, asOf),
    judgeHolding(course, held),
    await judgePages(course, lived, sources, join(folder, 'pages')),
  ]
  return {
    seconds: took,
    looked: Object.assign({}, ...verdicts.map(({ looked }) => looked)),
    complaints,
    struck,
    faults: verdicts.flatMap(({ faults }) => faults),
  }
}

/** The last day, and month ends before it: those that readers see. */
async function daysToCompare({ from, until }: Course, { pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ day: string }>(
    `select as_of::text as day from mart.publications
     where current and as_of between $1 and $2
       and (as_of = $2 or as_of = (date_trunc('month', as_of) + interval '1 month - 1 day')::date)
     group by as_of order by as_of desc limit 4`,
    [from, until],
  )
  return rows.map(({ day }) => day)
}
