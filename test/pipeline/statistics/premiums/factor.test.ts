import { expect, it } from 'vitest'
import { createFactor } from '../../../../pipeline/statistics/premiums/factor.ts'

const values = [...'aaabbbbcc', null, null, null, 'd']

it('compares with the most common level and pools the rare ones', () =>
  expect(createFactor(values, 3)).toEqual({
    base: { name: 'b', observations: 4 },
    levels: [
      { name: 'a', observations: 3 },
      { name: null, observations: 3 },
    ],
    pooled: [
      { name: 'c', observations: 2 },
      { name: 'd', observations: 1 },
    ],
  }))

it('takes the base that is asked for unless it is rare or absent', () => {
  expect(createFactor(values, 3, 'a').base?.name).toBe('a')
  expect(createFactor(values, 3, null).base).toEqual({ name: null, observations: 3 })
  expect(createFactor(values, 3, 'c').base?.name).toBe('b')
  expect(createFactor(values, 3, 'z').base?.name).toBe('b')
})

it('has no base where every level is rare', () =>
  expect(createFactor(['x', 'y'], 3)).toEqual({
    base: null,
    levels: [],
    pooled: [
      { name: 'x', observations: 1 },
      { name: 'y', observations: 1 },
    ],
  }))
