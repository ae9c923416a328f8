import type { GuideVacancy } from '../../../db/queries/guide-figures.ts'

/** The fewest quotes behind a figure that is ranked or compared; its interval says how sure it is. */
export const leastQuoted = 10

/** A skill with the vacancies that cite it. */
export interface SkillGroup {
  name: string
  category: string
  members: GuideVacancy[]
}

/**
 * The vacancies by the skills they cite.
 * @param names of the terms by id; title terms make no group
 * @param except the page's own term, which all of them have
 */
export function groupBySkill(
  vacancies: readonly GuideVacancy[],
  names: ReadonlyMap<number, { name: string; category: string }>,
  except: number,
): SkillGroup[] {
  const groups = new Map<number, SkillGroup>()
  for (const vacancy of vacancies)
    for (const id of vacancy.terms) {
      const term = names.get(id)
      if (!term || id === except || term.category === 'Job Titles') continue
      const group = groups.get(id)
      if (group) group.members.push(vacancy)
      else groups.set(id, { ...term, members: [vacancy] })
    }
  return [...groups.values()]
}
