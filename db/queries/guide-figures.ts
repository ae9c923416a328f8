import type { Database } from '../connection.ts'
import type { Market, QuoteUnit } from '../schema.ts'

/** The vacancies of a term in an area, first advertised in (after, upto], as they stood at a change. */
export interface GuideScope {
  termId: number
  areaId: number
  after: string
  upto: string
  changeNumber: number
}

/** What a guide needs of one vacancy; ids of `core.areas` and `core.terms`. */
export interface GuideVacancy {
  market: Market
  postedOn: string
  seniority: string | null
  workplace: string | null
  /** Pounds per unit; null where it quotes nothing. */
  quote: { unit: QuoteUnit; low: number; high: number } | null
  areas: number[]
  terms: number[]
}

/** Every vacancy of the scope, both types, always in the same order: sums of pay depend on it in their last digits. */
export async function readGuideVacancies({ pool }: Database, scope: GuideScope): Promise<GuideVacancy[]> {
  const { rows } = await pool.query(
    `select m.market, v.posted_on as "postedOn", v.seniority, v.workplace, v.quote_unit as unit, v.quote_low as low,
       v.quote_high as high, v.areas, v.terms
     from unnest(array['permanent', 'contract']) m (market)
     cross join lateral core.vacancies_of($1, $2, m.market, $3, $4, $5) v
     order by m.market, v.vacancy_id`,
    [scope.termId, scope.areaId, scope.after, scope.upto, scope.changeNumber],
  )
  return rows.map(({ unit, low, high, ...row }) => ({ ...row, quote: unit ? { unit, low, high } : null }))
}

/** Quotes of one seniority in one area. */
export interface AreaQuotes {
  areaId: number
  seniority: string | null
  /** Middles of the ranges, ascending, pounds per unit. */
  middles: number[]
}

/** Middles of a term's quotes in a unit, by area and seniority; the scope's own area is not asked. */
export async function readAreaQuotes(
  { pool }: Database,
  scope: Omit<GuideScope, 'areaId'>,
  areaIds: readonly number[],
  market: Market,
  unit: QuoteUnit,
): Promise<AreaQuotes[]> {
  const { rows } = await pool.query(
    `select a.area_id as "areaId", v.seniority, array_agg((v.quote_low + v.quote_high) / 2 order by v.quote_low + v.quote_high) as middles
     from unnest($2::int[]) a (area_id)
     cross join lateral core.vacancies_of($1, a.area_id, $3, $4, $5, $6) v
     where v.quote_unit = $7 group by a.area_id, v.seniority`,
    [scope.termId, areaIds, market, scope.after, scope.upto, scope.changeNumber, unit],
  )
  return rows
}

/** Vacancies of a term in two periods that follow each other: (from, middle] and (middle, to]. */
export interface GrowthCounts {
  term: string
  category: string
  from: string
  middle: string
  to: string
  before: number
  now: number
}

const halves = `
  select ($1::date - interval '6 months')::date as from_day, ($1::date - interval '3 months')::date as middle_day, $1::date as to_day`

/** A term's vacancies of the three months up to a day and of the three months before, in an area. */
export async function readGrowth(
  { pool }: Database,
  scope: Pick<GuideScope, 'termId' | 'areaId' | 'upto' | 'changeNumber'>,
  market: Market,
): Promise<Omit<GrowthCounts, 'term' | 'category'>> {
  const { rows } = await pool.query(
    `select h.from_day as "from", h.middle_day as middle, h.to_day as "to",
       count(v.vacancy_id) filter (where v.posted_on <= h.middle_day)::int as before,
       count(v.vacancy_id) filter (where v.posted_on > h.middle_day)::int as now
     from (${halves}) h left join lateral core.vacancies_of($2, $3, $4, h.from_day, h.to_day, $5) v on true
     group by 1, 2, 3`,
    [scope.upto, scope.termId, scope.areaId, market, scope.changeNumber],
  )
  return rows[0]
}

// Terms are counted before they are named: freshly loaded tables have no statistics yet, and the planner would go
// through all terms for every term of every vacancy (8 s for 600 vacancies, 2026-11-21).
/**
 * The same for every term with a vacancy in either period, by name.
 * @param allId the term that stands for all vacancies
 */
export async function readGrowthOfTerms(
  { pool }: Database,
  allId: number,
  scope: Pick<GuideScope, 'areaId' | 'upto' | 'changeNumber'>,
  market: Market,
): Promise<GrowthCounts[]> {
  const { rows } = await pool.query(
    `with counted as materialized (
       select c.term_id, h.from_day, h.middle_day, h.to_day,
         count(*) filter (where v.posted_on <= h.middle_day)::int as before,
         count(*) filter (where v.posted_on > h.middle_day)::int as now
       from (${halves}) h
       cross join lateral core.vacancies_of($2, $3, $4, h.from_day, h.to_day, $5) v
       cross join unnest(v.terms) c (term_id)
       group by c.term_id, h.from_day, h.middle_day, h.to_day
     )
     select t.name as term, t.category, from_day as "from", middle_day as middle, to_day as "to", before, now
     from counted join core.terms t on t.term_id = counted.term_id and t.kind = 'term'
     order by lower(t.name), t.name, t.category`,
    [scope.upto, allId, scope.areaId, market, scope.changeNumber],
  )
  return rows
}

/** Title terms and skills by id. */
export async function nameTerms(
  { pool }: Database,
  ids: readonly number[],
): Promise<Map<number, { name: string; category: string }>> {
  const { rows } = await pool.query(
    `select term_id as id, name, category from core.terms where kind = 'term' and term_id = any($1::int[])`,
    [ids],
  )
  return new Map(rows.map(({ id, name, category }) => [id, { name, category }]))
}

/** The regions of England and the nations and dependencies beside it, by id: each place of the UK lies in one. */
export async function nameRegions({ pool }: Database): Promise<Map<number, string>> {
  const { rows } = await pool.query(
    `select area_id as id, name from core.areas where kind in ('region', 'nation', 'dependency') and name <> 'England'`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Quotes of one title term. */
export interface TitleQuotes {
  term: string
  vacancies: number
  /** Middles of the ranges, ascending. */
  middles: number[]
}

/** Title terms of the scope's vacancies, with how many have each and what those quote in a unit. */
export async function readTitlesBeside(
  { pool }: Database,
  scope: GuideScope,
  market: Market,
  unit: QuoteUnit,
): Promise<TitleQuotes[]> {
  const { rows } = await pool.query(
    `with counted as materialized (
       select c.term_id, count(*)::int as vacancies,
         coalesce(array_agg((v.quote_low + v.quote_high) / 2 order by v.quote_low + v.quote_high)
           filter (where v.quote_unit = $7), '{}') as middles
       from core.vacancies_of($1, $2, $3, $4, $5, $6) v cross join unnest(v.terms) c (term_id)
       group by c.term_id
     )
     select t.name as term, vacancies, middles
     from counted join core.terms t on t.term_id = counted.term_id and t.kind = 'term' and t.category = 'Job Titles'
     order by vacancies desc, lower(t.name), t.name`,
    [scope.termId, scope.areaId, market, scope.after, scope.upto, scope.changeNumber, unit],
  )
  return rows
}
