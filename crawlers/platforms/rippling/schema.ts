import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import { paySpan } from '../../reading/pay-span.ts'
import type { Draft, Outcome } from '../../reading/read-records.ts'

const Text = z.string().nullish()

/** The board: a bare list, in which an advert stands once for each of its places. */
export const Board = z.array(z.unknown())

export const Entry = z.object({
  uuid: z.guid(),
  name: z.string().min(1),
  url: Text,
  workLocation: z.object({ label: Text }).nullish(),
})
export type Entry = z.infer<typeof Entry>

export const draftOfEntry = (entry: Entry): Draft => ({
  sourceId: entry.uuid,
  url: entry.url,
  title: entry.name,
  locations: [entry.workLocation?.label ?? ''],
})

const PayRange = z.object({
  rangeStart: z.number().nullish(),
  rangeEnd: z.number().nullish(),
  currency: Text,
  /** `YEAR`, `HOUR` … */
  frequency: Text,
})

export const Job = z.object({
  uuid: z.guid(),
  name: z.string().min(1),
  url: Text,
  companyName: Text,
  /** HTML in sections. */
  description: z.union([z.string(), z.object({ role: Text, company: Text })]).nullish(),
  workLocations: z.array(z.string()).nullish(),
  /** The label is a code (`SALARIED_FT`, `CONTRACTOR`), the id the employer's own words. */
  employmentType: z.object({ label: Text, id: Text }).nullish(),
  /** A range for each place or level. */
  payRangeDetails: z.array(PayRange).nullish(),
  createdOn: Text,
  unlistedFromSearch: z.boolean().nullish(),
})
export type Job = z.infer<typeof Job>

export function outcomeOf(job: Job, company: string): Outcome {
  if (job.unlistedFromSearch === true) return { sourceId: job.uuid, dropped: 'unlisted' }
  const { description, employmentType } = job
  return {
    sourceId: job.uuid,
    url: job.url,
    title: job.name,
    description:
      typeof description === 'string'
        ? description
        : [description?.role, description?.company].filter(Boolean).join('\n'),
    company: job.companyName || company,
    locations: job.workLocations,
    pay: paySpan(
      (job.payRangeDetails ?? []).map(({ rangeStart, rangeEnd, currency, frequency }) => ({
        min: rangeStart || null,
        max: rangeEnd || null,
        currency,
        unit: frequency,
      })),
    ),
    employmentTypes: [employmentType?.label ?? '', employmentType?.id ?? ''],
    postedAt: momentOf(job.createdOn),
  }
}
