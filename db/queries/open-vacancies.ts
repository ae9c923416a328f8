import type { Database } from '../connection.ts'
import type { Market, QuoteUnit } from '../schema.ts'

/** An open vacancy; what it says of itself is the source's wording. */
export interface OpenVacancy {
  type: Market
  title: string
  company: string | null
  /** The places that none of its other places lies in, by name. */
  locations: string[]
  workplace: string | null
  pay: { low: number; high: number; unit: QuoteUnit } | null
  source: string
  url: string | null
  postedOn: string
}

/** Which: those of a term in an area that were open on a day, as they stood at a change. */
export interface OpenScope {
  termId: number
  areaId: number
  day: string
  changeNumber: number
}

const open = `
  select m.market, v.* from unnest(array['permanent', 'contract']) m (market)
  cross join lateral core.vacancies_of($1, $2, m.market, '-infinity', $3, $4) v where v.open_until > $3::date`
const parameters = (scope: OpenScope) => [scope.termId, scope.areaId, scope.day, scope.changeNumber]

/** How many are open, by type and source. */
export async function countOpen(
  { pool }: Database,
  scope: OpenScope,
): Promise<{ type: Market; source: string; open: number }[]> {
  const { rows } = await pool.query(
    `select market as type, source, count(*)::int as open from (${open}) v group by 1, 2 order by 3 desc, 2, 1`,
    parameters(scope),
  )
  return rows
}

/** The newest, at most `limit`; of one day by title, then id. */
export async function readNewest(
  { pool }: Database,
  scope: OpenScope,
  limit: number,
): Promise<OpenVacancy[]> {
  const { rows } = await pool.query(
    `select v.market as type, v.title, v.company, v.workplace, v.source, v.url, v.posted_on as "postedOn",
       v.quote_unit as unit, v.quote_low as low, v.quote_high as high, core.narrowest_places(v.areas) as locations
     from (select * from (${open}) o order by posted_on desc, lower(title), vacancy_id limit $5) v
     order by v.posted_on desc, lower(v.title), v.vacancy_id`,
    [...parameters(scope), limit],
  )
  return rows.map(({ unit, low, high, ...row }) => ({ ...row, pay: unit ? { low, high, unit } : null }))
}
