import type { Client } from '../connection.ts'
import type { PostingTable } from '../schema.ts'
import { copyRows } from './copy.ts'

/** A posting to store; JSON columns as text, times as ISO 8601. */
export type PostingRow = Omit<
  PostingTable,
  | 'content_first_seen'
  | 'content_seen_at'
  | 'first_seen'
  | 'last_seen'
  | 'gone_at'
  | 'gone_reason'
  | 'places'
  | 'skills'
  | 'issues'
> & {
  content_first_seen: string
  content_seen_at: string
  first_seen: string
  last_seen: string
  places: string
  skills: string
  issues: string
}

const columns = [
  'source',
  'source_id',
  'record_id',
  'url',
  'content_hash',
  'content_first_seen',
  'content_seen_at',
  'first_seen',
  'last_seen',
  'run_id',
  'new_in_scope',
  'publishable',
  'code_version',
  'taxonomy_version',
  'title',
  'title_terms',
  'role',
  'seniority',
  'in_scope',
  'employment_type',
  'market',
  'ir35',
  'pay_min',
  'pay_max',
  'pay_currency',
  'pay_period',
  'pay_quoted',
  'places',
  'areas',
  'terms',
  'region',
  'workplace',
  'skills',
  'company',
  'posted_on',
  'posted_stated',
  'closed_on',
  'language',
  'issues',
  'title_key',
  'company_key',
  'place_key',
] as const satisfies (keyof PostingRow)[]

/**
 * Stores postings by COPY: those of a record replace all that it had, and every record's first and last sighting widen.
 * The clusters that the old and the new postings belong to are marked stale.
 * Loading the same again changes nothing but marks.
 */
export async function loadPostings(client: Client, rows: readonly PostingRow[]): Promise<void> {
  if (rows.length === 0) return
  // What a record had is taken out and joined here, so that COPY goes straight to where the rows stay.
  const replaced = await takeOut(client, rows)
  const former = formerRecords(replaced)
  await copyRows(
    client,
    'core.postings',
    columns,
    rows.map(row => succeeding(row, former.get(recordKey(row)))),
  )
  await markStale(
    client,
    [...replaced, ...rows].filter(row => row.in_scope),
  )
}

type Cluster = Pick<PostingRow, 'title_key' | 'company_key' | 'place_key'>

/** What of a stored posting outlives it. */
type Stored = Cluster &
  Pick<
    PostingTable,
    | 'source'
    | 'record_id'
    | 'first_seen'
    | 'last_seen'
    | 'content_seen_at'
    | 'run_id'
    | 'new_in_scope'
    | 'publishable'
    | 'in_scope'
  >

const recordKey = ({ source, record_id }: { source: string; record_id: string }) => `${source}\t${record_id}`

/**
 * Deletes the postings of the rows' records. Each record is looked up by itself (`offset 0` keeps it so): a table that
 * grows faster than its statistics would be sorted whole for every load.
 */
async function takeOut(client: Client, rows: readonly PostingRow[]): Promise<Stored[]> {
  const records = [...new Map(rows.map(row => [recordKey(row), row])).values()]
  const found = await client.query<Stored & { ctid: string }>(
    `select p.* from unnest($1::text[], $2::text[]) as r (source, record_id)
     cross join lateral (
       select p.ctid, p.source, p.record_id, p.first_seen, p.last_seen, p.content_seen_at, p.run_id, p.new_in_scope,
         p.publishable, p.in_scope, p.title_key, p.company_key, p.place_key
       from core.postings p where p.source = r.source and p.record_id = r.record_id offset 0 for update
     ) p`,
    [records.map(({ source }) => source), records.map(({ record_id }) => record_id)],
  )
  // They are locked, so nothing moves them in between.
  if (found.rows.length > 0)
    await client.query('delete from core.postings where ctid = any($1::tid[])', [
      found.rows.map(({ ctid }) => ctid),
    ])
  return found.rows
}

/** The postings of each record as one. */
function formerRecords(postings: readonly Stored[]): Map<string, Stored> {
  const records = new Map<string, Stored>()
  for (const posting of postings) {
    const key = recordKey(posting)
    const other = records.get(key) ?? posting
    records.set(key, {
      ...posting,
      first_seen: earlier(other.first_seen, posting.first_seen),
      last_seen: later(other.last_seen, posting.last_seen),
      content_seen_at: later(other.content_seen_at, posting.content_seen_at),
      run_id: Math.min(other.run_id, posting.run_id),
      new_in_scope: other.new_in_scope || posting.new_in_scope,
      publishable: other.publishable || posting.publishable,
    })
  }
  return records
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)
const later = (a: Date, b: Date): Date => (a > b ? a : b)

/** A row with the sightings of what its record had before; what does not state its day is of the day it was first seen. */
function succeeding(row: PostingRow, former: Stored | undefined): PostingRow {
  if (!former && row.posted_stated) return row
  const joined = { ...row }
  if (former) {
    joined.first_seen = earlier(new Date(row.first_seen), former.first_seen).toISOString()
    joined.last_seen = later(new Date(row.last_seen), former.last_seen).toISOString()
    joined.content_seen_at = later(new Date(row.content_seen_at), former.content_seen_at).toISOString()
    joined.run_id = former.run_id
    joined.new_in_scope = former.new_in_scope
    joined.publishable ||= former.publishable
  }
  if (!row.posted_stated) joined.posted_on = new Date(joined.first_seen).toISOString().slice(0, 10)
  return joined
}

/** Removes the postings of records that no response shows any more; their clusters become stale. */
export async function deletePostings(
  client: Client,
  records: readonly { source: string; sourceId: string }[],
): Promise<void> {
  if (records.length === 0) return
  const { rows } = await client.query<Cluster & { in_scope: boolean }>(
    `delete from core.postings p using unnest($1::text[], $2::text[]) as w (source, record_id)
     where p.source = w.source and p.record_id = w.record_id
     returning p.in_scope, p.title_key, p.company_key, p.place_key`,
    [records.map(({ source }) => source), records.map(({ sourceId }) => sourceId)],
  )
  await markStale(
    client,
    rows.filter(row => row.in_scope),
  )
}

async function markStale(client: Client, clusters: readonly Cluster[]): Promise<void> {
  const columnOf = (key: keyof Cluster) => clusters.map(cluster => cluster[key])
  // In one order for all, so that two that mark the same wait for each other instead of deadlocking.
  await client.query(
    `insert into core.stale_clusters
     select distinct * from unnest($1::text[], $2::text[], $3::text[]) as c (title_key, company_key, place_key)
     order by 1, 2, 3
     on conflict do nothing`,
    [columnOf('title_key'), columnOf('company_key'), columnOf('place_key')],
  )
}

/** When a record was seen: first, last, and last with the content that is stored. */
export interface Resighting {
  source: string
  recordId: string
  firstSeen: string
  lastSeen: string
  contentSeenAt: string
}

/**
 * Widens the span in which records were seen. Where that moves a posting's day or the time it is open, its cluster
 * becomes stale.
 */
export async function widenSightings(client: Client, seen: readonly Resighting[]): Promise<void> {
  if (seen.length === 0) return
  const found = await client.query<{ ctid: string; nth: number }>(
    `select p.ctid, s.nth from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[])
       with ordinality as s (source, record_id, first_seen, last_seen, content_seen_at, nth)
     cross join lateral (
       select p.ctid from core.postings p
       where p.source = s.source and p.record_id = s.record_id
         and (s.first_seen < p.first_seen or s.last_seen > p.last_seen or s.content_seen_at > p.content_seen_at)
       offset 0 for update
     ) p`,
    [
      seen.map(s => s.source),
      seen.map(s => s.recordId),
      seen.map(s => s.firstSeen),
      seen.map(s => s.lastSeen),
      seen.map(s => s.contentSeenAt),
    ],
  )
  if (found.rows.length === 0) return
  const wider = found.rows.map(({ nth }) => seen[nth - 1]!)
  await client.query(
    `with widened as (
       update core.postings p set
         first_seen = least(p.first_seen, s.first_seen),
         last_seen = greatest(p.last_seen, s.last_seen),
         content_seen_at = greatest(p.content_seen_at, s.content_seen_at),
         posted_on = case when p.posted_stated then p.posted_on
           else (least(p.first_seen, s.first_seen) at time zone 'UTC')::date end
       from unnest($1::tid[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[])
         as s (place, first_seen, last_seen, content_seen_at)
       where p.ctid = s.place
       returning p.in_scope, p.title_key, p.company_key, p.place_key
     )
     insert into core.stale_clusters
     select distinct title_key, company_key, place_key from widened where in_scope order by 1, 2, 3
     on conflict do nothing`,
    [
      found.rows.map(({ ctid }) => ctid),
      wider.map(s => s.firstSeen),
      wider.map(s => s.lastSeen),
      wider.map(s => s.contentSeenAt),
    ],
  )
}

/**
 * Sets the span in which records were seen, also to a narrower one: sightings were found to be none. Where that moves a
 * posting's day or the time it is open, its cluster becomes stale.
 */
export async function alignSightings(client: Client, seen: readonly Resighting[]): Promise<void> {
  if (seen.length === 0) return
  await client.query(
    `with aligned as (
       update core.postings p set
         first_seen = s.first_seen, last_seen = s.last_seen, content_seen_at = s.content_seen_at,
         posted_on = case when p.posted_stated then p.posted_on else (s.first_seen at time zone 'UTC')::date end
       from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[])
         as s (source, record_id, first_seen, last_seen, content_seen_at)
       where p.source = s.source and p.record_id = s.record_id
         and (p.first_seen, p.last_seen, p.content_seen_at) is distinct from (s.first_seen, s.last_seen, s.content_seen_at)
       returning p.in_scope, p.title_key, p.company_key, p.place_key
     )
     insert into core.stale_clusters
     select distinct title_key, company_key, place_key from aligned where in_scope order by 1, 2, 3
     on conflict do nothing`,
    [
      seen.map(s => s.source),
      seen.map(s => s.recordId),
      seen.map(s => s.firstSeen),
      seen.map(s => s.lastSeen),
      seen.map(s => s.contentSeenAt),
    ],
  )
}
