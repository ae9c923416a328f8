import type { Random } from './random.ts'
import { type RoleTable, roleSkills, skills as table } from './tables.ts'

/** What skills are drawn by: a role, or a title without one. */
export type SkilledRole = Pick<RoleTable, 'title' | 'bundles'>

const sharesByRole = new Map<string, [string, number][]>()

/** A role's skills with the share of adverts that mention each: its bundles, and on top of them its own. */
export function skillShares({ title, bundles }: SkilledRole): [string, number][] {
  let shares = sharesByRole.get(title)
  if (!shares) {
    const merged: Record<string, number> = {}
    for (const name of bundles) {
      for (const [skill, share] of Object.entries(table.bundles[name] ?? {})) {
        merged[skill] = 1 - (1 - (merged[skill] ?? 0)) * (1 - share)
      }
    }
    shares = Object.entries({ ...merged, ...roleSkills[title] }).sort((a, b) => b[1] - a[1])
    sharesByRole.set(title, shares)
  }
  return shares
}

/** The least number of skills an advert mentions. */
const LEAST = 5

const soft = new Set([...table.manners, ...table.schooling, ...table.clearance, ...table.soft])

/**
 * The skills of one advert, most typical first.
 *
 * @param isLead leads are asked to mentor more often
 * @param isUndecided whether the title leaves open that the job is in IT: technology then tells it
 */
export function drawSkills(
  role: SkilledRole,
  { isLead, isUndecided }: { isLead: boolean; isUndecided: boolean },
  random: Random,
): Set<string> {
  const shares = skillShares(role)
  const drawn = new Set<string>()
  for (const [skill, share] of shares) {
    const chance = skill === 'Mentoring' && isLead ? share * 2.5 : share
    if (random.chance(chance)) drawn.add(skill)
  }
  for (const [skill] of shares) {
    if (drawn.size >= LEAST) break
    if (!isPersonal(skill)) drawn.add(skill)
  }
  if (isUndecided) addTechnology(role.bundles[0] ?? '', drawn, random)
  return drawn
}

function addTechnology(bundle: string, drawn: Set<string>, random: Random): void {
  let lacking = table.leastTechnology - [...drawn].filter(skill => !soft.has(skill)).length
  for (const skill of random.shuffle(table.technology[bundle] ?? [])) {
    if (lacking <= 0) break
    if (drawn.has(skill)) continue
    drawn.add(skill)
    lacking--
  }
}

/** Whether a skill is a trait, a schooling or a clearance, which sentences about technology cannot hold. */
export const isPersonal = (skill: string): boolean =>
  table.manners.includes(skill) || table.schooling.includes(skill) || table.clearance.includes(skill)
