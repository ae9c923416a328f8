import { readTitle } from '../../../extractors/title/read-title.ts'

/**
 * Words of level that title terms begin with, from the lowest up: those of `taxonomy/titles/levels.yaml` that are steps
 * of one role, and Lead, which the taxonomy reads as the head of a role, too. Head and chief are roles of their own.
 */
export const levelWords: readonly string[] = [
  'Apprentice',
  'Trainee',
  'Graduate',
  'Entry Level',
  'Junior',
  'Senior',
  'Lead',
  'Staff',
  'Principal',
]

/** What a title term is a kind of. */
export interface TitleFamily {
  /** Without its level. */
  role: string
  /** As the term has it: "Senior"; null for a bare role. */
  level: string | null
  /** Wider roles, the widest last. */
  wider: string[]
}

/** @returns null for what the taxonomy reads no role in */
export function familyOf(term: string): TitleFamily | null {
  const { terms } = readTitle(term)
  if (!terms.includes(term)) return null
  const bare = terms.filter(other => levelOf(other, terms) === null)
  const level = levelOf(term, terms)
  const role = level === null ? term : term.slice(level.length + 1)
  return { role, level, wider: bare.filter(other => other !== role) }
}

/** The level that a term begins with, where the rest of it is a role of the same title. */
const levelOf = (term: string, terms: readonly string[]): string | null =>
  levelWords.find(word => term.startsWith(`${word} `) && terms.includes(term.slice(word.length + 1))) ?? null
