import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raiseAlert } from '../../../db/loaders/alerts.ts'
import { exclusively } from '../../../db/locks.ts'
import { closeRun, openRun } from '../../../db/queries/runs.ts'
import { textCleaner } from '../../../pipeline/operations/clean-text.ts'
import { readMetrics } from '../../../pipeline/operations/metrics.ts'
import { openQueueBackend, type QueueBackend } from '../../../pipeline/queue/queue.ts'
import { resolveSources } from '../../../pipeline/sources.ts'
import { freshDatabase } from '../../database.ts'
import { redisInstalled, startRedis } from '../../redis-server.ts'
import { parseMetrics } from './parse-metrics.ts'

const sources = resolveSources([
  { platform: 'greenhouse', options: { board: 'acme' } },
  { platform: 'greenhouse', options: { board: 'plum' } },
  { platform: 'schema-org', options: { sitemap: 'https://jobs.example.org/sitemap.xml' } },
])
const account = (more: object) => ({
  records: 0,
  loaded: 0,
  changed: 0,
  unchanged: 0,
  duplicate: 0,
  outOfScope: 0,
  rejected: 0,
  ...more,
})

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase('sandbox')
})
afterAll(() => fresh.drop())

const read = async (queue: QueueBackend | null = null) => {
  const { text } = await readMetrics({
    database: fresh.database,
    sources,
    queue: async () => queue,
    clean: textCleaner(),
  })
  return parseMetrics(text)
}

it('is text that a parser of the format reads, with units and without counters that can fall', async () => {
  const metrics = await read()
  expect(metrics.size).toBeGreaterThan(20)
  for (const [name, { type, help, samples }] of metrics) {
    expect(help, name).not.toBe('')
    if (!name.startsWith('jobtide_')) continue
    expect(type, name).toBe('gauge')
    expect(name).not.toMatch(/_total$/)
    const series = samples.map(sample => JSON.stringify([sample.name, sample.labels]))
    expect(new Set(series).size, name).toBe(series.length)
  }
})

it('says what the ledger says', async () => {
  const { database } = fresh
  const [acme, plum] = sources.map(source => source.name) as [string, string]
  const { pool } = database
  const before = await read()
  await closeRun(database, await openRun(database, 'crawl', acme), {
    accounting: account({ records: 5, loaded: 3, outOfScope: 2 }),
  })
  const interrupted = await openRun(database, 'crawl', acme)
  await closeRun(database, interrupted, {
    accounting: account({ records: 9, loaded: 9 }),
    error: 'interrupted',
  })
  await openRun(database, 'crawl', 'greenhouse/died')
  await pool.query(`insert into ops.sources (source, paused_at) values ($1, now())`, [plum])
  await pool.query(
    `insert into ops.rejections (source, input_hash, reason, input, run_id)
     select 'greenhouse', sha256(n::text::bytea), case when n <= 300 then 'title: missing' else 'reason ' || n end, '', 1
     from generate_series(1, 450) n`,
  )
  await pool.query(
    `insert into ops.workers (worker_id, host, pid, roles, code_version, beat_at, stopped_at) values
       (gen_random_uuid(), 'a', 1, '{crawl}', 'x', now(), null),
       (gen_random_uuid(), 'a', 2, '{crawl}', 'x', now() - interval '1 hour', null),
       (gen_random_uuid(), 'a', 3, '{crawl}', 'x', now() - interval '1 hour', now())`,
  )
  await raiseAlert(pool, { event: 'crawl failed', subject: acme, message: 'x' })

  const done = await exclusively(pool, 'crawl greenhouse/works', async () => {
    await openRun(database, 'crawl', 'greenhouse/works')
    return read()
  })
  const after = done!.done
  const value = (name: string, labels: Record<string, string> = {}, of = after) =>
    of
      .get(name)
      ?.samples.find(sample => Object.entries(labels).every(([key, each]) => sample.labels[key] === each))
      ?.value

  expect(value('jobtide_runs', { kind: 'crawl', state: 'running' })).toBe(1)
  expect(value('jobtide_runs', { kind: 'crawl', state: 'interrupted' })).toBe(1)
  expect(value('jobtide_records', { account: 'loaded' })).toBe(
    value('jobtide_records', { account: 'loaded' }, before)! + 3,
  )
  expect(value('jobtide_records', { account: 'out_of_scope' })).toBe(
    value('jobtide_records', { account: 'out_of_scope' }, before)! + 2,
  )
  const success = value('jobtide_source_last_success_timestamp_seconds', { source: acme })!
  expect(Math.abs(Date.now() / 1000 - success)).toBeLessThan(3600)
  expect(value('jobtide_source_last_success_timestamp_seconds', { source: plum })).toBeUndefined()
  const standings = after
    .get('jobtide_source_standing')!
    .samples.filter(sample => sample.value === 1)
    .map(({ labels }) => labels.standing)
  expect(standings).toEqual(['waiting', 'paused', 'without-terms'])
  expect(value('jobtide_rejections_open', { reason: 'title: missing' })).toBe(300)
  // Of 151 reasons and those of the sandbox 99 by name, the rest as one.
  const open = after.get('jobtide_rejections_open')!.samples
  const { rows } = await pool.query('select count(*) as n from ops.rejections')
  expect(open).toHaveLength(100)
  expect(open.reduce((sum, sample) => sum + sample.value, 0)).toBe(rows[0].n)
  expect(value('jobtide_rejections_open', { source: 'others' })).toBeGreaterThan(50)
  expect(value('jobtide_workers', { state: 'alive' })).toBe(1)
  expect(value('jobtide_workers', { state: 'dead' })).toBe(1)
  expect(value('jobtide_alerts_waiting')).toBe(1)
  expect(value('jobtide_publications', { months: '6', state: 'current' })).toBe(1)
  expect(value('jobtide_publication_as_of_timestamp_seconds', { months: '6' })).toBe(
    Date.parse('2025-11-21') / 1000,
  )
  expect(value('jobtide_database_size_bytes')).toBeGreaterThan(1e6)
  expect(value('jobtide_up', { part: 'database' })).toBe(1)
  expect(value('jobtide_up', { part: 'queue' })).toBe(0)
})

it('counts windows whose days changed, and what was held', async () => {
  const { pool } = fresh.database
  const stale = async () => (await read()).get('jobtide_publications_stale')!.samples[0]!.value
  expect(await stale()).toBe(0)
  await pool.query(
    `update core.changed_days set advertised_change =
       (select max(greatest(advertised_change, live_change)) + 1 from core.changed_days)
     where day = '2025-09-01'`,
  )
  expect(await stale()).toBe(2)
  await pool.query(
    `insert into mart.publications (as_of, months, window_ids, code_version, taxonomy_version, change_number, current, held)
     select as_of, months, window_ids, code_version, taxonomy_version, change_number, false, '{fewer vacancies}'
     from mart.publications where current and months = 6`,
  )
  const held = (await read())
    .get('jobtide_publications')!
    .samples.filter(sample => sample.labels.state === 'held')
  expect(held.map(({ labels, value }) => [labels.months, value])).toEqual([
    ['6', 1],
    ['3', 0],
  ])
})

it('counts a run once, whenever it began and ended', async () => {
  const { database } = fresh
  const kind = 'counted once'
  const counted = async () => {
    const samples = (await read()).get('jobtide_runs')!.samples.filter(({ labels }) => labels.kind === kind)
    return Object.fromEntries(samples.map(({ labels, value }) => [labels.state, value]))
  }
  const settle = () => database.pool.query(`update ops.runs set started_at = now() - interval '1 hour'`)
  const [first, second] = [await openRun(database, kind, 'a'), await openRun(database, kind, 'b')]
  await closeRun(database, second, {})
  expect(await counted()).toEqual({ interrupted: 1, done: 1 })
  await settle()
  expect(await counted()).toEqual({ interrupted: 1, done: 1 })
  await openRun(database, kind, 'c')
  await closeRun(database, first, { error: 'x' })
  expect(await counted()).toEqual({ interrupted: 1, done: 1, failed: 1 })
  await settle()
  expect(await counted()).toEqual({ interrupted: 1, done: 1, failed: 1 })
  expect(await counted()).toEqual({ interrupted: 1, done: 1, failed: 1 })
})

describe.each([
  { backend: 'PostgreSQL', redis: false },
  // Left out only where the machine has no Redis; CI installs it.
  ...(redisInstalled ? [{ backend: 'Redis', redis: true }] : []),
])('jobs on $backend', ({ redis }) => {
  it('are counted by queue and state', async () => {
    const server = redis ? await startRedis({ appendOnly: true }) : null
    const queue = await openQueueBackend(fresh.url, server?.url ?? null)
    try {
      const crawls = queue.queue<object>('crawl')
      await crawls.addBulk([{}, {}, { delay: 3_600_000 }].map(opts => ({ name: 'crawl', data: {}, opts })))
      const metrics = await read(queue)
      const jobs = metrics.get('jobtide_queue_jobs')!.samples
      const of = (name: string, state: string) =>
        jobs.find(({ labels }) => labels.queue === name && labels.state === state)!.value
      expect([of('crawl', 'waiting'), of('crawl', 'delayed'), of('crawl', 'failed')]).toEqual([2, 1, 0])
      expect(of('backfill', 'waiting')).toBe(0)
      expect(metrics.get('jobtide_up')!.samples.map(({ value }) => value)).toEqual([1, 1])
    } finally {
      await queue.close()
      await server?.stop()
    }
  })
})
