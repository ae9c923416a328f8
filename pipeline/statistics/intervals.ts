import type { Interval } from './trend-page.ts'

/** Ranks of order statistics, from 1. */
export interface Ranks {
  readonly lower: number
  readonly upper: number
}

/** The 97.5 % point of the standard normal distribution: 95 % lie within. */
const NORMAL_95 = 1.959963984540054

/** What each end of a 95 % interval may miss. */
const TAIL = 0.025

/** Weights this small against the mode's cannot move a sum of doubles. */
const NEGLIGIBLE = 1e-20

/**
 * The 95 % interval of a share by Wilson's score (Wilson 1927; Newcombe 1998, method 3), fractions of 1.
 * @returns null for an empty whole
 * @throws RangeError unless 0 ≤ part ≤ whole
 */
export function wilson(part: number, whole: number): Interval {
  if (!(part >= 0 && part <= whole)) throw new RangeError(`no share: ${part} of ${whole}`)
  if (whole === 0) return null
  const share = part / whole
  const squared = NORMAL_95 ** 2
  const centre = share + squared / (2 * whole)
  const reach = NORMAL_95 * Math.sqrt((share * (1 - share)) / whole + squared / (4 * whole ** 2))
  const scale = 1 + squared / whole
  return [part === 0 ? 0 : (centre - reach) / scale, part === whole ? 1 : (centre + reach) / scale]
}

const ranksByPercentile = new Map<number, Map<number, Ranks | null>>()

/**
 * The order statistics of a sample of `n` that hold the population's percentile between them in at least 95 % of
 * samples, whatever the distribution: each end misses with at most 2.5 %, exactly by the binomial distribution. Each
 * end is as near as that allows. The first use of an `n` takes time in the order of its root; later ones none.
 * @param percentile a fraction as of `percentile_cont`: 0.5 is the median
 * @returns null where the sample is too small to bound both sides (the median needs 6, P10 and P90 need 36)
 * @throws RangeError unless `n` is a whole number and 0 < percentile < 1
 */
export function percentileRanks(n: number, percentile: number): Ranks | null {
  const cached = ranksByPercentile.get(percentile)?.get(n)
  if (cached !== undefined) return cached
  if (!(percentile > 0 && percentile < 1)) throw new RangeError(`no percentile: ${percentile}`)
  if (!(Number.isSafeInteger(n) && n >= 0)) throw new RangeError(`no sample size: ${n}`)
  const ranks = binomialRanks(n, percentile)
  const known = ranksByPercentile.get(percentile) ?? new Map<number, Ranks | null>()
  ranksByPercentile.set(percentile, known.set(n, ranks))
  return ranks
}

/**
 * The 95 % interval of a percentile: the values at `percentileRanks`, in the values' own unit.
 * @param ascending the whole sample in order
 * @param percentile a fraction: 0.5 is the median
 */
export function percentileInterval(ascending: ArrayLike<number>, percentile: number): Interval {
  const ranks = percentileRanks(ascending.length, percentile)
  return ranks && [ascending[ranks.lower - 1]!, ascending[ranks.upper - 1]!]
}

/** Probabilities are taken relative to the mode's, outwards from it, so that none underflows for large `n`. */
function binomialRanks(n: number, percentile: number): Ranks | null {
  const odds = percentile / (1 - percentile)
  const mode = Math.min(n, Math.floor((n + 1) * percentile))
  const weights = [1]
  for (let k = mode; k > 0 && weights.at(-1)! > NEGLIGIBLE; k--)
    weights.push((weights.at(-1)! * k) / ((n - k + 1) * odds))
  const first = mode - weights.length + 1
  weights.reverse()
  for (let k = mode; k < n && weights.at(-1)! > NEGLIGIBLE; k++)
    weights.push((weights.at(-1)! * (n - k) * odds) / (k + 1))

  const missed = TAIL * weights.reduce((sum, weight) => sum + weight, 0)
  let lower = first
  for (let below = weights[0]!; below <= missed; below += weights[lower - first]!) lower++
  let upper = first + weights.length
  for (let above = weights.at(-1)!; above <= missed; above += weights[upper - first - 1]!) upper--
  return lower >= 1 && upper <= n ? { lower, upper } : null
}

/**
 * The 97.5 % point of Student's t, by its expansion about the normal (Abramowitz and Stegun 26.7.5); within 0.0005 from
 * 8 degrees of freedom on.
 */
export function student95(degreesOfFreedom: number): number {
  const z = NORMAL_95
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ]
  return terms.reduce((sum, term, power) => sum + term / degreesOfFreedom ** power, 0)
}
