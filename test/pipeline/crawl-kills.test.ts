import { afterEach, beforeEach, expect, it } from 'vitest'
import { crawlAll, enqueueCrawls } from '../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend } from '../../pipeline/queue/queue.ts'
import { resolveSources } from '../../pipeline/sources.ts'
import { crawl } from '../../pipeline/stages/crawl.ts'
import { crawlUnderKills } from '../../scripts/soak/crawl-ordeal.ts'
import { startBoard } from '../board-server.ts'
import { freshDatabase } from '../database.ts'

let quiet: Awaited<ReturnType<typeof freshDatabase>>
let harsh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  quiet = await freshDatabase()
  harsh = await freshDatabase()
})
afterEach(async () => {
  await quiet.drop()
  await harsh.drop()
})

// The whole of it is "npm run soak:crawl": 20,000 postings, 12 boards, 20 kills.
it('ends a crawl that is killed again and again as if it had not been, and asks for no stored page twice', async () => {
  const { faults, ordeal, logs, rows } = await crawlUnderKills([quiet, harsh], {
    postings: 450,
    boards: 6,
    kills: 3,
    pace: 5,
    seed: 1,
    lockDuration: 2_000,
  })
  expect(faults).toEqual([])
  expect(ordeal.kills).toHaveLength(3)
  expect(rows.postings).toEqual({ rows: 450, differing: 0 })
  expect(Math.min(...Object.values(logs.leastGap))).toBeGreaterThan(4.9)
}, 150_000)

it('does not crawl again where a process died after it closed the run and before the queue knew', async () => {
  const board = await startBoard([{ id: 1, title: 'Java Developer' }])
  const queue = await openQueueBackend(quiet.url, null, { lockDuration: 1_000 })
  const sources = resolveSources([board.source()])
  const setting = {
    userAgent: 'jobtide-test/0 (+https://jobtide.example)',
    clock: () => new Date('2025-11-21T12:00:00Z'),
    browser: {},
    log: () => {},
  }
  try {
    const { promise: closed, resolve: close } = Promise.withResolvers<void>()
    const dying = queue.worker(
      'crawl',
      () =>
        crawl(quiet.database, sources[0]!, setting)
          .then(() => close())
          .then(() => new Promise(() => {})),
      1,
    )
    await enqueueCrawls(queue, sources)
    await closed
    await dying.close(true)
    const ends = await crawlAll(queue, quiet.database, sources, setting)
    expect(ends).toEqual([{ source: 'greenhouse/acme', elsewhere: true }])
    expect(board.log.filter(path => path.startsWith('/v1/boards'))).toHaveLength(1)
  } finally {
    await queue.close()
    await board.close()
  }
})
