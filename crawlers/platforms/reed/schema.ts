import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** A page of https://www.reed.co.uk/developers/jobseeker (search). */
export const Results = z.object({
  results: z.array(z.unknown()),
  totalResults: z.number().nullish(),
  /** Filled, with no results, where `locationName` names several places. */
  ambiguousLocations: z.array(z.unknown()).nullish(),
})

const Id = z.union([z.number(), z.string().min(1)])

/**
 * An entry of a search: what of it changes when the advert does, which its count of applications does not. The advert
 * itself is read at its own address.
 */
export const Entry = z.object({
  jobId: Id,
  jobTitle: z.unknown().optional(),
  employerName: z.unknown().optional(),
  locationName: z.unknown().optional(),
  minimumSalary: z.unknown().optional(),
  maximumSalary: z.unknown().optional(),
  currency: z.unknown().optional(),
  date: z.unknown().optional(),
  expirationDate: z.unknown().optional(),
  jobDescription: z.unknown().optional(),
})

/** An advert's own answer (`/jobs/{id}`). Its yearly figures are Reed's arithmetic and are not read. */
export const Job = z.object({
  jobId: Id,
  jobTitle: z.string().min(1),
  employerName: z.string().nullish(),
  locationName: z.string().nullish(),
  /** Per `salaryType` (`per annum`, `per day`, `per hour`); null where the advert withholds them. */
  minimumSalary: z.number().nullish(),
  maximumSalary: z.number().nullish(),
  salaryType: z.string().nullish(),
  currency: z.string().nullish(),
  /** As shown to people: `£38,000 - £42,000 per annum, negotiable`. */
  salary: z.string().nullish(),
  contractType: z.string().nullish(),
  fullTime: z.boolean().nullish(),
  partTime: z.boolean().nullish(),
  datePosted: z.string().nullish(),
  expirationDate: z.string().nullish(),
  jobUrl: z.string().nullish(),
  jobDescription: z.string().nullish(),
})
export type Job = z.infer<typeof Job>

export function outcomeOf(job: Job): Outcome {
  return {
    sourceId: String(job.jobId),
    url: job.jobUrl,
    title: job.jobTitle,
    description: job.jobDescription,
    company: job.employerName,
    locations: [job.locationName ?? ''],
    salaryText: job.salary,
    pay: {
      min: job.minimumSalary || null,
      max: job.maximumSalary || null,
      currency: job.currency,
      unit: job.salaryType,
    },
    employmentTypes: [
      job.contractType ?? '',
      job.fullTime ? 'Full-time' : '',
      job.partTime ? 'Part-time' : '',
    ],
    postedAt: dayOf(job.datePosted),
    validThrough: dayOf(job.expirationDate),
  }
}

/** Days come as DD/MM/YYYY. */
function dayOf(text: string | null | undefined): string | undefined {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? '') ?? []
  return momentOf(day ? `${year}-${month}-${day}` : text)
}
