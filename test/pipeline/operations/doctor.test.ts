import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { raiseAlert } from '../../../db/loaders/alerts.ts'
import { insertBackfill, insertUnits } from '../../../db/queries/backfills.ts'
import { closeRun, openRun } from '../../../db/queries/runs.ts'
import { openConfiguration } from '../../../pipeline/configuration.ts'
import { textCleaner } from '../../../pipeline/operations/clean-text.ts'
import { clock } from '../../../pipeline/operations/doctor/check-database.ts'
import { checkDisk, checkNode } from '../../../pipeline/operations/doctor/check-machine.ts'
import { type Examined, examine } from '../../../pipeline/operations/doctor/examine.ts'
import type { Finding } from '../../../pipeline/operations/doctor/finding.ts'
import { openQueueBackend } from '../../../pipeline/queue/queue.ts'
import { printFindings } from '../../../scripts/commands/doctor/print-findings.ts'
import { freshDatabase } from '../../database.ts'
import { redisInstalled, startRedis } from '../../redis-server.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let home: string
beforeAll(async () => {
  fresh = await freshDatabase()
  home = mkdtempSync(join(tmpdir(), 'jobtide-doctor-'))
})
afterAll(async () => {
  await fresh.drop()
  rmSync(home, { recursive: true, force: true })
})

function configured(yaml: string, more: Record<string, string> = {}) {
  writeFileSync(join(home, 'jobtide.yaml'), yaml)
  return openConfiguration({ JOBTIDE_HOME: home, JOBTIDE_CONFIG: join(home, 'jobtide.yaml'), ...more }, home)
}

const look = (yaml: string, more: Partial<Examined> = {}, environment: Record<string, string> = {}) =>
  examine({
    configuration: configured(yaml, { BROWSER_PATH: '/nowhere/chromium', ...environment }),
    node: '24.21.0',
    database: fresh.database,
    openQueue: () => openQueueBackend(fresh.url, environment.QUEUE_URL ?? null),
    clean: textCleaner(),
    now: new Date(),
    ...more,
  })

const of = (findings: readonly Finding[], check: string) =>
  findings.filter(finding => finding.check === check)
const board = 'contact: https://jobtide.example\nsources: { greenhouse: [acme, plum] }'

it('finds an installation well that is new, and says what it lacks', async () => {
  const findings = await look(board)
  expect(findings.filter(({ state }) => state === 'broken')).toEqual([])
  expect(findings.filter(({ state }) => state === 'warning').map(({ check }) => check)).toEqual([
    'browser',
    'publications',
  ])
  expect(of(findings, 'sources')[0]!.says).toBe('0 of 2 sources up to date; 2 due')
  for (const check of ['database', 'schema', 'connections', 'locks', 'clock', 'queue', 'alerts', 'held'])
    expect(
      of(findings, check).map(({ state }) => state),
      check,
    ).toEqual(['well'])
})

it('names every line of the configuration that is wrong', async () => {
  const findings = await look(
    'contact: https://x.example\nsources:\n  greenhouse: [{ bord: acme }]\n  lver: [x]',
  )
  expect(of(findings, 'configuration').map(({ says }) => says.replace(home, ''))).toEqual([
    expect.stringMatching(/^\/jobtide\.yaml:3:18: unknown key "bord"; did you mean "board"/),
    expect.stringMatching(/^\/jobtide\.yaml:4:3: unknown platform "lver"; did you mean "lever"/),
  ])
})

it('examines the rest where there is no database', async () => {
  const database = { says: 'cannot reach PostgreSQL at db.example:5432', todo: 'start it', isBroken: true }
  const findings = await look(board, { database })
  expect(of(findings, 'database')[0]).toMatchObject({ state: 'broken', todo: 'start it' })
  expect(findings.map(({ check }) => check)).toEqual([
    'Node.js',
    'configuration',
    'disk',
    'browser',
    'database',
  ])
})

it('sees what is wrong at three in the morning', async () => {
  const { database } = fresh
  const { pool } = database
  const yaml = `${board}\nalerts: { webhook: "https://hooks.example/secret" }`
  await closeRun(database, await openRun(database, 'crawl', 'greenhouse/acme'), {
    error: 'no page gave an answer (unreachable)\u001b[31m',
  })
  await pool.query(`update ops.runs set started_at = now() - interval '9 days'`)
  await openRun(database, 'crawl', 'greenhouse/plum')
  await pool.query(
    `insert into ops.sources (source, blocked, deferred_until, deferred_reason) values
       ('greenhouse/plum', 2, now() + interval '2 hours', 'it answered 429')`,
  )
  await raiseAlert(pool, { event: 'crawl failed', subject: 'greenhouse/acme', message: 'x' })
  await pool.query(`update ops.alerts set attempts = 7, error = 'the webhook answers 500'`)
  await pool.query(
    `insert into ops.workers (worker_id, host, pid, roles, code_version, beat_at) values
       (gen_random_uuid(), 'one', 11, '{crawl}', '0.0.9+older', now()),
       (gen_random_uuid(), 'two', 22, '{crawl,publish}', '0.0.9+older', now() - interval '3 hours')`,
  )
  await pool.query(
    `insert into ops.workers (worker_id, host, pid, roles, code_version, beat_at, stopped_at) values
       (gen_random_uuid(), 'two', 33, '{schedule}', '0.0.9+older', now() - interval '2 days', now() - interval '2 days')`,
  )
  const period = { platforms: [], archives: [], stages: ['crawl' as const], hold: false }
  const [half, idle] = [
    await insertBackfill(pool, { ...period, from: '2024-01-01', to: '2024-03-01' }),
    await insertBackfill(pool, { ...period, from: '2023-01-01', to: '2023-03-01' }),
  ]
  const unit = { stage: 'crawl' as const, subject: 'a.warc.gz', size: 1 }
  await insertUnits(
    pool,
    half,
    ['2024-01-01', '2024-02-01', '2024-03-01'].map(month => ({ ...unit, month })),
  )
  await insertUnits(pool, idle, [{ ...unit, month: '2023-01-01' }])
  await pool.query(
    `update ops.backfill_units set state = case month when '2024-01-01' then 'done' else 'failed' end,
       error = case month when '2024-02-01' then 'the archive is truncated.' end
     where month in ('2024-01-01', '2024-02-01')`,
  )
  await pool.query(
    `insert into mart.publications (as_of, months, window_ids, trend_window_ids, code_version, taxonomy_version, change_number, current, held)
     values ('2025-11-20', 6, '{}', '{}', 'x', 'x', 0, false, '{"40 % fewer vacancies than the day before"}')`,
  )
  const findings = await look(yaml)
  const says = (check: string) => of(findings, check).map(({ state, says: said }) => `${state}: ${said}`)
  expect(says('sources')).toEqual([
    expect.stringMatching(/^well: 0 of 2 sources up to date; 1 put off: greenhouse\/plum until \d+ \w+ \d+ /),
    // That it is overdue follows from there being no scheduler.
    'warning: greenhouse/acme has never been met: no page gave an answer (unreachable)',
  ])
  expect(says('runs')).toEqual([
    expect.stringMatching(/^warning: 1 interrupted: crawl greenhouse\/plum \(run \d+\)$/),
  ])
  expect(says('alerts')).toEqual([
    expect.stringMatching(
      /^broken: 1 alert waits since .*: the webhook answers 500 \(tried 7 times\)\. Latest: crawl failed greenhouse\/acme$/,
    ),
  ])
  expect(says('workers')).toEqual([
    'well: alive: crawl on one (process 11)',
    expect.stringMatching(/^broken: No scheduler runs: the last, process 33 on two, was stopped /),
    expect.stringMatching(
      /^broken: No worker of publish runs: the last, process 22 on two, fell silent .*; what is queued waits$/,
    ),
  ])
  expect(says('versions')).toEqual([
    expect.stringMatching(/^warning: .* here, 0\.0\.9\+older at crawl on one/),
  ])
  expect(says('held')).toEqual([
    expect.stringMatching(
      /^warning: Publication \d+, 6 months to 20 Nov 2025, is held since .*: 40 % fewer vacancies than the day before\. Readers see nothing of it$/,
    ),
  ])
  expect(says('backfills')).toEqual(
    [
      'warning: Backfill 1 of Jan 2024 to Mar 2024 stands at 1 of 3 units, and 1 failed: the archive is truncated',
      'warning: Backfill 2 of Jan 2023 to Mar 2023 stands at 0 of 1 unit, and nobody works on it',
    ].toReversed(),
  )
  const todo = findings.filter(({ state }) => state !== 'well').map(finding => finding.todo)
  expect(todo.every(each => each !== null && each.length > 10)).toBe(true)

  const printed = printFindings(findings, { colour: false, home: '/srv/jobtide', width: 100 })
  expect(printed.split('\n').filter(line => line.length > 100)).toEqual([])
  expect(printed).toMatch(/^ {2}✓ sources +0 of 2/m)
  // The worst first, and what is well below all that is not.
  expect([...printed.matchAll(/^ {2}([✗!✓]) /gm)].map(([, mark]) => mark).join('')).toMatch(/^✗+!+✓+$/)
  expect(printed).toMatch(/\n\nBroken: workers, alerts\.\n\d+ warnings: .*held.*\.\n$/)
  expect(printed).not.toContain('\u001b')
})

it('sees migrations that are to be run', async () => {
  const other = await freshDatabase()
  try {
    await other.database.pool.query(`delete from ops.kysely_migration where name >= '0009'`)
    const findings = await look(board, { database: other.database })
    expect(of(findings, 'schema')).toMatchObject([
      { state: 'broken', says: expect.stringMatching(/^2 migrations/) },
    ])
    // What this version's queries cannot read is not asked.
    expect(of(findings, 'publications')).toEqual([])
  } finally {
    await other.drop()
  }
})

// Redis is no npm package: where it is not installed there is none to look at; `.ci/run` installs it.
it.skipIf(!redisInstalled)(
  'says of a Redis that would lose jobs, and of one that is gone, what to do',
  async () => {
    const redis = await startRedis({ appendOnly: false })
    const environment = { QUEUE_URL: redis.url }
    const queue = async () => of(await look(board, {}, environment), 'queue')
    try {
      expect(await queue()).toMatchObject([
        { state: 'broken', says: expect.stringMatching(/"appendonly yes"/) },
      ])
    } finally {
      await redis.stop()
    }
    expect(await queue()).toMatchObject([
      { state: 'broken', says: expect.stringMatching(/cannot reach Redis/) },
    ])
  },
)

it('judges machine and clock by their bounds', () => {
  const configuration = configured(board)
  expect([5e9, 1.9e9, 1e8].map(free => checkDisk(configuration, free).state)).toEqual([
    'well',
    'warning',
    'broken',
  ])
  expect(checkDisk(configuration).says).toMatch(/^[\d.]+ [MG]B free at /)
  expect(['22.11.0', '24.1.0', '24.21.0'].map(node => checkNode(node).state)).toEqual([
    'broken',
    'warning',
    'well',
  ])
  const clocks = [
    [0.4, 0.1],
    [-5, 0.1],
    [5, 4],
    [90, 0.1],
  ] as const
  expect(clocks.map(([off, doubt]) => clock(off, doubt).state)).toEqual(['well', 'warning', 'well', 'broken'])
  expect(clock(-5, 0).says).toBe("5 s ahead of the database's")
})
