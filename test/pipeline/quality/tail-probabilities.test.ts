import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  binomialLower,
  fisherLower,
  logFactorial,
  poissonLower,
} from '../../../pipeline/quality/tail-probabilities.ts'

/** The number of ways to choose `k` of `n`, exactly. */
function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n
  let ways = 1n
  for (let each = 1; each <= k; each++) ways = (ways * BigInt(n - k + each)) / BigInt(each)
  return ways
}

const ratio = (part: bigint, whole: bigint): number => Number((part * 10n ** 30n) / whole) / 1e30

describe('tails of distributions', () => {
  it('are those of tables', () => {
    // Fisher's tea: none of four milk-first cups recognised is 1 in 70.
    expect(fisherLower(0, 4, 4, 4)).toBeCloseTo(1 / 70, 12)
    expect(binomialLower(2, 10, 0.5)).toBeCloseTo(56 / 1024, 12)
    expect(poissonLower(0, 4)).toBeCloseTo(Math.exp(-4), 12)
    expect(poissonLower(20, 40)).toBeCloseTo(0.00036, 4)
    expect(Math.exp(logFactorial(5))).toBeCloseTo(120, 8)
  })

  it("give Fisher's test as counting gives it", () => {
    const table = fc
      .tuple(fc.nat(40), fc.nat(40))
      .chain(([n, m]) => fc.tuple(fc.constant(n), fc.nat(n), fc.constant(m), fc.nat(m)))
    fc.assert(
      fc.property(table, ([n, k, m, j]) => {
        fc.pre(n > 0 && m > 0)
        let ways = 0n
        for (let each = 0; each <= k; each++) ways += choose(k + j, each) * choose(n + m - k - j, n - each)
        expect(fisherLower(k, n, j, m)).toBeCloseTo(ratio(ways, choose(n + m, n)), 9)
      }),
      { numRuns: 300 },
    )
  })

  it('are 1 where nothing is less, and stand for samples of any size', () => {
    expect(fisherLower(0, 0, 5, 10)).toBe(1)
    expect(fisherLower(100_000, 100_000, 1, 2)).toBeCloseTo(1, 9)
    expect(binomialLower(49_500, 100_000, 0.5)).toBeCloseTo(0.00079, 4)
    expect(fisherLower(20_000, 100_000, 98_000, 100_000)).toBeLessThan(1e-300)
  })
})
