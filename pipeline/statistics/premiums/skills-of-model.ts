import type { PayRecord } from './design.ts'

/**
 * Vacancies that a skill needs on either side, and a level in all, to have an effect of its own. With fewer the 95 %
 * interval is wider than most premiums: at the usual spread of pay (0.17 to 0.3 in logs) 20 give about ±7 to ±13 %.
 */
export const LEAST_OBSERVATIONS = 20

/** The most skills of one model, the most common ones: rarer skills say little and unsettle the rest. */
export const MOST_SKILLS = 60

/** Two skills that go together this closely (correlation of their presence) share one effect in truth. */
const COINCIDING = 0.9

/** A skill without an effect of its own, and why in words. */
export interface SkillLeftOut {
  name: string
  observations: number
  reason: string
}

/** The most common skills with enough observations on both sides, and the others with reasons. */
export function chooseSkills(
  records: readonly PayRecord[],
  most: number,
): { chosen: string[]; leftOut: SkillLeftOut[] } {
  const counts = new Map<string, number>()
  for (const { skills } of records) for (const name of skills) counts.set(name, (counts.get(name) ?? 0) + 1)
  const chosen: string[] = []
  const leftOut: SkillLeftOut[] = []
  const byCount = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  for (const [name, count] of byCount) {
    const reason =
      count < LEAST_OBSERVATIONS
        ? `fewer than ${LEAST_OBSERVATIONS} with it`
        : records.length - count < LEAST_OBSERVATIONS
          ? `fewer than ${LEAST_OBSERVATIONS} without it`
          : chosen.length >= most
            ? `the sample bears only the ${most} most common`
            : null
    if (reason) leftOut.push({ name, observations: count, reason })
    else chosen.push(name)
  }
  return { chosen, leftOut }
}

/** Pairs of skills whose presence nearly coincides. */
export function findCoinciding(records: readonly PayRecord[], skills: readonly string[]) {
  const total = records.length
  const present = skills.map(name => Uint8Array.from(records, ({ skills: held }) => Number(held.has(name))))
  const counts = present.map(column => column.reduce((sum, has) => sum + has, 0))
  return skills.flatMap((name, i) =>
    skills.slice(0, i).flatMap((other, j) => {
      let both = 0
      for (let row = 0; row < total; row++) both += present[i]![row]! & present[j]![row]!
      const spread = counts[i]! * (total - counts[i]!) * counts[j]! * (total - counts[j]!)
      const correlation = (total * both - counts[i]! * counts[j]!) / Math.sqrt(spread)
      return Math.abs(correlation) >= COINCIDING ? [{ names: [other, name] as const, correlation }] : []
    }),
  )
}
