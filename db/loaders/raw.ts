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
  // Loads follow each other, so nobody else can have stored these since.
  await copyRows(
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
  await client.query(
    `insert into raw.captures (platform, url, post, seen_at, status, hash)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::smallint[], $6::bytea[])
     on conflict do nothing`,
    [
      captures.map(capture => capture.platform),
      captures.map(capture => capture.url),
      captures.map(capture => capture.post ?? null),
      captures.map(capture => capture.seenAt),
      captures.map(capture => capture.status),
      captures.map(capture => capture.hash),
    ],
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
  await client.query(
    `insert into raw.sightings (source, source_id, seen_at, content_hash, snapshot_hash)
     select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bytea[], $5::bytea[])
     on conflict do nothing`,
    [
      sightings.map(sighting => sighting.source),
      sightings.map(sighting => sighting.sourceId),
      sightings.map(sighting => sighting.seenAt),
      sightings.map(sighting => sighting.contentHash),
      sightings.map(sighting => sighting.snapshotHash),
    ],
  )
}

const monthOf = (seenAt: string): string => new Date(seenAt).toISOString().slice(0, 7)
