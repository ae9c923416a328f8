import type { Database } from '../../../db/connection.ts'
import { findPublication, type Publication } from '../../../db/queries/publications.ts'
import { type Area, findAreas, findTerms, type Term } from '../../../db/queries/terms.ts'
import { aggregate } from '../../../pipeline/stages/aggregate.ts'
import type { MarketType } from '../../../pipeline/statistics/trend-page.ts'

/** The day that the sandbox's history ends on. */
export const asOf = '2025-11-21'

/** Publishes the day from nothing: whatever stood is gone. */
export async function publishAnew(
  database: Database,
  months: number,
  storedFrom: number,
): Promise<Publication> {
  await database.pool.query(
    'truncate mart.publications, mart.windows, mart.window_terms, mart.window_pay, mart.window_lists cascade',
  )
  await aggregate(database, asOf, months, { storedFrom })
  return (await findPublication(database, asOf, months))!
}

/** A page: its term, its place and its type. */
export interface Subject {
  term: Term
  area: Area
  type: MarketType
}

/** Pages of a publication: those with most vacancies, and every so-and-so-many-th of the others. */
export async function chooseSubjects(
  database: Database,
  publication: Publication,
  largest: number,
  others: number,
): Promise<Subject[]> {
  const { rows } = await database.pool.query(
    `with cells as (
       select n.name, n.category, a.name as area, c.market, row_number() over (order by c.vacancies desc, n.name, a.name, c.market) as at
       from mart.window_terms c join core.terms n on n.term_id = c.term_id and n.kind = 'term'
       join core.areas a on a.area_id = c.area_id where c.window_id = $1
     )
     select * from cells where at <= $2 or at % (select count(*) / $3 from cells) = 0 order by at`,
    [publication.windowIds[0], largest, others],
  )
  return Promise.all(
    rows.map(async ({ name, category, area, market }) => ({
      term: (await findTerms(database, name)).find(term => term.category === category)!,
      area: (await findAreas(database, [area]))[0]!,
      type: market === 'p' ? 'permanent' : 'contract',
    })),
  )
}
