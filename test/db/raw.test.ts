import { createHash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inTransaction } from '../../db/connection.ts'
import { type Capture, storeCaptures, storeSightings } from '../../db/loaders/raw.ts'
import { freshDatabase } from '../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

const capture = (url: string, body: string, seenAt: string, post?: string): Capture => ({
  platform: 'test',
  url,
  post,
  seenAt,
  status: 200,
  contentType: 'text/html',
  hash: createHash('sha256').update(body).digest(),
  body: Buffer.from(body),
})

it('captures and sightings are stored once, whatever their address and months are', async () => {
  const url = 'https://test.example/{a,"b\\c"}?d=NULL\té'
  const captures = [
    capture(url, 'one', '2025-10-31T23:59:59Z'),
    capture(url, 'one', '2025-11-01T00:00:00Z'),
    capture(url, 'one', '2025-11-01T00:00:00Z', '{"page": "NULL"}'),
    capture('NULL', 'two', '2025-11-01T00:00:00Z'),
  ]
  const sightings = captures.map(({ url, seenAt, hash }) => ({
    source: 'test',
    sourceId: url,
    seenAt,
    contentHash: hash.subarray(0, 16),
    snapshotHash: hash,
  }))
  const { pool } = fresh.database
  const stored = async () => ({
    snapshots: (await pool.query('select hash, month, body, size from raw.snapshots order by size, hash'))
      .rows,
    captures: (
      await pool.query('select url, post, seen_at, hash from raw.captures order by 1, 3, 2 nulls first')
    ).rows,
    sightings: (await pool.query('select source_id, seen_at, snapshot_hash from raw.sightings order by 1, 2'))
      .rows,
  })
  const store = (part: (all: unknown, at: number) => boolean) =>
    inTransaction(pool, async client => {
      await storeCaptures(client, captures.filter(part))
      await storeSightings(client, sightings.filter(part))
    })
  await store(() => true)
  const once = await stored()
  expect(once.snapshots.map(row => [row.month, zstdDecompressSync(row.body).toString()]).sort()).toEqual([
    ['2025-10-01', 'one'],
    ['2025-11-01', 'two'],
  ])
  expect(once.captures.map(row => [row.url, row.post, row.seen_at.toISOString()])).toEqual([
    ['NULL', null, '2025-11-01T00:00:00.000Z'],
    [url, null, '2025-10-31T23:59:59.000Z'],
    [url, null, '2025-11-01T00:00:00.000Z'],
    [url, '{"page": "NULL"}', '2025-11-01T00:00:00.000Z'],
  ])
  expect(once.sightings.map(row => [row.source_id, row.seen_at.toISOString()])).toEqual([
    ['NULL', '2025-11-01T00:00:00.000Z'],
    [url, '2025-10-31T23:59:59.000Z'],
    [url, '2025-11-01T00:00:00.000Z'],
  ])
  await store(() => true)
  await store((_, at) => at % 2 === 1)
  expect(await stored()).toEqual(once)
})
