import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../../db/connection.ts'
import { readPublicationSchedule, readSourceSchedules } from '../../../db/queries/schedule.ts'
import { crawlQueue } from '../../../pipeline/queue/crawl-jobs.ts'
import { publishQueue } from '../../../pipeline/queue/publish-jobs.ts'
import { openQueueBackend } from '../../../pipeline/queue/queue.ts'
import { decideCrawl, decidePublication } from '../../../pipeline/runs/tick.ts'
import { resolveSources, type Source } from '../../../pipeline/sources.ts'
import { type LiveBoards, startBoards } from '../../sandbox/boards.ts'
import type { BoardName } from '../../sandbox/market.ts'
import { type Course, daysOf, schedules } from './course.ts'
import { turnTo } from './live-course.ts'
import { setClock } from './simulated-clock.ts'
import { type Orders, publications } from './year-process.ts'

/** Where a simulated year is lived. */
export interface YearSetting {
  database: Database
  databaseUrl: string
  queueUrl: string | null
  /** A file for the clock. */
  clock: string
  /** Worker processes, besides one scheduler. */
  workers: number
  /** Told of each day when it is over. */
  onDay?: (day: string) => Promise<void>
}

/** A simulated year under way: what faults may strike. */
export interface LivingYear {
  /** The scheduler first, then the workers. */
  processes: ChildProcess[]
  /** Starts a process anew in the place of one that died. */
  replace(at: number): void
}

/** What the processes complained of, by day. */
export type Complaints = { day: string; text: string }[]

/** Milliseconds. */
const LOOK_EVERY = 25
const PATIENCE = 120_000

/** Hours at which the clock stops: a little after everything that is due, and at noon for what was put off. */
export const STOPS = ['02:01', '03:01', '04:01', '05:01', '07:01', '12:00']

/**
 * Lives through the course day by day: boards turn, the clock jumps from one stop to the next, and it waits at each until
 * the ledger says that all that is due has been done.
 * @param disturb called while a stop's work is under way
 */
export async function liveThrough(
  course: Course,
  setting: YearSetting,
  disturb: (living: LivingYear) => Promise<void> = async () => {},
): Promise<{ complaints: Complaints; sources: Source[] }> {
  const live = await startBoards(course.market, { day: course.from })
  const configs = configsOf(live)
  const sources = resolveSources(configs)
  const complaints: Complaints = []
  const backend = await openQueueBackend(setting.databaseUrl, setting.queueUrl)
  let today = course.from
  let isOver = false
  setClock(setting.clock, new Date(`${course.from}T00:00:00Z`))
  const begin = (at: number): ChildProcess => {
    const orders: Orders = {
      role: at === 0 ? 'scheduler' : 'worker',
      databaseUrl: setting.databaseUrl,
      queueUrl: setting.queueUrl,
      sources: configs,
      clock: setting.clock,
      userAgent: `jobtide-soak/${at}`,
    }
    const child = fork(join(import.meta.dirname, 'year-process.ts'), [JSON.stringify(orders)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('message', text => complaints.push({ day: today, text: String(text) }))
    // As the machine's own supervisor would: one that cannot go on ends with an error, and begins anew.
    child.once('exit', code => {
      if (code === null || isOver) return
      complaints.push({ day: today, text: `a process ended by itself with code ${code}` })
      setTimeout(() => {
        if (!isOver && living.processes[at] === child) living.replace(at)
      }, 500)
    })
    return child
  }
  const living: LivingYear = {
    processes: Array.from({ length: setting.workers + 1 }, (_, at) => begin(at)),
    replace(at) {
      living.processes[at] = begin(at)
    },
  }

  /** What the queue will do next, whatever the ledger says: jobs in hand, and those that are tried again. */
  async function inHand(): Promise<unknown[]> {
    const found: unknown[] = []
    for (const name of [crawlQueue, publishQueue]) {
      const queue = backend.queue(name)
      const { active = 0, waiting = 0 } = await queue.getJobCounts('active', 'waiting')
      if (active + waiting > 0) found.push({ queue: name, active, waiting })
      for (const job of await queue.getDelayed())
        if (job.attemptsMade > 0) found.push({ queue: name, retry: job.id })
    }
    return found
  }

  /** What is due and can be done now. */
  async function undone(now: Date): Promise<unknown[]> {
    const states = await readSourceSchedules(
      setting.database.pool,
      sources.map(({ name }) => name),
    )
    const crawls = sources.map((source, at) => decideCrawl(source, states[at]!, now, 0))
    const made = decidePublication(
      publications.schedule,
      await readPublicationSchedule(setting.database.pool),
      now,
    )
    const due = [...crawls, made].filter(decision =>
      decision.run ? decision.startAt <= now : decision.why === 'at work',
    )
    return [...due, ...(await inHand())]
  }

  try {
    for (const day of daysOf(course)) {
      today = day
      turnTo(live, course, day)
      for (const stop of STOPS) {
        const now = new Date(`${day}T${stop}:00Z`)
        setClock(setting.clock, now)
        const began = performance.now()
        await disturb(living)
        while ((await undone(now).catch(() => ['?'])).length > 0) {
          if (performance.now() - began > PATIENCE)
            throw new Error(`${day} ${stop} does not come to an end: ${JSON.stringify(await undone(now))}`)
          await sleep(LOOK_EVERY)
        }
      }
      await setting.onDay?.(day)
    }
  } finally {
    isOver = true
    for (const each of living.processes) each.kill('SIGKILL')
    await Promise.all(living.processes.map(gone))
    await backend.close()
    await live.close()
  }
  return { complaints, sources }
}

/** The sources as their configuration would have them, by the course's own hours. */
const configsOf = (live: LiveBoards) =>
  live.sources.map(config => ({
    ...config,
    // In a market this small an employer has no advert at times.
    expect: { postings: [0, 10_000] as [number, number] },
    schedule:
      schedules[
        (config.name.startsWith('greenhouse') ? 'greenhouse' : config.name.split('/')[1]) as BoardName
      ],
  }))

/** Waits until a process has ended. */
export async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
