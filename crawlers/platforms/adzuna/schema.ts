import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'
import type { RawPay } from '../../source.ts'

/** One page of https://developer.adzuna.com/docs/search. */
export const Results = z.object({ results: z.array(z.unknown()), count: z.number().nullish() })

export const Job = z.object({
  id: z.union([z.string().min(1), z.number()]),
  title: z.string().min(1),
  description: z.string().nullish(),
  redirect_url: z.string().nullish(),
  company: z.object({ display_name: z.string().nullish() }).nullish(),
  /** `area` runs from the country down to the place. */
  location: z.object({ display_name: z.string().nullish(), area: z.array(z.string()).nullish() }).nullish(),
  contract_type: z.string().nullish(),
  contract_time: z.string().nullish(),
  /** Pounds (dollars …) a year; day rates come annualised. */
  salary_min: z.number().nullish(),
  salary_max: z.number().nullish(),
  /** `"1"` where Adzuna estimated the figure itself. */
  salary_is_predicted: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  created: z.string().nullish(),
})
export type Job = z.infer<typeof Job>

/** The currency of each country's site; a payload names none. */
const CURRENCIES: Record<string, string> = {
  at: 'EUR',
  au: 'AUD',
  be: 'EUR',
  br: 'BRL',
  ca: 'CAD',
  ch: 'CHF',
  de: 'EUR',
  es: 'EUR',
  fr: 'EUR',
  gb: 'GBP',
  in: 'INR',
  it: 'EUR',
  mx: 'MXN',
  nl: 'EUR',
  nz: 'NZD',
  pl: 'PLN',
  sg: 'SGD',
  us: 'USD',
  za: 'ZAR',
}

/** @param country the site's two letters, lower case */
export function outcomeOf(job: Job, country: string): Outcome {
  const area = job.location?.area ?? []
  return {
    sourceId: String(job.id),
    url: withoutTracking(job.redirect_url),
    title: withoutHighlights(job.title),
    description: job.description && withoutHighlights(job.description),
    company: job.company?.display_name,
    locations: [area.length > 0 ? area.toReversed().join(', ') : (job.location?.display_name ?? '')],
    pay: payOf(job, country),
    employmentTypes: [job.contract_type ?? '', job.contract_time ?? ''],
    postedAt: momentOf(job.created),
  }
}

function payOf(job: Job, country: string): RawPay {
  return {
    min: job.salary_min || null,
    max: job.salary_max || null,
    currency: CURRENCIES[country],
    unit: 'YEAR',
    predicted:
      job.salary_is_predicted == null ? undefined : /^(?:1|true)$/.test(String(job.salary_is_predicted)),
  }
}

/** The search marks the words that it found; the marks differ from query to query and are not the advert's. */
const withoutHighlights = (text: string): string => text.replace(/<\/?strong>/gi, '')

function withoutTracking(url: string | null | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined
  const address = new URL(url)
  for (const name of [...address.searchParams.keys()])
    if (name.startsWith('utm_')) address.searchParams.delete(name)
  return address.href
}
