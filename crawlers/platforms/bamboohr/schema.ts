import { z } from 'zod'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** The list behind the careers page; its `meta.totalCount` counts openings that it does not show, so it is not read. */
export const List = z.object({ result: z.array(z.unknown()) })

/** An entry of the list: neither words nor date. */
export const Entry = z.object({
  id: z.union([z.string().regex(/^\d+$/), z.int()]),
  jobOpeningName: z.unknown().optional(),
  departmentLabel: z.unknown().optional(),
  employmentStatusLabel: z.unknown().optional(),
  location: z.unknown().optional(),
  atsLocation: z.unknown().optional(),
  isRemote: z.unknown().optional(),
  locationType: z.unknown().optional(),
})
export type Entry = z.infer<typeof Entry>

export const Detail = z.object({ result: z.object({ jobOpening: z.looseObject({}) }) })

const text = z.string().nullish()

export const Opening = z.object({
  jobOpeningName: z.string().min(1),
  jobOpeningStatus: text,
  jobOpeningShareUrl: text,
  employmentStatusLabel: text,
  location: z.object({ city: text, state: text, addressCountry: text }).nullish(),
  /** Where the opening is, if elsewhere than at an address of the company. */
  atsLocation: z.object({ city: text, state: text, province: text, country: text }).nullish(),
  /** `0` at the company, `1` remote, `2` hybrid. */
  locationType: z.union([z.string(), z.number()]).nullish(),
  isRemote: z.union([z.boolean(), z.number(), z.string()]).nullish(),
  description: text,
  compensation: text,
  datePosted: text,
})
export type Opening = z.infer<typeof Opening>

/** @param page the opening's own for people, on the host that was asked */
export function outcomeOf(opening: Opening, sourceId: string, page: string): Outcome {
  if (/^draft$/i.test(opening.jobOpeningStatus ?? '')) return { sourceId, dropped: 'draft' }
  const url = opening.jobOpeningShareUrl || page
  const tenant = (URL.canParse(url) && tenantOf(new URL(url))) || tenantOf(new URL(page))
  return {
    sourceId,
    url,
    title: opening.jobOpeningName,
    description: opening.description,
    company: tenant && companyOfSlug(tenant),
    locations: [placeOf(opening)],
    salaryText: opening.compensation,
    workplace: workplaceOf(opening),
    employmentTypes: [opening.employmentStatusLabel ?? ''],
    postedAt: momentOf(opening.datePosted),
  }
}

/** The company in `https://<company>.bamboohr.com`; a payload names none. */
export const tenantOf = (url: URL): string | undefined =>
  /^([a-z0-9-]+)\.bamboohr\.[a-z]+$/.exec(url.hostname)?.[1]

function placeOf({ location, atsLocation }: Opening): string {
  const own = atsLocation && [
    atsLocation.city,
    atsLocation.state || atsLocation.province,
    atsLocation.country,
  ]
  const company = location && [location.city, location.state, location.addressCountry]
  const place = [own, company].find(parts => parts?.some(Boolean)) ?? []
  return place
    .map(part => part?.trim())
    .filter(Boolean)
    .join(', ')
}

function workplaceOf({ locationType, isRemote }: Opening): string | undefined {
  if (String(locationType) === '2') return 'Hybrid'
  const remote = String(locationType) === '1' || isRemote === true || String(isRemote) === '1'
  return remote ? 'Remote' : undefined
}
