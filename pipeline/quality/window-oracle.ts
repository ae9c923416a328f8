import type { Client } from '../../db/connection.ts'

/**
 * Computes one window by itself in plain SQL, as its definition reads, into temporary tables `oracle_terms` and
 * `oracle_pay`: what windows are checked against, and measured against.
 */
export async function computeByOracle(client: Client, endsOn: string, months: number): Promise<void> {
  await client.query('drop table if exists oracle_window, oracle_terms, oracle_pay')
  await client.query(
    `create temp table oracle_window as
     select market, areas, terms, quote_unit, quote_low as low, quote_high as high, open_until > $1::date as live,
       posted_on > ($1::date - make_interval(months => $2))::date as counted
     from core.vacancies
     where market is not null and posted_on <= $1::date
       and (open_until > $1::date or posted_on > ($1::date - make_interval(months => $2))::date)`,
    [endsOn, months],
  )
  await client.query('analyze oracle_window')
  await client.query(
    `create temp table oracle_terms as
     select area_id, market, term_id, vacancies, live,
       case when vacancies > 0 and kind = 'term' then
         dense_rank() over (partition by area_id, market, kind order by vacancies desc) end as rank
     from (
       select area_id, market, term_id, count(*) filter (where counted) as vacancies, count(*) filter (where live) as live
       from oracle_window cross join unnest(areas) area_id cross join unnest(terms) term_id
       group by area_id, market, term_id
     ) counts
     join core.terms using (term_id)`,
  )
  await client.query(
    `create temp table oracle_pay as
     select area_id, market, term_id, quote_unit as unit, quoted, lower[1] as p10, lower[2] as p25, middle as p50,
       upper[1] as p75, upper[2] as p90
     from (
       select area_id, market, term_id, quote_unit, count(*) as quoted,
         percentile_cont(array[0.1, 0.25]) within group (order by (3 * low + high) / 4) as lower,
         percentile_cont(0.5) within group (order by (low + high) / 2) as middle,
         percentile_cont(array[0.75, 0.9]) within group (order by (low + 3 * high) / 4) as upper
       from oracle_window cross join unnest(areas) area_id cross join unnest(terms) term_id
       where counted and quote_unit is not null
       group by area_id, market, term_id, quote_unit
     ) pay`,
  )
}

/** How many cells of a window, as they stand at a change, differ from what the oracle computed last, to the last bit. */
export async function countDifferences(
  client: Client,
  windowId: number,
  change: number,
): Promise<{ cells: number; differing: number }> {
  const stands = 'window_id = $1 and since <= $2 and until > $2'
  const { rows } = await client.query(
    `with ours as (
       select area_id, market::text as market, term_id, vacancies, live, rank from mart.window_terms where ${stands}
     ), theirs as (
       select area_id, left(market, 1) as market, term_id, vacancies, live, rank from oracle_terms
     ), our_pay as (
       select area_id, market::text as market, term_id, unit::text as unit, quoted, p10, p25, p50, p75, p90
       from mart.window_pay where ${stands}
     ), their_pay as (
       select area_id, left(market, 1) as market, term_id, left(unit, 1) as unit, quoted, p10, p25, p50, p75, p90 from oracle_pay
     )
     select (select count(*) from theirs) + (select count(*) from their_pay) as cells,
       (select count(*) from ((select * from ours except all select * from theirs)
         union all (select * from theirs except all select * from ours)) d)
       + (select count(*) from ((select * from our_pay except all select * from their_pay)
         union all (select * from their_pay except all select * from our_pay)) d) as differing`,
    [windowId, change],
  )
  return rows[0]
}
