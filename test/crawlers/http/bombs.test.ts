import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Hostile, type HostileName, startHostile } from '../../../scripts/sandbox/hostile.ts'
import { boardServer } from './board-server.ts'
import type { BombReport, BombTask } from './bomb-crawl.ts'
import { crawlAddresses } from './crawl-addresses.ts'

const MOST_MEMORY = 100_000_000

const bombs = [
  'bomb-gzip',
  'bomb-deflate',
  'bomb-brotli',
  'bomb-zstd',
  'bomb-gz-file',
  'bomb-robots',
  'bomb-deflate-raw',
  'endless-body',
  'endless-headers',
] as const satisfies HostileName[]

/** What is no bomb to us: a robots.txt is cut and its page allowed, and one is no answer at all. */
const otherwise: Partial<Record<HostileName, string>> = {
  'bomb-robots': 'answered',
  'endless-headers': 'unreachable',
}

let hostile: Hostile
beforeAll(async () => {
  hostile = await startHostile()
})
afterAll(() => hostile.close())

/** Crawls in a process of its own, so that nobody else's memory is counted. */
async function crawlBombs(task: BombTask): Promise<BombReport> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'bomb-crawl.ts')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'close')
  child.stdin.end(JSON.stringify(task))
  const report = await text(child.stdout)
  expect(await ended).toEqual([0, null])
  return JSON.parse(report) as BombReport
}

describe('bombs', () => {
  it('are cut at the limit within 100 MB of memory, while another source goes on', async () => {
    const other = await boardServer(
      Object.fromEntries(Array.from({ length: 200 }, (_, page) => [`/${page}`, '<p>a page</p>'.repeat(500)])),
    )
    const others = Array.from({ length: 200 }, (_, page) => `http://${other.host}/${page}`)
    const { kinds, largest, growth, longestTurn, ...report } = await crawlBombs({
      bombs: bombs.map(name => hostile.address[name]),
      others,
      allowPrivateHosts: [...hostile.hosts, other.host],
      concurrency: 4,
    })
    expect(kinds).toEqual(
      Object.fromEntries(bombs.map(name => [hostile.address[name], otherwise[name] ?? 'too-large'])),
    )
    expect(largest).toBeLessThan(100)
    expect(growth.rss).toBeLessThan(MOST_MEMORY)
    expect(growth.arrayBuffers).toBeLessThan(MOST_MEMORY)
    expect(report.others.answered).toBe(others.length)
    expect(report.others.beforeLastBomb).toBeGreaterThan(others.length / 4)
    expect(longestTurn).toBeLessThan(3_000)
  })

  it('are as large as they claim, for a client without a limit', async () => {
    const response = await fetch(hostile.address['bomb-brotli'])
    let size = 0
    for await (const chunk of response.body!) {
      size += chunk.length
      if (size > 100_000_000) break
    }
    expect(size).toBeGreaterThan(100_000_000)
  })
})

it.each([1_000, 1_000_000])('a body is cut at %i bytes, and not before', async maxBytes => {
  const server = await boardServer({ '/at': 'x'.repeat(maxBytes), '/over': 'x'.repeat(maxBytes + 1) })
  const { kinds } = await crawlAddresses(
    ['/at', '/over'].map(path => `http://${server.host}${path}`),
    { politeness: { allowPrivateHosts: [server.host], maxBytes } },
  )
  expect(kinds).toEqual(['answered', 'too-large'])
})
