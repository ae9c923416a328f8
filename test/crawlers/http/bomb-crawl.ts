import { text } from 'node:stream/consumers'
import { crawlAddresses } from './crawl-addresses.ts'

/** What the process that crawls bombs is told on standard input. */
export interface BombTask {
  bombs: string[]
  /** Pages of another source, crawled at the same time. */
  others: string[]
  allowPrivateHosts: string[]
  concurrency: number
}

/** What it says on standard output; bytes and milliseconds. */
export interface BombReport {
  kinds: Record<string, string>
  /** The largest body that was handed over. */
  largest: number
  others: { answered: number; beforeLastBomb: number }
  growth: { rss: number; arrayBuffers: number }
  /** What is left when it is over. */
  left: { rss: number; arrayBuffers: number }
  /** The longest that this thread worked without a turn for others. */
  longestTurn: number
}

const memory = () => {
  const { rss, arrayBuffers } = process.memoryUsage()
  return { rss, arrayBuffers }
}

/** After a while, so that what the last requests held can be given back. */
async function settledMemory() {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise(resolve => setTimeout(resolve, 50))
    globalThis.gc?.()
  }
  return memory()
}

const task = JSON.parse(await text(process.stdin)) as BombTask
const politeness = { allowPrivateHosts: task.allowPrivateHosts, timeoutMs: 20_000 }
// Once through, so that what a crawl needs anyway does not count.
await crawlAddresses(task.others, { politeness })

const before = await settledMemory()
const most = { ...before }
const sample = () => {
  const now = memory()
  most.rss = Math.max(most.rss, now.rss)
  most.arrayBuffers = Math.max(most.arrayBuffers, now.arrayBuffers)
}
const worked = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
let lastTurn = worked()
let longestTurn = 0
const sampler = setInterval(() => {
  sample()
  const now = worked()
  longestTurn = Math.max(longestTurn, now - lastTurn)
  lastTurn = now
}, 2)

let bombsLeft = task.bombs.length
let beforeLastBomb = 0
const [bombs, others] = await Promise.all([
  crawlAddresses(task.bombs, {
    politeness,
    options: { concurrency: task.concurrency },
    follow() {
      sample()
      bombsLeft--
      return []
    },
  }),
  crawlAddresses(task.others, {
    politeness,
    follow() {
      if (bombsLeft > 0) beforeLastBomb++
      return []
    },
  }),
])
clearInterval(sampler)
const after = await settledMemory()

const report: BombReport = {
  kinds: Object.fromEntries(bombs.outcomes.map(({ request }, index) => [request.url, bombs.kinds[index]!])),
  largest: Math.max(...bombs.outcomes.map(({ response }) => response?.body.length ?? 0)),
  others: { answered: others.kinds.filter(kind => kind === 'answered').length, beforeLastBomb },
  growth: { rss: most.rss - before.rss, arrayBuffers: most.arrayBuffers - before.arrayBuffers },
  left: { rss: after.rss - before.rss, arrayBuffers: after.arrayBuffers - before.arrayBuffers },
  longestTurn,
}
console.log(JSON.stringify(report))
