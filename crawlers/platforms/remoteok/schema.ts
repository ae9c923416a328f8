import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'
import { repairMojibake } from './repair-mojibake.ts'

export const Feed = z.array(z.unknown())

/** The first element: when the list was made, and the terms. */
export const Notice = z.object({ legal: z.string() })

export const Job = z.object({
  id: z.union([z.string().min(1), z.number()]),
  position: z.string().min(1),
  company: z.string().nullish(),
  description: z.string().nullish(),
  /** Often empty, or with a comma left over at its end. */
  location: z.string().nullish(),
  url: z.string().nullish(),
  /** US dollars a year; 0 where it is not known. */
  salary_min: z.number().nullish(),
  salary_max: z.number().nullish(),
  date: z.string().nullish(),
  epoch: z.number().nullish(),
})
export type Job = z.infer<typeof Job>

export function outcomeOf(job: Job): Outcome {
  return {
    sourceId: String(job.id),
    url: job.url,
    title: repairMojibake(job.position),
    description: repairMojibake(job.description ?? ''),
    company: repairMojibake(job.company ?? ''),
    locations: [withoutComma(repairMojibake(job.location ?? '').trim())],
    pay: { min: job.salary_min || null, max: job.salary_max || null, currency: 'USD', unit: 'YEAR' },
    workplace: 'Remote',
    postedAt: momentOf(job.date) ?? momentOf(job.epoch),
  }
}

const withoutComma = (place: string): string => (place.endsWith(',') ? place.slice(0, -1) : place)
