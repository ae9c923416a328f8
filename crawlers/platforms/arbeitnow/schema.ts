import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** One page of https://www.arbeitnow.com/blog/job-board-api; it names no total. */
export const Page = z.object({
  data: z.array(z.unknown()),
  /** `next` is null on the last page. */
  links: z.object({ next: z.string().nullish() }).nullish(),
})

export const Job = z.object({
  slug: z.string().min(1),
  title: z.string().min(1),
  url: z.string().nullish(),
  company_name: z.string().nullish(),
  description: z.string().nullish(),
  location: z.string().nullish(),
  /** False where nothing is known, too. */
  remote: z.boolean().nullish(),
  /** Kinds of employment beside levels of experience. */
  job_types: z.array(z.string()).nullish(),
  created_at: z.union([z.number(), z.string()]).nullish(),
})
export type Job = z.infer<typeof Job>

export function outcomeOf(job: Job): Outcome {
  return {
    sourceId: job.slug,
    url: job.url,
    title: job.title,
    description: job.description,
    company: job.company_name,
    locations: [job.location ?? ''],
    employmentTypes: job.job_types,
    workplace: job.remote ? 'Remote' : undefined,
    postedAt: momentOf(job.created_at),
  }
}
