import type { Database } from '../connection.ts'
import type { Market, QuoteUnit } from '../schema.ts'

/** The vacancies that a number is made of: of one cell and window, as they stood at a change. */
export interface CountedScope {
  termId: number
  /** Ids that each of them has besides the term: a skill. */
  withTerms: readonly number[]
  areaId: number
  market: Market
  /** First advertised in (after, upto]; ISO days. */
  after: string
  upto: string
  changeNumber: number
  /** Open on the last day, whenever they were first advertised; else first advertised in the window. */
  live: boolean
}

/** What a vacancy contributes to a number. */
export interface CountedVacancy {
  vacancyId: string
  unit: QuoteUnit | null
  low: number
  high: number
  /** Whether it has the other terms too. */
  isCounted: boolean
}

/** SQL: the vacancies of a scope's cell; $1 term, $2 area, $3 type, $4 after, $5 upto, $6 change, $7 whether live. */
export const ofCell = `(
  select v.* from core.vacancies_of($1, $2, $3, case when $7 then '-infinity'::date else $4::date end, $5::date, $6) v
  where not $7 or v.open_until > $5::date
)`

/** The parameters of `ofCell`. */
export const cellParameters = (scope: CountedScope): unknown[] => [
  scope.termId,
  scope.areaId,
  scope.market,
  scope.after,
  scope.upto,
  scope.changeNumber,
  scope.live,
]

/** All vacancies of the scope's cell, newest first; of one day by title, then id. */
export async function listCounted({ pool }: Database, scope: CountedScope): Promise<CountedVacancy[]> {
  const { rows } = await pool.query(
    `select vacancy_id as "vacancyId", quote_unit as unit, quote_low as low, quote_high as high,
       terms @> $8::int[] as "isCounted"
     from ${ofCell} v order by posted_on desc, lower(title) collate "C", vacancy_id`,
    [...cellParameters(scope), scope.withTerms],
  )
  return rows
}

/** A vacancy as a publication saw it; its words are those of the advert that speaks for it. */
export interface VacancyRow {
  vacancyId: string
  title: string
  company: string | null
  /** The narrowest places, by name. */
  places: string[]
  postedOn: string
  openUntil: string
  source: string
  sourceId: string
  pay: { low: number; high: number; unit: QuoteUnit } | null
}

/** Vacancies by their ids as they stood at a change, in no order. */
export async function readVacancies(
  { pool }: Database,
  vacancyIds: readonly string[],
  changeNumber: number,
): Promise<VacancyRow[]> {
  const columns =
    'vacancy_id, title, company, areas, posted_on, open_until, source, source_id, quote_unit, quote_low, quote_high'
  const { rows } = await pool.query(
    `select vacancy_id as "vacancyId", title, company, core.narrowest_places(areas) as places, posted_on as "postedOn",
       open_until as "openUntil", source, source_id as "sourceId", quote_unit as unit, quote_low as low, quote_high as high
     from (
       select ${columns} from core.vacancies where vacancy_id = any($1) and since <= $2
       union all
       select ${columns} from core.past_vacancies where vacancy_id = any($1) and since <= $2 and until > $2
     ) v`,
    [vacancyIds, changeNumber],
  )
  return rows.map(({ unit, low, high, ...row }) => ({ ...row, pay: unit ? { low, high, unit } : null }))
}
