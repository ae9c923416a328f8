import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../db/connection.ts'
import { enqueueCrawls } from '../../pipeline/queue/crawl-queue.ts'
import type { QueueBackend } from '../../pipeline/queue/queue.ts'
import { resolveSources } from '../../pipeline/sources.ts'
import type { Random } from '../sandbox/random.ts'
import type { Orders, Report } from './crawl-process.ts'
import { pageKey } from './page-key.ts'

/**
 * Where a kill strikes: at a random request, as a board's last page is stored and its account is made up, or after the
 * ledger closed its run and before the queue knows.
 */
export type KillPoint = 'anywhere' | 'last stages' | 'run closed'

/** What took work out of a process's hands, and which pages were stored right after it. */
export interface Disturbance {
  /** Epoch milliseconds before it. */
  struck: number
  /** Epoch milliseconds after which none of `stored` may be asked for. */
  at: number
  stored: Set<string>
}

export interface Kill extends Disturbance {
  point: KillPoint
  processes: number
  /** Crawls that the ledger had as finished and the queue had not. */
  between: number
}

/** How the crawling went. */
export interface Ordeal {
  kills: Kill[]
  /** Errors that crawls ended with, by source. */
  errors: string[]
  /** Errors of attempts, the last ones included. */
  attempts: string[]
  /** Sources that were queued again, because the queue had given their crawl up. */
  requeued: string[]
  seconds: number
}

const PROCESSES = 2
/** Milliseconds. */
const LOOK_EVERY = 4
const PATIENCE = 1_800_000
/** Both processes at once, rather than one of them. */
const BOTH = 0.25
/** The share of the requests by which the last kill at a random request is due. */
const LAST_REQUEST = 0.92

/**
 * Crawls with two processes through the queue, and kills them (SIGKILL) at random points until every source is crawled.
 * @param served how many requests the boards have answered so far
 * @param expected how many an undisturbed crawl makes
 */
export async function killCrawls(
  database: Database,
  queue: QueueBackend,
  orders: Orders,
  { kills, random, served, expected }: { kills: number; random: Random; served(): number; expected: number },
): Promise<Ordeal> {
  const began = performance.now()
  const ordeal: Ordeal = { kills: [], errors: [], attempts: [], requeued: [], seconds: 0 }
  const sources = resolveSources(orders.sources)
  const seat = (at: number) => startProcess({ ...orders, userAgent: `${orders.userAgent}/${at}` }, ordeal)
  const processes = Array.from({ length: PROCESSES }, (_, at) => seat(at))
  const aimed: Exclude<KillPoint, 'anywhere'>[] = Array.from(
    { length: Math.min(Math.floor(kills / 2), sources.length >> 1) },
    (_, at) => (at % 2 === 0 ? 'run closed' : 'last stages'),
  )
  const due = Array.from({ length: kills - aimed.length }, () => random.next() * LAST_REQUEST * expected)
  due.sort((a, b) => a - b)

  try {
    const jobs = new Map((await enqueueCrawls(queue, sources)).map(job => [job.data.source, job]))
    const everyone = processes.map((_, at) => at)
    async function kill(point: KillPoint, doomed: number[]): Promise<void> {
      const struck = now()
      for (const at of doomed) processes[at]!.kill('SIGKILL')
      await Promise.all(doomed.map(at => gone(processes[at]!)))
      known.served = served()
      const stored = await storedPages(database)
      const between = await unreported()
      ordeal.kills.push({ point, processes: doomed.length, between, struck, at: now(), stored })
      for (const at of doomed) processes[at] = seat(at)
    }
    async function unreported(): Promise<number> {
      const closed = await closedCrawls(database)
      const states = await Promise.all(closed.map(source => jobs.get(source)!.getState()))
      return states.filter(state => state !== 'completed').length
    }
    const known = { closed: 0, settling: new Set<string>(), served: 0 }
    /** Whether every crawl has ended well; one that the queue has given up is queued again. */
    async function areDone(): Promise<boolean> {
      const states = await Promise.all([...jobs.values()].map(job => job.getState()))
      const failed = sources.filter((_, at) => states[at] === 'failed')
      if (failed.length === 0) return states.every(state => state === 'completed')
      for (const job of await enqueueCrawls(queue, failed)) {
        ordeal.requeued.push(job.data.source)
        jobs.set(job.data.source, job)
      }
      return false
    }
    for (let look = 0; ; look++) {
      await sleep(LOOK_EVERY)
      if (performance.now() - began > PATIENCE) throw new Error('the crawls do not come to an end')
      if (due.length > 0 && served() >= due[0]!) {
        due.shift()
        await kill('anywhere', random.chance(BOTH) ? everyone : [random.pick(everyone)])
        continue
      }
      const [point] = aimed
      if (point) {
        const { closed, settling } = await stateOfRuns(database)
        const isDue = {
          'run closed': closed > known.closed,
          'last stages': settling.some(source => !known.settling.has(source)),
        }
        known.closed = closed
        for (const source of settling) known.settling.add(source)
        const left = sources.length - closed
        const isScarce = left / 2 <= aimed.length
        if (isDue[point] && (isScarce || random.chance(0.5))) {
          aimed.shift()
          await kill(point, everyone)
        } else if (left <= 1 && served() > known.served) {
          // No further end of a crawl is to be expected.
          aimed.shift()
          await kill('anywhere', everyone)
        }
      }
      if (look % 50 === 0 && (await areDone())) break
    }
  } finally {
    for (const each of processes) each.kill('SIGKILL')
    await Promise.all(processes.map(gone))
  }
  ordeal.seconds = (performance.now() - began) / 1000
  return ordeal
}

function startProcess(orders: Orders, ordeal: Ordeal): ChildProcess {
  const child = fork(join(import.meta.dirname, 'crawl-process.ts'), [JSON.stringify(orders)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  child.on('message', (report: Report) => {
    const failures = report.isFinal ? ordeal.errors : ordeal.attempts
    failures.push(`${report.source}: ${report.error}`)
  })
  child.once('exit', code => {
    if (code !== null) ordeal.errors.push(`a process ended by itself with code ${code}`)
  })
  return child
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** How many crawls the ledger has closed, and which runs have asked for all their pages and are not closed. */
async function stateOfRuns({ pool }: Database): Promise<{ closed: number; settling: string[] }> {
  const { rows } = await pool.query(
    `select count(*) filter (where state = 'done')::int as closed,
       coalesce(array_agg(subject) filter (where state = 'running'
         and exists (select from ops.frontier f where f.run_id = r.run_id)
         and not exists (select from ops.frontier f where f.run_id = r.run_id and f.state = 'waiting')), '{}') as settling
     from ops.runs r where kind = 'crawl'`,
  )
  return rows[0]
}

async function closedCrawls({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ subject: string }>(
    `select distinct subject from ops.runs where kind = 'crawl' and state = 'done'`,
  )
  return rows.map(({ subject }) => subject)
}

/** Pages that were stored or given up for good, robots files included. */
export async function storedPages({ pool }: Database): Promise<Set<string>> {
  const { rows } = await pool.query<{ url: string; post: string | null }>(
    `select url, post from raw.captures
     union select url, post from ops.frontier where state <> 'waiting'
     union select split_part(origin, ' ', 1) || '/robots.txt', null from ops.robots`,
  )
  return new Set(rows.map(({ url, post }) => pageKey(url, post)))
}

const now = (): number => performance.timeOrigin + performance.now()
