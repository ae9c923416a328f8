import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

export const PER_PAGE = 100

const Search = z.object({
  page: z.coerce.number().int().min(1),
  ResultOnPage: z.coerce.number().int().min(1),
})

/** What was posted; an archive may have lost it. */
export function searchOf(post: string | undefined): z.infer<typeof Search> {
  try {
    return Search.parse(JSON.parse(post ?? ''))
  } catch {
    return { page: 1, ResultOnPage: PER_PAGE }
  }
}

/** A page of https://jooble.org/api/about. */
export const Results = z.object({ jobs: z.array(z.unknown()), totalCount: z.number().nullish() })

export const Job = z.object({
  id: z.union([z.string().min(1), z.number()]),
  title: z.string().min(1),
  company: z.string().nullish(),
  location: z.string().nullish(),
  /** A piece of the advert around the words searched for, with those words in bold. */
  snippet: z.string().nullish(),
  salary: z.string().nullish(),
  type: z.string().nullish(),
  link: z.string().nullish(),
  updated: z.string().nullish(),
})
export type Job = z.infer<typeof Job>

export function outcomeOf(job: Job): Outcome {
  return {
    sourceId: String(job.id),
    url: withoutTracking(job.link),
    title: withoutHighlights(job.title),
    description: job.snippet && withoutHighlights(job.snippet),
    company: job.company,
    locations: [job.location ?? ''],
    salaryText: job.salary,
    employmentTypes: [job.type ?? ''],
    // The only date there is.
    postedAt: momentOf(job.updated),
  }
}

/** The marks differ from query to query and are not the advert's. */
const withoutHighlights = (text: string): string => text.replace(/<\/?b>/gi, '')

/** The query names the place in the list, the words searched for and the account. */
function withoutTracking(link: string | null | undefined): string | undefined {
  if (!link || !URL.canParse(link)) return undefined
  const address = new URL(link)
  address.search = ''
  return address.href
}
