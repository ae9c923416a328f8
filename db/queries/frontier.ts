import type { Client, Database } from '../connection.ts'

/** A page of a crawl's frontier. */
export interface FrontierPage {
  url: string
  depth: number
  waitFor?: string
}

/**
 * The crawl of a source that was begun and not finished, null where there is none. One that began at other pages than
 * `seeds` does not count: the source has moved since.
 */
export async function findUnfinishedCrawl(
  { pool }: Database,
  source: string,
  seeds: readonly FrontierPage[],
): Promise<number | null> {
  const { rows } = await pool.query(
    `select r.run_id from ops.runs r
     where r.kind = 'crawl' and r.subject = $1 and r.state = 'running'
       and exists (select from ops.frontier f where f.run_id = r.run_id and f.state = 'waiting')
       and not exists (
         select from unnest($2::text[]) seed
         where not exists (select from ops.frontier f where f.run_id = r.run_id and f.url_hash = md5(seed)))
     order by r.run_id desc limit 1`,
    [source, seeds.map(seed => seed.url)],
  )
  return rows[0]?.run_id ?? null
}

/** Adds pages to a frontier; one that was ever in it is not added again. */
export async function addPages(
  { pool }: Database,
  runId: number,
  source: string,
  pages: readonly FrontierPage[],
): Promise<void> {
  if (pages.length === 0) return
  await pool.query(
    `insert into ops.frontier (source, run_id, url, depth, wait_for, state)
     select $1, $2, url, min(depth), min(wait_for), 'waiting'
     from unnest($3::text[], $4::int[], $5::text[]) with ordinality as w (url, depth, wait_for, n)
     group by url order by min(n) on conflict do nothing`,
    [
      source,
      runId,
      pages.map(page => page.url),
      pages.map(page => page.depth),
      pages.map(page => page.waitFor ?? null),
    ],
  )
}

/** The next waiting pages behind `after` (a position; 0 at first), in the order they were found. */
export async function waitingPages(
  { pool }: Database,
  runId: number,
  after: number,
  limit: number,
): Promise<(FrontierPage & { position: number })[]> {
  const { rows } = await pool.query(
    `select url, depth, wait_for, position from ops.frontier
     where run_id = $1 and state = 'waiting' and position > $2 order by position limit $3`,
    [runId, after, limit],
  )
  return rows.map(row => ({
    url: row.url,
    depth: row.depth,
    position: row.position,
    ...(row.wait_for ? { waitFor: row.wait_for } : {}),
  }))
}

/** Marks pages as fetched and stored, or as failed with a reason. */
export async function markPages(
  client: Pick<Client, 'query'>,
  runId: number,
  pages: readonly { url: string; reason: string | null }[],
): Promise<void> {
  await client.query(
    `update ops.frontier f set state = case when w.reason is null then 'done' else 'failed' end, reason = w.reason
     from unnest($2::text[], $3::text[]) as w (url, reason) where f.run_id = $1 and f.url_hash = md5(w.url)`,
    [runId, pages.map(page => page.url), pages.map(page => page.reason)],
  )
}

/** Gives the pages of an interrupted crawl to the run that goes on with it; the old run is closed. */
export async function takeOver({ pool }: Database, from: number, to: number): Promise<void> {
  await pool.query(
    `with moved as (update ops.frontier set run_id = $2 where run_id = $1)
     update ops.runs set state = 'failed', finished_at = now(), error = 'interrupted; run ' || $2::text || ' went on'
     where run_id = $1`,
    [from, to],
  )
}

/** Forgets the pages of a finished crawl that were stored; those that failed stay with their reason. */
export async function clearFrontier({ pool }: Database, runId: number): Promise<void> {
  await pool.query(`delete from ops.frontier where run_id = $1 and state <> 'failed'`, [runId])
}
