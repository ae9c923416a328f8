import type { PayPeriod } from '../posting.ts'

const WORDS: [PayPeriod, RegExp][] = [
  ['year', /^(?:years?|yearly|yrs?|y|annum|annual|annually|annualized|pa|p\.a\.?|salary)$/],
  ['month', /^(?:months?|monthly|mth|pcm|pm)$/],
  ['week', /^(?:weeks?|weekly|wk|pw)$/],
  ['day', /^(?:days?|daily|diem|pd|dayrate)$/],
  ['hour', /^(?:hours?|hourly|hrs?|hr|h|ph|wage)$/],
]

/**
 * The period of a source's typed unit and how many of them one figure covers: `YEAR`, `ANNUAL`, `per-year-salary`
 * (Lever), `1 YEAR`, `2 WEEK`, `0.5 MONTH` (Ashby), `per annum`, `per hour` (Reed), `yearly`, `P1Y`. Null for a unit
 * that is no period (`NONE`, `1 TIME`, `one-time`).
 */
export function readUnit(unit: string): { period: PayPeriod; count: number } | null {
  const text = unit.toLowerCase().slice(0, 40).trim()
  const iso = /^p(?:(\d{1,2})([ymwd])|t(\d{1,3})h)$/.exec(text)
  if (iso) {
    const letters: Record<string, PayPeriod> = { y: 'year', m: 'month', w: 'week', d: 'day' }
    return { period: letters[iso[2] ?? ''] ?? 'hour', count: Number(iso[1] ?? iso[3]) || 1 }
  }
  const count = Number(/^\d{1,2}(?:\.\d{1,2})?/.exec(text)?.[0] ?? 1)
  if (/\b(?:fortnight|biweekly|bi-weekly)/.test(text)) return { period: 'week', count: 2 }
  if (/quarter/.test(text)) return { period: 'month', count: 3 }
  for (const word of text.split(/[^a-z.]+/)) {
    const period = WORDS.find(([, pattern]) => pattern.test(word))?.[0]
    if (period !== undefined) return { period, count: count > 0 ? count : 1 }
  }
  return null
}
