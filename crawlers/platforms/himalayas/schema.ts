import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** One page of https://himalayas.app/api, newest first. */
export const Page = z.object({
  jobs: z.array(z.unknown()),
  totalCount: z.number().nullish(),
  /** The way to the next page since August 2026; `offset` still works. */
  nextCursor: z.string().nullish(),
})

/** Documented as objects, met as names. */
const Country = z.union([z.string(), z.object({ name: z.string().nullish(), alpha2: z.string().nullish() })])
/** Documented as milliseconds, met as seconds. */
const Time = z.union([z.number(), z.string()]).nullish()

export const Job = z.object({
  /** The address of the job's page on the board. */
  guid: z.union([z.string().min(1), z.number()]),
  title: z.string().min(1),
  companyName: z.string().nullish(),
  description: z.string().nullish(),
  excerpt: z.string().nullish(),
  applicationLink: z.string().nullish(),
  employmentType: z.string().nullish(),
  locationRestrictions: z.array(Country).nullish(),
  minSalary: z.number().nullish(),
  maxSalary: z.number().nullish(),
  salaryPeriod: z.string().nullish(),
  currency: z.string().nullish(),
  pubDate: Time,
  expiryDate: Time,
})
export type Job = z.infer<typeof Job>

export function outcomeOf(job: Job): Outcome {
  const sourceId = String(job.guid)
  return {
    sourceId,
    // The terms ask for a link to the board's page, and `applicationLink` may lead to the employer's.
    url: URL.canParse(sourceId) ? sourceId : job.applicationLink,
    title: job.title,
    description: job.description || job.excerpt,
    company: job.companyName,
    locations: placesOf(job),
    // Unknown pay is null or 0; the documentation calls the figures annual where no period stands beside them.
    pay: {
      min: job.minSalary || null,
      max: job.maxSalary || null,
      currency: job.currency,
      unit: job.salaryPeriod || 'annual',
    },
    employmentTypes: [job.employmentType ?? ''],
    workplace: 'Remote',
    postedAt: momentOf(job.pubDate),
    validThrough: momentOf(job.expiryDate),
  }
}

/** An empty list is the board's way to say worldwide. */
function placesOf({ locationRestrictions: countries }: Job): string[] | undefined {
  if (countries?.length === 0) return ['Worldwide']
  return countries?.map(country =>
    typeof country === 'string' ? country : country.name || country.alpha2 || '',
  )
}
