import { percentileInterval } from '../intervals.ts'
import type { Interval } from '../trend-page.ts'

/** A figure with its own 95 % interval. */
export interface Estimate {
  value: number
  interval: Interval
}

/** The median (`percentile_cont`) with its interval by order statistics; null of an empty sample. */
export function estimateMedian(ascending: ArrayLike<number>): Estimate | null {
  const { length } = ascending
  if (length === 0) return null
  const value = (ascending[(length - 1) >> 1]! + ascending[length >> 1]!) / 2
  return { value, interval: percentileInterval(ascending, 0.5) }
}

/**
 * The 95 % interval of mine − other for two independent samples, from the interval of each (MOVER: Zou and Donner 2008):
 * the ends' distances from their estimates add like standard errors. It keeps the skew of order-statistic intervals and
 * assumes no distribution of pay.
 * @returns null where either side has no interval
 */
export function differenceInterval(mine: Estimate, other: Estimate): Interval {
  if (!mine.interval || !other.interval) return null
  const difference = mine.value - other.value
  const below = Math.hypot(mine.value - mine.interval[0], other.interval[1] - other.value)
  const above = Math.hypot(mine.interval[1] - mine.value, other.value - other.interval[0])
  return [difference - below, difference + above]
}

/**
 * The 95 % interval of mine ÷ other, both above 0: that of the difference of logarithms, since order statistics of
 * logarithms are the logarithms of order statistics.
 * @returns null where either side has no interval
 */
export function ratioInterval(mine: Estimate, other: Estimate): Interval {
  const interval = differenceInterval(inLogs(mine), inLogs(other))
  return interval && [Math.exp(interval[0]), Math.exp(interval[1])]
}

const inLogs = ({ value, interval }: Estimate): Estimate => ({
  value: Math.log(value),
  interval: interval && [Math.log(interval[0]), Math.log(interval[1])],
})
