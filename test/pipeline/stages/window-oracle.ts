import type { Database } from '../../../db/connection.ts'

/** The figures of a window by plain SQL, each window by itself: what the definitions say, as text. */
export async function oracleOf(database: Database, asOf: string, months: number): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `with chosen as (
       select v.*, posted_on > ($1::date - make_interval(months => $2))::date as counted, open_until > $1::date as live
       from core.vacancies v where market is not null and posted_on <= $1::date
     ), pairs as (
       select c.*, area_id, term_id from chosen c cross join unnest(areas) area_id cross join unnest(terms) term_id
       where counted or live
     ), counts as (
       select area_id, market, term_id, count(*) filter (where counted) as vacancies, count(*) filter (where live) as live
       from pairs group by area_id, market, term_id
     ), ranks as (
       select area_id, market, term_id, dense_rank() over (partition by area_id, market order by vacancies desc) as rank
       from counts join core.terms using (term_id) where kind = 'term' and vacancies > 0
     ), pay as (
       select area_id, market, term_id, quote_unit as unit, count(*) as quoted,
         percentile_cont(array[0.1, 0.25]) within group (order by (3 * quote_low + quote_high) / 4) as lower,
         percentile_cont(0.5) within group (order by (quote_low + quote_high) / 2) as middle,
         percentile_cont(array[0.75, 0.9]) within group (order by (quote_low + 3 * quote_high) / 4) as upper
       from pairs where counted and quote_unit is not null group by area_id, market, term_id, quote_unit
     )
     select a.name as area, c.market, n.category, n.name as term, c.vacancies, c.live, r.rank, p.unit, p.quoted,
       p.lower[1] as p10, p.lower[2] as p25, p.middle as p50, p.upper[1] as p75, p.upper[2] as p90
     from counts c join core.areas a using (area_id) join core.terms n using (term_id)
     left join ranks r using (area_id, market, term_id)
     left join pay p using (area_id, market, term_id)
     order by 1, 2, n.kind, 3, 4, 8`,
    [asOf, months],
  )
  return rows
}

/** The cells of the current publication of a day, in the form of the oracle. */
export async function publishedCells(database: Database, asOf: string, months: number): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `select a.name as area, case c.market when 'p' then 'permanent' else 'contract' end as market, n.category, n.name as term,
       c.vacancies, c.live, c.rank, case s.unit when 'y' then 'year' when 'd' then 'day' when 'h' then 'hour' end as unit,
       s.quoted, s.p10, s.p25, s.p50, s.p75, s.p90
     from mart.publications p
     join mart.window_terms c on c.window_id = p.window_ids[1] and c.since <= p.change_number and c.until > p.change_number
     join core.areas a using (area_id) join core.terms n using (term_id)
     left join mart.window_pay s on (s.window_id, s.area_id, s.market, s.term_id) = (c.window_id, c.area_id, c.market, c.term_id)
       and s.since <= p.change_number and s.until > p.change_number
     where p.current and p.as_of = $1 and p.months = $2
     order by 1, 2, n.kind, 3, 4, 8`,
    [asOf, months],
  )
  return rows
}
