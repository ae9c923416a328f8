import { percentileInterval, wilson } from '../intervals.ts'
import { percentile, quotePoints } from '../percentiles.ts'
import type { MedianFigure, PayPercentiles, ShareFigure } from './guide-page.ts'

/** A count as a share of its whole. */
export function shareFigure(vacancies: number, of: number): ShareFigure {
  return { vacancies, of, share: of ? vacancies / of : null, shareInterval: wilson(vacancies, of) }
}

/** @param middles of the quotes, ascending */
export function medianFigure(middles: ArrayLike<number>): MedianFigure {
  return {
    quoted: middles.length,
    p50: middles.length ? percentile(middles, 0.5) : null,
    p50Interval: percentileInterval(middles, 0.5),
  }
}

/** Percentiles of quotes in any order, each over its own point of the ranges. */
export function payPercentiles(quotes: readonly { low: number; high: number }[]): PayPercentiles {
  const lower = ascending(quotes.map(({ low, high }) => quotePoints.lower(low, high)))
  const middle = ascending(quotes.map(({ low, high }) => quotePoints.middle(low, high)))
  const upper = ascending(quotes.map(({ low, high }) => quotePoints.upper(low, high)))
  const at = (values: Float64Array, fraction: number) => (values.length ? percentile(values, fraction) : null)
  return {
    quoted: quotes.length,
    p10: at(lower, 0.1),
    p25: at(lower, 0.25),
    p50: at(middle, 0.5),
    p75: at(upper, 0.75),
    p90: at(upper, 0.9),
    intervals: {
      p10: percentileInterval(lower, 0.1),
      p25: percentileInterval(lower, 0.25),
      p50: percentileInterval(middle, 0.5),
      p75: percentileInterval(upper, 0.75),
      p90: percentileInterval(upper, 0.9),
    },
  }
}

/** The values in order. */
export const ascending = (values: Iterable<number>): Float64Array => Float64Array.from(values).sort()
