import { z } from 'zod'
import { platformNamed } from '../../../crawlers/registry.ts'
import type { RawPosting } from '../../../crawlers/source.ts'
import { EmploymentType, Seniority } from '../../../extractors/posting.ts'
import { PayLabel } from './pay-labels.ts'

/** A board's advert with the fields of a RawPosting, whose days may be as vague as "2013" or "Recent". */
const BoardAdvert = z.object({
  source: z.string(),
  sourceId: z.string(),
  title: z.string(),
  company: z.string().nullish(),
  locations: z.array(z.string()).nullish(),
  salaryText: z.string().nullish(),
  employmentTypes: z.array(z.string()).nullish(),
  workplace: z.string().nullish(),
  postedAt: z.string().nullish(),
  description: z.string(),
})

/** A comment of a hiring thread, which its platform makes into an advert. */
const ThreadAdvert = z.object({
  platform: z.literal('hn-hiring'),
  sourceId: z.string(),
  postedAt: z.string().nullish(),
  html: z.string(),
})

const Expected = z.object({
  title: z.string(),
  titleTerms: z.array(z.string()),
  seniority: Seniority.nullable(),
  employmentType: EmploymentType.nullable(),
  /** `estimated`: the board's own figure, which is never a quote. */
  salary: PayLabel.extend({ estimated: z.boolean().optional() }).nullable(),
  locations: z.array(z.string()),
  region: z.string().nullable(),
  workplace: z.enum(['remote', 'hybrid', 'onsite']).nullable(),
  /** Words, quoted in a sentence, that must not become a skill, a salary or a place. */
  traps: z.array(z.string()),
  /** `surface` is the skill as the advert writes it. */
  skills: z.array(z.object({ name: z.string(), surface: z.string(), core: z.boolean() })),
})
export type Expected = z.infer<typeof Expected>

export const LabelledAdvert = z.object({
  advert: z.union([ThreadAdvert, BoardAdvert]),
  expect: Expected,
})
export type LabelledAdvert = z.infer<typeof LabelledAdvert>

/** The raw posting of a labelled advert; what its platform does not take for an advert gives undefined. */
export function toRawPosting(advert: LabelledAdvert['advert']): RawPosting | undefined {
  const seenAt = momentOf(advert.postedAt)
  if (!('platform' in advert))
    return { ...advert, seenAt, postedAt: isDay(advert.postedAt) ? advert.postedAt : null }
  const thread = {
    title: 'Ask HN: Who is hiring?',
    children: [{ id: advert.sourceId, text: advert.html, created_at: seenAt }],
  }
  return platformNamed('hn-hiring').read({
    url: 'https://hn.algolia.com/api/v1/items/1',
    status: 200,
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify(thread)),
    seenAt,
  }).postings[0]
}

const isDay = (text: string | null | undefined): boolean => /^\d{4}-\d{2}-\d{2}(?:$|T)/.test(text ?? '')

/** The moment for a vague day: its first day, and a fixed one where the label tells none. */
function momentOf(day: string | null | undefined): string {
  const [, year = '2025', month = '01', date = '01'] =
    /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(day ?? '') ?? []
  return `${year}-${month}-${date}T00:00:00.000Z`
}
