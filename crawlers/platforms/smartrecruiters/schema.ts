import { escapeText } from 'entities'
import { z } from 'zod'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** A page of the list: https://developers.smartrecruiters.com/docs/posting-api */
export const List = z.object({
  offset: z.number().nullish(),
  /** As granted: one above 100 is cut without a word, so the next page begins here and not where we asked it to. */
  limit: z.number().nullish(),
  totalFound: z.number().nullish(),
  content: z.array(z.unknown()),
})

/** An entry of the list: everything but the words. */
export const Entry = z.object({
  id: z.union([z.string().min(1), z.number()]),
  name: z.unknown().optional(),
  releasedDate: z.unknown().optional(),
  location: z.unknown().optional(),
  typeOfEmployment: z.unknown().optional(),
  department: z.unknown().optional(),
  visibility: z.unknown().optional(),
})
export type Entry = z.infer<typeof Entry>

const Label = z.object({ id: z.string().nullish(), label: z.string().nullish() }).nullish()
const Section = z.object({ title: z.string().nullish(), text: z.string().nullish() }).nullish()

export const Posting = z.object({
  id: z.union([z.string().min(1), z.number()]),
  name: z.string().min(1),
  active: z.boolean().nullish(),
  visibility: z.string().nullish(),
  postingUrl: z.string().nullish(),
  company: z.object({ identifier: z.string().nullish(), name: z.string().nullish() }).nullish(),
  releasedDate: z.string().nullish(),
  location: z
    .object({
      city: z.string().nullish(),
      region: z.string().nullish(),
      /** ISO 3166 in lower case. */
      country: z.string().nullish(),
      fullLocation: z.string().nullish(),
      remote: z.boolean().nullish(),
      hybrid: z.boolean().nullish(),
    })
    .nullish(),
  typeOfEmployment: Label,
  compensation: z
    .object({
      min: z.number().nullish(),
      max: z.number().nullish(),
      currency: z.string().nullish(),
      /** `YEARLY`, `MONTHLY`, `HOURLY` … */
      period: z.string().nullish(),
    })
    .nullish(),
  jobAd: z
    .object({
      sections: z
        .object({
          companyDescription: Section,
          jobDescription: Section,
          qualifications: Section,
          additionalInformation: Section,
        })
        .nullish(),
    })
    .nullish(),
})
export type Posting = z.infer<typeof Posting>

export const isPublic = (visibility: unknown): boolean => visibility == null || visibility === 'PUBLIC'

/** @param board the company's identifier in the address */
export function outcomeOf(posting: Posting, board: string): Outcome {
  const sourceId = String(posting.id)
  if (!isPublic(posting.visibility)) return { sourceId, dropped: 'not public' }
  const { location, compensation } = posting
  return {
    sourceId,
    url:
      posting.postingUrl ||
      `https://jobs.smartrecruiters.com/${encodeURIComponent(board)}/${encodeURIComponent(sourceId)}`,
    title: posting.name,
    description: descriptionOf(posting),
    company: posting.company?.name || companyOfSlug(board),
    locations: [placeOf(location)],
    // Neither flag is set both on site and where nobody said, so that says nothing.
    workplace: location?.hybrid ? 'Hybrid' : location?.remote ? 'Remote' : undefined,
    pay: compensation && {
      min: compensation.min,
      max: compensation.max,
      currency: compensation.currency,
      unit: compensation.period,
    },
    // The id of "Full-time" is `permanent`, whatever the contract: the label is the employer's word.
    employmentTypes: [posting.typeOfEmployment?.label || posting.typeOfEmployment?.id || ''],
    postedAt: momentOf(posting.releasedDate),
  }
}

function placeOf(location: Posting['location']): string {
  const { city, region, country, fullLocation } = location ?? {}
  return fullLocation || [city, region, country?.toUpperCase()].filter(Boolean).join(', ')
}

/** The sections one below the other, as the page shows them. */
function descriptionOf(posting: Posting): string {
  const { companyDescription, jobDescription, qualifications, additionalInformation } =
    posting.jobAd?.sections ?? {}
  return [companyDescription, jobDescription, qualifications, additionalInformation]
    .filter(section => section?.text)
    .map(section => (section?.title ? `<h3>${escapeText(section.title)}</h3>` : '') + section?.text)
    .join('\n')
}
