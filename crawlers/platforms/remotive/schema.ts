import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/**
 * The list: https://github.com/remotive-com/remote-jobs-api. Beside it stand notices under keys that sort first
 * (`0-legal-notice`, `00-warning`).
 */
export const JobList = z.object({
  jobs: z.array(z.unknown()),
  /** How many this response lists. */
  'job-count': z.number().nullish(),
  /** How many the query matches; newer than the documentation. */
  'total-job-count': z.number().nullish(),
})

export const Job = z.object({
  id: z.union([z.number(), z.string().min(1)]),
  title: z.string().min(1),
  url: z.string().nullish(),
  company_name: z.string().nullish(),
  description: z.string().nullish(),
  job_type: z.string().nullish(),
  candidate_required_location: z.string().nullish(),
  salary: z.string().nullish(),
  /** Without a zone, so that no more than the day is known. */
  publication_date: z.string().nullish(),
})
export type Job = z.infer<typeof Job>

export function outcomeOf(job: Job): Outcome {
  return {
    sourceId: String(job.id),
    url: job.url,
    title: job.title,
    description: job.description,
    company: job.company_name,
    locations: [job.candidate_required_location ?? ''],
    salaryText: job.salary,
    employmentTypes: [job.job_type ?? ''],
    workplace: 'Remote',
    postedAt: momentOf(job.publication_date),
  }
}
