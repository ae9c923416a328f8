import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import type { Client, Database } from '../connection.ts'

const decompress = promisify(zstdDecompress)

/** Captures whose bodies are fetched together: a few megabytes, of boards at most a few hundred. */
const BATCH = 32

/** Which captures are meant; days in UTC, both of them included. */
export interface CaptureFilter {
  platform?: string | undefined
  from?: string | undefined
  to?: string | undefined
  /** How the address begins. */
  prefix?: string | undefined
}

/** A response that was stored. */
export interface StoredCapture {
  platform: string
  url: string
  /** The JSON that was posted; null for a GET. */
  post: string | null
  status: number
  /** ISO 8601 in UTC. */
  seenAt: string
  contentType: string
  /** Null where its retention is over. */
  body: Uint8Array | null
}

interface CaptureRow {
  platform: string
  url: string
  post: string | null
  status: number
  seenAt: Date
  hash: Buffer
}

export async function countCaptures({ pool }: Database, filter: CaptureFilter): Promise<number> {
  const { where, values } = conditionOf(filter)
  const { rows } = await pool.query<{ count: number }>(
    `select count(*) as count from raw.captures where ${where}`,
    values,
  )
  return rows[0]!.count
}

/** The captures in the order in which they were made, with their bodies: all as of one moment, some in memory at a time. */
export async function* readCaptures(
  database: Database,
  filter: CaptureFilter,
): AsyncGenerator<StoredCapture> {
  const { where, values } = conditionOf(filter)
  const client = await database.pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    await client.query(
      `declare chosen no scroll cursor for
         select platform, url, post, status, seen_at as "seenAt", hash from raw.captures
         where ${where} order by seen_at, platform, url_hash`,
      values,
    )
    for (;;) {
      const { rows } = await client.query<CaptureRow>(`fetch ${BATCH} from chosen`)
      if (rows.length === 0) break
      yield* withBodies(client, rows)
    }
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

async function* withBodies(client: Client, captures: readonly CaptureRow[]): AsyncGenerator<StoredCapture> {
  const { rows } = await client.query<{ hash: Buffer; content_type: string; body: Buffer }>(
    `select distinct on (hash) hash, content_type, body from raw.snapshots
     where hash = any($1) and (keep_until is null or keep_until >= current_date)
     order by hash, month`,
    [captures.map(capture => capture.hash)],
  )
  const snapshots = new Map(rows.map(row => [row.hash.toString('hex'), row]))
  for (const { hash, seenAt, ...capture } of captures) {
    const snapshot = snapshots.get(hash.toString('hex'))
    yield {
      ...capture,
      seenAt: seenAt.toISOString(),
      contentType: snapshot?.content_type ?? '',
      body: snapshot ? await decompress(snapshot.body) : null,
    }
  }
}

function conditionOf({ platform, from, to, prefix }: CaptureFilter): { where: string; values: unknown[] } {
  const conditions: [string, unknown][] = [
    ['platform = ?', platform],
    ['seen_at >= ?::date', from],
    ['seen_at < ?::date + 1', to],
    ['starts_with(url, ?)', prefix],
  ]
  const given = conditions.filter(([, value]) => value !== undefined)
  const where = given.map(([condition], at) => condition.replace('?', `$${at + 1}`)).join(' and ')
  return { where: where || 'true', values: given.map(([, value]) => value) }
}
