import type { CountedVacancy } from '../../../db/queries/explain-vacancies.ts'
import { percentileInterval, percentileRanks } from '../intervals.ts'
import { percentile, quotePoints } from '../percentiles.ts'
import type { Interval, PercentileName } from '../trend-page.ts'
import type { Basis } from './explanation.ts'

/** The fraction of each percentile, and the points of quotes that it is taken over. */
export const percentileRules = {
  p10: { fraction: 0.1, point: 'lower' },
  p25: { fraction: 0.25, point: 'lower' },
  p50: { fraction: 0.5, point: 'middle' },
  p75: { fraction: 0.75, point: 'upper' },
  p90: { fraction: 0.9, point: 'upper' },
} as const satisfies Record<PercentileName, { fraction: number; point: keyof typeof quotePoints }>

export const isPercentile = (figure: string): figure is PercentileName => figure in percentileRules

/** A figure made of vacancies, with how it is made. */
export interface Computed {
  value: number | null
  interval: Interval
  basis: Basis
}

/** Quoting vacancies in the order of the points that a percentile is taken over, with these. */
export function inOrder(
  quotes: readonly CountedVacancy[],
  name: PercentileName,
): { quote: CountedVacancy; pounds: number }[] {
  const point = quotePoints[percentileRules[name].point]
  return quotes
    .map(quote => ({ quote, pounds: point(quote.low, quote.high) }))
    .sort((a, b) => a.pounds - b.pounds || (a.quote.vacancyId < b.quote.vacancyId ? -1 : 1))
}

/** A percentile of quotes by the rule of the page, and which of them it lies between. */
export function percentileOf(quotes: readonly CountedVacancy[], name: PercentileName): Computed {
  if (quotes.length === 0) return { value: null, interval: null, basis: { kind: 'none' } }
  const { fraction, point } = percentileRules[name]
  const pounds = inOrder(quotes, name).map(each => each.pounds)
  const at = fraction * (pounds.length - 1)
  const below = Math.floor(at)
  const ordered = (of: PercentileName) =>
    percentile(
      inOrder(quotes, of).map(each => each.pounds),
      percentileRules[of].fraction,
    )
  return {
    value: percentile(pounds, fraction),
    interval: percentileInterval(pounds, fraction),
    basis: {
      kind: 'percentile',
      sample: pounds.length,
      point,
      below: { rank: below + 1, pounds: pounds[below]! },
      above: at === below ? null : { rank: below + 2, pounds: pounds[below + 1]! },
      fraction: at - below,
      ranks: percentileRanks(pounds.length, fraction),
      percentiles: {
        p10: ordered('p10'),
        p25: ordered('p25'),
        p50: ordered('p50'),
        p75: ordered('p75'),
        p90: ordered('p90'),
      },
    },
  }
}
