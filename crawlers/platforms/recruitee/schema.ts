import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

/** The site's list: https://docs.recruitee.com/reference/offers. */
export const OfferList = z.object({ offers: z.array(z.unknown()) })

/** An advert's words; which of them holds what differs from site to site. */
const Words = z.object({
  title: z.string().nullish(),
  highlight: z.string().nullish(),
  description: z.string().nullish(),
  requirements: z.string().nullish(),
})

const Place = z.object({
  name: z.string().nullish(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  country: z.string().nullish(),
})

/** `"75000"`, `"18.50"`; numbers on some sites. */
const Figure = z.union([z.number(), z.string()]).nullish()

export const Offer = Words.extend({
  id: z.union([z.number(), z.string().min(1)]),
  title: z.string().min(1),
  status: z.string().nullish(),
  careers_url: z.string().nullish(),
  company_name: z.string().nullish(),
  translations: z.record(z.string(), Words).nullish(),
  locations: z.array(Place).nullish(),
  city: z.string().nullish(),
  state_name: z.string().nullish(),
  country: z.string().nullish(),
  /** The place as shown, or "Remote job". */
  location: z.string().nullish(),
  /** Any of the three may be set, and several: 991 of 9,832 offers had more than one in July 2026. */
  remote: z.boolean().nullish(),
  hybrid: z.boolean().nullish(),
  on_site: z.boolean().nullish(),
  /** `fulltime_permanent`, `parttime_fixed_term`, `freelance` … */
  employment_type_code: z.string().nullish(),
  salary: z
    .object({ min: Figure, max: Figure, currency: z.string().nullish(), period: z.string().nullish() })
    .nullish(),
  published_at: z.string().nullish(),
  created_at: z.string().nullish(),
  close_at: z.string().nullish(),
})
export type Offer = z.infer<typeof Offer>

/** @param host the site's name in the address, the company of last resort */
export function outcomeOf(offer: Offer, host: string): Outcome {
  const sourceId = String(offer.id)
  if (offer.status && offer.status !== 'published') return { sourceId, dropped: `status: ${offer.status}` }
  const { salary } = offer
  const words = englishOf(offer) ?? offer
  return {
    sourceId,
    url: offer.careers_url,
    title: words.title || offer.title,
    description: [words.highlight, words.description, words.requirements].filter(Boolean).join('\n'),
    company: offer.company_name || host,
    locations: placesOf(offer),
    pay: salary && {
      min: figureOf(salary.min),
      max: figureOf(salary.max),
      currency: salary.currency,
      unit: salary.period,
    },
    employmentTypes: [offer.employment_type_code ?? ''],
    workplace: (['remote', 'hybrid', 'on_site'] as const).filter(way => offer[way] === true).join(' / '),
    postedAt: momentOf(offer.published_at) ?? momentOf(offer.created_at),
    validThrough: momentOf(offer.close_at),
  }
}

/** A site of several languages shows its main one; where the advert is also given in English, that is read. */
function englishOf(offer: Pick<Offer, 'translations'>): z.infer<typeof Words> | undefined {
  const isEnglish = ([language, words]: [string, z.infer<typeof Words>]): boolean =>
    /^en(?![a-z])/i.test(language) && Boolean(words.description)
  return Object.entries(offer.translations ?? {}).find(isEnglish)?.[1]
}

const Translated = Offer.pick({ translations: true })

/** Sites repeat an offer for each of its languages: a record with its English words goes before the others. */
export function englishFirst(records: readonly unknown[]): unknown[] {
  const { english = [], other = [] } = Object.groupBy(records, record => {
    const offer = Translated.safeParse(record)
    return offer.success && englishOf(offer.data) ? 'english' : 'other'
  })
  return [...english, ...other]
}

function figureOf(figure: string | number | null | undefined): number | null {
  if (figure == null || figure === '') return null
  const value = Number(figure)
  return Number.isFinite(value) ? value : null
}

function placesOf(offer: Offer): string[] {
  const listed = (offer.locations ?? []).map(({ name, city, state, country }) =>
    placeText([city || name, state, country]),
  )
  if (listed.some(place => place !== '')) return listed
  return [placeText([offer.city, offer.state_name, offer.country]) || (offer.location ?? '')]
}

const placeText = (parts: (string | null | undefined)[]): string =>
  [...new Set(parts.map(part => part?.trim()).filter(Boolean))].join(', ')
