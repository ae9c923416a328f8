import type { Client } from '../connection.ts'
import { type TermFigures, type TwoReadings, vacanciesAt } from './publication-differences.ts'

/** A term or a category over many days, as vacancies stood at a change; a vacancy counts once. */
export type TermCount = Pick<TermFigures, 'termId' | 'kind' | 'name' | 'category' | 'market' | 'vacancies'>

/** The vacancies of one type over many days. */
export interface HistoryTotals {
  vacancies: number
  /** Those that quote pay, in whatever unit. */
  quoted: number
}

/** Vacancies of all terms and categories at one of two changes, in no order. */
export async function countTerms(
  client: Pick<Client, 'query'>,
  allId: number,
  { areaId, markets, after, upto }: TwoReadings,
  change: number,
): Promise<TermCount[]> {
  const { rows } = await client.query(
    `select n.term_id as "termId", n.kind, n.name, n.category, c.market, c.vacancies
     from (
       select v.market, t.term_id, count(*)::int as vacancies
       from (${vacanciesAt('$1', '$6')}) v cross join unnest(v.terms) t (term_id) group by 1, 2
     ) c join core.terms n on n.term_id = c.term_id and n.kind <> 'all'`,
    [allId, areaId, markets, after, upto, change],
  )
  return rows
}

/** Totals by type at one of two changes; a type without vacancies is left out. */
export async function countHistory(
  client: Pick<Client, 'query'>,
  allId: number,
  { areaId, markets, after, upto }: TwoReadings,
  change: number,
): Promise<Map<TermFigures['market'], HistoryTotals>> {
  const { rows } = await client.query(
    `select v.market, count(*)::int as vacancies, count(v.quote_unit)::int as quoted
     from (${vacanciesAt('$1', '$6')}) v group by 1`,
    [allId, areaId, markets, after, upto, change],
  )
  return new Map(rows.map(({ market, ...totals }) => [market, totals]))
}
