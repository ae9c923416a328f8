import type { Percentiles } from '../../db/queries/window-figures.ts'
import { percentileInterval } from './intervals.ts'
import { percentile, quotePoints } from './percentiles.ts'

/** A quoted range in pounds; one figure has `low` = `high`. */
export interface Quote {
  low: number
  high: number
}

/** Percentiles of quotes with their 95 % intervals; null where there are none. */
export function payOfQuotes(quotes: readonly Quote[]): Percentiles | null {
  if (quotes.length === 0) return null
  const ordered = (point: keyof typeof quotePoints) =>
    Float64Array.from(quotes, ({ low, high }) => quotePoints[point](low, high)).sort()
  const [lower, middle, upper] = [ordered('lower'), ordered('middle'), ordered('upper')]
  const bounds = (values: Float64Array, fraction: number) =>
    percentileInterval(values, fraction) ?? [null, null]
  const [p10Low, p10High] = bounds(lower, 0.1)
  const [p25Low, p25High] = bounds(lower, 0.25)
  const [p50Low, p50High] = bounds(middle, 0.5)
  const [p75Low, p75High] = bounds(upper, 0.75)
  const [p90Low, p90High] = bounds(upper, 0.9)
  return {
    quoted: quotes.length,
    p10: percentile(lower, 0.1),
    p25: percentile(lower, 0.25),
    p50: percentile(middle, 0.5),
    p75: percentile(upper, 0.75),
    p90: percentile(upper, 0.9),
    ...{ p10Low, p10High, p25Low, p25High, p50Low, p50High, p75Low, p75High, p90Low, p90High },
  }
}
