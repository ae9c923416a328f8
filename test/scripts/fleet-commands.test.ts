import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { crawlQueue } from '../../pipeline/queue/crawl-jobs.ts'
import { openQueueBackend, type QueueBackend } from '../../pipeline/queue/queue.ts'
import { listQueued } from '../../pipeline/queue/queued-jobs.ts'
import { freshDatabase } from '../database.ts'
import { membersOf } from '../fleet.ts'
import { startSite } from '../job-site.ts'

const program = join(import.meta.dirname, '../../scripts/jobtide')
let home: string
let fresh: Awaited<ReturnType<typeof freshDatabase>>
let site: Awaited<ReturnType<typeof startSite>>
let queue: QueueBackend
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-fleet-'))
  fresh = await freshDatabase()
  queue = await openQueueBackend(fresh.url, null)
  site = await startSite(30)
})
afterAll(async () => {
  await queue.close()
  await site.close()
  await fresh.drop()
  rmSync(home, { recursive: true, force: true })
})

/** Runs `jobtide …` as a supervisor does. */
function jobtide(args: string[], sources: object[] = [{ ...site.source, pace: 40 }]) {
  const config = join(home, 'jobtide.yaml')
  const boards = sources.map(source => {
    const { platform: _, options, ...settings } = source as { platform: string; options: object }
    return { ...settings, ...options, schedule: '0 4 * * *' }
  })
  writeFileSync(
    config,
    JSON.stringify({ contact: 'https://jobtide.example', sources: { 'schema-org': boards } }),
  )
  const child = spawn(program, args, {
    env: {
      PATH: process.env.PATH!,
      HOME: process.env.HOME ?? '/',
      JOBTIDE_HOME: join(home, 'data'),
      JOBTIDE_CONFIG: config,
      DATABASE_URL: fresh.url,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', chunk => {
    said.stdout += chunk
  })
  child.stderr.on('data', chunk => {
    said.stderr += chunk
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return { child: child as ChildProcess, said, ended: new Promise(resolve => child.on('close', resolve)) }
}

const waiting = async () =>
  (await listQueued(queue, crawlQueue)).waiting.map(({ data, attemptsMade }) => ({ data, attemptsMade }))
const job = { source: 'schema-org/site', dueAt: expect.stringMatching(/T04:00:00.000Z$/) }

it('schedules what is due, and stops when it is told to', async () => {
  const { child, said, ended } = jobtide(['schedule'])
  await expect.poll(() => said.stderr, { timeout: 30_000 }).toMatch(/Scheduling 1 sources/)
  expect(said.stderr).toMatch(/schema-org\/site: its crawl was queued: due since \d{4}-\d\d-\d\dT04:00Z/)
  expect(await waiting()).toMatchObject([{ data: job }])
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(await membersOf(fresh.database)).toMatchObject([{ roles: ['schedule'], state: 'stopped' }])
})

it('hands back what it has in hand when it is told to stop', async () => {
  const { child, said, ended } = jobtide(['worker', '--queues', 'crawl', '--concurrency', '2'])
  await expect.poll(() => site.log.length, { timeout: 30_000 }).toBeGreaterThan(4)
  const [worker] = await membersOf(fresh.database)
  expect(worker).toMatchObject({ roles: ['crawl'], state: 'alive', pid: child.pid })
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(said.stderr).toMatch(/Stopping: what is in hand is handed back/)
  expect(await membersOf(fresh.database)).toMatchObject([{ state: 'stopped' }, { state: 'stopped' }])
  expect(await waiting()).toMatchObject([{ data: job, attemptsMade: 0 }])
  const { rows } = await fresh.database.pool.query(
    'select r.state, r.error, w.pid from ops.runs r left join ops.workers w using (worker_id)',
  )
  expect(rows).toEqual([
    { state: 'failed', error: 'stopped; the next run goes on from here', pid: child.pid },
  ])
})

it('ends at once when it is told a second time', async () => {
  const asked: string[] = []
  const silent = createServer(request => asked.push(request.url ?? ''))
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => silent.closeAllConnections())
  onTestFinished(() => new Promise<void>(resolve => silent.close(() => resolve())))
  const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`
  const mute = {
    ...site.source,
    options: { sitemap: `http://${host}/sitemap.xml` },
    allowPrivateHosts: [host],
  }
  const { child, said, ended } = jobtide(['worker', '--queues', 'crawl'], [mute])
  await expect.poll(() => asked, { timeout: 30_000 }).toEqual(['/robots.txt'])
  child.kill('SIGINT')
  await expect.poll(() => said.stderr, { timeout: 30_000 }).toMatch(/Stopping/)
  child.kill('SIGTERM')
  expect(await ended).toBe(143)
})

it('keeps a paused source out of the queue, and says so', async () => {
  await queue.queue(crawlQueue).obliterate({ force: true })
  await queue.queue(crawlQueue).add('crawl', { source: job.source, dueAt: '2026-01-01T04:00:00.000Z' })
  expect(await jobtide(['schedule', 'pause', job.source, '--reason', 'moves house']).ended).toBe(0)
  expect(await waiting()).toEqual([])
  const { said, ended } = jobtide(['schedule', 'list', '--json'])
  await ended
  expect(JSON.parse(said.stdout)).toMatchObject([
    {
      name: job.source,
      schedule: '0 4 * * *',
      last: null,
      next: null,
      paused: true,
      note: expect.stringMatching(/^paused since .*: moves house$/),
    },
    { name: 'publications', schedule: '0 7 * * *', last: null, paused: false },
  ])
})
