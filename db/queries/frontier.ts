import { type Client, type Database, inTransaction } from '../connection.ts'
import { INTERRUPTED } from './runs.ts'

/** A page of a crawl's frontier. */
export interface FrontierPage {
  url: string
  depth: number
  /** The JSON to post. */
  post?: string
  waitFor?: string
  /** How many adverts the page before said there are. */
  total?: number
  /** Present where the page is one advert's own. `stub` is the hash of what the listing said of it. */
  advert?: { sourceId: string | null; stub: string | null }
}

/** A page that waits, with what the server said of the version that is stored. */
export interface WaitingPage extends FrontierPage {
  position: number
  known: { etag: string | null; lastModified: string | null; hash: Buffer; contentType: string } | null
}

/** What became of a page. */
export interface PageEnd {
  url: string
  post?: string | undefined
  /** Null where it was fetched and stored. */
  reason: string | null
  /** Of a page of the listing: how many adverts it named and the hash of which, the board's own total, and why it is not all. */
  listing?: { listed: number; hash: Buffer | null; total: number | null; partial: string | null }
}

/** SQL: whether the process of run `r` died at it; a reconciler may have noted so since. */
const wasKilled = `(r.state = 'running' or r.state = 'failed' and r.error = '${INTERRUPTED}')`

/** A crawl that can be gone on with. */
export interface UnfinishedCrawl {
  runId: number
  /** What it had done when it was killed; null of one that ended, whose account stands in the ledger. */
  progress: { accounting: unknown; coverage: unknown } | null
}

/**
 * The crawl of a source that was begun and not finished, null where there is none: killed, or ended early because the
 * source declined or the budget was used up. One that is older than two days (a source is put off for up to one) does
 * not count, nor one that began at other pages than `seeds`: the source has moved since.
 */
export async function findUnfinishedCrawl(
  { pool }: Database,
  source: string,
  seeds: readonly FrontierPage[],
): Promise<UnfinishedCrawl | null> {
  const { rows } = await pool.query(
    `select r.run_id, ${wasKilled} as killed, r.accounting, r.coverage from ops.runs r
     where r.kind = 'crawl' and r.subject = $1
       and coalesce(r.finished_at, r.started_at) > now() - interval '2 days'
       and exists (
         select from ops.frontier f where f.run_id = r.run_id and (${wasKilled} or f.state = 'waiting'))
       and not exists (
         select from unnest($2::text[], $3::text[]) as seed (url, post)
         where not exists (
           select from ops.frontier f
           where f.run_id = r.run_id and f.url_hash = md5(seed.url || coalesce(chr(10) || seed.post, ''))))
     order by r.run_id desc limit 1`,
    [source, seeds.map(seed => seed.url), seeds.map(seed => seed.post ?? null)],
  )
  const row = rows[0]
  if (!row) return null
  const progress =
    row.killed && row.accounting ? { accounting: row.accounting, coverage: row.coverage } : null
  return { runId: row.run_id, progress }
}

/** Adds pages to a frontier; one that was ever in it is not added again. */
export async function addPages(
  client: Pick<Client, 'query'>,
  runId: number,
  source: string,
  pages: readonly FrontierPage[],
): Promise<void> {
  if (pages.length === 0) return
  await client.query(
    `insert into ops.frontier (source, run_id, url, post, depth, wait_for, expected_total, advert, advert_id, stub, state)
     select $1, $2, url, post, min(depth), min(wait_for), min(total), bool_and(advert), min(advert_id),
       min(stub), 'waiting'
     from unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::int[], $8::bool[], $9::text[], $10::text[])
       with ordinality as w (url, depth, post, wait_for, total, advert, advert_id, stub, n)
     group by url, post order by min(n) on conflict do nothing`,
    [
      source,
      runId,
      pages.map(page => page.url),
      pages.map(page => page.depth),
      pages.map(page => page.post ?? null),
      pages.map(page => page.waitFor ?? null),
      pages.map(page => page.total ?? null),
      pages.map(page => page.advert !== undefined),
      pages.map(page => page.advert?.sourceId ?? null),
      pages.map(page => page.advert?.stub ?? null),
    ],
  )
}

/** The next waiting pages behind `after` (a position; 0 at first), in the order they were found: adverts' own, or the listing's. */
export async function waitingPages(
  { pool }: Database,
  runId: number,
  adverts: boolean,
  after: number,
  limit: number,
): Promise<WaitingPage[]> {
  const { rows } = await pool.query(
    `select f.url, f.post, f.depth, f.wait_for, f.expected_total, f.advert, f.advert_id, f.stub, f.position,
       v.etag, v.last_modified, v.hash, v.content_type
     from ops.frontier f
     left join ops.validators v on v.source = f.source and v.url_hash = f.url_hash
       and exists (select from raw.snapshots s where s.hash = v.hash)
     where f.run_id = $1 and f.state = 'waiting' and f.position > $2 and f.advert = $4 order by f.position limit $3`,
    [runId, after, limit, adverts],
  )
  return rows.map(row => ({
    url: row.url,
    depth: row.depth,
    position: row.position,
    ...(row.post === null ? {} : { post: row.post }),
    ...(row.wait_for ? { waitFor: row.wait_for } : {}),
    ...(row.expected_total === null ? {} : { total: row.expected_total }),
    ...(row.advert ? { advert: { sourceId: row.advert_id, stub: row.stub } } : {}),
    known: row.hash
      ? { etag: row.etag, lastModified: row.last_modified, hash: row.hash, contentType: row.content_type }
      : null,
  }))
}

/** Marks pages as fetched and stored, or as failed with a reason. */
export async function markPages(
  client: Pick<Client, 'query'>,
  runId: number,
  pages: readonly PageEnd[],
): Promise<void> {
  if (pages.length === 0) return
  await client.query(
    `update ops.frontier f set state = case when w.reason is null then 'done' else 'failed' end, reason = w.reason,
       listed = w.listed, listed_hash = w.hash, total = w.total, partial = w.partial
     from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::bytea[], $7::int[], $8::text[])
       as w (url, post, reason, listed, hash, total, partial)
     where f.run_id = $1 and f.url_hash = md5(w.url || coalesce(chr(10) || w.post, ''))`,
    [
      runId,
      pages.map(page => page.url),
      pages.map(page => page.post ?? null),
      pages.map(page => page.reason),
      pages.map(page => page.listing?.listed ?? null),
      pages.map(page => page.listing?.hash ?? null),
      pages.map(page => page.listing?.total ?? null),
      pages.map(page => page.listing?.partial ?? null),
    ],
  )
}

/**
 * Notes that the source declined at a page, which stays waiting.
 * @returns whether it is the first time
 */
export async function noteDecline(
  client: Pick<Client, 'query'>,
  runId: number,
  { url, post }: { url: string; post?: string | undefined },
  reason: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update ops.frontier set reason = $4
     where run_id = $1 and url_hash = md5($2 || coalesce(chr(10) || $3, '')) and reason is null`,
    [runId, url, post ?? null, reason],
  )
  return rowCount === 1
}

/** Which adverts the pages of a crawl's listing named so far, as hex digits of the hash of each page. */
export async function listedHashes({ pool }: Database, runId: number): Promise<string[]> {
  const { rows } = await pool.query<{ hash: string }>(
    `select distinct encode(listed_hash, 'hex') as hash from ops.frontier where run_id = $1 and listed_hash is not null`,
    [runId],
  )
  return rows.map(row => row.hash)
}

/**
 * Gives the pages of a crawl to the run that goes on with it. Where the former was killed, its account goes along, with
 * the postings that the account is of, and its run is closed.
 */
export async function takeOver({ pool }: Database, from: number, to: number): Promise<void> {
  await inTransaction(pool, async client => {
    // Waits for a process that was cut off and is just storing something; what it stored is seen by the next statement.
    await client.query('select from ops.runs where run_id = $1 for update', [from])
    await client.query(
      `with killed as (select accounting, coverage from ops.runs r where run_id = $1 and ${wasKilled}),
       moved as (update ops.frontier set run_id = $2 where run_id = $1),
       met as (update raw.listed set run_id = $2 where run_id = $1),
       loaded as (update core.postings set run_id = $2 where run_id = $1 and exists (select from killed)),
       carried as (
         update ops.runs r set accounting = k.accounting, coverage = k.coverage from killed k where r.run_id = $2)
       update ops.runs r set state = 'failed', finished_at = coalesce(finished_at, now()),
         error = '${INTERRUPTED}; run ' || $2::text || ' went on', accounting = null, coverage = null
       where run_id = $1 and ${wasKilled}`,
      [from, to],
    )
  })
}

/** Forgets the pages of a source's finished crawl and of earlier ones; those of the last that failed stay with their reason. */
export async function clearFrontier({ pool }: Database, source: string, runId: number): Promise<void> {
  await pool.query(
    `delete from ops.frontier where source = $1 and run_id <= $2 and (run_id < $2 or state <> 'failed')`,
    [source, runId],
  )
}

/** What the pages of a crawl's listing came to. */
export interface ListingSum {
  pages: number
  /** Adverts named, and adverts that the board says it has; the latter null where it does not say. */
  listed: number
  total: number | null
  /** Reasons why the listing is not complete, the most frequent first. */
  partial: string[]
}

/** Sums a crawl's listing up from its pages, those fetched before a kill included. */
export async function sumListing({ pool }: Database, runId: number): Promise<ListingSum> {
  const { rows } = await pool.query(
    `select count(*)::int as pages, coalesce(sum(listed), 0)::int as listed,
       sum(total) filter (where expected_total is null)::int as total,
       bool_or(total is null and expected_total is null and listed > 0) as unsaid
     from ops.frontier where run_id = $1 and not advert and state = 'done'`,
    [runId],
  )
  const reasons = await pool.query<{ why: string }>(
    `select why from (
       select case state when 'failed' then 'a page of the listing failed: ' || reason when 'waiting' then 'not every page was asked for' else partial end as why
       from ops.frontier where run_id = $1 and not advert
     ) w where why is not null group by why order by count(*) desc, why limit 20`,
    [runId],
  )
  const { pages, listed, total, unsaid } = rows[0]
  return { pages, listed, total: unsaid ? null : total, partial: reasons.rows.map(row => row.why) }
}
