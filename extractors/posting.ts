import { z } from 'zod'

/**
 * The advert that extraction reads: the fields of a crawler's raw posting (see `crawlers/source.ts`), stated here
 * again as the extractors' own demand so that they import nothing.
 */
export interface Advert {
  source: string
  sourceId: string
  title: string
  seenAt: string
  url?: string | null | undefined
  /** HTML or text. */
  description?: string | null | undefined
  company?: string | null | undefined
  locations?: string[] | null | undefined
  salaryText?: string | null | undefined
  pay?:
    | {
        min?: number | null | undefined
        max?: number | null | undefined
        currency?: string | null | undefined
        unit?: string | null | undefined
        predicted?: boolean | null | undefined
      }
    | null
    | undefined
  employmentTypes?: string[] | null | undefined
  workplace?: string | null | undefined
  postedAt?: string | null | undefined
  validThrough?: string | null | undefined
  form?: 'announcement' | null | undefined
}

export const Seniority = z.enum([
  'intern',
  'graduate',
  'junior',
  'mid',
  'senior',
  'lead',
  'principal',
  'staff',
  'head',
  'director',
  'executive',
])
export type Seniority = z.infer<typeof Seniority>

export const EmploymentType = z.enum([
  'permanent',
  'contract',
  'temporary',
  'fixed_term',
  'internship',
  'apprenticeship',
])
export type EmploymentType = z.infer<typeof EmploymentType>

export const PayPeriod = z.enum(['year', 'month', 'week', 'day', 'hour'])
export type PayPeriod = z.infer<typeof PayPeriod>

/** Pay as advertised; one-sided figures leave the other side null. `quoted` is true where the employer stated it. */
export const Salary = z.object({
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** ISO 4217. */
  currency: z.string(),
  period: PayPeriod,
  quoted: z.boolean(),
})
export type Salary = z.infer<typeof Salary>

/** A recognised place; `path` runs from the country down to the place itself: `["UK","England","London"]`. */
export const Place = z.object({ name: z.string(), path: z.array(z.string()) })
export type Place = z.infer<typeof Place>

export const SkillHit = z.object({ name: z.string(), category: z.string() })
export type SkillHit = z.infer<typeof SkillHit>

/** What was dropped or is doubtful, and why: `{ field: "salary", issue: "outside £10,000–£400,000 a year" }`. */
export const Issue = z.object({ field: z.string(), issue: z.string() })
export type Issue = z.infer<typeof Issue>

/** What an advert means. Days are ISO 8601 calendar days. */
export const Posting = z.object({
  source: z.string(),
  /** The advert's id; the second and further roles of one announcement carry `#2`, `#3` … behind it. */
  sourceId: z.string(),
  title: z.string(),
  /** Most specific first. */
  titleTerms: z.array(z.string()),
  /** The most general role of the title grammar ("Developer"), null where the title has none. */
  role: z.string().nullable(),
  seniority: Seniority.nullable(),
  inScope: z.boolean(),
  employmentType: EmploymentType.nullable(),
  ir35: z.enum(['inside', 'outside']).nullable(),
  salary: Salary.nullable(),
  locations: z.array(Place),
  region: z.string().nullable(),
  workplace: z.enum(['remote', 'hybrid', 'onsite']).nullable(),
  skills: z.array(SkillHit),
  company: z.string().nullable(),
  postedOn: z.iso.date(),
  closedOn: z.iso.date().nullable(),
  /** ISO 639-1. */
  language: z.string(),
  issues: z.array(Issue),
})
export type Posting = z.infer<typeof Posting>
