import type { Advert, Issue, Salary } from '../posting.ts'
import { currencyOf } from './currencies.ts'
import { findPay } from './find-pay.ts'
import { type Pay, parsePay } from './parse-pay.ts'
import { outsideBounds } from './pay-bounds.ts'
import { readUnit } from './pay-units.ts'

const ESTIMATED = /\bestimated?\b|\bpredicted\b|\best\.? salary\b/i
/** A board's estimate in the text: "£62,061 per year - estimated". */
const ESTIMATE = /\d\s{0,3}(?:(?:per|a) (?:year|annum)|pa)?\s{0,3}-?\s{0,3}\(?estimated\b|\bestimated salary/i

/**
 * The pay of an advert: what the source typed, else its pay text, else the title, else a statement in the
 * description. Where the typed or written pay is yearly and the title or the description states a rate per day or
 * hour in pounds, the rate is what was offered (Adzuna annualises day rates). `quoted` is false where the figure is
 * an estimate by the board; anything that the employer states goes before such a figure. A figure outside the bounds
 * is no quote and is passed over with an issue; the salary is null where nothing else is stated.
 *
 * @param defaultCurrency of figures without sign or code (pounds); null where such figures do not count
 */
export function readSalary(input: {
  salaryText?: string | null | undefined
  pay?: Advert['pay']
  title: string
  text: string
  defaultCurrency?: string | null
}): { salary: Salary | null; issues: Issue[] } {
  const issues: Issue[] = []
  const currency = input.defaultCurrency === undefined ? 'GBP' : input.defaultCurrency
  const predicted = input.pay?.predicted === true
  const salaryText = input.salaryText ?? ''
  const typed = input.pay ? ofTyped(input.pay, currency) : null
  const written = salaryText === '' ? null : parsePay(salaryText, currency)
  const inTitle = titlePay(input.title, currency)
  const ofSource: Statement = { pay: typed, quoted: !predicted }
  const ofEmployer: Statement[] = [
    { pay: written, quoted: !ESTIMATED.test(salaryText) },
    { pay: inTitle, quoted: true },
  ]
  let chosen = firstInBounds(predicted ? [...ofEmployer, ofSource] : [ofSource, ...ofEmployer], issues)
  if (chosen === null || !chosen.quoted || mayBeAnnualised(chosen.pay)) {
    const inText = findPay(input.text, currency)
    const found: Statement = { pay: inText, quoted: inText === null || !ESTIMATE.test(input.text) }
    if (chosen === null || (!chosen.quoted && inText !== null && found.quoted))
      chosen = firstInBounds([found], issues)
    else {
      const rate = rateBehind(chosen.pay, inTitle, inText)
      if (rate !== null) {
        issues.push({
          field: 'salary',
          issue: `yearly figure is an annualised rate: the stated rate per ${rate.period} counts`,
        })
        chosen = { pay: rate, quoted: true }
      }
    }
  }
  if (chosen === null) return { salary: null, issues }
  const { min, max, currency: iso, period } = chosen.pay
  const swapped = min !== null && max !== null && min > max
  if (swapped) issues.push({ field: 'salary', issue: 'minimum and maximum were swapped' })
  return {
    salary: {
      min: swapped ? max : min,
      max: swapped ? min : max,
      currency: iso,
      period,
      quoted: chosen.quoted,
    },
    issues,
  }
}

interface Statement {
  pay: Pay | null
  quoted: boolean
}

/** The first statement within the bounds; those passed over leave an issue. */
function firstInBounds(
  statements: readonly Statement[],
  issues: Issue[],
): { pay: Pay; quoted: boolean } | null {
  for (const { pay, quoted } of statements) {
    if (pay === null) continue
    const figures = [pay.min, pay.max].filter(figure => figure !== null)
    const reason = outsideBounds(figures, pay.currency, pay.period)
    if (reason === null) return { pay, quoted }
    issues.push({ field: 'salary', issue: reason })
  }
  return null
}

/** Boards annualise rates in pounds only. */
const mayBeAnnualised = (pay: Pay): boolean => pay.period === 'year' && pay.currency === 'GBP'

/** The rate that a yearly figure was made of: any rate in the title, or one in the text that annualises to it. */
function rateBehind(yearly: Pay, inTitle: Pay | null, inText: Pay | null): Pay | null {
  if (!mayBeAnnualised(yearly)) return null
  const isRate = (pay: Pay | null): pay is Pay =>
    pay !== null && pay.currency === 'GBP' && (pay.period === 'day' || pay.period === 'hour')
  const fits = (pay: Pay) =>
    outsideBounds([pay.min ?? pay.max!, pay.max ?? pay.min!], pay.currency, pay.period) === null
  if (isRate(inTitle) && fits(inTitle)) return inTitle
  return isRate(inText) && annualises(yearly, inText) ? inText : null
}

/** Pay as typed by the source; a unit of several periods (two weeks, a quarter) is brought to one. */
function ofTyped(pay: NonNullable<Advert['pay']>, defaultCurrency: string | null): Pay | null {
  const ends = [pay.min, pay.max].map(end =>
    typeof end === 'number' && Number.isFinite(end) && end > 0 ? end : null,
  )
  const [min = null, max = null] = ends
  if (min === null && max === null) return null
  const currency = pay.currency
    ? (currencyOf(pay.currency) ?? pay.currency.trim().toUpperCase())
    : defaultCurrency
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return null
  const unit = pay.unit ? readUnit(pay.unit) : null
  if (unit === null && pay.unit && /time|none/i.test(pay.unit)) return null
  const count = unit?.count ?? 1
  const size = max ?? min ?? 0
  const period = unit?.period ?? (size < 120 ? 'hour' : size < 2000 ? 'day' : 'year')
  const per = (end: number | null) => (end === null ? null : Math.round((end / count) * 100) / 100)
  return { min: per(min), max: per(max), currency, period }
}

/** Pay in a title needs a sign, a scale or a unit: titles hold versions, years and reference numbers. */
function titlePay(title: string, currency: string | null): Pay | null {
  if (!/[£€$\ufffd]|\d ?[kK]\b|\bper (?:annum|day|hour)\b|\b(?:GBP|EUR|USD)\b/.test(title)) return null
  return parsePay(title, currency)
}

/** Whether the yearly figure can come from the rate: 150 to 300 days or 1,000 to 2,400 hours of it. */
function annualises(yearly: Pay, rate: Pay): boolean {
  const ratio = (yearly.max ?? yearly.min ?? 0) / (rate.max ?? rate.min ?? 1)
  return rate.period === 'day' ? ratio >= 150 && ratio <= 300 : ratio >= 1000 && ratio <= 2400
}
