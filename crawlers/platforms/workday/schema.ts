import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** A page of a search. `total` counts on the first page of it only; some tenants say 0 on the others. */
export const SearchPage = z.object({
  total: z.number().nullish(),
  jobPostings: z.array(z.unknown()),
  facets: z.array(z.unknown()).nullish(),
})

/** An entry of the list; its `postedOn` ("Posted 3 Days Ago") is another every day and no part of the stub. */
export const Entry = z.object({
  externalPath: z.string().startsWith('/'),
  bulletFields: z.array(z.unknown()).nullish(),
  title: z.unknown().optional(),
  locationsText: z.unknown().optional(),
  timeType: z.unknown().optional(),
  remoteType: z.unknown().optional(),
})
export type Entry = z.infer<typeof Entry>

export const Detail = z.object({
  jobPostingInfo: z.looseObject({}),
  hiringOrganization: z.unknown().optional(),
})

const text = z.string().nullish()

export const JobPosting = z.object({
  id: text,
  jobReqId: text,
  title: z.string().min(1),
  jobDescription: text,
  location: text,
  additionalLocations: z.array(z.string()).nullish(),
  /** Of `location`. */
  country: z.object({ descriptor: text }).nullish(),
  /** When the advert went up, not the work. */
  startDate: text,
  endDate: text,
  timeType: text,
  remoteType: text,
  externalUrl: text,
  posted: z.boolean().nullish(),
  canApply: z.boolean().nullish(),
  hiringOrganization: z.object({ name: text }).nullish(),
})
export type JobPosting = z.infer<typeof JobPosting>

/** @param page the advert's own for people, on the host that was asked */
export function outcomeOf(job: JobPosting, sourceId: string, page: string, company: string): Outcome {
  return {
    sourceId,
    url: job.externalUrl || page,
    title: job.title,
    description: job.jobDescription,
    company: job.hiringOrganization?.name || company,
    locations: [mainPlace(job), ...(job.additionalLocations ?? [])],
    workplace: job.remoteType,
    employmentTypes: [job.timeType ?? ''],
    postedAt: momentOf(job.startDate),
    validThrough: momentOf(job.endDate),
  }
}

function mainPlace({ location, country }: JobPosting): string {
  const place = location?.trim() ?? ''
  const name = country?.descriptor?.trim() ?? ''
  return place.toLowerCase().includes(name.toLowerCase()) ? place : [place, name].filter(Boolean).join(', ')
}

/**
 * The requisition's id where the entry names it: the path ends in it, and one of the bullets repeats it. A requisition
 * that stands at several paths of a site has a number behind it there (`…_R171808-1`).
 */
export function requisitionOf({ externalPath, bulletFields }: Entry): string | null {
  const end = externalPath.slice(externalPath.lastIndexOf('_') + 1)
  const bullets = (bulletFields ?? []).filter(bullet => typeof bullet === 'string' && bullet !== '')
  const named = bullets.find(bullet => end === bullet || end.replace(/-\d{1,3}$/, '') === bullet)
  return (named as string | undefined) ?? null
}
