import { describe, expect, it } from 'vitest'
import {
  differenceInterval,
  estimateMedian,
  ratioInterval,
} from '../../../../pipeline/statistics/premiums/compare-medians.ts'
import { createUniform } from '../uniform.ts'

describe('estimateMedian', () => {
  it.each([
    [[3], 3, null],
    [[1, 2], 1.5, null],
    [[1, 2, 4, 7, 8, 9], 5.5, [1, 9]],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 6, [2, 10]],
  ])('of %j', (sample, value, interval) => expect(estimateMedian(sample)).toEqual({ value, interval }))

  it('is null of nothing', () => expect(estimateMedian([])).toBeNull())
})

describe('differenceInterval', () => {
  it('adds the distances of the ends like standard errors', () => {
    const mine = { value: 60, interval: [57, 68] as const }
    const other = { value: 50, interval: [44, 54] as const }
    expect(differenceInterval(mine, other)).toEqual([5, 20])
    expect(differenceInterval(other, mine)).toEqual([-20, -5])
  })

  it('is null where a side has none', () => {
    const bare = { value: 5, interval: null }
    expect(differenceInterval(bare, { value: 4, interval: [3, 5] })).toBeNull()
    expect(ratioInterval({ value: 4, interval: [3, 5] }, bare)).toBeNull()
  })
})

it('ratioInterval is the reciprocal the other way round', () => {
  const mine = { value: 60, interval: [55, 66] as const }
  const other = { value: 50, interval: [48, 53] as const }
  const [low, high] = ratioInterval(mine, other)!
  const [lowBack, highBack] = ratioInterval(other, mine)!
  expect(low).toBeLessThan(1.2)
  expect(high).toBeGreaterThan(1.2)
  expect(low * highBack).toBeCloseTo(1, 12)
  expect(high * lowBack).toBeCloseTo(1, 12)
})

it.each([
  [12, 15],
  [30, 200],
])('ratioInterval of samples of %i and %i holds the true ratio in 95 %% of draws', (m, n) => {
  const uniform = createUniform(m * 1000 + n)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const draw = (size: number, middle: number, spread: number) =>
    Float64Array.from({ length: size }, () => middle * Math.exp(spread * normal())).sort()
  const runs = 3000
  let held = 0
  for (let run = 0; run < runs; run++) {
    const interval = ratioInterval(
      estimateMedian(draw(m, 60_000, 0.3))!,
      estimateMedian(draw(n, 50_000, 0.2))!,
    )!
    if (interval[0] <= 1.2 && 1.2 <= interval[1]) held++
  }
  expect(held / runs).toBeGreaterThan(0.94)
  expect(held / runs).toBeLessThan(0.99)
})
