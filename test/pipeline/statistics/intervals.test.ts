import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  percentileInterval,
  percentileRanks,
  student95,
  wilson,
} from '../../../pipeline/statistics/intervals.ts'
import { createUniform } from './uniform.ts'

describe('wilson', () => {
  // Newcombe 1998 (Statistics in Medicine 17), table I, method 3
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is as published', (part, whole, low, high) => {
    const interval = wilson(part, whole)!
    expect(interval.map(end => Number(end.toFixed(4)))).toEqual([low, high])
  })

  it('is null for an empty whole and refuses what is no share', () => {
    expect(wilson(0, 0)).toBeNull()
    expect(() => wilson(3, 2)).toThrow(RangeError)
    expect(() => wilson(-1, 2)).toThrow(RangeError)
    expect(() => wilson(Number.NaN, 2)).toThrow(RangeError)
  })

  it('holds the share, stays within 0 and 1, and mirrors', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e7 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (whole, at) => {
          const part = Math.round(whole * at)
          const [low, high] = wilson(part, whole)!
          expect(low).toBeGreaterThanOrEqual(0)
          expect(low).toBeLessThanOrEqual(part / whole)
          expect(high).toBeGreaterThanOrEqual(part / whole)
          expect(high).toBeLessThanOrEqual(1)
          const [mirroredLow, mirroredHigh] = wilson(whole - part, whole)!
          expect(mirroredLow).toBeCloseTo(1 - high, 10)
          expect(mirroredHigh).toBeCloseTo(1 - low, 10)
        },
      ),
    )
  })
})

/** Binomial probabilities of 0..n in whole numbers over `denominator ** n`. */
function exactBinomial(n: number, numerator: bigint, denominator: bigint): bigint[] {
  const pmf: bigint[] = []
  let choose = 1n
  for (let k = 0; k <= n; k++) {
    pmf.push(choose * numerator ** BigInt(k) * (denominator - numerator) ** BigInt(n - k))
    choose = (choose * BigInt(n - k)) / BigInt(k + 1)
  }
  return pmf
}

/** The definition: the highest lower and the lowest upper rank whose ends miss with at most 1 in 40. */
function exactRanks(n: number, numerator: bigint, denominator: bigint) {
  const pmf = exactBinomial(n, numerator, denominator)
  const isRare = (mass: bigint) => mass * 40n <= denominator ** BigInt(n)
  const sum = (masses: bigint[]) => masses.reduce((total, mass) => total + mass, 0n)
  let lower = 0
  while (lower < n && isRare(sum(pmf.slice(0, lower + 1)))) lower++
  let upper = n + 1
  while (upper > 0 && isRare(sum(pmf.slice(upper - 1)))) upper--
  return lower >= 1 && upper <= n ? { lower, upper } : null
}

describe('percentileRanks', () => {
  // Standard tables of the sign test's interval
  it.each([
    [0, null],
    [1, null],
    [5, null],
    [6, { lower: 1, upper: 6 }],
    [10, { lower: 2, upper: 9 }],
    [20, { lower: 6, upper: 15 }],
    [25, { lower: 8, upper: 18 }],
    [50, { lower: 18, upper: 33 }],
    [100, { lower: 40, upper: 61 }],
  ])('of the median of %i', (n, ranks) => expect(percentileRanks(n, 0.5)).toEqual(ranks))

  it.each([
    [0.1, 36],
    [0.25, 13],
    [0.75, 13],
    [0.9, 36],
  ])('of %d exist from a sample of %i on', (percentile, least) => {
    expect(percentileRanks(least - 1, percentile)).toBeNull()
    expect(percentileRanks(least, percentile)).not.toBeNull()
  })

  it('are those of the exact binomial sum', () => {
    const percentiles = fc.constantFrom([1n, 10n], [1n, 4n], [1n, 2n], [3n, 4n], [9n, 10n])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), percentiles, (n, [numerator, denominator]) => {
        const percentile = Number(numerator) / Number(denominator)
        expect(percentileRanks(n, percentile)).toEqual(exactRanks(n, numerator!, denominator!))
      }),
      { numRuns: 300 },
    )
  })

  it('agree with the normal approximation for large samples and mirror', () => {
    const sizes = fc.integer({ min: 5000, max: 300_000 })
    fc.assert(
      fc.property(sizes, fc.constantFrom(0.1, 0.25, 0.5, 0.75, 0.9), (n, percentile) => {
        const { lower, upper } = percentileRanks(n, percentile)!
        const reach = 1.959964 * Math.sqrt(n * percentile * (1 - percentile))
        expect(Math.abs(lower - (n * percentile - reach))).toBeLessThan(2.5)
        expect(Math.abs(upper - (n * percentile + reach))).toBeLessThan(2.5)
        const mirrored = percentileRanks(n, 1 - percentile)!
        expect([n + 1 - mirrored.upper, n + 1 - mirrored.lower]).toEqual([lower, upper])
      }),
    )
  })

  it('are computed once for each size', () =>
    expect(percentileRanks(123_456, 0.25)).toBe(percentileRanks(123_456, 0.25)))

  it('refuse what is no percentile or no size', () => {
    expect(() => percentileRanks(10, 50)).toThrow('no percentile: 50')
    expect(() => percentileRanks(10, 0)).toThrow(RangeError)
    expect(() => percentileRanks(10, Number.NaN)).toThrow(RangeError)
    expect(() => percentileRanks(2.5, 0.5)).toThrow('no sample size: 2.5')
    expect(() => percentileRanks(-1, 0.5)).toThrow(RangeError)
  })
})

describe('percentileInterval', () => {
  it('takes the values at the ranks', () => {
    expect(percentileInterval([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 0.5)).toEqual([20, 90])
    expect(percentileInterval(Float64Array.of(1, 2, 3, 4, 5, 6), 0.5)).toEqual([1, 6])
    expect(percentileInterval([1, 2, 3, 4, 5], 0.5)).toBeNull()
    expect(percentileInterval([], 0.9)).toBeNull()
  })

  it.each([
    [12, 0.5],
    [40, 0.1],
    [60, 0.75],
    [150, 0.9],
  ])('holds the true percentile in at least 95 %% of samples of %i at %d', (n, percentile) => {
    const uniform = createUniform(n)
    const runs = 4000
    let held = 0
    for (let run = 0; run < runs; run++) {
      const sample = Float64Array.from({ length: n }, uniform).sort()
      const [low, high] = percentileInterval(sample, percentile)!
      if (low <= percentile && percentile <= high) held++
    }
    // Four standard errors of a share of 0.95 over the runs
    expect(held / runs).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / runs))
    expect(held / runs).toBeLessThan(0.995)
  })
})

// Tables of Student's t, two-sided 5 %
it.each([
  [8, 2.306],
  [10, 2.228],
  [20, 2.086],
  [30, 2.042],
  [60, 2],
  [120, 1.98],
  [1e9, 1.96],
])('student95 of %d degrees of freedom is %d', (degreesOfFreedom, point) =>
  expect(student95(degreesOfFreedom)).toBeCloseTo(point, 3),
)
