import type { MarketType, PayUnit, TrendPage } from '../statistics/trend-page.ts'

/** The category whose terms are found in titles; every other category holds skills. */
export const TITLE_CATEGORY = 'Job Titles'

/** How each unit of pay is spoken of. */
export const PAY_WORDING: Record<PayUnit, { heading: string; quotes: string; noun: string; short: string }> =
  {
    year: { heading: 'Salaries', quotes: 'salaries', noun: 'annual salary', short: 'salary' },
    day: { heading: 'Daily rates', quotes: 'daily rates', noun: 'daily rate', short: 'daily rate' },
    hour: { heading: 'Hourly rates', quotes: 'hourly rates', noun: 'hourly rate', short: 'hourly rate' },
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
