import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { inTransaction } from '../../../db/connection.ts'
import {
  cancelBackfill,
  findBackfill,
  findReadyUnits,
  listUnits,
  reopenBackfill,
} from '../../../db/queries/backfills.ts'
import { PublicationSettings } from '../../../pipeline/configuration-file.ts'
import { enqueueBackfillUnits, requeueBackfillUnits } from '../../../pipeline/queue/backfill-jobs.ts'
import { liveWorkOf, startBackfillWorker } from '../../../pipeline/queue/backfill-queue.ts'
import { openQueueBackend, type QueueBackend } from '../../../pipeline/queue/queue.ts'
import { type BackfillDraft, createBackfill } from '../../../pipeline/runs/backfill/plan.ts'
import { seeThrough } from '../../../pipeline/runs/backfill/run-backfill.ts'
import { type BackfillSetting, workUnit } from '../../../pipeline/runs/backfill/work-unit.ts'
import { startHeartBeat } from '../../../pipeline/runs/heart-beat.ts'
import { aggregateDays } from '../../../pipeline/stages/aggregate.ts'
import { openExtraction } from '../../../pipeline/stages/extraction.ts'
import { importFile } from '../../../pipeline/stages/import.ts'
import { freshDatabase } from '../../database.ts'
import { redisInstalled, startRedis } from '../../redis-server.ts'
import { filesOfAll, months } from '../stages/months-of-boards.ts'
import { contentOf } from '../stages/stored-content.ts'

type Fresh = Awaited<ReturnType<typeof freshDatabase>>

const idle = async () => ({ crawls: 0, publications: 0 })

const settingOf = (home: string, throttle: Partial<BackfillSetting['throttle']> = {}): BackfillSetting => ({
  home,
  extraction: openExtraction(1),
  options: () => undefined,
  publications: PublicationSettings.parse({}),
  throttle: { live: idle, patience: 0, every: 10, ...throttle },
})

const draftOf = (more: Partial<BackfillDraft> = {}): BackfillDraft => ({
  from: months[0]!,
  to: months.at(-1)!,
  platforms: [],
  archives: [],
  stages: ['crawl', 'extract', 'load', 'aggregate'],
  hold: false,
  ...more,
})

let home: string
const opened: Fresh[] = []
async function open(): Promise<Fresh> {
  const fresh = await freshDatabase()
  opened.push(fresh)
  return fresh
}
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-backfill-'))
})
afterAll(async () => {
  for (const { drop } of opened) await drop()
  rmSync(home, { recursive: true, force: true })
})

describe('a backfill', () => {
  it('by processes that are killed comes to what one import does', async () => {
    const archives = filesOfAll()
    const whole = await open()
    for (const archive of archives) await importFile(whole.database, archive, null, () => {})
    // The one month's end whose window lies wholly within the history.
    await aggregateDays(whole.database, [{ asOf: '2025-04-30', months: 3 }])
    const { database, url } = await open()
    const backfill = await createBackfill(database, home, draftOf({ archives }))
    const queue = await openQueueBackend(url, null, { lockDuration: 2_000 })
    const children: ChildProcess[] = []
    onTestFinished(async () => {
      for (const child of children) child.kill('SIGKILL')
      await queue.close()
    })
    const begin = () => {
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'backfill-worker.ts'), url, home],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      children.push(child)
      return { child, lines: createInterface({ input: child.stdout! }) }
    }
    await enqueueBackfillUnits(queue, database, backfill.backfillId)
    const first = begin()
    let ends = 0
    // It dies with two units in hand, once two are done.
    first.lines.on('line', line => {
      if (line.endsWith('done') && ++ends === 2) first.child.kill('SIGKILL')
    })
    await once(first.child, 'exit')
    expect((await listUnits(database, backfill.backfillId)).some(({ state }) => state !== 'done')).toBe(true)
    begin()
    const ended = await seeThrough(database, backfill.backfillId, {
      requeue: () => requeueBackfillUnits(queue, database),
      onProgress: () => {},
    })
    expect(ended.state).toBe('done')
    expect(await contentOf(database)).toEqual(await contentOf(whole.database))
    const units = await listUnits(database, backfill.backfillId)
    expect(units.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      ...Array(8).fill('crawl done'),
      ...Array(5).fill('aggregate done'),
    ])
    const { rows } = await database.pool.query('select event, subject from ops.alerts')
    expect(rows).toEqual([{ event: 'backfill done', subject: String(backfill.backfillId) }])
  }, 60_000)

  it('is refused beside another one over the same months, with what to do', async () => {
    const { database } = opened[1]!
    const one = await createBackfill(database, home, draftOf({ stages: ['aggregate'], to: '2025-02' }))
    await expect(createBackfill(database, home, draftOf({ from: '2025-02' }))).rejects.toThrow(
      `backfill ${one.backfillId} is at work on 2025-01 to 2025-02, and two over the same months would undo each other: wait for it ("jobtide backfill status ${one.backfillId}"), go on with it ("jobtide backfill resume ${one.backfillId}") or end it ("jobtide backfill cancel ${one.backfillId}")`,
    )
    const begun = await Promise.allSettled(
      [1, 2, 3].map(() => createBackfill(database, home, draftOf({ stages: ['load'], from: '2025-03' }))),
    )
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(createBackfill(database, home, draftOf({ from: '2010-01', to: '2010-02' }))).rejects.toThrow(
      /nothing to do: the database holds no response from 2010-01 to 2010-02/,
    )
    for (const backfillId of [one.backfillId, one.backfillId + 1])
      for (const unit of await findReadyUnits(database, backfillId))
        await workUnit(database, unit, settingOf(home))
    await database.pool.query(`update ops.backfills set state = 'cancelled' where state = 'running'`)
  })

  it('stops at the next transaction where it is cancelled, and what is done stays', async () => {
    const { database } = opened[1]!
    const { backfillId } = await createBackfill(database, home, draftOf({ stages: ['extract'] }))
    const [done, stopped, ...others] = await findReadyUnits(database, backfillId)
    expect(await workUnit(database, done!, settingOf(home))).toMatchObject({ outcome: 'done' })
    const cancelling = settingOf(home, {
      live: async () => {
        await inTransaction(database.pool, client => cancelBackfill(client, backfillId))
        return { crawls: 1, publications: 0 }
      },
      patience: 60_000,
    })
    expect(await workUnit(database, stopped!, cancelling)).toMatchObject({ outcome: 'passed' })
    expect(await workUnit(database, others[0]!, settingOf(home))).toMatchObject({ outcome: 'passed' })
    const states = (await listUnits(database, backfillId)).map(({ state }) => state)
    expect(states).toEqual(['done', 'cancelled', 'cancelled', 'cancelled'])
  })

  it('gives way to live work as long as its patience lasts, and says so', async () => {
    const { database } = opened[1]!
    const { backfillId } = await createBackfill(database, home, draftOf({ stages: ['extract'] }))
    const [first, second] = await findReadyUnits(database, backfillId)
    let looks = 0
    const notes = new Set<string | null>()
    const live = async () => {
      const [unit] = await listUnits(database, backfillId)
      notes.add(unit!.note)
      return { crawls: looks++ < 4 ? 2 : 0, publications: looks < 3 ? 1 : 0 }
    }
    const patient = settingOf(home, { live, patience: 60_000 })
    expect(await workUnit(database, first!, patient)).toMatchObject({ outcome: 'done' })
    expect(looks).toBeGreaterThan(4)
    expect([...notes]).toEqual([null, 'gives way to 2 crawls and 1 publication', 'gives way to 2 crawls'])
    const busy = settingOf(home, { live: async () => ({ crawls: 1, publications: 0 }), patience: 20 })
    expect(await workUnit(database, second!, busy)).toMatchObject({ outcome: 'done' })
    await inTransaction(database.pool, client => cancelBackfill(client, backfillId))
  })

  it('whose archive went fails with what to do, and goes on when it is back', async () => {
    const { database } = await open()
    const [archive] = filesOfAll()
    const { backfillId } = await createBackfill(
      database,
      home,
      draftOf({ archives: [archive!], stages: ['crawl'], to: months[0]! }),
    )
    renameSync(archive!, `${archive}.away`)
    const [unit] = await findReadyUnits(database, backfillId)
    // A worker of the fleet leaves it to one on whose machine the archive is.
    const inFleet = { ...settingOf(home), workerId: '00000000-0000-0000-0000-000000000001' }
    const left = { error: expect.stringMatching(/is not on .*; it waits for a worker of another machine$/) }
    expect(await workUnit(database, unit!, inFleet)).toMatchObject({ outcome: 'out of reach', ...left })
    const [waiting] = await listUnits(database, backfillId)
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 0, ...left })
    const end = await workUnit(database, unit!, settingOf(home))
    expect(end).toMatchObject({ outcome: 'failed', error: expect.stringMatching(/is not on this machine/) })
    const course = { requeue: async () => {}, onProgress: () => {} }
    expect(await seeThrough(database, backfillId, course)).toMatchObject({ state: 'failed' })
    const { rows } = await database.pool.query('select event, message from ops.alerts')
    expect(rows).toEqual([
      {
        event: 'backfill failed',
        message: expect.stringContaining(`"jobtide backfill resume ${backfillId}"`),
      },
    ])
    renameSync(`${archive}.away`, archive!)
    await inTransaction(database.pool, client => reopenBackfill(client, backfillId))
    expect(await workUnit(database, unit!, settingOf(home))).toMatchObject({ outcome: 'done' })
    expect(await seeThrough(database, backfillId, course)).toMatchObject({ state: 'done' })
  })
})

describe.each(['postgres', 'redis'])('the queue on %s', name => {
  it.runIf(name === 'postgres' || redisInstalled)(
    'gets back the units that it lost, and none twice',
    async () => {
      const { database, url } = opened[1]!
      const redis = name === 'redis' ? await startRedis({ appendOnly: true }) : null
      const queue: QueueBackend = await openQueueBackend(url, redis?.url ?? null)
      onTestFinished(async () => {
        await queue.close()
        await redis?.stop()
      })
      const { backfillId } = await createBackfill(database, home, draftOf({ stages: ['load'] }))
      expect(await enqueueBackfillUnits(queue, database, backfillId)).toBe(3)
      expect(await requeueBackfillUnits(queue, database)).toEqual([])
      const jobs = await queue.queue('backfill').getJobs(['waiting'])
      for (const job of jobs.slice(0, 2)) await job.remove()
      expect(await requeueBackfillUnits(queue, database)).toHaveLength(2)
      expect(await requeueBackfillUnits(queue, database)).toEqual([])
      await queue.queue('backfill').obliterate({ force: true })
      expect(await requeueBackfillUnits(queue, database)).toHaveLength(3)
      await queue.queue('crawl').add('crawl', {})
      // Nobody lives who would crawl it: a backfill that gave way to it would wait for nothing.
      expect(await liveWorkOf(queue, database)).toEqual({ crawls: 0, publications: 0 })
      const heart = await startHeartBeat(database, ['crawl'])
      expect(await liveWorkOf(queue, database)).toEqual({ crawls: 1, publications: 0 })
      await heart.stop()
      const outcomes: string[] = []
      startBackfillWorker(queue, database, settingOf(home), 2, ({ outcome }) => outcomes.push(outcome))
      const ended = await seeThrough(database, backfillId, { requeue: async () => {}, onProgress: () => {} })
      expect(ended.state).toBe('done')
      expect(outcomes).toEqual(['done', 'done', 'done'])
      await queue.queue('crawl').obliterate({ force: true })
      expect((await findBackfill(database, backfillId))?.finishedAt).toBeInstanceOf(Date)
    },
  )
})
