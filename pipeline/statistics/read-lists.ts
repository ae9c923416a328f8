import type { Database } from '../../db/connection.ts'
import type { Publication } from '../../db/queries/publications.ts'
import { listSkills } from '../../db/queries/terms.ts'
import type { Contribution } from '../../db/queries/vacancy-figures.ts'
import { type Lists, readLists } from '../../db/queries/window-figures.ts'
import { beginOf } from './calendar.ts'
import type { VacanciesOfCell } from './cell-vacancies.ts'
import { histogram } from './histogram.ts'
import type { PayUnit } from './trend-page.ts'

/**
 * The skills found together with a term, most frequent first, then by name, and the histogram of its pay: stored where
 * many vacancies stand behind the cell, else made of these.
 */
export async function readListsOf(
  database: Database,
  { asOf, months, windowIds, changeNumber }: Publication,
  vacancies: VacanciesOfCell,
  unit: PayUnit,
): Promise<Lists> {
  const { cell } = vacancies
  const stored = await readLists(
    database,
    { windowIds: windowIds.slice(0, 1), changeNumber },
    { areaIds: [cell.areaId], termIds: [cell.termId], market: cell.market },
  )
  if (stored) return stored
  const contributions = await vacancies.since(beginOf(asOf, months))
  const middles = contributions.filter(each => each.unit === unit).map(({ low, high }) => (low + high) / 2)
  const bins = histogram(Float64Array.from(middles).sort())
  return {
    skills: await coOccurring(database, contributions, cell.termId),
    binFrom: bins[0]?.from ?? 0,
    binWidth: bins[0] ? bins[0].to - bins[0].from : 0,
    bins: bins.map(bin => bin.vacancies),
  }
}

async function coOccurring(
  database: Database,
  contributions: readonly Contribution[],
  termId: number,
): Promise<Lists['skills']> {
  const counts = new Map<number, number>()
  for (const { terms } of contributions)
    for (const term of terms ?? []) counts.set(term, (counts.get(term) ?? 0) + 1)
  counts.delete(termId)
  const skills = await listSkills(database, [...counts.keys()])
  return skills
    .map(({ termId: skill, name, category }) => ({ name, category, vacancies: counts.get(skill)! }))
    .sort((a, b) => b.vacancies - a.vacancies)
}
