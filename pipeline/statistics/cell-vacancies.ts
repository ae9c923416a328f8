import type { Database } from '../../db/connection.ts'
import type { Publication } from '../../db/queries/publications.ts'
import { type Contribution, readContributions } from '../../db/queries/vacancy-figures.ts'
import { beginOf } from './calendar.ts'
import type { MarketType } from './trend-page.ts'

/** A term in an area and type. */
export interface TermCell {
  termId: number
  areaId: number
  market: MarketType
}

/** The vacancies behind a cell, as a publication saw them, read once for all figures that are not stored. */
export interface VacanciesOfCell {
  cell: TermCell
  /** Those first advertised after a day; with their terms where they lie in the publication's window. */
  since(after: string): Promise<Contribution[]>
}

/** Nothing is read before it is asked for; what is asked for at the same time is read at once. */
export function vacanciesOfCell(
  database: Database,
  publication: Publication,
  cell: TermCell,
): VacanciesOfCell {
  const { asOf, months, changeNumber } = publication
  const begins = beginOf(asOf, months)
  let asked: { after: string; rows: Promise<Contribution[]> } | undefined
  return {
    cell,
    async since(after) {
      if (!asked || after < asked.after)
        asked = {
          after,
          rows: readContributions(database, { ...cell, after, upto: asOf, changeNumber }, begins),
        }
      const rows = await asked.rows
      return rows.filter(({ postedOn }) => postedOn > after)
    },
  }
}
