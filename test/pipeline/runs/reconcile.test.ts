import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { addPages } from '../../../db/queries/frontier.ts'
import { closeRun, INTERRUPTED, openRun, STOPPED } from '../../../db/queries/runs.ts'
import { type CrawlJob, crawlQueue } from '../../../pipeline/queue/crawl-jobs.ts'
import { enqueueCrawls } from '../../../pipeline/queue/crawl-queue.ts'
import { publishQueue } from '../../../pipeline/queue/publish-jobs.ts'
import { listQueued } from '../../../pipeline/queue/queued-jobs.ts'
import { scheduleQueue } from '../../../pipeline/queue/schedule-queue.ts'
import { reconcile } from '../../../pipeline/runs/reconcile.ts'
import { tickSource } from '../../../pipeline/runs/tick.ts'
import { resolveSources } from '../../../pipeline/sources.ts'
import { queueGround, queueStores } from '../../queue-backends.ts'

const now = new Date('2025-11-21T12:00:00Z')
const due = new Date('2025-11-21T04:00:00Z')
const dayBefore = new Date('2025-11-20T04:00:00Z')
const names = ['greenhouse/a', 'greenhouse/b', 'greenhouse/c']
const sources = resolveSources(
  names.map(name => ({ platform: 'greenhouse', schedule: '0 4 * * *', options: { board: name.at(-1) } })),
)
const setting = { sources, publications: '0 7 * * *', now, jitter: 0 }

/** How a run of the ledger ended; `dead`: it is open, and nobody works on it. */
type Ending = 'done' | 'failed' | 'stopped' | 'interrupted' | 'dead'

/** What ledger and queue hold of a source. */
interface Held {
  isPaused: boolean
  /** Hours until it may be asked again; beyond 16 the next due moment comes first. */
  deferred: number | null
  runs: { ending: Ending; isDue: boolean; hasPages: boolean }[]
  jobs: { dueAt: Date | null; delay: number }[]
}

const held: fc.Arbitrary<Held> = fc.record({
  isPaused: fc.boolean(),
  deferred: fc.option(fc.constantFrom(3, 30), { freq: 3 }),
  runs: fc.array(
    fc.record({
      ending: fc.constantFrom<Ending[]>('done', 'failed', 'stopped', 'interrupted', 'dead'),
      isDue: fc.boolean(),
      hasPages: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  jobs: fc.array(
    fc.record({ dueAt: fc.constantFrom(due, dayBefore, null), delay: fc.constantFrom(0, 3_600_000) }),
    { maxLength: 2 },
  ),
})

/** One source for each way in which a crawl of today ends early, with pages left and no job. */
const [stopped, interrupted, dead]: Held[] = (['stopped', 'interrupted', 'dead'] as const).map(ending => ({
  isPaused: false,
  deferred: null,
  runs: [{ ending, isDue: true, hasPages: true }],
  jobs: [],
}))

describe.each(queueStores)('ledger and queue on $store', ({ redis }) => {
  const ground = queueGround(redis)
  beforeEach(() => clear())

  async function clear(): Promise<void> {
    await ground.fresh.database.pool.query('truncate ops.runs, ops.frontier, ops.sources')
    for (const name of [crawlQueue, publishQueue])
      await ground.queue.backend.queue(name).obliterate({ force: true })
  }

  const repair = () => reconcile(ground.fresh.database, ground.queue.backend, setting)
  const waiting = async (source: string) =>
    (await listQueued<CrawlJob>(ground.queue.backend, crawlQueue)).waiting.filter(
      job => job.data.source === source,
    )

  async function hold(source: string, { isPaused, deferred, runs, jobs }: Held): Promise<void> {
    const { database } = ground.fresh
    const until = deferred === null ? null : new Date(now.getTime() + deferred * 3_600_000)
    await database.pool.query(
      'insert into ops.sources (source, paused_at, deferred_until, deferred_reason) values ($1, $2, $3, $4)',
      [source, isPaused ? dayBefore : null, until, until ? 'it declined' : null],
    )
    for (const { ending, isDue, hasPages } of runs) {
      const runId = await openRun(database, 'crawl', source, { dueAt: isDue ? due : dayBefore })
      if (hasPages)
        await addPages(database.pool, runId, source, [{ url: `https://x.example/${runId}`, depth: 0 }])
      const errors = { failed: 'no answer', stopped: STOPPED, interrupted: INTERRUPTED } as const
      if (ending === 'done') await closeRun(database, runId, {})
      else if (ending !== 'dead') await closeRun(database, runId, { error: errors[ending] })
    }
    // Without what keeps a source from being queued twice: what a fault leaves behind may be anything.
    for (const { dueAt, delay } of jobs)
      await ground.queue.backend
        .queue<CrawlJob>(crawlQueue)
        .add('crawl', { source, ...(dueAt ? { dueAt: dueAt.toISOString() } : {}) }, { delay })
  }

  /** What must be queued of a source after any fault, by its ledger alone; null where either may be right. */
  function isWanted({ isPaused, deferred, runs }: Held): boolean | null {
    const last = runs.at(-1)
    if (isPaused) return false
    if (deferred === 30) return null
    if (last && ['stopped', 'interrupted', 'dead'].includes(last.ending) && last.hasPages) return true
    if (runs.some(run => run.ending === 'done' && run.isDue)) return runs.at(-1)!.isDue ? false : null
    if (last?.ending === 'failed' && last.isDue) return false
    return true
  }

  it('agree after any fault: nothing is lost, nothing is queued twice, and there is nothing left to repair', async () => {
    const state = fc.tuple(held, held, held, fc.array(held.map(({ jobs }) => jobs)))
    const idle = { isPaused: false, deferred: null, runs: [], jobs: [] }
    const served = { ending: 'done' as const, isDue: true, hasPages: false }
    const brokenOff = { ending: 'dead' as const, isDue: false, hasPages: true }
    await fc.assert(
      fc.asyncProperty(state, async ([a, b, c, [gone = []]]) => {
        await clear()
        const all = [a, b, c]
        for (const [at, each] of all.entries()) await hold(names[at]!, each)
        await hold('greenhouse/gone', { isPaused: false, deferred: null, runs: [], jobs: gone })
        await repair()
        const { rows } = await ground.fresh.database.pool.query(
          `select from ops.runs where state = 'running'`,
        )
        expect(rows).toEqual([])
        expect(await waiting('greenhouse/gone')).toEqual([])
        for (const [at, each] of all.entries()) {
          const jobs = await waiting(names[at]!)
          expect(jobs.length).toBeLessThanOrEqual(1)
          // A person's crawl waits whatever the schedule says.
          const isAsked = each.jobs.some(job => job.dueAt === null)
          if (isWanted(each) === true) expect(jobs).toHaveLength(1)
          if (each.isPaused && !isAsked) expect(jobs).toEqual([])
          if (isAsked && each.isPaused) expect(jobs[0]!.data.dueAt).toBe(undefined)
          const isServed = each.runs.some(run => run.ending === 'done' && run.isDue)
          if (isWanted(each) === false && (each.jobs.length === 0 || (isServed && !isAsked)))
            expect(jobs).toEqual([])
        }
        expect(await repair()).toEqual([])
      }),
      {
        numRuns: 12,
        examples: [
          [[stopped!, interrupted!, dead!, [[{ dueAt: due, delay: 0 }]]]],
          // One more crawl after the one that was due, which died with pages left.
          [[{ ...idle, runs: [served, brokenOff] }, idle, idle, []]],
        ],
      },
    )
  })

  it('agree again where the whole queue was lost', async () => {
    await repair()
    const content = async () => ({
      schedules: await ground.queue.backend.queue(scheduleQueue).getJobSchedulersCount(),
      crawls: (await listQueued<CrawlJob>(ground.queue.backend, crawlQueue)).waiting
        .map(job => job.data.source)
        .toSorted(),
      publications: (await listQueued(ground.queue.backend, publishQueue)).waiting.length,
    })
    const before = await content()
    expect(before).toEqual({ schedules: 4, crawls: names, publications: 1 })
    await ground.queue.lose()
    await repair()
    expect(await content()).toEqual(before)
    expect(await repair()).toEqual([])
  })

  it('are brought to agree by several schedulers at once, and each source has one job', async () => {
    const ticks = Array.from({ length: 4 }, () =>
      sources.map(source =>
        tickSource(ground.fresh.database, ground.queue.backend, source, { now, jitter: 0 }),
      ),
    )
    const jobs = (await Promise.all(ticks.flat())).map(tick => tick.run && tick.job)
    expect(new Set(jobs).size).toBe(sources.length)
    expect((await listQueued(ground.queue.backend, crawlQueue)).waiting).toHaveLength(sources.length)
    const { rows } = await ground.fresh.database.pool.query(
      'select source, due_at from ops.sources order by source',
    )
    expect(rows).toEqual(names.map(source => ({ source, due_at: due })))
  })

  it('lets a person begin at once what a scheduler has queued for later', async () => {
    const [source] = sources
    await tickSource(ground.fresh.database, ground.queue.backend, source!, { now: due, jitter: 300_000 })
    expect(await (await waiting(source!.name))[0]!.getState()).toBe('delayed')
    await enqueueCrawls(ground.queue.backend, [source!])
    const jobs = await waiting(source!.name)
    expect(jobs.map(job => job.data)).toEqual([{ source: source!.name }])
    expect(await jobs[0]!.getState()).toBe('waiting')
  })
})
