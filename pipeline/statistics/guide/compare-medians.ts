import { differenceInterval, type Estimate, ratioInterval } from '../premiums/compare-medians.ts'
import { medianFigure } from './figures.ts'
import type { MedianComparison, MedianFigure } from './guide-page.ts'

/**
 * Two medians beside each other. The intervals take the samples as independent; where they overlap (a city and its
 * country) they are too wide rather than too narrow.
 * @param mine middles of the quotes, ascending, pounds per unit
 * @param other likewise
 */
export function compareMedians(mine: ArrayLike<number>, other: ArrayLike<number>): MedianComparison {
  const sides = { mine: medianFigure(mine), other: medianFigure(other) }
  const left = estimate(sides.mine)
  const right = estimate(sides.other)
  if (!left || !right)
    return { ...sides, ratio: null, ratioInterval: null, difference: null, differenceInterval: null }
  return {
    ...sides,
    ratio: left.value / right.value,
    ratioInterval: ratioInterval(left, right),
    difference: left.value - right.value,
    differenceInterval: differenceInterval(left, right),
  }
}

const estimate = ({ p50, p50Interval }: MedianFigure): Estimate | null =>
  p50 === null ? null : { value: p50, interval: p50Interval }
