import { zstdDecompressSync } from 'node:zlib'
import type { Client } from '../connection.ts'

/** Which rejected records are meant. */
export interface RejectionFilter {
  /** The platform that rejected them, or the configured source in whose crawl they were. */
  source?: string | undefined
  reason?: string | undefined
  /** Those that one run rejected first. */
  runId?: number | undefined
  /** How their hash begins, in hex digits. */
  hash?: string | undefined
}

/** How many records a platform rejected for one reason. */
export interface RejectionCount {
  source: string
  reason: string
  open: number
  resolved: number
  /** When the newest of them was first rejected, and what it is known by. */
  newestAt: Date
  newest: { hash: string; sourceId: string | null; input: string }
}

/** A rejected record. */
export interface KeptRejection {
  source: string
  /** sha-256 of its input, in hex digits. */
  hash: string
  sourceId: string | null
  reason: string
  input: string
  runId: number
  /** What the run worked on: a configured source, or a file. */
  subject: string | null
  /** The run's kind: `crawl`, `import`. */
  kind: string | null
  rejectedAt: Date
  resolvedAt: Date | null
  resolution: string | null
  /** The responses in which it was met first and last, in hex digits; null where it came without one. */
  snapshots: string[]
}

/** SQL: the condition of a filter over rejections `r` and their runs `u`; $1 to $4. */
const MATCHES = `($1::text is null or r.source = $1 or u.subject = $1) and ($2::text is null or r.reason = $2)
  and ($3::bigint is null or r.run_id = $3) and ($4::text is null or starts_with(encode(r.input_hash, 'hex'), $4))`

const valuesOf = ({ source, reason, runId, hash }: RejectionFilter): unknown[] => [
  source ?? null,
  reason ?? null,
  runId ?? null,
  hash?.toLowerCase() ?? null,
]

/** Rejected records by platform and reason, most open ones first. For the operations page and the metrics too. */
export async function countRejections(
  client: Pick<Client, 'query'>,
  filter: RejectionFilter = {},
): Promise<RejectionCount[]> {
  const { rows } = await client.query(
    `select r.source, r.reason, count(*) filter (where r.resolved_at is null)::int as open,
       count(*) filter (where r.resolved_at is not null)::int as resolved, max(r.rejected_at) as "newestAt",
       (array_agg(jsonb_build_object('hash', encode(r.input_hash, 'hex'), 'sourceId', r.source_id,
         'input', left(r.input, 2000)) order by r.resolved_at is null desc, r.rejected_at desc, r.input_hash))[1] as newest
     from ops.rejections r left join ops.runs u using (run_id)
     where ${MATCHES} group by r.source, r.reason order by 3 desc, 4 desc, 1, 2`,
    valuesOf(filter),
  )
  return rows
}

const COLUMNS = `r.source, encode(r.input_hash, 'hex') as hash, r.source_id as "sourceId", r.reason, r.input,
  r.run_id as "runId", u.subject, u.kind, r.rejected_at as "rejectedAt", r.resolved_at as "resolvedAt", r.resolution,
  array(select distinct encode(h, 'hex') from unnest(array[r.snapshot_hash, r.last_snapshot_hash]) h
    where h is not null) as snapshots`

/** Rejected records, open ones first, newest first. */
export async function findRejections(
  client: Pick<Client, 'query'>,
  filter: RejectionFilter,
  limit: number,
): Promise<KeptRejection[]> {
  const { rows } = await client.query(
    `select ${COLUMNS} from ops.rejections r left join ops.runs u using (run_id)
     where ${MATCHES} order by r.resolved_at is null desc, r.rejected_at desc, r.input_hash limit $5`,
    [...valuesOf(filter), limit],
  )
  return rows
}

/**
 * The responses that hold open rejections, oldest rejection first, in hex digits.
 */
export async function findRejectedSnapshots(
  client: Pick<Client, 'query'>,
  filter: RejectionFilter,
): Promise<string[]> {
  const { rows } = await client.query<{ hash: string }>(
    `select encode(h, 'hex') as hash from ops.rejections r left join ops.runs u using (run_id)
       cross join lateral unnest(array[r.snapshot_hash, r.last_snapshot_hash]) h
     where r.resolved_at is null and h is not null and ${MATCHES}
     group by h order by min(r.rejected_at), h`,
    valuesOf(filter),
  )
  return rows.map(({ hash }) => hash)
}

/** The open rejections that responses hold. @param snapshots hashes in hex digits */
export async function findRejectedIn(
  client: Pick<Client, 'query'>,
  snapshots: readonly string[],
): Promise<KeptRejection[]> {
  const { rows } = await client.query(
    `select ${COLUMNS} from ops.rejections r left join ops.runs u using (run_id)
     where r.resolved_at is null and (r.snapshot_hash = any($1::bytea[]) or r.last_snapshot_hash = any($1::bytea[]))
     order by r.input_hash`,
    [snapshots.map(hash => Buffer.from(hash, 'hex'))],
  )
  return rows
}

/** The open rejections that came without a response, oldest first, some at a time. @param after a hash in hex digits */
export async function findRejectedAlone(
  client: Pick<Client, 'query'>,
  filter: RejectionFilter,
  after: string,
  limit: number,
): Promise<KeptRejection[]> {
  const { rows } = await client.query(
    `select ${COLUMNS} from ops.rejections r left join ops.runs u using (run_id)
     where r.resolved_at is null and r.snapshot_hash is null and ${MATCHES} and r.input_hash > decode($5, 'hex')
     order by r.input_hash limit $6`,
    [...valuesOf(filter), after, limit],
  )
  return rows
}

/** A stored response, each time it was given. */
export interface CapturedBody {
  contentType: string
  body: Uint8Array
  /** Last day on which the body may be kept; null without end. */
  keepUntil: string | null
  captures: { platform: string; url: string; post: string | null; status: number; seenAt: string }[]
}

/** A stored response by its hash in hex digits; null where its body is stored no more. */
export async function findCapturedBody(
  client: Pick<Client, 'query'>,
  snapshot: string,
): Promise<CapturedBody | null> {
  const stored = await client.query(
    `select content_type as "contentType", body, keep_until::text as "keepUntil" from raw.snapshots
     where hash = decode($1, 'hex') and (keep_until is null or keep_until >= current_date) order by month limit 1`,
    [snapshot],
  )
  if (!stored.rows[0]) return null
  const { rows } = await client.query(
    `select platform, url, post, status, seen_at as "seenAt" from raw.captures
     where hash = decode($1, 'hex') order by seen_at, platform, url_hash`,
    [snapshot],
  )
  return {
    ...stored.rows[0],
    body: zstdDecompressSync(stored.rows[0].body),
    captures: rows.map(row => ({ ...row, seenAt: row.seenAt.toISOString() })),
  }
}

/** Of these records of a platform those that are stored, with whether one of their postings is in scope. */
export async function findStored(
  client: Pick<Client, 'query'>,
  source: string,
  ids: readonly string[],
): Promise<Map<string, { inScope: boolean }>> {
  const { rows } = await client.query(
    `select record_id, bool_or(in_scope) as in_scope from core.postings
     where source = $1 and record_id = any($2) group by record_id`,
    [source, ids],
  )
  return new Map(rows.map(row => [row.record_id, { inScope: row.in_scope }]))
}

/** Which records a response was known to hold. */
export async function findSighted(client: Pick<Client, 'query'>, snapshot: string): Promise<Set<string>> {
  const { rows } = await client.query<{ source_id: string }>(
    `select distinct source_id from raw.sightings where snapshot_hash = decode($1, 'hex')`,
    [snapshot],
  )
  return new Set(rows.map(({ source_id }) => source_id))
}
