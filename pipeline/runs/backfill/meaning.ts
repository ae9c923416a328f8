import { jobTitles } from '../../../db/loaders/terms.ts'
import type { StandingPosting } from '../../../db/queries/standing-postings.ts'
import { marketOf } from '../../../extractors/employment.ts'
import type { Posting } from '../../../extractors/posting.ts'
import { termsOf } from '../../stages/posting-row.ts'

/** What figures are made of, of one advert. */
export interface Meaning {
  inScope: boolean
  /** Names with their categories: titles and skills. */
  terms: Map<string, string>
  /** Half of what is quoted, by the year, day or hour in pounds; null where nothing that counts is quoted. */
  quote: { unit: string; pounds: number } | null
  /** What tells whether it has changed, by what people call it. */
  parts: Record<Part, string>
}

/** What of an advert may be read otherwise. */
export type Part =
  | 'scope'
  | 'title'
  | 'skills'
  | 'pay'
  | 'type'
  | 'place'
  | 'seniority'
  | 'workplace'
  | 'company'
  | 'days'

/** What stands. */
export function standingMeaning(posting: StandingPosting): Meaning {
  const { titleTerms, skills, payMin, payMax, payCurrency, payPeriod, payQuoted } = posting
  const quoted = payQuoted === true && payCurrency === 'GBP'
  return {
    inScope: posting.inScope,
    terms: new Map([
      ...titleTerms.map(name => [name, jobTitles] as const),
      ...skills.map(({ name, category }) => [name, category] as const),
    ]),
    quote: quoted ? quoteOf(posting.market, payPeriod, payMin, payMax) : null,
    parts: partsOf({
      scope: posting.inScope,
      title: titleTerms,
      skills: skills.map(({ name, category }) => `${category} ${name}`).sort(),
      pay: [payMin, payMax, payCurrency, payPeriod, payQuoted],
      type: posting.market,
      place: posting.places.map(({ path }) => path),
      seniority: posting.seniority,
      workplace: posting.workplace,
      company: posting.company,
      days: [posting.postedOn, posting.closedOn],
    }),
  }
}

/** What today's code reads. */
export function freshMeaning(posting: Posting): Meaning {
  const { salary, titleTerms, skills } = posting
  const market = marketOf(posting)
  const quoted = salary?.quoted === true && salary.currency === 'GBP'
  const isStated = !posting.issues.some(({ field }) => field === 'postedOn')
  return {
    inScope: posting.inScope,
    terms: new Map(termsOf(posting).map(({ name, category }) => [name, category])),
    quote: quoted ? quoteOf(market, salary.period, salary.min, salary.max) : null,
    parts: partsOf({
      scope: posting.inScope,
      title: titleTerms,
      skills: skills.map(({ name, category }) => `${category} ${name}`).sort(),
      pay: [
        salary?.min ?? null,
        salary?.max ?? null,
        salary?.currency ?? null,
        salary?.period ?? null,
        salary?.quoted ?? null,
      ],
      type: market,
      place: posting.locations.map(({ path }) => path),
      seniority: posting.seniority,
      workplace: posting.workplace,
      company: posting.company,
      days: [isStated ? posting.postedOn : null, posting.closedOn],
    }),
  }
}

const partsOf = (parts: Record<Part, unknown>): Record<Part, string> =>
  Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, JSON.stringify(value)])) as Record<
    Part,
    string
  >

function quoteOf(
  market: string | null,
  unit: string | null,
  min: number | null,
  max: number | null,
): Meaning['quote'] {
  const isOfMarket =
    market === 'permanent' ? unit === 'year' : market === 'contract' && (unit === 'day' || unit === 'hour')
  const low = min ?? max
  const high = max ?? min
  return isOfMarket && unit !== null && low !== null && high !== null
    ? { unit, pounds: (low + high) / 2 }
    : null
}

/** What of two meanings differs. */
export const differences = (a: Meaning, b: Meaning): Part[] =>
  (Object.keys(a.parts) as Part[]).filter(part => a.parts[part] !== b.parts[part])
