import type { Client } from '../connection.ts'

/** An advert that was found to be gone. */
export interface Closure {
  source: string
  sourceId: string
  closedAt: string
  reason: string
}

/**
 * Records that adverts are gone, once each; their vacancies become stale. Waits for a load under way: the marks of both
 * are taken by who makes the vacancies, and must be there before.
 * @returns how many of them stood until then
 */
export async function storeClosures(
  client: Client,
  board: string,
  closures: readonly Closure[],
): Promise<number> {
  if (closures.length === 0) return 0
  await client.query(`select pg_advisory_xact_lock(hashtext('load'))`)
  const columns = [
    closures.map(each => each.source),
    closures.map(each => each.sourceId),
    closures.map(each => each.closedAt),
    closures.map(each => each.reason.slice(0, 200)),
  ]
  await client.query(
    `insert into raw.closures (source, source_id, closed_at, board, reason)
     select w.source, w.source_id, w.closed_at, $5, w.reason
     from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) as w (source, source_id, closed_at, reason)
     on conflict do nothing`,
    [...columns, board],
  )
  return markGone(
    client,
    closures.map(({ source, sourceId }) => ({ source, sourceId })),
  )
}

/**
 * Brings what postings say of being gone in line with their sightings and closures: gone at the first closure after
 * the last sighting, standing where there is none. So the order in which both arrive makes no difference.
 * Most records never closed and are not looked at: nothing but a closure makes a posting go.
 * @returns how many records went
 */
export async function markGone(
  client: Client,
  records: readonly { source: string; sourceId: string }[],
): Promise<number> {
  if (records.length === 0) return 0
  const { rows } = await client.query<{ gone: number }>(
    `with closed as (
       select distinct w.source, w.record_id from unnest($1::text[], $2::text[]) as w (source, record_id)
       where exists (select from raw.closures c where c.source = w.source and c.source_id = w.record_id)
     ), wanted as (
       select distinct p.source, p.source_id, p.record_id, p.gone_at as was, c.closed_at, c.reason
       from closed
       join core.postings p using (source, record_id)
       left join lateral (
         select closed_at, reason from raw.closures c
         where c.source = p.source and c.source_id = p.record_id and c.closed_at > p.last_seen
         order by closed_at limit 1) c on true
     ), marked as (
       update core.postings p set gone_at = w.closed_at, gone_reason = w.reason
       from wanted w
       where p.source = w.source and p.source_id = w.source_id and p.record_id = w.record_id
         and (p.gone_at, p.gone_reason) is distinct from (w.closed_at, w.reason)
       returning p.source, p.record_id, p.in_scope, p.title_key, p.company_key, p.place_key, w.was, p.gone_at
     ), stale as (
       insert into core.stale_clusters
       select distinct title_key, company_key, place_key from marked where in_scope order by 1, 2, 3
       on conflict do nothing
     )
     select count(distinct (source, record_id)) filter (where was is null and gone_at is not null)::int as gone from marked`,
    [records.map(each => each.source), records.map(each => each.sourceId)],
  )
  return rows[0]!.gone
}
