import type { PayUnit } from '../trend-page.ts'
import { ascending, medianFigure, shareFigure } from './figures.ts'
import type { PayBySkill, SkillPay } from './guide-page.ts'
import { middleOf, quotesIn } from './quotes-in.ts'
import { isSector } from './sectors.ts'
import { leastQuoted, type SkillGroup } from './skill-groups.ts'

/** Rows of the two rankings. */
const MOST = 30

/** Categories that say little of what a job pays for: qualities of character, benefits, industries. */
const notRanked = new Set(['General', 'Miscellaneous'])

/** What the skills of a term's vacancies are worth and how often they are wanted. */
export function payBySkill(groups: readonly SkillGroup[], vacancies: number, unit: PayUnit): PayBySkill {
  const skills = groups
    .map(({ name, category, members }): SkillPay => {
      const middles = ascending(quotesIn(members, unit).map(middleOf))
      return {
        skill: name,
        category,
        share: shareFigure(members.length, vacancies),
        ...medianFigure(middles),
      }
    })
    .sort((a, b) => b.share.vacancies - a.share.vacancies || byName(a, b))
  const ranked = skills.filter(
    ({ skill, category }) => !notRanked.has(category) && !isSector({ name: skill, category }),
  )
  return {
    mostWanted: ranked.slice(0, MOST),
    bestPaid: ranked
      .filter(({ quoted }) => quoted >= leastQuoted)
      .sort((a, b) => b.p50! - a.p50! || b.quoted - a.quoted || byName(a, b))
      .slice(0, MOST),
    leastQuoted,
    byCategory: [...Map.groupBy(skills, ({ category }) => category)]
      .map(([category, members]) => ({ category, skills: members }))
      .sort((a, b) => (a.category.toLowerCase() < b.category.toLowerCase() ? -1 : 1)),
  }
}

const key = ({ skill, category }: SkillPay): string => `${skill.toLowerCase()} ${skill} ${category}`
const byName = (a: SkillPay, b: SkillPay): number => (key(a) < key(b) ? -1 : 1)
