import type { Match } from './figures.ts'

/** Names apart from case, spacing and the hyphen: "Back-End" and "back end" are one. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim()

/** Compares found names with the wanted ones, each name once. */
export function matchNames(wanted: readonly string[], found: readonly string[]): Omit<Match, 'case'> {
  const wants = new Set(wanted.map(plainName))
  const finds = new Set(found.map(plainName))
  return {
    hit: [...wants].filter(name => finds.has(name)),
    missed: [...wants].filter(name => !finds.has(name)),
    accepted: [...finds].filter(name => wants.has(name)),
    wrong: [...finds].filter(name => !wants.has(name)),
  }
}
