import type { Client } from '../connection.ts'

/** What a window was computed with; a window of other versions is another window. */
export interface Versions {
  code: string
  taxonomy: string
}

/** The last day of each of the four windows behind a publication: the as-of day and the same day 1, 2 and 3 years before. */
export async function windowEnds(client: Client, asOf: string): Promise<string[]> {
  const { rows } = await client.query<{ ends_on: string }>(
    `select ($1::date - make_interval(years => n))::date as ends_on from generate_series(0, 3) n order by n`,
    [asOf],
  )
  return rows.map(row => row.ends_on)
}

/** The window as it stands for today's data and versions, null where it is missing or stale. */
export async function findWindow(
  client: Client,
  endsOn: string,
  months: number,
  versions: Versions,
): Promise<number | null> {
  const { rows } = await client.query<{ window_id: number }>(
    `select w.window_id from mart.windows w
     where w.ends_on = $1 and w.months = $2 and w.code_version = $3 and w.taxonomy_version = $4
       and not exists (
         select from core.changed_days c
         where c.day > ($1::date - make_interval(months => $2))::date and c.day <= $1::date
           and (c.advertised_change > w.change_number or (c.day = $1::date and c.live_change > w.change_number)))
     order by w.change_number desc limit 1`,
    [endsOn, months, versions.code, versions.taxonomy],
  )
  return rows[0]?.window_id ?? null
}

/** The number of the latest change of any vacancy; 0 before the first. */
export async function latestChange(client: Client): Promise<number> {
  const { rows } = await client.query(
    'select coalesce(max(greatest(advertised_change, live_change)), 0) as n from core.changed_days',
  )
  return rows[0].n
}

/**
 * Computes one window: for every area, type and term the unique vacancies first advertised in (endsOn − months, endsOn],
 * their dense rank, the adverts live on its last day, and the percentiles of quoted pay by unit.
 * Percentiles of a range [a, b]: P10 and P25 over (3a+b)/4, P50 over (a+b)/2, P75 and P90 over (a+3b)/4, interpolated.
 */
export async function computeWindow(
  client: Client,
  endsOn: string,
  months: number,
  versions: Versions,
): Promise<number> {
  const change = await latestChange(client)
  await client.query('drop table if exists pg_temp.in_window')
  await client.query(
    `create temp table in_window on commit drop as
     select market, areas, terms, quote_unit, quote_low as low, quote_high as high, open_until > $1::date as live,
       posted_on > ($1::date - make_interval(months => $2))::date as counted
     from core.vacancies
     where market is not null and posted_on <= $1::date
       and (open_until > $1::date or posted_on > ($1::date - make_interval(months => $2))::date)`,
    [endsOn, months],
  )
  await client.query('analyze in_window')
  const { rows } = await client.query<{ window_id: number }>(
    `insert into mart.windows (ends_on, months, change_number, code_version, taxonomy_version, vacancies)
     select $1, $2, $3, $4, $5, count(*) filter (where counted) from in_window
     on conflict (ends_on, months, change_number, code_version, taxonomy_version) do update set computed_at = now()
     returning window_id`,
    [endsOn, months, change, versions.code, versions.taxonomy],
  )
  const windowId = rows[0]!.window_id
  await client.query('delete from mart.window_terms where window_id = $1', [windowId])
  await client.query('delete from mart.window_pay where window_id = $1', [windowId])
  await client.query(
    `insert into mart.window_terms (window_id, area_id, market, term_id, vacancies, live, rank)
     select $1, area_id, market, term_id, vacancies, live,
       case when vacancies > 0 and kind = 'term' then
         dense_rank() over (partition by area_id, market, kind order by vacancies desc) end
     from (
       select area_id, market, term_id, count(*) filter (where counted) as vacancies, count(*) filter (where live) as live
       from in_window cross join unnest(areas) area_id cross join unnest(terms) term_id
       group by area_id, market, term_id
     ) counts
     join core.terms using (term_id)`,
    [windowId],
  )
  await client.query(
    `insert into mart.window_pay (window_id, area_id, market, term_id, unit, quoted, p10, p25, p50, p75, p90)
     select $1, area_id, market, term_id, quote_unit, quoted, lower[1], lower[2], middle, upper[1], upper[2]
     from (
       select area_id, market, term_id, quote_unit, count(*) as quoted,
         percentile_cont(array[0.1, 0.25]) within group (order by (3 * low + high) / 4) as lower,
         percentile_cont(0.5) within group (order by (low + high) / 2) as middle,
         percentile_cont(array[0.75, 0.9]) within group (order by (low + 3 * high) / 4) as upper
       from in_window cross join unnest(areas) area_id cross join unnest(terms) term_id
       where counted and quote_unit is not null
       group by area_id, market, term_id, quote_unit
     ) pay`,
    [windowId],
  )
  return windowId
}

/**
 * Makes a publication of four windows the current one of its as-of day, at once for all readers; where the same windows
 * are current already, it stays. Publications and windows that are superseded twice over are removed.
 * @returns null where one of the windows is gone meanwhile, removed by another publication: find or compute it again
 */
export async function publishWindows(
  client: Client,
  asOf: string,
  months: number,
  windowIds: number[],
  versions: Versions,
): Promise<{ publicationId: number; fresh: boolean } | null> {
  await client.query(`select pg_advisory_xact_lock(hashtext('publish'))`)
  const standingWindows = await client.query(
    'select count(*)::int as n from mart.windows where window_id = any($1)',
    [windowIds],
  )
  if (standingWindows.rows[0].n < new Set(windowIds).size) return null
  const current = await client.query<{ publication_id: number; same: boolean }>(
    'select publication_id, window_ids = $3::bigint[] as same from mart.publications where as_of = $1 and months = $2 and current',
    [asOf, months, windowIds],
  )
  const standing = current.rows[0]
  if (standing?.same) return { publicationId: standing.publication_id, fresh: false }
  await client.query(
    'update mart.publications set current = false where as_of = $1 and months = $2 and current',
    [asOf, months],
  )
  const { rows } = await client.query<{ publication_id: number }>(
    `insert into mart.publications (as_of, months, window_ids, code_version, taxonomy_version, change_number)
     values ($1, $2, $3, $4, $5, $6) returning publication_id`,
    [asOf, months, windowIds, versions.code, versions.taxonomy, await latestChange(client)],
  )
  await dropSuperseded(client)
  return { publicationId: rows[0]!.publication_id, fresh: true }
}

/**
 * Keeps the current publication of each as-of day and the one before it, and the windows they refer to. A window younger
 * than an hour stays: another process may have computed it for a publication that is still to come.
 */
async function dropSuperseded(client: Client): Promise<void> {
  await client.query(
    `delete from mart.publications p using (
       select publication_id, row_number() over (partition by as_of, months order by publication_id desc) as age
       from mart.publications where not current
     ) old
     where p.publication_id = old.publication_id and old.age > 1`,
  )
  await client.query(
    `delete from mart.windows w
     where computed_at < now() - interval '1 hour'
       and not exists (select from mart.publications p where w.window_id = any(p.window_ids))`,
  )
}
