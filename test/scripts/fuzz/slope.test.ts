import { expect, it } from 'vitest'
import { slopeOf } from '../../../scripts/fuzz/slope.ts'

it.each<[string, [number, number][], number]>([
  [
    'a line',
    [
      [0, 5],
      [10, 25],
      [20, 45],
    ],
    2,
  ],
  [
    'noise about a level',
    [
      [0, 9],
      [1, 11],
      [2, 11],
      [3, 9],
    ],
    0,
  ],
  ['one point', [[7, 7]], 0],
])('finds the slope of %s', (_, points, slope) => {
  expect(slopeOf(points)).toBeCloseTo(slope)
})
