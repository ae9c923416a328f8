import type { Database } from '../../../db/connection.ts'
import { countOpen, readNewest } from '../../../db/queries/open-vacancies.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import type { Area, Term } from '../../../db/queries/terms.ts'
import type { CurrentPositions } from './guide-page.ts'

/** So many positions are listed. */
const MOST = 50

/** What is open on the publication's day, first advertised at any time before. */
export async function currentPositions(
  database: Database,
  { asOf: day, changeNumber }: Publication,
  { termId }: Term,
  { areaId }: Area,
): Promise<CurrentPositions> {
  const scope = { termId, areaId, day, changeNumber }
  const [counts, newest] = await Promise.all([countOpen(database, scope), readNewest(database, scope, MOST)])
  const sum = (rows: typeof counts) => rows.reduce((total, { open }) => total + open, 0)
  const ofType = (type: string) => sum(counts.filter(row => row.type === type))
  return {
    total: sum(counts),
    open: { permanent: ofType('permanent'), contract: ofType('contract') },
    boards: [...Map.groupBy(counts, ({ source }) => source)]
      .map(([source, rows]) => ({ source, open: sum(rows) }))
      .sort((a, b) => b.open - a.open || (a.source < b.source ? -1 : 1)),
    newest,
  }
}
