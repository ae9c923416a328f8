import { changePrinted, rounded, type Three } from './page-facts.ts'

const years = [0, 1, 2] as const

/** Steps by which a printed figure may be off the unrounded one, the likeliest first. */
const offsets = [0, -0.5, 0.25, -0.25]

/** Round amounts that the median of the fourth year, which no page prints, is looked for among. */
const grids = [2500, 500, 250, 50, 5, 1, 0.5, 0.25, 0.01]

/**
 * Unrounded medians of this year and the three before it that print as `medians` and change as `changes` say; where no
 * changes are known, the printed figures.
 * @throws Error where there are none
 */
export function medianChain(
  medians: Three<number | null>,
  changes: Three<number | null> | undefined,
): (number | null)[] {
  if (changes === undefined) return [...medians, null]
  const oldest = (newer: number | null): number | null => {
    const change = changes[2]
    if (newer === null || change === null) return newer
    for (const grid of grids) {
      const median = Math.round(newer / (1 + change / 100) / grid) * grid
      if (changePrinted(newer, median) === change.toFixed(2)) return median
    }
    throw new Error(`no median changes to ${newer} by ${change} %`)
  }
  const candidates = (year: 0 | 1 | 2) => {
    const median = medians[year]
    if (median === null) return [null]
    return offsets.map(offset => median + offset).filter(value => rounded(value, 0) === String(median))
  }
  for (const first of candidates(0))
    for (const second of candidates(1))
      for (const third of candidates(2)) {
        const chain = [first, second, third, oldest(third)]
        const holds = years.slice(0, 2).every(year => {
          const printed = changePrinted(chain[year]!, chain[year + 1]!)
          return printed === (changes[year]?.toFixed(2) ?? null)
        })
        if (holds) return chain
      }
  throw new Error(`no medians print as ${medians.join(', ')} with changes of ${changes.join(', ')}`)
}
