import type { Database } from '../connection.ts'
import { windowIsFresh } from '../loaders/windows.ts'

/** The publications of windows of one length. */
export interface PublicationFigures {
  months: number
  /** As-of days that readers see. */
  current: number
  /** Publications that wait for a person to release them. */
  held: number
  /** The latest as-of day that readers see, and when it was published last; null where nothing is. */
  asOf: string | null
  publishedAt: Date | null
}

/** SQL: whether publication `p` was held and is to be decided upon: not released, and nothing later stands for its day. */
const isHeld = `p.held is not null and p.released_at is null and p.withdrawn_at is null and not p.current
  and not exists (
    select from mart.publications later
    where later.as_of = p.as_of and later.months = p.months and later.current
      and later.publication_id > p.publication_id)`

/** What is published, by the length of the windows, longest first. */
export async function countPublications({ pool }: Database): Promise<PublicationFigures[]> {
  const { rows } = await pool.query<PublicationFigures>(
    `select months, (count(*) filter (where current))::int as current, (count(*) filter (where ${isHeld}))::int as held,
       (max(as_of) filter (where current))::text as "asOf",
       (array_agg(published_at order by as_of desc) filter (where current))[1] as "publishedAt"
     from mart.publications p group by months order by months desc`,
  )
  return rows
}

/** Published days whose windows contain days that changed since. */
export async function countStale({
  pool,
}: Database): Promise<{ windows: number; publications: number; oldest: string | null }> {
  const { rows } = await pool.query(
    `with stale as materialized (select w.window_id from mart.windows w where not ${windowIsFresh}),
       days as (
         select p.as_of, s.window_id from mart.publications p
         cross join lateral unnest(p.window_ids || p.trend_window_ids) as window_id
         join stale s using (window_id) where p.current)
     select count(distinct window_id)::int as windows,
       (select count(*)::int from mart.publications p where p.current and exists (
          select from stale where window_id = any(p.window_ids || p.trend_window_ids))) as publications,
       min(as_of)::text as oldest from days`,
  )
  return rows[0]
}

/** The taxonomies of what readers see, with how many publications were made with each. */
export async function countTaxonomies({
  pool,
}: Database): Promise<{ taxonomy: string; publications: number }[]> {
  const { rows } = await pool.query(
    `select taxonomy_version as taxonomy, count(*)::int as publications from mart.publications
     where current group by 1 order by 2 desc`,
  )
  return rows
}
