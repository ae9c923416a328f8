import type { Database } from '../connection.ts'
import type { Market, QuoteUnit } from '../schema.ts'

/** What a publication's cells are read by. */
export interface ReadAt {
  windowIds: number[]
  changeNumber: number
}

/** Counts of one term in one area and window. */
export interface Counts {
  windowId: number
  areaId: number
  termId: number
  vacancies: number
  live: number
  rank: number | null
}

/** The percentiles of quoted pay and their 95 % intervals, which small samples do not have. */
export interface Percentiles {
  quoted: number
  p10: number
  p25: number
  p50: number
  p75: number
  p90: number
  p10Low: number | null
  p10High: number | null
  p25Low: number | null
  p25High: number | null
  p50Low: number | null
  p50High: number | null
  p75Low: number | null
  p75High: number | null
  p90Low: number | null
  p90High: number | null
}

/** Pay of one term in one area, window and unit. */
export interface PayRow extends Percentiles {
  windowId: number
  areaId: number
  termId: number
  unit: QuoteUnit
}

/** Which figures: every combination of these areas and terms, for one type. */
export interface Selection {
  areaIds: number[]
  termIds: number[]
  market: Market
}

const code = (name: Market | QuoteUnit): string => name[0]!
const stands = (alias: string, change: string) => `${alias}.since <= ${change} and ${alias}.until > ${change}`
const selected = `c.window_id = any($1::int[]) and c.area_id = any($3::int[]) and c.market = $4::"char"
  and c.term_id = any($5::int[]) and ${stands('c', '$2')}`
const parameters = ({ windowIds, changeNumber }: ReadAt, { areaIds, market, termIds }: Selection) => [
  windowIds,
  changeNumber,
  areaIds,
  code(market),
  termIds,
]
const percentiles = `quoted, p10, p25, p50, p75, p90, p10_low as "p10Low", p10_high as "p10High", p25_low as "p25Low",
  p25_high as "p25High", p50_low as "p50Low", p50_high as "p50High", p75_low as "p75Low", p75_high as "p75High",
  p90_low as "p90Low", p90_high as "p90High"`

/** Stored counts of a selection in windows; a combination without vacancies has no row. */
export async function readCounts({ pool }: Database, at: ReadAt, selection: Selection): Promise<Counts[]> {
  const { rows } = await pool.query(
    `select window_id as "windowId", area_id as "areaId", term_id as "termId", vacancies, live, rank
     from mart.window_terms c where ${selected}`,
    parameters(at, selection),
  )
  return rows
}

/** Stored percentiles of a selection in windows; a combination without quotes has no row. */
export async function readPay({ pool }: Database, at: ReadAt, selection: Selection): Promise<PayRow[]> {
  const { rows } = await pool.query(
    `select window_id as "windowId", area_id as "areaId", term_id as "termId",
       case unit when 'y' then 'year' when 'd' then 'day' else 'hour' end as unit, ${percentiles}
     from mart.window_pay c where ${selected}`,
    parameters(at, selection),
  )
  return rows
}

/** Skills found together with a term, and its histogram. */
export interface Lists {
  binFrom: number
  binWidth: number
  bins: number[]
  skills: { name: string; category: string; vacancies: number }[]
}

/** The stored lists of a cell of a window; null where its vacancies are few enough to be read. */
export async function readLists(
  { pool }: Database,
  at: ReadAt,
  { areaIds, market, termIds }: Selection,
): Promise<Lists | null> {
  const { rows } = await pool.query(
    `select bin_from as "binFrom", bin_width as "binWidth", bins,
       (select json_agg(json_build_object('name', t.name, 'category', t.category, 'vacancies', n) order by place)
        from unnest(c.skills, c.skill_vacancies) with ordinality as s (term_id, n, place)
        join core.terms t on t.term_id = s.term_id) as skills
     from mart.window_lists c where ${selected}`,
    parameters(at, { areaIds, market, termIds }),
  )
  return rows[0] ? { ...rows[0], skills: rows[0].skills ?? [] } : null
}

/** A window of a trend, with what is stored of a term in it. */
export interface TrendWindow {
  endsOn: string
  months: number
  /** Vacancies from which on cells are stored; 1 where all are. */
  least: number
  vacancies: number | null
  pay: Percentiles | null
}

/** What is stored of a term in an area and type in windows, oldest first, with its pay in one unit. */
export async function readTrendWindows(
  { pool }: Database,
  at: ReadAt,
  cell: { termId: number; areaId: number; market: Market },
  unit: QuoteUnit,
): Promise<TrendWindow[]> {
  const { rows } = await pool.query(
    `select w.ends_on::text as "endsOn", w.months, w.least, c.vacancies, s.unit is not null as "isQuoted", ${percentiles}
     from mart.windows w
     left join mart.window_terms c on c.window_id = w.window_id::int and c.area_id = $3 and c.market = $4::"char"
       and c.term_id = $5 and ${stands('c', '$2')}
     left join mart.window_pay s on s.window_id = w.window_id::int and s.area_id = $3 and s.market = $4::"char"
       and s.term_id = $5 and s.unit = $6::"char" and ${stands('s', '$2')}
     where w.window_id = any($1) order by w.ends_on`,
    [at.windowIds, at.changeNumber, cell.areaId, code(cell.market), cell.termId, code(unit)],
  )
  return rows.map(({ endsOn, months, least, vacancies, isQuoted, ...pay }) => ({
    endsOn,
    months,
    least,
    vacancies,
    pay: isQuoted ? pay : null,
  }))
}

/** A line of an index: one term with its figures this year and last. */
export interface IndexFigures {
  term: string
  category: string
  rank: number
  earlierRank: number | null
  vacancies: number
  quoted: number
  p50: number | null
  p50Low: number | null
  p50High: number | null
  earlierP50: number | null
  live: number
}

/** All terms of an area and type in a window, by rank; `unit` is that of the median. */
export async function readIndex(
  { pool }: Database,
  { windowIds, changeNumber }: ReadAt,
  areaId: number,
  market: Market,
  unit: QuoteUnit,
): Promise<IndexFigures[]> {
  const { rows } = await pool.query(
    `select n.name as term, n.category, t.rank, e.rank as "earlierRank", t.vacancies, t.live,
       coalesce(s.quoted, 0) as quoted, s.p50, s.p50_low as "p50Low", s.p50_high as "p50High", d.p50 as "earlierP50"
     from mart.window_terms t
     join core.terms n on n.term_id = t.term_id and n.kind = 'term'
     left join mart.window_terms e on e.window_id = $2 and e.area_id = t.area_id and e.market = t.market
       and e.term_id = t.term_id and ${stands('e', '$3')}
     left join mart.window_pay s on s.window_id = $1 and s.area_id = t.area_id and s.market = t.market
       and s.term_id = t.term_id and s.unit = $6::"char" and ${stands('s', '$3')}
     left join mart.window_pay d on d.window_id = $2 and d.area_id = t.area_id and d.market = t.market
       and d.term_id = t.term_id and d.unit = $6::"char" and ${stands('d', '$3')}
     where t.window_id = $1 and t.area_id = $4 and t.market = $5::"char" and t.vacancies > 0 and ${stands('t', '$3')}
     order by t.rank, lower(n.name), n.category`,
    [windowIds[0], windowIds[1], changeNumber, areaId, code(market), code(unit)],
  )
  return rows
}
