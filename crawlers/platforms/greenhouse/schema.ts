import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import { paySpan } from '../../reading/pay-span.ts'
import type { Outcome } from '../../reading/read-records.ts'
import type { RawPay } from '../../source.ts'

/** The list: https://developers.greenhouse.io/job-board.html#list-jobs; one job alone comes as the bare record. */
export const JobList = z.object({
  jobs: z.array(z.unknown()),
  meta: z
    .object({ total: z.number().nullish().catch(null) })
    .nullish()
    .catch(null),
})

const PayRange = z.object({
  min_cents: z.number().nullish(),
  max_cents: z.number().nullish(),
  currency_type: z.string().nullish(),
})

export const Job = z.object({
  id: z.union([z.number(), z.string().min(1)]),
  /** Null on a prospect post, which collects applicants and stands for no vacancy. */
  internal_job_id: z.number().nullish(),
  title: z.string().min(1),
  absolute_url: z.string().nullish(),
  company_name: z.string().nullish(),
  /** HTML, its markup escaped once more by the interface; handed on as it is. */
  content: z.string().nullish(),
  location: z.object({ name: z.string().nullish() }).nullish(),
  offices: z.array(z.object({ name: z.string().nullish(), location: z.string().nullish() })).nullish(),
  metadata: z.array(z.object({ name: z.string().nullish(), value: z.unknown().optional() })).nullish(),
  pay_input_ranges: z.array(PayRange).nullish(),
  first_published: z.string().nullish(),
  updated_at: z.string().nullish(),
  application_deadline: z.string().nullish(),
})
export type Job = z.infer<typeof Job>

/** Boards write the way of working where the place belongs; the place then stands in the offices alone. */
const WORKPLACE_ONLY = /^(?:hybrid|remote|in[ -]?office|on[ -]?site|flexible)$/i
const EMPLOYMENT_FIELD = /^(?:employment|contract|job|worker) type$|^time type$/i
/** A board's own field for pay; most others with such a word (pay grade, salary review) hold none. */
const PAY_FIELD = /^(?:(?:annual|base|hourly|target) )?(?:salary|pay|compensation)(?: range)?$/i

/** The value of a field of the type `currency_range`. */
const CurrencyRange = z.object({
  min_value: z.coerce.number().nullish(),
  max_value: z.coerce.number().nullish(),
  unit: z.string().nullish(),
})

/** @param token the board's name in the address, the company of last resort */
export function outcomeOf(job: Job, token: string): Outcome {
  const sourceId = String(job.id)
  if (job.internal_job_id === null) return { sourceId, dropped: 'prospect post: stands for no vacancy' }
  const place = job.location?.name?.trim() ?? ''
  const isWorkplace = place === '' || WORKPLACE_ONLY.test(place)
  return {
    sourceId,
    url: job.absolute_url,
    title: job.title,
    description: job.content,
    company: job.company_name || token,
    locations: (isWorkplace && officesOf(job)) || [place],
    workplace: isWorkplace ? place : undefined,
    pay: payOf(job),
    salaryText: textsOf(job, PAY_FIELD)[0],
    employmentTypes: textsOf(job, EMPLOYMENT_FIELD),
    postedAt: momentOf(job.first_published) ?? momentOf(job.updated_at),
    validThrough: momentOf(job.application_deadline),
  }
}

/** Undefined where the job names no office. */
function officesOf(job: Job): string[] | undefined {
  const offices = (job.offices ?? []).flatMap(office => office.location || office.name || [])
  return offices.length > 0 ? offices : undefined
}

/**
 * Ranges are per zone or level and name no period: the span of those in the first one's currency, in units. Boards
 * without them may have a field of their own.
 */
function payOf(job: Job): RawPay | undefined {
  const ranges = (job.pay_input_ranges ?? []).map(({ min_cents, max_cents, currency_type }) => ({
    min: min_cents == null ? null : min_cents / 100,
    max: max_cents == null ? null : max_cents / 100,
    currency: currency_type,
  }))
  const own = fieldValues(job, PAY_FIELD).flatMap(value => CurrencyRange.safeParse(value).data ?? [])
  return paySpan(
    ranges.length > 0
      ? ranges
      : own.map(({ min_value, max_value, unit }) => ({ min: min_value, max: max_value, currency: unit })),
  )
}

const textsOf = (job: Job, name: RegExp): string[] =>
  fieldValues(job, name).filter(value => typeof value === 'string')

const fieldValues = (job: Job, name: RegExp): unknown[] =>
  (job.metadata ?? []).filter(field => name.test(field.name?.trim() ?? '')).flatMap(field => field.value)
