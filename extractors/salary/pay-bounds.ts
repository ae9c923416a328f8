import type { PayPeriod } from '../posting.ts'

/** Least and most that counts as a quote, in pounds; a figure outside is a slip, a placeholder or a part of pay. */
const POUNDS: Record<PayPeriod, readonly [number, number]> = {
  year: [10_000, 400_000],
  month: [800, 35_000],
  week: [190, 8_000],
  day: [50, 3_000],
  hour: [5, 400],
}
const NAMES: Record<PayPeriod, string> = {
  year: 'a year',
  month: 'a month',
  week: 'a week',
  day: 'a day',
  hour: 'an hour',
}

/** More than anyone's pay in the smallest currency; arithmetic with greater figures ends in infinity. */
const IMPOSSIBLE = 1e12

/** Rough worth of one unit in pounds, for the bounds only; nothing is converted by it. */
const WORTH: Record<string, number> = {
  GBP: 1,
  EUR: 0.85,
  USD: 0.75,
  CHF: 0.9,
  CAD: 0.55,
  AUD: 0.5,
  NZD: 0.45,
  SGD: 0.58,
  HKD: 0.1,
  SEK: 0.075,
  NOK: 0.075,
  DKK: 0.115,
  PLN: 0.2,
  CZK: 0.035,
  HUF: 0.0022,
  INR: 0.009,
  JPY: 0.005,
  AED: 0.2,
  ZAR: 0.043,
  ILS: 0.21,
}

/**
 * Why these figures cannot be a quote, null where they can. Yearly pay in currencies whose worth is not listed is
 * taken as it stands; a foreign currency gets four times the room, since its worth is rough and its wages differ.
 */
export function outsideBounds(
  figures: readonly number[],
  currency: string,
  period: PayPeriod,
): string | null {
  if (figures.some(figure => !(figure < IMPOSSIBLE))) return 'no possible figure'
  const worth = WORTH[currency]
  if (worth === undefined) return null
  const room = currency === 'GBP' ? 1 : 4
  const [least, most] = POUNDS[period]
  const inside = figures.every(figure => figure * worth >= least / room && figure * worth <= most * room)
  if (inside) return null
  return `outside £${least.toLocaleString('en-GB')}–£${most.toLocaleString('en-GB')} ${NAMES[period]}`
}
