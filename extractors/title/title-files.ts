import { z } from 'zod'
import { Seniority } from '../posting.ts'

const words = z.array(z.coerce.string())

/** `taxonomy/titles/levels.yaml`. */
export const LevelsFile = z.strictObject({
  levels: z.array(
    z.strictObject({ level: Seniority, term: z.string().optional(), head: z.string().optional(), words }),
  ),
  grades: z.record(z.string(), Seniority),
  stated: z.record(z.string(), Seniority).default({}),
  experience: z.array(z.strictObject({ from: z.number(), to: z.number(), level: Seniority })).default([]),
  notLevels: words,
  fillers: words,
})

export const HeadEntry = z.strictObject({
  name: z.string(),
  also: words.default([]),
  it: z.boolean().nullable().optional(),
  alone: z.boolean().default(true),
  manages: z.boolean().default(false),
  near: z.boolean().default(false),
  robust: z.boolean().default(false),
  leans: z.boolean().default(false),
  general: z.boolean().default(true),
  broader: z.string().optional(),
  level: Seniority.nullable().default(null),
})
export type HeadEntry = z.infer<typeof HeadEntry>

/** `taxonomy/titles/heads.yaml`. */
export const HeadsFile = z.strictObject({
  heads: z.array(HeadEntry),
  whole: z.array(HeadEntry),
  leading: z.array(
    z.strictObject({
      name: z.string(),
      also: words.default([]),
      level: Seniority,
      general: z.string().optional(),
    }),
  ),
  spelledOut: z.record(z.string(), z.string()),
})

export const QualifierEntry = z.strictObject({
  name: z.string(),
  also: words.default([]),
  broader: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.string())]).optional(),
  common: z.boolean().default(false),
  trailing: z.boolean().default(false),
  silent: z.boolean().default(false),
  joins: z.string().optional(),
  alone: z.boolean().default(false),
  practitioner: z.string().optional(),
  with: z.array(z.string()).optional(),
})
export type QualifierEntry = z.infer<typeof QualifierEntry>

/** `taxonomy/titles/qualifiers.yaml`. */
export const QualifiersFile = z.strictObject({
  technical: z.array(QualifierEntry),
  partly: z.array(QualifierEntry),
  technologies: z.array(QualifierEntry),
  skills: z.strictObject({
    categories: z.array(z.string()),
    names: z.record(z.string(), z.string()),
    never: z.array(z.string()),
  }),
})

/** `taxonomy/titles/other-roles.yaml`. */
export const OtherRolesFile = z.strictObject({ roles: words, fields: words })
