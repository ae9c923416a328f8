import type { Database } from '../connection.ts'
import type { Market, QuoteUnit } from '../schema.ts'

/** Counts of one term in one area and window. */
export interface Counts {
  windowId: number
  areaId: number
  termId: number
  vacancies: number
  live: number
  rank: number | null
}

/** Percentiles of one term in one area, window and unit. */
export interface PayRow {
  windowId: number
  areaId: number
  termId: number
  unit: QuoteUnit
  quoted: number
  p10: number
  p25: number
  p50: number
  p75: number
  p90: number
}

/** Which figures: every combination of these windows, areas and terms, for one type. */
export interface Selection {
  windowIds: number[]
  areaIds: number[]
  termIds: number[]
  market: Market
}

/** Stored counts of a selection; a combination without vacancies has no row. */
export async function readCounts({ pool }: Database, selection: Selection): Promise<Counts[]> {
  const { rows } = await pool.query(
    `select window_id as "windowId", area_id as "areaId", term_id as "termId", vacancies, live, rank
     from mart.window_terms
     where window_id = any($1) and area_id = any($2) and market = $3 and term_id = any($4)`,
    [selection.windowIds, selection.areaIds, selection.market, selection.termIds],
  )
  return rows
}

/** Stored percentiles of a selection; a combination without quotes has no row. */
export async function readPay({ pool }: Database, selection: Selection): Promise<PayRow[]> {
  const { rows } = await pool.query(
    `select window_id as "windowId", area_id as "areaId", term_id as "termId", unit, quoted, p10, p25, p50, p75, p90
     from mart.window_pay
     where window_id = any($1) and area_id = any($2) and market = $3 and term_id = any($4)`,
    [selection.windowIds, selection.areaIds, selection.market, selection.termIds],
  )
  return rows
}

/** A line of an index: one term with its figures this year and last. */
export interface IndexFigures {
  term: string
  category: string
  rank: number
  earlierRank: number | null
  vacancies: number
  p50: number | null
  earlierP50: number | null
  live: number
}

/** All terms of an area and type in a window, by rank; `unit` is that of the median. */
export async function readIndex(
  { pool }: Database,
  windowIds: number[],
  areaId: number,
  market: Market,
  unit: QuoteUnit,
): Promise<IndexFigures[]> {
  const { rows } = await pool.query(
    `select n.name as term, n.category, t.rank, e.rank as "earlierRank", t.vacancies, t.live,
       s.p50, d.p50 as "earlierP50"
     from mart.window_terms t
     join core.terms n on n.term_id = t.term_id and n.kind = 'term'
     left join mart.window_terms e on e.window_id = $2 and (e.area_id, e.market, e.term_id) = (t.area_id, t.market, t.term_id)
     left join mart.window_pay s on s.window_id = $1 and (s.area_id, s.market, s.term_id) = (t.area_id, t.market, t.term_id) and s.unit = $5
     left join mart.window_pay d on d.window_id = $2 and (d.area_id, d.market, d.term_id) = (t.area_id, t.market, t.term_id) and d.unit = $5
     where t.window_id = $1 and t.area_id = $3 and t.market = $4 and t.vacancies > 0
     order by t.rank, lower(n.name), n.category`,
    [windowIds[0], windowIds[1], areaId, market, unit],
  )
  return rows
}
