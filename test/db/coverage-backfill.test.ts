import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { up } from '../../db/migrations/0005-coverage.ts'
import { freshDatabase } from '../database.ts'
import { importPostings } from '../raw-postings.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

it('a database from before coverage was kept gets its days from sightings and from the ledger of crawls', async () => {
  const { database } = fresh
  const { pool } = database
  const advert = {
    source: 'greenhouse',
    title: 'Java Developer',
    description: 'Join.',
    locations: ['London'],
  }
  await importPostings(database, [
    { ...advert, sourceId: '1', seenAt: '2025-11-01T09:00:00Z' },
    { ...advert, sourceId: '1', seenAt: '2025-11-03T09:00:00Z' },
    { ...advert, sourceId: '2', seenAt: '2025-11-03T23:59:00Z' },
  ])
  await pool.query(
    `insert into raw.listed (board, source, source_id, run_id, listed_at, fetched_at)
     select 'greenhouse/acme', 'greenhouse', id, 1, '2025-11-03', '2025-11-03' from unnest(array['1', '2']) id`,
  )
  const crawls: [day: string, state: string | null][] = [
    ['2025-11-01T10:00:00Z', 'partial'],
    ['2025-11-01T12:00:00Z', 'complete'],
    ['2025-11-03T10:00:00Z', 'partial'],
    // Died before it had met anything.
    ['2025-11-04T10:00:00Z', null],
  ]
  for (const [at, state] of crawls)
    await pool.query(
      `insert into ops.runs (kind, subject, state, finished_at, coverage)
       values ('crawl', 'greenhouse/acme', 'done', $1, $2)`,
      [at, state && JSON.stringify({ state })],
    )
  await pool.query(`
    drop view mart.comparability, mart.window_coverage;
    drop table mart.publication_windows, mart.publication_sources, core.advertised_days_counted, core.advertised_days,
      core.observed_days`)
  await up(database.kysely as unknown as Kysely<unknown>)
  const { rows } = await pool.query('select board, day, partial from core.observed_days order by board, day')
  expect(rows).toEqual([
    { board: '', day: '2025-11-01', partial: false },
    { board: '', day: '2025-11-03', partial: false },
    { board: 'greenhouse/acme', day: '2025-11-01', partial: false },
    { board: 'greenhouse/acme', day: '2025-11-03', partial: true },
  ])
})
