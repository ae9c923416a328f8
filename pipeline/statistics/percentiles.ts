/**
 * A percentile by linear interpolation, bit for bit as PostgreSQL's `percentile_cont` computes it.
 * @param ascending the whole sample in order, at least one value
 * @param fraction 0.5 is the median
 */
export function percentile(ascending: ArrayLike<number>, fraction: number): number {
  const at = fraction * (ascending.length - 1)
  const below = Math.floor(at)
  const low = ascending[below]!
  return below === at ? low : low + (at - below) * (ascending[below + 1]! - low)
}

/** The points of a quote [low, high] that percentiles are taken over: P10 and P25 over the lower quarter, P50 over the middle, P75 and P90 over the upper quarter. */
export const quotePoints = {
  lower: (low: number, high: number): number => (3 * low + high) / 4,
  middle: (low: number, high: number): number => (low + high) / 2,
  upper: (low: number, high: number): number => (low + 3 * high) / 4,
} as const
