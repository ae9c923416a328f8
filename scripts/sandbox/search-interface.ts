import type { Advert } from './advert.ts'
import { statedPay } from './describe.ts'

/** The key that every interface of the sandbox takes where the real one wants one. */
export const SANDBOX_KEY = 'sandbox-key'

/** Whether an Authorization header carries the key as the user's name, with an empty password. */
export const isSigned = (authorization: string | undefined): boolean =>
  authorization === `Basic ${btoa(`${SANDBOX_KEY}:`)}`

/** Newest first: adverts whose title has every word that is asked for, in the place that is. */
export function findAdverts(adverts: readonly Advert[], words = '', place = ''): Advert[] {
  const wanted = words.toLowerCase().split(/\s+/)
  const where = place.toLowerCase()
  return adverts
    .filter(({ title }) => wanted.every(word => title.toLowerCase().includes(word)))
    .filter(({ place: { town, path } }) => [town, ...path].some(name => name.toLowerCase().includes(where)))
    .reverse()
}

/** HTML of an advert as text in one line. */
export const lineOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The beginning of a text, cut after a word. */
export const excerptOf = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, text.lastIndexOf(' ', most))

const pounds = (amount: number): string => `£${amount.toLocaleString('en-GB')}`
const PER = { year: 'per annum', day: 'per day', hour: 'per hour' }

/** The pay that an advert states as sites print it: `£450 - £500 per day`; `''` where it states none. */
export function payLine(advert: Advert): string {
  const pay = statedPay(advert)
  if (!pay) return ''
  const { min, max, unit } = pay
  if (min === null) return `Up to ${pounds(max ?? 0)} ${PER[unit]}`
  if (max === null) return `From ${pounds(min)} ${PER[unit]}`
  return min === max ? `${pounds(max)} ${PER[unit]}` : `${pounds(min)} - ${pounds(max)} ${PER[unit]}`
}

/** `2025-02-31` stands for the date of an advert whose board breaks it. */
export const shownDay = (advert: Advert): string =>
  advert.flaw === 'broken-date' ? '2025-02-31' : advert.postedOn
