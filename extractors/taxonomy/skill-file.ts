import { z } from 'zod'

/** The 18 categories of skills, alphabetical; each is one file of `skills/`, named after it in kebab-case. */
export const skillCategories = [
  'Application Platforms',
  'Applications',
  'Business Applications',
  'Cloud Services',
  'Communications & Networking',
  'Database & Business Intelligence',
  'Development Applications',
  'General',
  'Libraries, Frameworks & Software Standards',
  'Miscellaneous',
  'Operating Systems',
  'Processes & Methodologies',
  'Programming Languages',
  'Qualifications',
  'Quality Assurance & Compliance',
  'System Software',
  'Systems Management',
  'Vendors',
] as const

const words = z.array(z.string().min(1)).min(1)

/** When an ambiguous spelling counts; the language is described in `README.md`. */
export const Rule = z.strictObject({
  /** `exact`: as spelled in the file; or the list of accepted written forms. */
  case: z.union([z.literal('exact'), words]).optional(),
  /** Words, `@lists` or `@Categories`, one of which must stand within `within` words. */
  near: words.optional(),
  /** Words to either side that `near` looks at. */
  within: z.coerce.number().int().min(1).max(40).default(8),
  /** Phrases, `_` for the hit, any of which is enough without `near`. */
  beside: words.optional(),
  /** Phrases, `_` for the hit, any of which refuses it. */
  not: words.optional(),
  /** How the hit must read in its sentence where only `near` speaks for it and capitals tell nothing. */
  grammar: z.enum(['noun']).optional(),
})
export type Rule = z.infer<typeof Rule>

const Alias = z.union([z.string().min(1), z.strictObject({ text: z.string().min(1), rule: Rule })])

export const SkillFile = z.strictObject({
  category: z.enum(skillCategories),
  skills: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        aliases: z.array(Alias).optional(),
        rule: Rule.optional(),
        /** The skill whose version this is: an advert for Java 8 also counts as one for Java. */
        versionOf: z.string().min(1).optional(),
      }),
    )
    .min(1),
})
export type SkillFile = z.infer<typeof SkillFile>

/** `word-lists.yaml`: words, other lists and categories of skills, by the name that rules refer to as `@name`. */
export const WordListFile = z.record(z.string(), z.array(z.string()))
export type WordListFile = z.infer<typeof WordListFile>
