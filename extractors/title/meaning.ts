import type { Seniority } from '../posting.ts'
import type { HeadEntry, QualifierEntry } from './title-files.ts'
import type { Mark } from './tokens.ts'

export interface Head {
  kind: 'head'
  name: string
  it: boolean | null
  alone: boolean
  manages: boolean
  near: boolean
  robust: boolean
  /** Whether a technical field anywhere in the title makes an undecided role one of IT. */
  leans: boolean
  /** Whether the bare head is a generalisation of a qualified one ("Engineer", not "Scientist"). */
  general: boolean
  broader: string | null
  level: Seniority | null
  /** One piece ("Scrum Master"): its own last word is no title. */
  whole: boolean
}
export interface Qualifier {
  kind: 'qualifier'
  name: string
  /** The wider qualifiers, by the head's name, `default` for the others. */
  broader: Readonly<Record<string, readonly string[]>>
  common: boolean
  trailing: boolean
  silent: boolean
  joins: string | null
  /** Part of a term only where no other qualifier stands ("Founding Engineer"). */
  alone: boolean
  /** The role of those who work in that field ("Frontend Developer"), null where the field alone names none. */
  practitioner: string | null
  /** The heads with which it makes an IT role; null for all of them. */
  heads: ReadonlySet<string> | null
}
export interface Level {
  kind: 'level'
  level: Seniority
  term: string | null
  /** The role that the level is where no other head stands ("Data Science Intern"). */
  head: Head | null
}
export interface Leading {
  kind: 'leading'
  name: string
  level: Seniority
  general: string | null
}
/** What a run of words of a title means. */
export type Meaning =
  | Head
  | Qualifier
  | Level
  | Leading
  | { kind: 'spelledOut'; items: readonly Item[] }
  /** `parts`: how it reads word by word, where its last word is a head ("service" + "engineer"). */
  | { kind: 'otherRole'; level: Seniority | null; parts: readonly Item[] | null }
  | { kind: 'otherField' | 'filler' | 'notLevel' }

/** A known phrase of a title, or an unknown word (no meaning, no mark), or a mark. */
export interface Item {
  text: string
  meaning: Meaning | null
  mark: Mark | null
  start: number
  end: number
  joined: boolean
}

/** The qualifier that an entry describes. */
export function qualifierOf(entry: QualifierEntry): Qualifier {
  const { name, common, trailing, silent, broader } = entry
  const byHead =
    broader === undefined || typeof broader === 'string' || Array.isArray(broader)
      ? { default: broader ?? [] }
      : broader
  return {
    kind: 'qualifier',
    name,
    common,
    trailing,
    silent,
    joins: entry.joins ?? null,
    alone: entry.alone,
    practitioner: entry.practitioner ?? null,
    broader: Object.fromEntries(Object.entries(byHead).map(([head, wider]) => [head, [wider].flat()])),
    heads: entry.with === undefined ? null : new Set(entry.with),
  }
}

/** The head that an entry describes; `whole` is one piece and of IT unless it says otherwise. */
export function headOf(entry: Partial<HeadEntry> & { name: string }, whole: boolean): Head {
  const { name, alone = true, general = true, level = null } = entry
  const { manages = false, near = false, robust = false, leans = false } = entry
  const it = entry.it === undefined ? (whole ? true : null) : entry.it
  return {
    kind: 'head',
    name,
    it,
    alone,
    manages,
    near,
    robust,
    leans,
    general,
    level,
    broader: entry.broader ?? null,
    whole,
  }
}

/** The seniority that the name of another trade's role states. */
export function levelOfOther(role: string): Seniority | null {
  if (/\bdirector$/.test(role)) return 'director'
  if (/\blead$/.test(role)) return 'lead'
  return /^chief .{1,40} officer$|^c[efmro]o$/.test(role) ? 'executive' : null
}
