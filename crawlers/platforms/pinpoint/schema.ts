import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Draft } from '../../reading/read-records.ts'

/** The list: https://developers.pinpointhq.com/docs/jobs-json-endpoint */
export const PostingList = z.object({ data: z.array(z.unknown()) })

const Text = z.string().nullish()
const Figure = z.union([z.number(), z.string()]).nullish()

export const Posting = z.object({
  id: z.union([z.string().min(1), z.number()]),
  title: z.string().min(1),
  url: Text,
  path: Text,
  description: Text,
  key_responsibilities: Text,
  key_responsibilities_header: Text,
  skills_knowledge_expertise: Text,
  skills_knowledge_expertise_header: Text,
  benefits: Text,
  benefits_header: Text,
  workplace_type: Text,
  /** `permanent_full_time`, `fixed_term_contract`, `contract_temp`, `freelance` … */
  employment_type: Text,
  employment_type_text: Text,
  compensation: Text,
  compensation_minimum: Figure,
  compensation_maximum: Figure,
  compensation_currency: Text,
  /** `year`, `annually`, `per year` … */
  compensation_frequency: Text,
  compensation_visible: z.boolean().nullish(),
  deadline_at: Text,
  location: z.object({ name: Text, city: Text, province: Text }).nullish(),
})
export type Posting = z.infer<typeof Posting>

const UUID = /\/postings\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i

/** Numbers are a company's own; the UUID of the address is unique on the platform. */
export function idOf(posting: Pick<Posting, 'id' | 'url' | 'path'>): string {
  return (
    (UUID.exec(posting.path ?? '') ?? UUID.exec(posting.url ?? ''))?.[1]?.toLowerCase() ?? String(posting.id)
  )
}

/** @param listUrl the list's address, which the postings' paths belong to */
export function draftOf(posting: Posting, listUrl: string, company: string): Draft {
  const address = posting.url || posting.path
  // A hidden figure stands in the record all the same; the employer does not publish it.
  const isShown = posting.compensation_visible === true
  return {
    sourceId: idOf(posting),
    url: address && URL.canParse(address, listUrl) ? new URL(address, listUrl).href : undefined,
    title: posting.title,
    description: descriptionOf(posting),
    company,
    locations: [placeText(posting.location)],
    salaryText: isShown ? posting.compensation : undefined,
    pay: isShown
      ? {
          min: Number(posting.compensation_minimum) || null,
          max: Number(posting.compensation_maximum) || null,
          currency: posting.compensation_currency,
          unit: posting.compensation_frequency,
        }
      : undefined,
    employmentTypes: [posting.employment_type_text || posting.employment_type || ''],
    workplace: posting.workplace_type,
    validThrough: momentOf(posting.deadline_at),
  }
}

function descriptionOf(posting: Posting): string {
  const sections = [
    [undefined, posting.description],
    [posting.key_responsibilities_header, posting.key_responsibilities],
    [posting.skills_knowledge_expertise_header, posting.skills_knowledge_expertise],
    [posting.benefits_header, posting.benefits],
  ]
  return sections
    .filter(([, text]) => text?.trim())
    .map(([header, text]) => (header ? `<h3>${escapeText(header)}</h3>\n${text}` : text))
    .join('\n')
}

/** A header is text among the HTML of its section. */
const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The name is the office's, which may or may not say its town. */
function placeText(location: Posting['location']): string {
  const name = location?.name?.trim() ?? ''
  const others = [location?.city, location?.province].map(part => part?.trim() ?? '')
  const isNew = (part: string): boolean => part !== '' && !name.toLowerCase().includes(part.toLowerCase())
  return [...new Set([name, ...others.filter(isNew)])].filter(Boolean).join(', ')
}
