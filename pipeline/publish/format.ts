import type { Interval, PayFigures, PayUnit } from '../statistics/trend-page.ts'

/** What stands where a figure is missing, or repeats its neighbour. */
export const MISSING = '-'

const DECIMALS = { year: 0, day: 0, hour: 2 } as const satisfies Record<PayUnit, number>

/** One formatter for each number of decimals: making one costs more than all the figures of a page. */
const GROUPED = { 0: grouped(0), 1: grouped(1), 2: grouped(2), 3: grouped(3) }

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function grouped(decimals: number): Intl.NumberFormat {
  return new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/**
 * Rounds half away from zero in decimal. Twelve significant digits come first, so that 41.575, which binary
 * interpolation leaves at 41.574999…, still becomes 41.58.
 */
function printNumber(value: number, decimals: 0 | 1 | 2 | 3): string {
  const shifted = Number((Math.abs(value) * 10 ** decimals).toPrecision(12))
  const rounded = Math.floor(shifted + 0.5) / 10 ** decimals
  const text = GROUPED[decimals].format(rounded)
  return value < 0 && rounded !== 0 ? `-${text}` : text
}

/** A whole number with thousands separated: `11,825`. */
export function count(value: number | null): string {
  return value === null ? MISSING : printNumber(value, 0)
}

/** Pounds, none or two decimals by unit: `£67,813` a year, `£525` a day, `£23.93` an hour. */
export function money(value: number | null, unit: PayUnit): string {
  return value === null ? MISSING : `£${printNumber(value, DECIMALS[unit])}`
}

/** A fraction of 1 as per cent: `0.38%`, and three decimals below a tenth of a per cent: `0.075%`. */
export function share(fraction: number | null): string {
  if (fraction === null || fraction === 0) return MISSING
  return `${printNumber(fraction * 100, fraction < 0.001 ? 3 : 2)}%`
}

/** A change in per cent, always signed: `+6.67%`; `-` for none or for no figure a year earlier. */
export function change(percent: number | null): string {
  if (percent === null) return MISSING
  const text = printNumber(percent, 2)
  if (text === '0.00') return MISSING
  return `${percent > 0 ? '+' : ''}${text}%`
}

/** A ratio as per cent more or less, with one decimal: 1.124 is `+12.4%`, 1 is `0.0%`. */
export function premium(ratio: number | null): string {
  return ratio === null ? MISSING : `${signed((ratio - 1) * 100, 1)}%`
}

/** Pounds more or less: `+£12,500`, `-£3,000`, `£0`. */
export function moneyDifference(pounds: number | null, unit: PayUnit): string {
  if (pounds === null) return MISSING
  const text = printNumber(Math.abs(pounds), DECIMALS[unit])
  const sign = Number(text.replaceAll(',', '')) === 0 ? '' : pounds > 0 ? '+' : '-'
  return `${sign}£${text}`
}

function signed(value: number, decimals: 0 | 1 | 2): string {
  const text = printNumber(value, decimals)
  return value > 0 && Number(text.replaceAll(',', '')) !== 0 ? `+${text}` : text
}

/** An interval of pay without its sign for pounds: `65,000–70,000`; empty where there is none. */
export function moneyRange(interval: Interval, unit: PayUnit): string {
  return range(interval, pounds => printNumber(pounds, DECIMALS[unit]))
}

/** The same where there is little room: thousands as `62.5k–70k`. */
export function shortMoneyRange(interval: Interval, unit: PayUnit): string {
  if (unit !== 'year') return moneyRange(interval, unit)
  return range(interval, pounds => `${Number(printNumber(pounds / 1000, 1).replaceAll(',', ''))}k`)
}

/** An interval of a share: `0.29–0.50%`; empty where there is none. */
export function shareRange(interval: Interval): string {
  const decimals = interval !== null && interval[1] < 0.001 ? 3 : 2
  const text = range(interval, fraction => printNumber(fraction * 100, decimals))
  return text && `${text}%`
}

/** An interval of signed figures, the word between them for the signs' sake: `+5.2% to +19.9%`. */
export function premiumRange(interval: Interval): string {
  return interval === null ? '' : `${premium(interval[0])} to ${premium(interval[1])}`
}

function range(interval: Interval, print: (value: number) => string): string {
  return interval === null ? '' : `${print(interval[0])}–${print(interval[1])}`
}

/** A sample size: `n 41`. */
export function sample(size: number): string {
  return `n ${printNumber(size, 0)}`
}

/** What stands beneath a figure: its interval and its sample size, `65,000–70,000, n 41`. */
export function precision(interval: string, size: number): string {
  return [interval, sample(size)].filter(part => part !== '').join(', ')
}

/** Places gained or lost: `+47`, `-3`, `0` where the rank stayed, `-` where a side is missing. */
export function rankChange(places: number | null): string {
  if (places === null) return MISSING
  return `${places > 0 ? '+' : ''}${printNumber(places, 0)}`
}

export type Percentiles = Pick<PayFigures, 'p10' | 'p25' | 'p50' | 'p75' | 'p90'>

/** Equal but for the last bits, which the arithmetic of quartile points leaves apart. */
function same(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

/** The five percentiles in print; one that equals its inner neighbour before rounding says nothing: `-`. */
export function percentiles(figures: Percentiles, unit: PayUnit): Record<keyof Percentiles, string> {
  const { p10, p25, p50, p75, p90 } = figures
  const outer = (value: number | null, inner: number | null) =>
    same(value, inner) ? MISSING : money(value, unit)
  return {
    p10: outer(p10, p25),
    p25: outer(p25, p50),
    p50: money(p50, unit),
    p75: outer(p75, p50),
    p90: outer(p90, p75),
  }
}

/** `2025-11-21` as `21 November 2025`. */
export function longDate(day: string): string {
  const [year, month, date] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}

/** `2025-11-21` as `21 Nov 2025`. */
export function shortDate(day: string): string {
  const [year, month, date] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]?.slice(0, 3)} ${year}`
}

/** `2025-11`, or any day of it, as `Nov 2025`. */
export function shortMonth(month: string): string {
  const [year, number] = month.split('-')
  return `${MONTHS[Number(number) - 1]?.slice(0, 3)} ${year}`
}

/** `6 months`, `1 month`. */
export function period(months: number): string {
  return months === 1 ? '1 month' : `${months} months`
}
