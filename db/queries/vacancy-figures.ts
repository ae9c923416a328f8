import type { Database } from '../connection.ts'
import type { Market, QuoteUnit } from '../schema.ts'

/** The vacancies of a term in an area, of one type, first advertised in (after, upto], as they stood at a change. */
export interface Scope {
  termId: number
  areaId: number
  market: Market
  after: string
  upto: string
  changeNumber: number
}

/** What a vacancy contributes to the figures of a page. */
export interface Contribution {
  postedOn: string
  unit: QuoteUnit | null
  low: number
  high: number
  /** Its terms, where they are asked for. */
  terms: number[] | null
}

/**
 * The scope's vacancies, in no order.
 * @param termsAfter the terms are given of those first advertised after this day
 */
export async function readContributions(
  { pool }: Database,
  { termId, areaId, market, after, upto, changeNumber }: Scope,
  termsAfter: string,
): Promise<Contribution[]> {
  const { rows } = await pool.query(
    `select posted_on::text as "postedOn", quote_unit as unit, quote_low as low, quote_high as high,
       case when posted_on > $7::date then terms end as terms
     from core.vacancies_of($1, $2, $3, $4::date, $5::date, $6)`,
    [termId, areaId, market, after, upto, changeNumber, termsAfter],
  )
  return rows
}
