import type { Client } from '../connection.ts'

/** When a record was seen, with which words, in which stored body; times as ISO 8601 to the millisecond. */
export interface SightingRow {
  source: string
  sourceId: string
  seenAt: string
  contentHash: string
  snapshotHash: Buffer
}

/** A record whose sightings are wanted; its posting tells when they begin and end, so that few partitions are looked at. */
export interface SightedRecord {
  source: string
  sourceId: string
  from: string | null
  to: string | null
}

/** All sightings of records, by `source` and `sourceId` joined with a tab. */
export async function findSightings(
  client: Pick<Client, 'query'>,
  records: readonly SightedRecord[],
): Promise<Map<string, SightingRow[]>> {
  if (records.length === 0) return new Map()
  const { rows } = await client.query<Omit<SightingRow, 'seenAt'> & { seenAt: Date }>(
    `select s.source, s.source_id as "sourceId", s.seen_at as "seenAt", encode(s.content_hash, 'hex') as "contentHash",
       s.snapshot_hash as "snapshotHash"
     from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) as w (source, source_id, since, until)
     cross join lateral (
       select s.* from raw.sightings s
       where s.source = w.source and s.source_id = w.source_id
         and s.seen_at >= w.since and s.seen_at < w.until + interval '1 millisecond' offset 0
     ) s`,
    [
      records.map(({ source }) => source),
      records.map(({ sourceId }) => sourceId),
      records.map(({ from }) => from ?? '1900-01-01'),
      records.map(({ to }) => to ?? '2200-01-01'),
    ],
  )
  return Map.groupBy(
    rows.map(row => ({ ...row, seenAt: row.seenAt.toISOString() })),
    row => `${row.source}\t${row.sourceId}`,
  )
}

/**
 * Of each body whether the terms that its adverts were had under allow published aggregates: whether those do that stand
 * in it; where none is stored, whether all of its platform do.
 */
export async function arePublishable(
  client: Pick<Client, 'query'>,
  bodies: readonly { hash: Buffer; platform: string }[],
): Promise<Map<string, boolean>> {
  if (bodies.length === 0) return new Map()
  const { rows } = await client.query<{ hash: string; publishable: boolean }>(
    `select encode(w.hash, 'hex') as hash, coalesce(
       (select bool_and(p.publishable) from raw.sightings s
        join core.postings p on p.source = s.source and p.record_id = s.source_id where s.snapshot_hash = w.hash),
       not exists (select from core.postings p where p.source = w.platform and not p.publishable)) as publishable
     from unnest($1::bytea[], $2::text[]) as w (hash, platform)`,
    [bodies.map(({ hash }) => hash), bodies.map(({ platform }) => platform)],
  )
  return new Map(rows.map(row => [row.hash, row.publishable]))
}
