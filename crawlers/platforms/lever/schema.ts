import { escapeText } from 'entities'
import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** One posting: https://github.com/lever/postings-api#get-a-list-of-job-postings. */
export const Job = z.object({
  id: z.string().min(1),
  text: z.string().min(1),
  categories: z
    .object({
      commitment: z.string().nullish(),
      location: z.string().nullish(),
      /** The main place is among them. */
      allLocations: z.array(z.string()).nullish(),
    })
    .nullish(),
  /** Of the main place: ISO 3166-1 alpha-2. */
  country: z.string().nullish(),
  /** Opening and body; a list of its own holds what the job asks for. */
  description: z.string().nullish(),
  descriptionPlain: z.string().nullish(),
  lists: z.array(z.object({ text: z.string().nullish(), content: z.string().nullish() })).nullish(),
  additional: z.string().nullish(),
  additionalPlain: z.string().nullish(),
  salaryDescription: z.string().nullish(),
  salaryDescriptionPlain: z.string().nullish(),
  salaryRange: z
    .object({
      min: z.number().nullish(),
      max: z.number().nullish(),
      currency: z.string().nullish(),
      /** `per-year-salary`, `per-hour-wage`, `one-time` … */
      interval: z.string().nullish(),
    })
    .nullish(),
  workplaceType: z.string().nullish(),
  hostedUrl: z.string().nullish(),
  /** Epoch milliseconds; undocumented, and the only date of the interface. */
  createdAt: z.number().nullish(),
})
export type Job = z.infer<typeof Job>

/** @param company the site's name, for a payload names none */
export function outcomeOf(job: Job, company: string): Outcome {
  const { salaryRange: pay } = job
  return {
    sourceId: job.id,
    url: job.hostedUrl,
    title: job.text,
    description: descriptionOf(job),
    company,
    locations: placesOf(job),
    pay: pay && { min: pay.min, max: pay.max, currency: pay.currency, unit: pay.interval },
    employmentTypes: [job.categories?.commitment ?? ''],
    workplace: job.workplaceType === 'unspecified' ? undefined : job.workplaceType,
    postedAt: momentOf(job.createdAt),
  }
}

function descriptionOf(job: Job): string {
  const lists = (job.lists ?? []).flatMap(({ text, content }) =>
    content ? `<h3>${escapeText(text ?? '')}</h3><ul>${content}</ul>` : [],
  )
  return [
    htmlOf(job.description, job.descriptionPlain),
    ...lists,
    htmlOf(job.additional, job.additionalPlain),
    htmlOf(job.salaryDescription, job.salaryDescriptionPlain),
  ]
    .filter(part => part !== '')
    .join('\n')
}

/** The styled part, else the plain one as HTML. */
const htmlOf = (html: string | null | undefined, plain: string | null | undefined): string =>
  html || (plain ? `<div>${escapeText(plain).replaceAll('\n', '<br>')}</div>` : '')

/** The main place first, with its country where it stands without any: "Leeds" is not only in England. */
function placesOf(job: Job): string[] {
  const main = job.categories?.location?.trim() ?? ''
  const others = (job.categories?.allLocations ?? []).filter(place => place.trim() !== main)
  const country = countryName(job.country)
  const isBare = main !== '' && !main.includes(',') && !main.includes(country)
  return [isBare ? `${main}, ${country}` : main || country, ...others]
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** `''` where the code is none; names, because towns are followed by states of the same letters (IN, DE). */
function countryName(code: string | null | undefined): string {
  return (code && /^[A-Z]{2}$/.test(code) && countryNames.of(code)) || ''
}
