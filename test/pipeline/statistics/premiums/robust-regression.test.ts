import fc from 'fast-check'
import { Matrix, QrDecomposition } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import { regress, type SparseRow } from '../../../../pipeline/statistics/premiums/robust-regression.ts'
import { createUniform } from '../uniform.ts'

/** Rows as dense lists of numbers, zeros left out. */
const sparse = (rows: number[][]): SparseRow[] =>
  rows.map(row => {
    const at = row.flatMap((value, column) => (value === 0 ? [] : [column]))
    return { at, values: at.map(column => row[column]!) }
  })

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('two groups', () => {
  const without = [10.2, 10.6, 10.4, 10.9]
  const withIt = [10.8, 11.3, 10.7]
  const rows = sparse([...without.map(() => [1, 0]), ...withIt.map(() => [1, 1])])
  const fit = regress(2, rows, [...without, ...withIt])

  it('differ by their means', () => {
    expect(fit.coefficients.get(0)!.value).toBeCloseTo(mean(without), 12)
    expect(fit.coefficients.get(1)!.value).toBeCloseTo(mean(withIt) - mean(without), 12)
    expect(fit).toMatchObject({ observations: 7, degreesOfFreedom: 5, leftOut: [] })
  })

  it('have the HC3 standard error of the textbook: Σ (e ÷ (1 − 1/n))² ÷ n², of both groups', () => {
    const variance = (group: number[]) =>
      group.reduce((sum, y) => sum + ((y - mean(group)) / (1 - 1 / group.length)) ** 2, 0) / group.length ** 2
    expect(fit.coefficients.get(0)!.standardError).toBeCloseTo(Math.sqrt(variance(without)), 12)
    expect(fit.coefficients.get(1)!.standardError).toBeCloseTo(
      Math.sqrt(variance(without) + variance(withIt)),
      12,
    )
  })
})

it('meets a line: Anscombe 1973, first set, with HC3 by the formula for one regressor', () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
  const fit = regress(2, sparse(x.map(value => [1, value])), y)
  const [intercept, slope] = [fit.coefficients.get(0)!, fit.coefficients.get(1)!]
  expect(intercept.value).toBeCloseTo(3.00009, 5)
  expect(slope.value).toBeCloseTo(0.50009, 5)
  expect(fit.r2).toBeCloseTo(0.66654, 5)

  const off = x.map(value => value - mean(x))
  const spread = off.reduce((sum, d) => sum + d ** 2, 0)
  const variance = off.reduce((sum, d, i) => {
    const residual = y[i]! - intercept.value - slope.value * x[i]!
    return sum + (d * (residual / (1 - 1 / x.length - d ** 2 / spread))) ** 2
  }, 0)
  expect(slope.standardError).toBeCloseTo(Math.sqrt(variance) / spread, 12)
})

it('agrees with dense QR and the hat matrix on random designs', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 6 }), (seed, more) => {
      const uniform = createUniform(seed)
      const dense = Array.from({ length: 60 }, () => [
        1,
        ...Array.from({ length: more }, () => (uniform() < 0.4 ? 1 : 0)),
        uniform() * 3,
      ])
      const y = dense.map(row => row.reduce((sum, value, k) => sum + value * k, 0) + uniform())
      const columns = more + 2
      const fit = regress(columns, sparse(dense), y)

      const x = new Matrix(dense)
      const beta = new QrDecomposition(x).solve(Matrix.columnVector(y))
      const inverse = new QrDecomposition(x.transpose().mmul(x)).solve(Matrix.eye(columns))
      const left = inverse.mmul(x.transpose())
      const hat = x.mmul(left)
      const residuals = Matrix.sub(Matrix.columnVector(y), x.mmul(beta))
      for (let k = 0; k < columns; k++) {
        let variance = 0
        for (let i = 0; i < 60; i++)
          variance += (left.get(k, i) * (residuals.get(i, 0) / (1 - hat.get(i, i)))) ** 2
        expect(fit.coefficients.get(k)!.value).toBeCloseTo(beta.get(k, 0), 9)
        expect(fit.coefficients.get(k)!.standardError).toBeCloseTo(Math.sqrt(variance), 9)
      }
    }),
    { numRuns: 50 },
  )
})

describe('columns that others determine', () => {
  const uniform = createUniform(7)
  const base = Array.from({ length: 40 }, () => [1, uniform() < 0.5 ? 1 : 0, uniform() < 0.3 ? 1 : 0])
  const y = base.map(([, a, b]) => 10 + 0.2 * a! - 0.1 * b! + 0.05 * uniform())

  it('are left out, the later of them, and change nothing else', () => {
    const plain = regress(3, sparse(base), y)
    const rows = sparse(base.map(([one, a, b]) => [one!, a!, 1 - a!, b!, 0, a! + b!]))
    const fit = regress(6, rows, y)
    expect(fit.leftOut).toEqual([2, 4, 5])
    expect(fit.degreesOfFreedom).toBe(37)
    for (const [column, same] of [
      [0, 0],
      [1, 1],
      [3, 2],
    ] as const) {
      expect(fit.coefficients.get(column)!.value).toBeCloseTo(plain.coefficients.get(same)!.value, 12)
      expect(fit.coefficients.get(column)!.standardError).toBeCloseTo(
        plain.coefficients.get(same)!.standardError,
        12,
      )
    }
  })

  it('leave a column that differs in a single row, whose error is the mean error', () => {
    const rows = sparse(base.map((row, i) => [...row, i === 39 ? 1 : 0]))
    const fit = regress(4, rows, y)
    const without = regress(3, sparse(base.slice(0, 39)), y.slice(0, 39))
    expect(fit.leftOut).toEqual([])
    expect(fit.coefficients.get(1)!.value).toBeCloseTo(without.coefficients.get(1)!.value, 10)
    expect(fit.coefficients.get(1)!.standardError).toBeCloseTo(without.coefficients.get(1)!.standardError, 10)
    expect(fit.coefficients.get(3)!.standardError).toBeGreaterThan(0.01)
  })
})

it('refuses too few rows, and rows without responses', () => {
  const rows = sparse([
    [1, 0],
    [1, 1],
  ])
  expect(() => regress(2, rows, [1, 2])).toThrow('2 rows cannot tell 2 columns')
  expect(() => regress(2, rows, [1])).toThrow(RangeError)
})

it('explains nothing of a response that does not vary', () => {
  const rows = sparse([
    [1, 0],
    [1, 1],
    [1, 1],
  ])
  const fit = regress(2, rows, [5, 5, 5])
  expect(fit.r2).toBe(0)
  expect(fit.coefficients.get(1)!.value).toBeCloseTo(0, 12)
})
