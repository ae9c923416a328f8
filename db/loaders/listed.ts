import type { Client, Database } from '../connection.ts'

/** An advert that a crawl met on a board. */
export interface Met {
  source: string
  sourceId: string
  /** md5 of the address of its own page; null where its words stand in the listing. */
  pageHash: string | null
  stub: string | null
  metAt: string
}

/**
 * Notes which adverts a crawl met, and what the listing said of those whose pages were fetched.
 * @param readPages pages that were read without a fault: an advert that stood on one of them before, and does not any
 *   more, is no longer known by it
 */
export async function storeMet(
  client: Client,
  board: string,
  runId: number,
  met: readonly Met[],
  readPages: readonly string[] = [],
): Promise<void> {
  if (met.length === 0) return
  await client.query(
    `insert into raw.listed as l (board, source, source_id, page_hash, stub, run_id, listed_at, fetched_at)
     select distinct on (w.source, w.source_id) $1, w.source, w.source_id, w.page_hash, w.stub, $2, w.met_at, w.met_at
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
       as w (source, source_id, page_hash, stub, met_at)
     order by w.source, w.source_id, w.met_at desc
     on conflict (board, source, source_id) do update set
       page_hash = excluded.page_hash, stub = excluded.stub, run_id = greatest(l.run_id, excluded.run_id),
       listed_at = greatest(l.listed_at, excluded.listed_at), fetched_at = greatest(l.fetched_at, excluded.fetched_at)`,
    [
      board,
      runId,
      met.map(each => each.source),
      met.map(each => each.sourceId),
      met.map(each => each.pageHash),
      met.map(each => each.stub),
      met.map(each => each.metAt),
    ],
  )
  await client.query(
    `update raw.listed set page_hash = null, stub = null
     where board = $1 and page_hash = any($2)
       and (source, source_id) not in (select * from unnest($3::text[], $4::text[]))`,
    [board, readPages, met.map(each => each.source), met.map(each => each.sourceId)],
  )
}

/**
 * Which of these pages need not be asked for: the listing says the same of their adverts as when they were last
 * fetched, and that was after `since`.
 * @returns the page hashes
 */
export async function findFresh(
  { pool }: Database,
  board: string,
  pages: readonly { pageHash: string; stub: string }[],
  since: Date,
): Promise<Set<string>> {
  if (pages.length === 0) return new Set()
  const { rows } = await pool.query<{ page_hash: string }>(
    `select distinct w.page_hash from unnest($2::text[], $3::text[]) as w (page_hash, stub)
     join raw.listed l on l.board = $1 and l.page_hash = w.page_hash and l.stub = w.stub
     where l.fetched_at > $4
       and not exists (
         select from core.postings p where p.source = l.source and p.record_id = l.source_id and p.gone_at is not null)`,
    [board, pages.map(page => page.pageHash), pages.map(page => page.stub), since],
  )
  return new Set(rows.map(row => row.page_hash))
}

/**
 * Sees adverts again by what the listing says of them alone: each gets a sighting of the content that is stored.
 * @returns how many there were
 */
export async function seeAgain(
  client: Client,
  board: string,
  runId: number,
  pageHashes: readonly string[],
  seenAt: string,
): Promise<number> {
  if (pageHashes.length === 0) return 0
  const { rows } = await client.query<{ seen: number }>(
    `with met as (
       update raw.listed set run_id = greatest(run_id, $2), listed_at = greatest(listed_at, $4::timestamptz)
       where board = $1 and page_hash = any($3) returning source, source_id
     ), latest as (
       select m.source, m.source_id, s.content_hash, s.snapshot_hash
       from met m cross join lateral (
         select content_hash, snapshot_hash from raw.sightings s
         where s.source = m.source and s.source_id = m.source_id order by seen_at desc, content_hash desc limit 1) s
     ), sighted as (
       insert into raw.sightings (source, source_id, seen_at, content_hash, snapshot_hash)
       select source, source_id, $4, content_hash, snapshot_hash from latest on conflict do nothing
     ), widened as (
       update core.postings p set last_seen = greatest(p.last_seen, $4::timestamptz),
         content_seen_at = greatest(p.content_seen_at, $4::timestamptz)
       from met m where p.source = m.source and p.record_id = m.source_id and p.last_seen < $4::timestamptz
       returning p.in_scope, p.title_key, p.company_key, p.place_key
     ), stale as (
       insert into core.stale_clusters
       select distinct title_key, company_key, place_key from widened where in_scope order by 1, 2, 3
       on conflict do nothing
     )
     select count(*)::int as seen from met`,
    [board, runId, pageHashes, seenAt],
  )
  return rows[0]!.seen
}

/** Adverts whose pages could not be had or read just now stand all the same: the listing named them. */
export async function keepListed(
  client: Pick<Client, 'query'>,
  board: string,
  runId: number,
  pageHashes: readonly string[],
): Promise<void> {
  if (pageHashes.length === 0) return
  await client.query(
    'update raw.listed set run_id = greatest(run_id, $2) where board = $1 and page_hash = any($3)',
    [board, runId, pageHashes],
  )
}

/** The adverts that a board's pages held when they were last fetched. */
export async function findByPage(
  client: Pick<Client, 'query'>,
  board: string,
  pageHashes: readonly string[],
): Promise<{ source: string; sourceId: string; pageHash: string }[]> {
  if (pageHashes.length === 0) return []
  const { rows } = await client.query(
    'select source, source_id as "sourceId", page_hash as "pageHash" from raw.listed where board = $1 and page_hash = any($2)',
    [board, pageHashes],
  )
  return rows
}

/** The adverts of a board that a crawl did not meet and that are not known to be gone. */
export async function findMissing(
  client: Pick<Client, 'query'>,
  board: string,
  runId: number,
  now: Date,
): Promise<{ source: string; sourceId: string }[]> {
  const { rows } = await client.query(
    `select l.source, l.source_id as "sourceId" from raw.listed l
     where l.board = $1 and l.run_id < $2
       and exists (
         select from core.postings p where p.source = l.source and p.record_id = l.source_id and p.gone_at is null)
       -- An advert that the latest crawl of another board met has not closed; a board that is no longer crawled says nothing.
       and not exists (
         select from raw.listed o
         where o.source = l.source and o.source_id = l.source_id and o.board <> l.board
           and o.listed_at > $3::timestamptz - interval '14 days'
           and o.run_id = (
             select max(r.run_id) from ops.runs r where r.kind = 'crawl' and r.subject = o.board and r.state = 'done'))
     order by 1, 2`,
    [board, runId, now],
  )
  return rows
}

/** How many adverts of a board a crawl met. */
export async function countListed(
  client: Pick<Client, 'query'>,
  board: string,
  runId: number,
): Promise<number> {
  const { rows } = await client.query(
    'select count(*)::int as met from raw.listed where board = $1 and run_id = $2',
    [board, runId],
  )
  return rows[0].met
}

/** How many of the records that a crawl met had been found to be gone before: they are listed again. */
export async function countRelisted(
  client: Pick<Client, 'query'>,
  board: string,
  runId: number,
  since: string,
): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::int as relisted from raw.listed l
     where l.board = $1 and l.run_id = $2
       and exists (
         select from raw.closures c
         where c.source = l.source and c.source_id = l.source_id and c.closed_at <= l.listed_at
           and not exists (
             select from raw.sightings s
             where s.source = l.source and s.source_id = l.source_id and s.seen_at > c.closed_at and s.seen_at < $3))`,
    [board, runId, since],
  )
  return rows[0].relisted
}
