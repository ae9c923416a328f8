import { zstdCompressSync } from 'node:zlib'
import type { Client } from '../connection.ts'
import { copyRows } from './copy.ts'
import { ensurePartitions } from './partitions.ts'

/** A response to keep: what an address said at a time. `hash` is the sha-256 of `body`. */
export interface Capture {
  platform: string
  url: string
  /** The JSON that was posted; missing for a GET. */
  post?: string | undefined
  seenAt: string
  status: number
  contentType: string
  hash: Buffer
  body: Uint8Array
}

/** An advert seen in a capture. `contentHash` is that of its raw posting without the time. */
export interface Sighting {
  source: string
  sourceId: string
  seenAt: string
  contentHash: Buffer
  snapshotHash: Buffer
}

/**
 * Stores bodies once per content and captures once per platform, address and time. Storing them again changes nothing.
 * @param keepDays how long after a capture its body may be kept; null without end
 */
export async function storeCaptures(
  client: Client,
  captures: readonly Capture[],
  keepDays: number | null = null,
): Promise<void> {
  if (captures.length === 0) return
  await ensurePartitions(
    client,
    captures.map(capture => monthOf(capture.seenAt)),
  )
  const { rows } = await client.query<{ hash: Buffer }>(
    'select hash from raw.snapshots where hash = any($1)',
    [captures.map(capture => capture.hash)],
  )
  const known = new Set(rows.map(row => row.hash.toString('hex')))
  const fresh = new Map<string, Capture>()
  for (const capture of captures) {
    const key = capture.hash.toString('hex')
    if (!known.has(key) && !fresh.has(key)) fresh.set(key, capture)
  }
  // One after the other: a thousand compressors at once hold a gigabyte.
  const snapshots = [...fresh.values()].map(capture => ({
    hash: capture.hash,
    month: `${monthOf(capture.seenAt)}-01`,
    content_type: capture.contentType.slice(0, 200),
    body: zstdCompressSync(capture.body),
    size: capture.body.byteLength,
    keep_until: keepUntil(capture.seenAt, keepDays),
  }))
  await upsert(
    client,
    'raw.snapshots',
    ['hash', 'month', 'content_type', 'body', 'size', 'keep_until'],
    snapshots,
  )
  await lengthen(
    client,
    captures.filter(({ hash }) => known.has(hash.toString('hex'))),
    keepDays,
  )
  await upsert(
    client,
    'raw.captures',
    ['platform', 'url', 'post', 'seen_at', 'status', 'hash'],
    captures.map(({ platform, url, post, seenAt, status, hash }) => ({
      platform,
      url,
      post: post ?? null,
      seen_at: seenAt,
      status,
      hash,
    })),
  )
}

/** A body that is captured again is kept as long as its latest capture allows. */
async function lengthen(
  client: Client,
  captures: readonly Capture[],
  keepDays: number | null,
): Promise<void> {
  if (captures.length === 0) return
  await client.query(
    `update raw.snapshots s set keep_until = w.keep_until
     from unnest($1::bytea[], $2::date[]) as w (hash, keep_until)
     where s.hash = w.hash and s.keep_until is not null and (w.keep_until is null or w.keep_until > s.keep_until)`,
    [captures.map(capture => capture.hash), captures.map(capture => keepUntil(capture.seenAt, keepDays))],
  )
}

function keepUntil(seenAt: string, keepDays: number | null): string | null {
  if (keepDays === null) return null
  return new Date(Date.parse(seenAt) + keepDays * 86_400_000).toISOString().slice(0, 10)
}

/** Records sightings, once each. */
export async function storeSightings(client: Client, sightings: readonly Sighting[]): Promise<void> {
  if (sightings.length === 0) return
  await ensurePartitions(
    client,
    sightings.map(sighting => monthOf(sighting.seenAt)),
  )
  await upsert(
    client,
    'raw.sightings',
    ['source', 'source_id', 'seen_at', 'content_hash', 'snapshot_hash'],
    sightings.map(sighting => ({
      source: sighting.source,
      source_id: sighting.sourceId,
      seen_at: sighting.seenAt,
      content_hash: sighting.contentHash,
      snapshot_hash: sighting.snapshotHash,
    })),
  )
}

async function upsert<Row extends object>(
  client: Client,
  table: string,
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return
  const staged = `staged_${table.split('.')[1]}`
  await client.query(
    `create temp table if not exists ${staged} (like ${table} including generated) on commit drop`,
  )
  await client.query(`truncate ${staged}`)
  await copyRows(client, staged, columns, rows)
  const list = columns.join(', ')
  await client.query(`insert into ${table} (${list}) select ${list} from ${staged} on conflict do nothing`)
}

const monthOf = (seenAt: string): string => new Date(seenAt).toISOString().slice(0, 7)
