import type { Band } from '../statistics/guide/guide-page.ts'
import type { MarketType, PayUnit, TrendPage } from '../statistics/trend-page.ts'

/** The category whose terms are found in titles; every other category holds skills. */
export const TITLE_CATEGORY = 'Job Titles'

/** How each unit of pay is spoken of. */
export const PAY_WORDING: Record<
  PayUnit,
  { heading: string; quotes: string; noun: string; short: string; chart: string; per: string }
> = {
  year: {
    heading: 'Salaries',
    quotes: 'salaries',
    noun: 'annual salary',
    short: 'salary',
    chart: 'Salary',
    per: 'a year',
  },
  day: {
    heading: 'Daily rates',
    quotes: 'daily rates',
    noun: 'daily rate',
    short: 'daily rate',
    chart: 'Rate',
    per: 'a day',
  },
  hour: {
    heading: 'Hourly rates',
    quotes: 'hourly rates',
    noun: 'hourly rate',
    short: 'hourly rate',
    chart: 'Rate',
    per: 'an hour',
  },
}

/** The units a page of this type shows, the main one first. */
export const UNITS: Record<MarketType, readonly [PayUnit, ...PayUnit[]]> = {
  permanent: ['year'],
  contract: ['day', 'hour'],
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** `requiring a Backend Developer` for a title, `citing Python` for a skill. */
export function demandPhrase(page: Pick<TrendPage, 'term' | 'category'>): string {
  if (page.category !== TITLE_CATEGORY) return `citing ${page.term}`
  return `requiring ${article(page.term)} ${page.term}`
}

/**
 * The indefinite article by sound, as far as spelling tells it: `an Infrastructure Engineer`, `a UX Designer`,
 * `an SRE`. Capitals count as spelled out unless they are long enough and have a vowel to be read as a word (SCADA).
 */
export function article(phrase: string): 'a' | 'an' {
  const word = /^[A-Za-z]*/.exec(phrase)?.[0] ?? ''
  const spelledOut = /^(?:[A-Z]{1,3}|[B-DF-HJ-NP-TV-Z]+)$/.test(word)
  if (spelledOut) return /^[AEFHILMNORSX]/.test(word) ? 'an' : 'a'
  return /^(?:[aio]|e(?!u)|u(?!ni|s|ti))/i.test(word) ? 'an' : 'a'
}

/** The bands of a salary guide. */
export const BAND_WORDING: Record<Band, string> = {
  intern: 'Intern',
  junior: 'Junior, graduate',
  mid: 'Mid-level',
  senior: 'Senior',
  lead: 'Lead, principal, staff',
  head: 'Head, director',
  notStated: 'Level not stated',
}

/** Why a window does not compare with the one a year earlier, as a sentence. */
export function compareWithYearBefore(reason: string | null): string {
  const because = reason === null ? '' : `: ${reason}`
  return `Not comparable with the same period a year earlier${because}.`
}

/** A place after `in`: `in London`, but `in the UK` and `in the North West`. */
export function the(location: string): string {
  const article =
    /^(?:UK\b|(?:North|South) (?:East|West)$|(?:North|East) of |(?:East |West )?Midlands$|Isle of |Channel Islands$|Home Counties$|Thames Valley$)/
  return article.test(location) ? `the ${location}` : location
}
