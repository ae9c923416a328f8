import type {
  AdjustedPremium,
  GuidePage,
  MarketGuide,
  MedianComparison,
  MedianFigure,
  ShareFigure,
} from '../../statistics/guide/guide-page.ts'
import type { PayUnit } from '../../statistics/trend-page.ts'
import {
  count,
  money,
  moneyDifference,
  moneyRange,
  precision,
  premium,
  premiumRange,
  sample,
  share,
  shareRange,
} from '../format.ts'
import type { Markup } from './layout.ts'
import { changeCell, figureCell } from './tables.ts'

/** The markets of a guide that have vacancies, permanent first. */
export function marketsOf(page: GuidePage): MarketGuide[] {
  return (['permanent', 'contract'] as const)
    .map(type => page.markets[type])
    .filter(market => market.vacancies > 0)
}

/** A median, beneath it its interval and its sample size. */
export function medianCell({ p50, p50Interval, quoted }: MedianFigure, unit: PayUnit): Markup {
  return figureCell(money(p50, unit), precision(moneyRange(p50Interval, unit), quoted))
}

/** A count, beneath it the share that it is of all, and the share's interval. */
export function countCell(figure: ShareFigure): Markup {
  return figureCell(
    count(figure.vacancies),
    figure.vacancies === 0 ? '' : `${share(figure.share)} (${shareRange(figure.shareInterval)})`,
  )
}

/** A ratio of medians as per cent more or less, beneath it its interval. */
export function ratioCell({ ratio, ratioInterval }: MedianComparison): Markup {
  return changeCell(premium(ratio), premiumRange(ratioInterval))
}

/** A difference of medians in pounds, beneath it its interval. */
export function differenceCell({ difference, differenceInterval }: MedianComparison, unit: PayUnit): Markup {
  const interval =
    differenceInterval &&
    `${moneyDifference(differenceInterval[0], unit)} to ${moneyDifference(differenceInterval[1], unit)}`
  return changeCell(moneyDifference(difference, unit), interval ?? '')
}

/** A premium of a regression, beneath it its interval and the number of vacancies that have what it is for. */
export function adjustedCell(adjusted: AdjustedPremium | null): Markup {
  if (adjusted === null) return figureCell('-')
  return changeCell(
    premium(adjusted.ratio),
    [premiumRange(adjusted.ratioInterval), sample(adjusted.vacancies)].filter(Boolean).join(', '),
  )
}
