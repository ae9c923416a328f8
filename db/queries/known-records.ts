import type { Client } from '../connection.ts'

/** What is stored of a record: the content of its latest version, and when that was seen. */
export interface KnownRecord {
  contentHash: string
  /** Earliest and latest sighting of this content. */
  contentFirstSeen: string
  contentSeenAt: string
  /** First and last sighting, whatever it said then. */
  firstSeen: string
  lastSeen: string
  /** What it was extracted with. */
  codeVersion: string
  taxonomyVersion: string
}

/** The stored state of records, by `source` and `sourceId` joined with a tab; those not stored are missing. */
export async function findRecords(
  client: Client,
  records: readonly { source: string; sourceId: string }[],
): Promise<Map<string, KnownRecord>> {
  const { rows } = await client.query<{
    source: string
    record_id: string
    content_hash: Buffer
    content_first_seen: Date
    content_seen_at: Date
    first_seen: Date
    last_seen: Date
    code_version: string
    taxonomy_version: string
  }>(
    // Record by record: a table that grows faster than its statistics would be sorted whole.
    `select p.* from unnest($1::text[], $2::text[]) as w (source, record_id)
     cross join lateral (
       select p.source, p.record_id, p.content_hash, p.content_first_seen, p.content_seen_at, p.first_seen, p.last_seen,
         p.code_version, p.taxonomy_version
       from core.postings p where p.source = w.source and p.record_id = w.record_id limit 1
     ) p`,
    [records.map(record => record.source), records.map(record => record.sourceId)],
  )
  return new Map(
    rows.map(row => [
      `${row.source}\t${row.record_id}`,
      {
        contentHash: row.content_hash.toString('hex'),
        contentFirstSeen: row.content_first_seen.toISOString(),
        contentSeenAt: row.content_seen_at.toISOString(),
        firstSeen: row.first_seen.toISOString(),
        lastSeen: row.last_seen.toISOString(),
        codeVersion: row.code_version,
        taxonomyVersion: row.taxonomy_version,
      },
    ]),
  )
}
