import type { RawPay } from '../../source.ts'
import { labelOf, numberOf, textOf } from './loose-value.ts'

/** Pay as typed figures, as text, or as both: sites also write the whole sentence into `value`. */
export interface StatedPay {
  pay?: RawPay
  salaryText?: string
}

/**
 * A `baseSalary`: MonetaryAmount with a QuantitativeValue inside, either of them flattened, a PriceSpecification, or a
 * bare number or text beside `salaryCurrency`.
 */
export function salaryOf(baseSalary: unknown, salaryCurrency: unknown): StatedPay {
  const amount = Array.isArray(baseSalary) ? baseSalary[0] : baseSalary
  const outer = asThing(amount)
  const inner = asThing(Array.isArray(outer.value) ? outer.value[0] : outer.value)
  const stated = [inner.value, outer.value, outer.price, amount].find(isPlain)
  const least = inner.minValue ?? outer.minValue ?? outer.minPrice
  const most = inner.maxValue ?? outer.maxValue ?? outer.maxPrice
  const isRange = numberOf(least) !== undefined || numberOf(most) !== undefined
  const min = isRange ? numberOf(least) : numberOf(stated)
  const max = isRange ? numberOf(most) : numberOf(stated)
  const words = [stated, least, most].filter(value => isPlain(value) && numberOf(value) === undefined)
  const salaryText = words.map(labelOf).filter(text => text !== undefined && /\p{L}|\d{2}/u.test(text))
  const currency = textOf(outer.currency ?? outer.priceCurrency ?? inner.currency ?? salaryCurrency)
  const unit = textOf(inner.unitText ?? outer.unitText ?? inner.unitCode ?? outer.unitCode)
  return {
    ...(min === undefined && max === undefined ? {} : { pay: { min, max, currency, unit } }),
    ...(salaryText.length > 0 ? { salaryText: salaryText.join(' – ') } : {}),
  }
}

function asThing(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'
