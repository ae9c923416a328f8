import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import { paySpan } from '../../reading/pay-span.ts'
import type { Outcome } from '../../reading/read-records.ts'
import type { RawPay } from '../../source.ts'

/** The board: https://developers.ashbyhq.com/docs/public-job-posting-api; real payloads nest pay in each job. */
export const JobBoard = z.object({ jobs: z.array(z.unknown()) })

const Component = z.object({
  compensationType: z.string().nullish(),
  /** `1 YEAR`, `1 HOUR`, `0.5 MONTH`, `NONE` … */
  interval: z.string().nullish(),
  currencyCode: z.string().nullish(),
  minValue: z.number().nullish(),
  maxValue: z.number().nullish(),
})
type Component = z.infer<typeof Component>

const Address = z
  .object({
    postalAddress: z
      .object({
        addressLocality: z.string().nullish(),
        addressRegion: z.string().nullish(),
        addressCountry: z.string().nullish(),
      })
      .nullish(),
  })
  .nullish()

const Place = z.object({ location: z.string().nullish(), address: Address })

export const Job = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  isListed: z.boolean().nullish(),
  jobUrl: z.string().nullish(),
  descriptionHtml: z.string().nullish(),
  descriptionPlain: z.string().nullish(),
  employmentType: z.string().nullish(),
  workplaceType: z.string().nullish(),
  isRemote: z.boolean().nullish(),
  location: z.string().nullish(),
  address: Address,
  secondaryLocations: z.array(Place).nullish(),
  publishedAt: z.string().nullish(),
  shouldDisplayCompensationOnJobPostings: z.boolean().nullish(),
  compensation: z
    .object({
      compensationTierSummary: z.string().nullish(),
      scrapeableCompensationSalarySummary: z.string().nullish(),
      compensationTiers: z.array(z.object({ components: z.array(Component).nullish() })).nullish(),
      summaryComponents: z.array(Component).nullish(),
    })
    .nullish(),
})
export type Job = z.infer<typeof Job>

/** @param company the board's name, for a payload names none */
export function outcomeOf(job: Job, company: string): Outcome {
  if (job.isListed === false) return { sourceId: job.id, dropped: 'unlisted' }
  const showsPay = job.shouldDisplayCompensationOnJobPostings !== false
  const pay = showsPay ? job.compensation : null
  return {
    sourceId: job.id,
    url: job.jobUrl,
    title: job.title,
    description: job.descriptionHtml || job.descriptionPlain,
    company,
    locations: [{ location: job.location, address: job.address }, ...(job.secondaryLocations ?? [])].map(
      placeText,
    ),
    salaryText: pay?.compensationTierSummary || pay?.scrapeableCompensationSalarySummary,
    pay: pay && payOf(pay),
    employmentTypes: job.employmentType ? [job.employmentType] : undefined,
    // A hybrid job may have isRemote true, so the type is asked first.
    workplace: job.workplaceType || (job.isRemote === true ? 'Remote' : undefined),
    postedAt: momentOf(job.publishedAt),
  }
}

/**
 * The salary's span over all tiers (a tier is a zone or a level). Tiers may differ in currency; then those in the
 * currency that Ashby itself sums up count.
 */
function payOf(compensation: NonNullable<Job['compensation']>): RawPay | undefined {
  const isSalary = (component: Component): boolean => component.compensationType === 'Salary'
  const tiers = (compensation.compensationTiers ?? []).flatMap(tier => tier.components ?? []).filter(isSalary)
  const main = compensation.summaryComponents?.find(isSalary)
  return paySpan([...(main ? [main] : []), ...tiers].map(rangeOf))
}

const rangeOf = ({ minValue, maxValue, currencyCode, interval }: Component): RawPay => ({
  min: minValue,
  max: maxValue,
  currency: currencyCode,
  unit: interval,
})

/**
 * The place's own text, with the region and country of its address where the text does not say them. The town of the
 * address is added to an office's name only: for "Remote, United States" it is merely where the company sits.
 */
function placeText(place: z.infer<typeof Place>): string {
  const text = place.location?.trim() ?? ''
  const { addressLocality, addressRegion, addressCountry } = place.address?.postalAddress ?? {}
  const says = (part: string): boolean => text.toLowerCase().includes(part.toLowerCase())
  const [town, region, country] = [addressLocality, addressRegion, addressCountry].map(
    part => part?.trim() ?? '',
  )
  if (!town || !(says(town) || text === '' || /\b(?:office|hq|headquarters)\b/i.test(text))) {
    return country && !says(country) ? join([text, country]) : text
  }
  return join([text, ...[town, region, country].filter(part => part && !says(part))])
}

const join = (parts: (string | undefined)[]): string => [...new Set(parts.filter(Boolean))].join(', ')
