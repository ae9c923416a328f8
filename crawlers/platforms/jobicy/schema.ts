import { decodeHTMLStrict } from 'entities'
import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'
import type { RawPay } from '../../source.ts'

/** https://github.com/Jobicy/remote-jobs-api; `jobCount` counts this list and not the board. */
export const JobList = z.object({ jobs: z.array(z.unknown()) })

const Words = z.union([z.string(), z.array(z.string())]).nullish()
const Figure = z.union([z.number(), z.string()]).nullish()

export const Job = z.object({
  id: z.union([z.number(), z.string().min(1)]),
  /** With entities, as is the company's name. */
  jobTitle: z.string().min(1),
  url: z.string().nullish(),
  companyName: z.string().nullish(),
  jobDescription: z.string().nullish(),
  jobExcerpt: z.string().nullish(),
  /** One word in older responses. */
  jobType: Words,
  /** Where applicants may live: countries in one text, or `Anywhere`. */
  jobGeo: Words,
  pubDate: z.string().nullish(),
  salaryMin: Figure,
  salaryMax: Figure,
  salaryPeriod: z.string().nullish(),
  salaryCurrency: z.string().nullish(),
  annualSalaryMin: Figure,
  annualSalaryMax: Figure,
})
export type Job = z.infer<typeof Job>

export function outcomeOf(job: Job): Outcome {
  return {
    sourceId: String(job.id),
    url: job.url,
    title: decodeHTMLStrict(job.jobTitle),
    description: job.jobDescription || job.jobExcerpt,
    company: decodeHTMLStrict(job.companyName ?? ''),
    locations: [job.jobGeo ?? []].flat(),
    pay: payOf(job),
    employmentTypes: [job.jobType ?? []].flat(),
    workplace: 'Remote',
    // Documented as UTC; older responses write no zone.
    postedAt: momentOf(`${job.pubDate} UTC`) ?? momentOf(job.pubDate),
  }
}

/** The shape of before 2025 named its figures annual and had no period. */
function payOf(job: Job): RawPay {
  const current = { min: figureOf(job.salaryMin), max: figureOf(job.salaryMax) }
  const isCurrent = current.min !== null || current.max !== null
  return {
    ...(isCurrent ? current : { min: figureOf(job.annualSalaryMin), max: figureOf(job.annualSalaryMax) }),
    currency: job.salaryCurrency,
    unit: isCurrent ? job.salaryPeriod : 'annual',
  }
}

/** 0 stands for pay that is not stated. */
function figureOf(value: Job['salaryMin']): number | null {
  const figure = Number(value)
  return figure > 0 ? figure : null
}
