/** A level of a factor; null is "not stated". */
export type Level = string | null

/** A category of observations, coded as one column per level but the base. */
export interface Factor {
  /** What the other levels are compared with. */
  base: { name: Level; observations: number } | null
  /** Levels with a column of their own, most observations first. */
  levels: { name: Level; observations: number }[]
  /** Levels with too few observations to have one; together they share a column. */
  pooled: { name: Level; observations: number }[]
}

/**
 * Counts the levels of a category. Levels below `least` observations are pooled, so that no coefficient hangs on a
 * handful of adverts.
 * @param base the level to compare with; where it is undefined or too rare, the most common is
 */
export function createFactor(values: readonly Level[], least: number, base?: Level): Factor {
  const counts = new Map<Level, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const all = [...counts]
    .map(([name, observations]) => ({ name, observations }))
    .sort((a, b) => b.observations - a.observations || byName(a.name, b.name))
  const common = all.filter(level => level.observations >= least)
  const chosen = common.find(level => level.name === base) ?? common[0] ?? null
  return {
    base: chosen,
    levels: common.filter(level => level !== chosen),
    pooled: all.filter(level => level.observations < least),
  }
}

/** "Not stated" last; otherwise by code unit, the same on any machine. */
const byName = (a: Level, b: Level): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1
