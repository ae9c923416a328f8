import type { Client } from '../connection.ts'
import type { Market, QuoteUnit } from '../schema.ts'
import type { GuideVacancy } from './guide-figures.ts'

/** The window of a publication, (after, upto], in an area, as it stood at a change. */
export interface PremiumWindow {
  windowId: number
  months: number
  after: string
  upto: string
  changeNumber: number
  areaId: number
}

/** @returns null where there is no such publication, or nothing was ever advertised in the area */
export async function findPremiumWindow(
  client: Client,
  publicationId: number,
  area: string,
): Promise<PremiumWindow | null> {
  const { rows } = await client.query<PremiumWindow>(
    `select p.window_ids[1] as "windowId", p.months, (p.as_of - make_interval(months => p.months))::date as after,
       p.as_of as upto, p.change_number as "changeNumber", a.area_id as "areaId"
     from mart.publications p join core.areas a on a.name = $2
     where p.publication_id = $1 for update of p`,
    [publicationId, area],
  )
  return rows[0] ?? null
}

/** Title terms with at least so many quotes in a unit: the most quoted first, then by name. */
export async function listQuotedTitles(
  client: Client,
  { windowId, areaId, changeNumber }: PremiumWindow,
  market: Market,
  unit: QuoteUnit,
  { mostTitles, leastQuoted }: { mostTitles: number; leastQuoted: number },
): Promise<number[]> {
  const { rows } = await client.query<{ term_id: number }>(
    `select s.term_id from mart.window_pay s
     join core.terms t on t.term_id = s.term_id and t.kind = 'term' and t.category = 'Job Titles'
     where s.window_id = $1 and s.area_id = $2 and s.market = left($3, 1)::"char" and s.unit = left($4, 1)::"char"
       and s.since <= $5 and s.until > $5 and s.quoted >= $6
     order by s.quoted desc, lower(t.name) collate "C", t.name collate "C" limit $7`,
    [windowId, areaId, market, unit, changeNumber, leastQuoted, mostTitles],
  )
  return rows.map(row => row.term_id)
}

/** The vacancies of a window that quote pay in a unit, in the order of their ids. */
export async function readQuotedVacancies(
  client: Client,
  { areaId, after, upto, changeNumber }: PremiumWindow,
  market: Market,
  unit: QuoteUnit,
): Promise<GuideVacancy[]> {
  const { rows } = await client.query(
    `select $2 as market, v.posted_on as "postedOn", v.seniority, v.workplace,
       json_build_object('unit', v.quote_unit, 'low', v.quote_low, 'high', v.quote_high) as quote, v.areas, v.terms
     from core.vacancies_of((select term_id from core.terms where kind = 'all'), $1, $2, $3, $4, $5) v
     where v.quote_unit = $6 order by v.vacancy_id`,
    [areaId, market, after, upto, changeNumber, unit],
  )
  return rows
}
