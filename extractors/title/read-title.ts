import type { Seniority } from '../posting.ts'
import { cleanTitle } from './clean-title.ts'
import { parseRoles } from './parse-roles.ts'
import type { Parse } from './role.ts'
import { isNameless, termsOf } from './title-terms.ts'
import { readPhrases } from './vocabulary.ts'

/** What a job title says. */
export interface TitleReading {
  /** The title as displayed: without pay, places, references, forms of work and markup. */
  title: string
  /** Canonical terms, most specific first: the role and its generalisations. Empty for roles outside of IT. */
  terms: string[]
  /** The most general head of the first role ("Developer"), null where no role was recognised. */
  role: string | null
  seniority: Seniority | null
  /** True for a recognised IT title, false for a recognised role of another trade, null where undecided. */
  it: boolean | null
}

/** Levels that outrank the word before them ("Senior Team Lead" is a lead). */
const OUTRANKS = new Set<Seniority>(['lead', 'director', 'head', 'executive'])

/** Reads a job title; any text goes, what stands behind its 300th character is not read. */
export function readTitle(title: string): TitleReading {
  const { display, text } = cleanTitle(title)
  const parse = parseRoles(readPhrases(text))
  const roles = parse.it === false ? [] : parse.roles
  return {
    title: display,
    terms: termsOf(roles),
    role: generalHead(roles),
    seniority: seniorityOf(parse),
    it: parse.it,
  }
}

/** A role that a text names. */
export interface NamedRole {
  /** Its levels and its most specific term: "Junior/Senior Java Developer". */
  title: string
  it: boolean | null
  /** Nothing but a bare head: "Engineer". */
  bare: boolean
}

/**
 * Every role that a phrase names, in its order and each once: "Java / Scala developer" and "backend and mobile
 * engineers" name two. Roles of other trades are left out. At most 300 characters are read.
 */
export function readRoles(phrase: string): NamedRole[] {
  const roles = new Map<string, NamedRole>()
  const parse = parseRoles(readPhrases(phrase.slice(0, 300)))
  for (const role of parse.roles) {
    const [term] = termsOf([{ ...role, levels: [] }])
    if (term === undefined) continue
    const levels = role.levels.map(({ level, term: name }) => name ?? (level === 'mid' ? 'Mid-Level' : null))
    const isIntern =
      parse.level === 'intern' && parse.roles.length === 1 && !role.head?.name.endsWith('Intern')
    const front = levels.filter(name => name !== null).join('/')
    const title = `${front}${front && ' '}${term}${isIntern ? ' Intern' : ''}`
    if (!roles.has(title))
      roles.set(title, {
        title,
        it: role.it,
        bare: role.qualifiers.length === 0 && role.head !== null && !role.head.whole,
      })
  }
  return [...roles.values()]
}

function generalHead(roles: Parse['roles']): string | null {
  for (const { head, leading, it, qualifiers } of roles) {
    if (it === false || isNameless({ qualifiers, head })) continue
    if (head !== null) return head.broader ?? head.name
    if (leading !== null) return leading.general ?? leading.name
  }
  return null
}

function seniorityOf({ roles, level }: Parse): Seniority | null {
  if (level === 'intern') return 'intern'
  for (const { head, leading, levels, grade } of roles) {
    if (leading !== null) return leading.level
    const stated = levels[0]?.level ?? null
    if (head?.level != null && (stated === null || OUTRANKS.has(head.level))) return head.level
    if (stated !== null) return stated
    if (grade !== null) return grade
  }
  return level
}
