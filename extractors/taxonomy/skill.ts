import type { Rule } from './skill-file.ts'

/** One way a skill is written; `rule` says when an ambiguous spelling counts. */
export interface Spelling {
  readonly text: string
  readonly rule: Rule | null
}

export interface Skill {
  readonly name: string
  readonly category: string
  readonly aliases: readonly string[]
  /** The rule of the name itself; aliases carry theirs in `spellings`. */
  readonly rule: Rule | null
  /** The name first, then the aliases. */
  readonly spellings: readonly Spelling[]
  /** Name of the skill whose version this is, which every mention also counts for. */
  readonly versionOf: string | null
}
