import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Configuration, log as crawleeLog, HttpCrawler, LogLevel } from '@crawlee/http'
import { Agent, request } from 'undici'
import type { Database } from '../../db/connection.ts'
import { crawlBenchPages } from '../../pipeline/quality/bench-pages.ts'
import type { Line } from './print-ratios.ts'
import { ratio } from './rounds.ts'

const HOSTS = 16
/** Pages under way at once, over all hosts. */
const PARALLEL = 16

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Fetches all addresses, {@link PARALLEL} at once. @returns the bytes of the bodies */
type Fetching = (addresses: readonly string[]) => Promise<number>

/**
 * Pages per second of our client, with robots.txt, address guard and one request at a time per host over all processes
 * on the database, against a bare
 * Crawlee crawler and bare undici, which have none of these. No host asks for a pause, so that nothing but work counts.
 */
export async function benchCrawl(
  database: Database,
  pages: number,
  rounds: number,
  onRound: (round: number) => void,
): Promise<Line[]> {
  const server = fork(join(import.meta.dirname, 'page-server.ts'), [String(HOSTS)])
  try {
    const [ports] = (await once(server, 'message')) as [number[]]
    // Host by host in turn, so that each contender can keep all of them busy.
    const addresses = Array.from(
      { length: pages },
      (_, index) => `http://127.0.0.1:${ports[index % HOSTS]}/jobs/${index}`,
    )
    // The quickest goes round more often, so that its time is more than a hiccup of the machine.
    const contenders: [name: string, fetchAll: Fetching, turns: number][] = [
      ['jobtide', urls => crawlBenchPages(database, urls, PARALLEL), 1],
      ['crawlee', withCrawlee, 1],
      ['undici', withUndici, 4],
    ]
    const seconds = new Map(contenders.map(([name]) => [name, [] as number[]]))
    for (let round = 0; round <= rounds; round++) {
      const sizes = new Set<number>()
      for (const at of contenders.keys()) {
        const [name, fetchAll, turns] = contenders[(at + round) % contenders.length]!
        // Nobody pays for what the one before left behind.
        collectGarbage()
        const start = performance.now()
        for (let turn = 0; turn < turns; turn++) sizes.add(await fetchAll(addresses))
        // The first round warms up.
        if (round > 0) seconds.get(name)!.push((performance.now() - start) / 1e3 / turns)
      }
      if (sizes.size !== 1) throw new Error('the contenders fetched different bytes')
      onRound(round)
    }
    const of = (name: string) => seconds.get(name)!
    return [
      {
        what: 'pages per second of our client to those of bare Crawlee (HttpCrawler)',
        ratio: ratio(of('crawlee'), of('jobtide')),
      },
      {
        what: 'pages per second of our client to those of bare undici',
        ratio: ratio(of('undici'), of('jobtide')),
      },
    ]
  } finally {
    server.disconnect()
  }
}

async function withCrawlee(addresses: readonly string[]): Promise<number> {
  let bytes = 0
  const crawler = new HttpCrawler(
    {
      requestHandler({ body }) {
        bytes += Buffer.byteLength(body)
      },
      minConcurrency: PARALLEL,
      maxConcurrency: PARALLEL,
      useSessionPool: false,
      persistCookiesPerSession: false,
      autoscaledPoolOptions: { maybeRunIntervalSecs: 0.1, loggingIntervalSecs: null },
      statisticsOptions: { persistenceOptions: { enable: false } },
      log: crawleeLog.child({ level: LogLevel.OFF }),
    },
    new Configuration({ persistStorage: false, purgeOnStart: false, systemInfoIntervalMillis: 10_000 }),
  )
  const { requestsFinished } = await crawler.run([...addresses])
  if (requestsFinished !== addresses.length) throw new Error(`Crawlee finished ${requestsFinished} pages`)
  return bytes
}

async function withUndici(addresses: readonly string[]): Promise<number> {
  const dispatcher = new Agent()
  let next = 0
  let bytes = 0
  const work = async () => {
    for (let url = addresses[next++]; url !== undefined; url = addresses[next++]) {
      const { body } = await request(url, { dispatcher })
      bytes += (await body.arrayBuffer()).byteLength
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
  await dispatcher.close()
  return bytes
}
