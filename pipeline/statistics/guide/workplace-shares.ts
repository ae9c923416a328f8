import type { GuideVacancy } from '../../../db/queries/guide-figures.ts'
import { shareFigure } from './figures.ts'
import type { WorkplaceShares } from './guide-page.ts'

/** Where the work of these vacancies is done. */
export function workplaceShares(vacancies: readonly GuideVacancy[]): WorkplaceShares {
  const count = (workplace: string | null) =>
    vacancies.filter(vacancy => vacancy.workplace === workplace).length
  const notStated = count(null)
  const stated = vacancies.length - notStated
  return {
    remote: shareFigure(count('remote'), stated),
    hybrid: shareFigure(count('hybrid'), stated),
    onsite: shareFigure(count('onsite'), stated),
    notStated: shareFigure(notStated, vacancies.length),
  }
}
