import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../../db/connection.ts'
import { crawlQueue } from '../../../pipeline/queue/crawl-jobs.ts'
import { openQueueBackend } from '../../../pipeline/queue/queue.ts'
import { listQueued } from '../../../pipeline/queue/queued-jobs.ts'
import { createRandom } from '../../sandbox/random.ts'
import { type Comparison, compareDatabases } from '../compare-databases.ts'
import { crawlOnce } from '../crawl-ordeal.ts'
import type { EmptyDatabase } from '../databases.ts'
import { judgeLogs, type LogFigures } from '../judge-logs.ts'
import type { DistantBoards } from './boards.ts'
import { type FleetProcess, isOf, type Surroundings, startFleetProcess } from './fleet.ts'
import { judgeLedger, type LedgerFigures } from './judge-ledger.ts'
import type { NetworkHost } from './namespaces.ts'
import { crawlsInHand, now, type Strike, strike } from './strikes.ts'

export interface HostsOptions {
  postings: number
  boards: number
  /** Milliseconds between requests to one host. */
  pace: number
  /** Seconds for which a worker is cut off. */
  cut: number
  /** Another seed, another course of strikes. */
  seed: number
}

/** What came of it. `faults` is empty where all is as it should be. */
export interface HostsReport {
  undisturbed: { seconds: number; requests: number }
  seconds: number
  strikes: Strike[]
  /** Requests of the cut-off worker that reached a board after the cut. */
  late: number
  logs: LogFigures
  ledger: LedgerFigures
  rows: Record<string, Comparison>
  faults: string[]
}

/** The machines that processes of jobtide run on. */
export interface FleetHosts {
  scheduler: NetworkHost
  workers: readonly NetworkHost[]
}

/** Milliseconds. */
const LOOK_EVERY = 250
const PATIENCE = 900_000
/** Between which shares of the requests a strike falls. */
const STRIKES = { first: [0.1, 0.3], second: [0.35, 0.5] } as const

/**
 * Crawls boards once undisturbed, in this process, and once by a fleet of which one worker is cut off for a while and one
 * is killed, and compares.
 * @param note told what is being done
 */
export async function crawlByHosts(
  [quiet, harsh]: readonly [EmptyDatabase, EmptyDatabase],
  boards: DistantBoards,
  hosts: FleetHosts,
  { queueUrl, folder }: Pick<Surroundings, 'queueUrl' | 'folder'>,
  { pace, cut, seed }: HostsOptions,
  note: (text: string) => void,
): Promise<HostsReport> {
  const { sources } = boards
  note('the undisturbed crawl, in one process')
  const seconds = await crawlOnce(quiet, sources, {
    userAgent: 'jobtide-soak/0',
    clock: () => new Date(),
    browser: {},
    log: () => {},
  })
  await untilQuiet(boards)
  const requests = boards.served()
  for (const { log } of boards.hosts) log.length = 0

  note(`${requests} requests in ${seconds.toFixed(0)} s; now a scheduler and ${hosts.workers.length} workers`)
  const surroundings = { databaseUrl: harsh.url, queueUrl, sources, folder }
  const workers = hosts.workers.map(host => startFleetProcess(host, ['worker'], surroundings))
  const scheduler = startFleetProcess(hosts.scheduler, ['schedule'], surroundings)
  const began = performance.now()
  const strikes = await strikeWorkers(
    harsh.database,
    workers,
    { cut, seed, expected: requests, boards },
    note,
  )
  await untilDone(harsh.database, sources.length, began)
  const took = (performance.now() - began) / 1000
  note(`every crawl is done after ${took.toFixed(0)} s; stopping the fleet`)
  const faults = await stopFleet([scheduler, ...workers], strikes.find(({ how }) => how === 'killed')!.worker)
  faults.push(...(await leftInQueue(harsh.url, queueUrl)))
  await boards.close()

  const logs = judgeLogs(withoutStranded(boards, strikes), strikes, pace)
  const names = sources.map(({ name }) => name!)
  const ledger = await judgeLedger(quiet.database, harsh.database, names, strikes)
  const rows = await compareDatabases(quiet.database, harsh.database)
  return {
    undisturbed: { seconds, requests },
    seconds: took,
    strikes,
    late: lateRequests(boards, strikes),
    logs: logs.figures,
    ledger: ledger.figures,
    rows: rows.figures,
    faults: [...logs.faults, ...ledger.faults, ...rows.faults, ...faults],
  }
}

/** Cuts one worker off and kills another, in an order and at moments that the seed gives; the first is back in the end. */
async function strikeWorkers(
  database: Database,
  workers: readonly FleetProcess[],
  { cut, seed, expected, boards }: { cut: number; seed: number; expected: number; boards: DistantBoards },
  note: (text: string) => void,
): Promise<Strike[]> {
  const random = createRandom(seed, 'strikes')
  const kinds: Strike['how'][] = random.chance(0.5) ? ['cut off', 'killed'] : ['killed', 'cut off']
  const strikes: Strike[] = []
  let mending: Promise<void> = Promise.resolve()
  for (const [at, [from, to]] of [STRIKES.first, STRIKES.second].entries()) {
    const due = (from + random.next() * (to - from)) * expected
    const order = workers.toSorted(() => random.next() - 0.5)
    const began = performance.now()
    for (;;) {
      await sleep(LOOK_EVERY)
      assertPatience(began)
      const ended = workers.find(worker => worker.isGone() && !strikes.some(each => each.worker === worker))
      if (ended) throw new Error(`${ended.host.name} ended by itself`)
      if (boards.served() < due) continue
      const struck = await strikeFirst(database, kinds[at]!, order, strikes)
      if (!struck) continue
      strikes.push(struck)
      note(
        `${struck.worker.host.name} is ${struck.how}, crawling ${struck.sources.join(', ')}, at ${boards.served()} requests`,
      )
      if (struck.how === 'cut off')
        mending = sleep(cut * 1000).then(() => {
          struck.worker.host.mend()
          struck.back = now()
          note(`${struck.worker.host.name} is back`)
        })
      break
    }
  }
  await mending
  return strikes
}

/** Strikes the first worker in order that stands and is in the middle of a crawl; null where none is. */
async function strikeFirst(
  database: Database,
  how: Strike['how'],
  order: readonly FleetProcess[],
  strikes: readonly Strike[],
): Promise<Strike | null> {
  for (const worker of order) {
    if (strikes.some(each => each.worker === worker)) continue
    const sources = await crawlsInHand(database, worker)
    if (sources.length > 0) return strike(database, how, worker, sources)
  }
  return null
}

/** Until every source is served and no run is under way. */
async function untilDone({ pool }: Database, sources: number, began: number): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      `select count(distinct subject) filter (where state = 'done' and kind = 'crawl')::int as served,
         count(*) filter (where state = 'running')::int as running,
         count(*) filter (where state = 'done' and kind = 'publish')::int as published from ops.runs`,
    )
    const { served, running, published } = rows[0]
    if (served >= sources && running === 0 && published > 0) return
    assertPatience(began)
    await sleep(LOOK_EVERY)
  }
}

function assertPatience(began: number): void {
  if (performance.now() - began > PATIENCE) throw new Error('the crawls do not come to an end')
}

/** @returns a line for each process that does not end well; the one that was killed has ended already */
async function stopFleet(processes: readonly FleetProcess[], killed: FleetProcess): Promise<string[]> {
  const ends = await Promise.all(processes.map(async each => ({ each, ...(await each.stop()) })))
  return ends
    .filter(({ each, code }) => each !== killed && code !== 0)
    .map(({ each, code, log }) => {
      const last = readFileSync(log, 'utf8').trim().split('\n').at(-1)
      return `${each.host.name} ends with code ${code}: ${last}`
    })
}

async function leftInQueue(databaseUrl: string, queueUrl: string): Promise<string[]> {
  const queue = await openQueueBackend(databaseUrl, queueUrl)
  try {
    const { waiting, active } = await listQueued<{ source: string }>(queue, crawlQueue)
    return [...waiting, ...active].map(({ data }) => `${data.source}: a job of it is left in the queue`)
  } finally {
    await queue.close()
  }
}

/**
 * The logs, where a request of the cut-off worker whose answer found nobody ends with the cut: a board that keeps on
 * sending cannot know, and nothing is asked of it.
 */
function withoutStranded({ hosts }: DistantBoards, strikes: readonly Strike[]) {
  const cut = strikes.find(({ how }) => how === 'cut off')!
  const isTheirs = isOf(cut.worker)
  return hosts.map(({ host, log }) => ({
    host,
    log: log.map(request =>
      isTheirs(request.userAgent) && !request.isWhole && request.began <= cut.struck
        ? { ...request, ended: Math.min(request.ended, Math.max(request.began, cut.struck)) }
        : request,
    ),
  }))
}

function lateRequests({ hosts }: DistantBoards, strikes: readonly Strike[]): number {
  const cut = strikes.find(({ how }) => how === 'cut off')!
  const isTheirs = isOf(cut.worker)
  return hosts
    .flatMap(({ log }) => log)
    .filter(({ userAgent, began }) => isTheirs(userAgent) && began > cut.struck).length
}

/** Until the logs of what was asked are here. */
async function untilQuiet(boards: DistantBoards): Promise<void> {
  for (let before = -1; before !== boards.served(); ) {
    before = boards.served()
    await sleep(500)
  }
}
