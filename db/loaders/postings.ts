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
  await client.query('create temp table if not exists staged_postings (like core.postings) on commit drop')
  await client.query('truncate staged_postings')
  await copyRows(client, 'staged_postings', columns, rows)
  await client.query(`
    update staged_postings s
    set first_seen = least(s.first_seen, p.first_seen), last_seen = greatest(s.last_seen, p.last_seen), run_id = p.run_id,
      new_in_scope = p.new_in_scope, publishable = s.publishable or p.publishable, content_seen_at = greatest(s.content_seen_at, p.content_seen_at)
    from (
      select source, record_id, min(first_seen) as first_seen, max(last_seen) as last_seen, min(run_id) as run_id,
        bool_or(new_in_scope) as new_in_scope, bool_or(publishable) as publishable, max(content_seen_at) as content_seen_at
      from core.postings join (select distinct source, record_id from staged_postings) r using (source, record_id)
      group by source, record_id
    ) p
    where p.source = s.source and p.record_id = s.record_id`)
  await client.query(`
    update staged_postings set posted_on = (first_seen at time zone 'UTC')::date where not posted_stated`)
  await client.query(`
    with replaced as (
      delete from core.postings p using (select distinct source, record_id from staged_postings) r
      where p.source = r.source and p.record_id = r.record_id
      returning p.title_key, p.company_key, p.place_key
    )
    insert into core.stale_clusters
    select title_key, company_key, place_key from replaced
    union select title_key, company_key, place_key from staged_postings where in_scope
    order by 1, 2, 3
    on conflict do nothing`)
  await client.query(
    `insert into core.postings (${columns.join(', ')}) select ${columns.join(', ')} from staged_postings`,
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
  await client.query(
    `with seen as (
       select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[])
         as w (source, record_id, first_seen, last_seen, content_seen_at)
     ), widened as (
       update core.postings p set
         first_seen = least(p.first_seen, s.first_seen),
         last_seen = greatest(p.last_seen, s.last_seen),
         content_seen_at = greatest(p.content_seen_at, s.content_seen_at),
         posted_on = case when p.posted_stated then p.posted_on
           else (least(p.first_seen, s.first_seen) at time zone 'UTC')::date end
       from seen s
       where p.source = s.source and p.record_id = s.record_id
         and (s.first_seen < p.first_seen or s.last_seen > p.last_seen or s.content_seen_at > p.content_seen_at)
       returning p.in_scope, p.title_key, p.company_key, p.place_key
     )
     insert into core.stale_clusters
     select distinct title_key, company_key, place_key from widened where in_scope order by 1, 2, 3
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
