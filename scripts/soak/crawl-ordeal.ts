import { crawlAll } from '../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend } from '../../pipeline/queue/queue.ts'
import { resolveSources } from '../../pipeline/sources.ts'
import type { CrawlSetting } from '../../pipeline/stages/crawl.ts'
import { createRandom } from '../sandbox/random.ts'
import { type Comparison, compareDatabases, openRuns } from './compare-databases.ts'
import { soakSetting } from './crawl-process.ts'
import type { EmptyDatabase } from './databases.ts'
import { judgeLogs, type LogFigures } from './judge-logs.ts'
import { killCrawls, type Ordeal } from './kill-crawls.ts'
import { startSoakBoards } from './soak-boards.ts'

export interface OrdealOptions {
  postings: number
  boards: number
  kills: number
  /** Milliseconds between requests to one host. */
  pace: number
  /** Another seed, another course of kills. */
  seed: number
  /** Milliseconds after which the queue takes a killed process's work to be free; null: what it always uses. */
  lockDuration?: number | null
}

/** What came of it. `faults` is empty where all is as it should be. */
export interface OrdealReport {
  undisturbed: { seconds: number; requests: number }
  ordeal: Ordeal
  logs: LogFigures
  rows: Record<string, Comparison>
  faults: string[]
}

const AGENT = 'jobtide-soak'
/** How the queue says that a job was in the hands of too many processes that died. */
const KILLED_TOO_OFTEN = /stalled more than allowable limit/
/** An attempt that comes while another process still has the crawl, or its end is not known yet; it is tried again. */
const IN_OTHER_HANDS = /is being crawled by another process/

/**
 * Crawls boards once undisturbed, into one database, and once under kills, into the other, and compares.
 * @param note told what is being done
 */
export async function crawlUnderKills(
  [quiet, harsh]: readonly [EmptyDatabase, EmptyDatabase],
  { postings, boards: count, kills, pace, seed, lockDuration = null }: OrdealOptions,
  note: (text: string) => void = () => {},
): Promise<OrdealReport> {
  note(`${count} boards with ${postings} postings`)
  const boards = await startSoakBoards({ postings, boards: count, pace })
  try {
    note('the undisturbed crawl')
    const seconds = await crawlOnce(quiet, boards.sources)
    const requests = boards.hosts.reduce((sum, { log }) => sum + log.length, 0)
    for (const { log } of boards.hosts) log.length = 0

    note(`${requests} requests in ${seconds.toFixed(0)} s; now with ${kills} kills`)
    const queue = await openQueueBackend(harsh.url, null)
    const orders = {
      databaseUrl: harsh.url,
      sources: boards.sources,
      userAgent: AGENT,
      begun: Date.now(),
      lockDuration,
    }
    const ordeal = await killCrawls(harsh.database, queue, orders, {
      kills,
      random: createRandom(seed, 'kills'),
      served: () => boards.hosts.reduce((sum, { log }) => sum + log.length, 0),
      expected: requests,
    }).finally(() => queue.close())

    const logs = judgeLogs(boards.hosts, ordeal.kills, pace)
    const { figures: rows, faults } = await compareDatabases(quiet.database, harsh.database)
    const unfinished = await openRuns(harsh.database)
    return {
      undisturbed: { seconds, requests },
      ordeal,
      logs: logs.figures,
      rows,
      faults: [
        ...logs.faults,
        ...faults,
        ...unfinished.map(source => `${source}: its run is still open in the ledger`),
        ...[
          ...new Set([...ordeal.attempts.filter(error => !IN_OTHER_HANDS.test(error)), ...ordeal.errors]),
        ].filter(error => !KILLED_TOO_OFTEN.test(error)),
        ...(ordeal.kills.length === kills ? [] : [`${ordeal.kills.length} kills instead of ${kills}`]),
      ],
    }
  } finally {
    await boards.close()
  }
}

/** Crawls boards in this process, without a pace. @returns how many seconds it took */
export async function crawlOnce(
  { database, url }: EmptyDatabase,
  configs: Parameters<typeof resolveSources>[0],
  setting: CrawlSetting = soakSetting(`${AGENT}/0`, Date.now()),
): Promise<number> {
  const began = performance.now()
  const queue = await openQueueBackend(url, null)
  try {
    const sources = resolveSources(configs.map(config => ({ ...config, pace: 0 })))
    const ends = await crawlAll(queue, database, sources, setting)
    const failed = ends.flatMap(end => ('error' in end ? `${end.source}: ${end.error}` : []))
    if (failed.length > 0) throw new Error(`the undisturbed crawl failed: ${failed.join('; ')}`)
  } finally {
    await queue.close()
  }
  return (performance.now() - began) / 1000
}
