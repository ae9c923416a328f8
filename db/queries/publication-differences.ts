import type { Client } from '../connection.ts'
import type { Market } from '../schema.ts'
import type { Median } from './publication-totals.ts'

/** A term or a category in a publication's own window, in one place and of one type. */
export interface TermFigures {
  termId: number
  kind: 'category' | 'term'
  name: string
  category: string
  market: Market
  vacancies: number
  /** Of the type's main unit; null where nothing is quoted in it. */
  median: Median | null
}

/** All terms and categories with vacancies, of these types, in no order. */
export async function readTermFigures(
  client: Pick<Client, 'query'>,
  publicationId: number,
  areaId: number,
  markets: readonly Market[],
): Promise<TermFigures[]> {
  const { rows } = await client.query(
    `select t.term_id as "termId", n.kind, n.name, n.category, m.market, t.vacancies, s.quoted, s.p50, s.p50_low as low,
       s.p50_high as high
     from mart.publications p
     join (values ('permanent', 'p'::"char", 'y'::"char"), ('contract', 'c', 'd')) m (market, code, unit)
       on m.market = any($3::text[])
     join mart.window_terms t on t.window_id = p.window_ids[1]::integer and t.area_id = $2 and t.market = m.code
       and t.since <= p.change_number and t.until > p.change_number
     join core.terms n on n.term_id = t.term_id and n.kind <> 'all'
     left join mart.window_pay s on s.window_id = t.window_id and s.area_id = t.area_id and s.market = t.market
       and s.term_id = t.term_id and s.unit = m.unit and s.since <= p.change_number and s.until > p.change_number
     where p.publication_id = $1 and t.vacancies > 0`,
    [publicationId, areaId, markets],
  )
  return rows.map(({ quoted, p50, low, high, ...row }) => ({
    ...row,
    median: p50 === null ? null : { quoted, p50, low, high },
  }))
}

/** Vacancies of a place and types, first advertised in (after, upto], as they stood at two changes. */
export interface TwoReadings {
  areaId: number
  markets: readonly Market[]
  after: string
  upto: string
  from: number
  to: number
}

/** How the same days' vacancies are counted and read at two changes. */
export interface ReadingCounts {
  from: number
  to: number
  added: number
  gone: number
  /** Of those that both count: how many are read otherwise, and in what; one may differ in several. */
  otherwise: number
  terms: number
  pay: number
  places: number
  types: number
}

/** @param allId the term that stands for all vacancies */
export async function compareReadings(
  client: Pick<Client, 'query'>,
  allId: number,
  { areaId, markets, after, upto, from, to }: TwoReadings,
): Promise<ReadingCounts> {
  const { rows } = await client.query(
    `with was as materialized (${vacanciesAt('$1', '$6')}), now as materialized (${vacanciesAt('$1', '$7')}),
     paired as (
       select w.vacancy_id is not null as was, n.vacancy_id is not null as now, w.terms <> n.terms as terms,
         (w.quote_unit, w.quote_low, w.quote_high) is distinct from (n.quote_unit, n.quote_low, n.quote_high) as pay,
         w.areas <> n.areas as places, w.market <> n.market as types
       from was w full join now n on n.vacancy_id = w.vacancy_id
     )
     select count(*) filter (where was)::int as "from", count(*) filter (where now)::int as "to",
       count(*) filter (where not was)::int as added, count(*) filter (where not now)::int as gone,
       count(*) filter (where was and now and (terms or pay or places or types))::int as otherwise,
       count(*) filter (where was and now and terms)::int as terms,
       count(*) filter (where was and now and pay)::int as pay,
       count(*) filter (where was and now and places)::int as places,
       count(*) filter (where was and now and types)::int as types
     from paired`,
    [allId, areaId, markets, after, upto, from, to],
  )
  return rows[0]
}

/** How many vacancies that lost one term between two changes gained another. */
export interface Exchange {
  lost: number
  gained: number
  vacancies: number
}

/**
 * Which terms vacancies gained that lost one of these.
 * @param lost terms that no vacancy of the scope has any more
 */
export async function countExchanges(
  client: Pick<Client, 'query'>,
  lost: readonly number[],
  { areaId, markets, after, upto, from, to }: TwoReadings,
): Promise<Exchange[]> {
  if (lost.length === 0) return []
  const { rows } = await client.query(
    `with was as materialized (
       select l.term_id, v.vacancy_id, v.terms from unnest($1::int[]) l (term_id)
       cross join lateral (${vacanciesAt('l.term_id', '$6')}) v
     ), now as materialized (${vacanciesAt("(select term_id from core.terms where kind = 'all')", '$7')})
     select w.term_id as lost, g.term_id as gained, count(*)::int as vacancies
     from was w join now n on n.vacancy_id = w.vacancy_id cross join unnest(n.terms) g (term_id)
     join core.terms t on t.term_id = g.term_id and t.kind = 'term'
     where not w.terms @> array[g.term_id] group by 1, 2`,
    [lost, areaId, markets, after, upto, from, to],
  )
  return rows
}

/**
 * A query for the vacancies of a term, at a change, by type; the other parameters are $2 area, $3 types, $4 after, $5 upto.
 * @param termId an expression
 */
export const vacanciesAt = (termId: string, change: string) => `
  select m.market, v.* from unnest($3::text[]) m (market)
  cross join lateral core.vacancies_of(${termId}, $2, m.market, $4::date, $5::date, ${change}) v`
