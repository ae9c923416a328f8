import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import type { Client, Database } from '../connection.ts'

const decompress = promisify(zstdDecompress)

/** Responses whose bodies are fetched together: a few megabytes, of boards at most a few hundred. */
const BATCH = 32

/** A response that was stored, and what is known of the storing. */
export interface StoredBody {
  platform: string
  url: string
  /** The JSON that was posted; null for a GET. */
  post: string | null
  status: number
  /** ISO 8601 in UTC. */
  seenAt: string
  /** SHA-256 of the body. */
  hash: Buffer
  contentType: string
  /** Null where its retention is over, or it was erased. */
  body: Uint8Array | null
  /** Last day on which the body may be kept; null: no end. */
  keepUntil: string | null
}

/** Responses of a month, by its first day; of these platforms, of all where none is named. */
export interface MonthOfResponses {
  month: string
  platforms: readonly string[]
}

/** How many responses are stored of each platform and month, the months as their first days. */
export async function countResponses(
  { pool }: Database,
  period: { from: string; to: string },
  platforms: readonly string[],
): Promise<{ month: string; platform: string; responses: number }[]> {
  const { rows } = await pool.query(
    `select date_trunc('month', seen_at at time zone 'UTC')::date as month, platform, count(*) as responses
     from raw.captures
     where seen_at >= $1::date and seen_at < $2::date + interval '1 month' and ($3::text[] = '{}' or platform = any($3))
     group by 1, 2 order by 1, 2`,
    [period.from, period.to, platforms],
  )
  return rows
}

/** How many adverts were seen in each month, the months as their first days. */
export async function countAdverts(
  { pool }: Database,
  period: { from: string; to: string },
  platforms: readonly string[],
): Promise<{ month: string; adverts: number }[]> {
  const { rows } = await pool.query(
    `select date_trunc('month', seen_at at time zone 'UTC')::date as month,
       count(distinct (source, source_id)) as adverts
     from raw.sightings
     where seen_at >= $1::date and seen_at < $2::date + interval '1 month' and ($3::text[] = '{}' or source = any($3))
     group by 1 order by 1`,
    [period.from, period.to, platforms],
  )
  return rows
}

/** Which of these responses are stored: their places in the list. */
export async function findStored(
  { pool }: Database,
  responses: readonly { url: string; post: string | null; seenAt: string }[],
): Promise<number[]> {
  const { rows } = await pool.query<{ at: number }>(
    `select w.nth::int - 1 as at from unnest($1::text[], $2::text[], $3::timestamptz[]) with ordinality as w (url, post, seen_at, nth)
     where exists (
       select from raw.captures c
       where c.seen_at = w.seen_at and c.url_hash = md5(w.url || coalesce(chr(10) || w.post, '')))`,
    [responses.map(each => each.url), responses.map(each => each.post), responses.map(each => each.seenAt)],
  )
  return rows.map(({ at }) => at)
}

/**
 * The stored responses of a month in the order of their addresses, some in memory at a time. Each is read when its turn
 * comes, so that a reader may take hours without holding on to a state of the database.
 */
export async function* readMonthOfResponses(
  { pool }: Database,
  { month, platforms }: MonthOfResponses,
): AsyncGenerator<StoredBody> {
  let after = null as CaptureRow | null
  for (;;) {
    const { rows }: { rows: CaptureRow[] } = await pool.query(
      `select platform, url, post, status, hash, url_hash, seen_at::text as seen_at, seen_at as "seenAt" from raw.captures
       where seen_at >= $1::date and seen_at < $1::date + interval '1 month' and ($2::text[] = '{}' or platform = any($2))
         and ($3::timestamptz is null or (platform, url_hash, seen_at) > ($4::text, $5::text, $3::timestamptz))
       order by platform, url_hash, raw.captures.seen_at limit ${BATCH}`,
      [month, platforms, after?.seen_at ?? null, after?.platform ?? null, after?.url_hash ?? null],
    )
    if (rows.length === 0) break
    after = rows.at(-1)!
    yield* withBodies(pool, rows)
  }
  yield* withoutCapture(pool, { month, platforms })
}

/**
 * A raw posting that came with the address and the time of another one is a snapshot without a capture: its sighting
 * tells of it, and its body of all else.
 */
async function* withoutCapture(
  pool: Database['pool'],
  { month, platforms }: MonthOfResponses,
): AsyncGenerator<StoredBody> {
  const { rows } = await pool.query<ResponseRow>(
    `with candidates as (
       select distinct on (s.snapshot_hash) s.snapshot_hash as hash, s.source, s.seen_at from raw.sightings s
       where s.seen_at >= $1::date and s.seen_at < $1::date + interval '1 month' and ($2::text[] = '{}' or s.source = any($2))
         and not exists (
           select from raw.captures c
           where c.hash = s.snapshot_hash and c.seen_at = s.seen_at
             and c.seen_at >= $1::date and c.seen_at < $1::date + interval '1 month')
       order by s.snapshot_hash, s.seen_at
     )
     select source as platform, '' as url, null as post, 200 as status, hash, seen_at as "seenAt" from candidates w
     where not exists (select from raw.captures c where c.hash = w.hash) order by hash`,
    [month, platforms],
  )
  for (let at = 0; at < rows.length; at += BATCH) yield* withBodies(pool, rows.slice(at, at + BATCH))
}

/**
 * The responses that these bodies came as, one for each.
 * @param wanted hashes, and when the response was seen that is preferred among those with the same body
 */
export async function findResponses(
  client: Pick<Client, 'query'>,
  wanted: readonly { hash: Buffer; seenAt: string }[],
): Promise<StoredBody[]> {
  const { rows } = await client.query<ResponseRow>(
    `select coalesce(c.platform, '') as platform, coalesce(c.url, '') as url, c.post, coalesce(c.status, 200) as status, w.hash,
       coalesce(c.seen_at, w.seen_at) as "seenAt"
     from unnest($1::bytea[], $2::timestamptz[]) as w (hash, seen_at)
     left join lateral (
       select platform, url, post, status, seen_at from raw.captures c where c.hash = w.hash
       order by date_trunc('milliseconds', c.seen_at) <> w.seen_at, c.seen_at, c.platform, c.url_hash limit 1
     ) c on true`,
    [wanted.map(({ hash }) => hash), wanted.map(({ seenAt }) => seenAt)],
  )
  const found: StoredBody[] = []
  for await (const response of withBodies(client, rows)) found.push(response)
  return found
}

interface ResponseRow {
  platform: string
  url: string
  post: string | null
  status: number
  hash: Buffer
  seenAt: Date
}

interface CaptureRow extends ResponseRow {
  url_hash: string
  /** With all its digits. */
  seen_at: string
}

async function* withBodies(
  client: Pick<Client, 'query'>,
  rows: readonly ResponseRow[],
): AsyncGenerator<StoredBody> {
  const { rows: found } = await client.query<{
    hash: Buffer
    content_type: string
    body: Buffer
    keep_until: string | null
  }>(
    `select distinct on (hash) hash, content_type, body, keep_until from raw.snapshots
     where hash = any($1) and (keep_until is null or keep_until >= current_date)
     order by hash, month`,
    [rows.map(row => row.hash)],
  )
  const snapshots = new Map(found.map(row => [row.hash.toString('hex'), row]))
  for (const { platform, url, post, status, hash, seenAt } of rows) {
    const snapshot = snapshots.get(hash.toString('hex'))
    yield {
      platform,
      url,
      post,
      status,
      seenAt: seenAt.toISOString(),
      hash,
      contentType: snapshot?.content_type ?? '',
      body: snapshot ? await decompress(snapshot.body) : null,
      keepUntil: snapshot?.keep_until ?? null,
    }
  }
}
