import type { Database } from '../connection.ts'
import type { Market, QuoteUnit } from '../schema.ts'

/** The vacancies of a term in an area, of one type, first advertised in (endsOn − months, endsOn]. */
export interface Scope {
  termId: number
  areaId: number
  market: Market
  endsOn: string
  months: number
}

const inScope = `market = $1 and areas @> array[$2::int] and terms @> array[$3::int]`
const inWindow = `posted_on <= $4::date and posted_on > ($4::date - make_interval(months => $5))::date`
const parameters = (scope: Scope) => [scope.market, scope.areaId, scope.termId, scope.endsOn, scope.months]

/** Skills of the scope's vacancies with the number of vacancies each, most frequent first, then by name. */
export async function readCoOccurring(
  { pool }: Database,
  scope: Scope,
): Promise<{ name: string; category: string; vacancies: number }[]> {
  const { rows } = await pool.query(
    `select t.name, t.category, count(*)::int as vacancies
     from core.vacancies cross join unnest(terms) term_id join core.terms t using (term_id)
     where ${inScope} and ${inWindow} and t.kind = 'term' and t.category <> 'Job Titles' and term_id <> $3
     group by t.term_id order by vacancies desc, lower(t.name), t.name`,
    parameters(scope),
  )
  return rows
}

/** Midpoints of the scope's quotes in a unit, ascending. */
export async function readQuotes({ pool }: Database, scope: Scope, unit: QuoteUnit): Promise<number[]> {
  const { rows } = await pool.query(
    `select array_agg((quote_low + quote_high) / 2 order by quote_low + quote_high) as quotes
     from core.vacancies where ${inScope} and ${inWindow} and quote_unit = $6`,
    [...parameters(scope), unit],
  )
  return rows[0].quotes ?? []
}

/** One point of a trend: a window that ends on `endsOn`. */
export interface TrendFigures {
  endsOn: string
  vacancies: number
  all: number
  p10: number | null
  p25: number | null
  p50: number | null
  p75: number | null
  p90: number | null
}

/**
 * The scope's windows ending on its last day and on the same day of each month before, oldest first, back to the first
 * window that lies wholly within the history (at most `points`).
 * @param allId the term that stands for all vacancies
 */
export async function readTrend(
  { pool }: Database,
  scope: Scope,
  allId: number,
  unit: QuoteUnit,
  points: number,
): Promise<TrendFigures[]> {
  const { rows } = await pool.query(
    `with point as (
       select ends_on, (ends_on - make_interval(months => $5))::date as after
       from (select ($4::date - make_interval(months => k))::date as ends_on from generate_series(0, $8 - 1) k) p
     ), everything as materialized (
       select posted_on, count(*) as n from core.vacancies
       where market = $1 and areas @> array[$2::int] and terms @> array[$6::int] and posted_on <= $4::date group by posted_on
     ), mine as materialized (
       select posted_on, quote_unit, quote_low as low, quote_high as high from core.vacancies where ${inScope} and posted_on <= $4::date
     ), counted as (
       select ends_on, count(posted_on)::int as vacancies,
         percentile_cont(array[0.1, 0.25]) within group (order by (3 * low + high) / 4) filter (where quote_unit = $7) as lower,
         percentile_cont(0.5) within group (order by (low + high) / 2) filter (where quote_unit = $7) as middle,
         percentile_cont(array[0.75, 0.9]) within group (order by (low + 3 * high) / 4) filter (where quote_unit = $7) as upper
       from point left join mine on posted_on > after and posted_on <= ends_on group by ends_on
     ), total as (
       select ends_on, coalesce(sum(n), 0)::int as n from point left join everything on posted_on > after and posted_on <= ends_on group by ends_on
     )
     select ends_on as "endsOn", vacancies, total.n as "all", lower[1] as p10, lower[2] as p25, middle as p50,
       upper[1] as p75, upper[2] as p90
     from counted join total using (ends_on) join point using (ends_on)
     where after >= (select min(posted_on) - 1 from everything) or ends_on = $4::date
     order by ends_on`,
    [...parameters(scope), allId, unit, points],
  )
  return rows
}
