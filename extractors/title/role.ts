import type { Seniority } from '../posting.ts'
import type { Head, Leading, Level, Qualifier } from './meaning.ts'
import type { Run } from './qualified-head.ts'

/** One role of a title. */
export interface Role {
  levels: Level[]
  qualifiers: Qualifier[]
  head: Head | null
  /** Present where the head stands before its field: "Head of". `head` is null then. */
  leading: Leading | null
  it: boolean | null
  grade: Seniority | null
  /** Whether the head stands alone, without even an unknown word before it. */
  bare: boolean
}
/** Everything that a title says of roles. */
export interface Parse {
  roles: Role[]
  /** True where a role is one of IT, else false where one is of another trade. */
  it: boolean | null
  /** The first level anywhere in the title, also of roles outside of IT. */
  level: Seniority | null
  /** Whether a role of another trade was named. */
  other: boolean
}

/** What stands between the start of a phrase and the head to come. */
export interface Pending {
  levels: Level[]
  /** "Java / Scala Developer": one list for each side of the stroke. */
  alternatives: Qualifier[][]
  /** Qualifiers, fields of other trades and unknown words in their order, to judge which is closest to the head. */
  run: Run
  /** How much of `run` stands before the last level. */
  levelAt: number
}

export const nothingPending = (levels: Level[] = []): Pending => ({
  levels,
  alternatives: [[]],
  run: [],
  levelAt: 0,
})

export const isQualified = (pending: Pending): boolean => pending.run.some(part => part !== 'word')
