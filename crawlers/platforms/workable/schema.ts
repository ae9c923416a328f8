import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** The widget's answer: the account's name, and a record for each place of each job. */
export const Account = z.object({ name: z.string().nullish(), jobs: z.array(z.unknown()) })

const Place = z.object({
  city: z.string().nullish(),
  region: z.string().nullish(),
  country: z.string().nullish(),
  /** The employer does not want it shown. */
  hidden: z.boolean().nullish(),
})

export const Job = z.object({
  shortcode: z.string().min(1),
  title: z.string().min(1),
  url: z.string().nullish(),
  /** HTML; present where `details=true` was asked for. */
  description: z.string().nullish(),
  employment_type: z.string().nullish(),
  telecommuting: z.boolean().nullish(),
  city: z.string().nullish(),
  /** The region, not a status. */
  state: z.string().nullish(),
  country: z.string().nullish(),
  locations: z.array(Place).nullish(),
  /** Calendar days. */
  published_on: z.string().nullish(),
  created_at: z.string().nullish(),
})
export type Job = z.infer<typeof Job>

export function outcomeOf(job: Job, company: string): Outcome {
  return {
    sourceId: job.shortcode,
    url: job.url,
    title: job.title,
    description: job.description,
    company,
    locations: placesOf(job),
    employmentTypes: [job.employment_type ?? ''],
    // False says only that the box is not ticked: hybrid jobs have it either way.
    workplace: job.telecommuting === true ? 'telecommuting' : undefined,
    postedAt: momentOf(job.published_on) ?? momentOf(job.created_at),
  }
}

function placesOf(job: Job): string[] {
  const all = job.locations ?? []
  if (all.length === 0) return [placeText([job.city, job.state, job.country])]
  return all.filter(place => !place.hidden).map(place => placeText([place.city, place.region, place.country]))
}

const placeText = (parts: (string | null | undefined)[]): string =>
  [...new Set(parts.map(part => part?.trim()).filter(Boolean))].join(', ')
