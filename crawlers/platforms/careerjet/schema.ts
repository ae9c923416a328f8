import { createHash } from 'node:crypto'
import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** An answer of https://www.careerjet.co.uk/partners/api; `type` says which of the two it is. */
export const Answer = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('JOBS'),
    jobs: z.array(z.unknown()),
    hits: z.number().nullish(),
    pages: z.number().nullish(),
  }),
  z.object({ type: z.literal('LOCATIONS'), locations: z.array(z.string()).nullish() }),
])

/** Text in some locales. */
const Figure = z.union([z.number(), z.string()]).nullish()

export const Job = z.object({
  title: z.string().min(1),
  company: z.string().nullish(),
  locations: z.string().nullish(),
  /** An excerpt, with the words searched for in bold. */
  description: z.string().nullish(),
  salary: z.string().nullish(),
  salary_min: Figure,
  salary_max: Figure,
  salary_type: z.string().nullish(),
  salary_currency_code: z.string().nullish(),
  date: z.string().nullish(),
  url: z.string().nullish(),
})
export type Job = z.infer<typeof Job>

const UNITS: Record<string, string> = { Y: 'YEAR', M: 'MONTH', W: 'WEEK', D: 'DAY', H: 'HOUR' }

export function outcomeOf(job: Job): Outcome {
  const title = withoutHighlights(job.title)
  return {
    sourceId: idOf(job, title),
    url: withoutTracking(job.url),
    title,
    description: job.description && withoutHighlights(job.description),
    company: job.company,
    locations: [job.locations ?? ''],
    salaryText: job.salary,
    pay: {
      min: amountOf(job.salary_min),
      max: amountOf(job.salary_max),
      currency: job.salary_currency_code,
      unit: UNITS[job.salary_type ?? ''] ?? job.salary_type,
    },
    postedAt: momentOf(job.date),
  }
}

/** No advert has an id, and its address is a redirect made for the click: what stays the same between two searches is its head. */
function idOf(job: Job, title: string): string {
  const head = [title, job.company ?? '', job.locations ?? '', job.salary ?? '', job.date ?? '']
  return createHash('sha256').update(JSON.stringify(head)).digest('hex').slice(0, 32)
}

function amountOf(figure: z.infer<typeof Figure>): number | null {
  const amount = Number(figure ?? 0)
  return amount > 0 && Number.isFinite(amount) ? amount : null
}

/** The marks differ from query to query and are not the advert's. */
const withoutHighlights = (text: string): string => text.replace(/<\/?b>/gi, '')

/** The query names the publisher. */
function withoutTracking(url: string | null | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined
  const address = new URL(url)
  address.search = ''
  return address.href
}
