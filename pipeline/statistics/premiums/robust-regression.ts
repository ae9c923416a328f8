import { CholeskyDecomposition, Matrix } from 'ml-matrix'

/** The non-zero entries of one row: the columns they stand in, each once, and their values. */
export interface SparseRow {
  at: ArrayLike<number>
  values: ArrayLike<number>
}

export interface Coefficient {
  column: number
  value: number
  standardError: number
}

export interface Regression {
  /** By column, without those left out. */
  coefficients: Map<number, Coefficient>
  /** Columns that earlier ones determine, so that their coefficients have no answer. */
  leftOut: number[]
  observations: number
  degreesOfFreedom: number
  /** Share of the response's variance about its mean that the fit explains; 0 where there is none to explain. */
  r2: number
}

/** A column of which earlier ones leave less than this share of its sum of squares tells nothing of its own. */
const INSEPARABLE = 1e-10

/** Leverage from which the fit goes through the row whatever its response. */
const FULL_LEVERAGE = 1 - 1e-9

/**
 * Ordinary least squares with standard errors that hold where the spread differs from row to row (HC3: MacKinnon and
 * White 1985). HC3 rather than HC1, for it stays honest in small samples and where few rows carry a column (Long and
 * Ervin 2000 advise it below 250 observations); in large ones both agree.
 *
 * Normal equations over columns scaled to unit length, which suits dummies; centre a column far from 0 before. Sums run
 * in the order of the rows, so the last digits depend on it.
 * @param columns how many columns the rows have, an intercept among them
 * @throws RangeError where rows and response differ in number, or the rows are no more than the columns fitted
 */
export function regress(
  columns: number,
  rows: readonly SparseRow[],
  response: ArrayLike<number>,
): Regression {
  if (rows.length !== response.length)
    throw new RangeError(`${rows.length} rows, ${response.length} responses`)
  const gram = sumOfProducts(columns, rows, () => 1)
  const lengths = gram.diagonal().map(Math.sqrt)
  const kept = separable(gram, lengths)
  const degreesOfFreedom = rows.length - kept.length
  if (degreesOfFreedom < 1) throw new RangeError(`${rows.length} rows cannot tell ${kept.length} columns`)

  const cholesky = new CholeskyDecomposition(scaled(gram, lengths, kept))
  const moments = new Float64Array(columns)
  rows.forEach(({ at, values }, i) => {
    for (let a = 0; a < at.length; a++) moments[at[a]!]! += values[a]! * response[i]!
  })
  const solution = cholesky.solve(
    Matrix.columnVector(kept.map(column => moments[column]! / lengths[column]!)),
  )
  const coefficients = new Float64Array(columns)
  kept.forEach((column, k) => {
    coefficients[column] = solution.get(k, 0) / lengths[column]!
  })

  // With zeros in the columns left out, rows are used as they are.
  const inverse = Matrix.zeros(columns, columns)
  const scaledInverse = cholesky.solve(Matrix.eye(kept.length))
  kept.forEach((column, j) => {
    kept.forEach((other, k) => {
      inverse.set(column, other, scaledInverse.get(j, k) / (lengths[column]! * lengths[other]!))
    })
  })

  const residuals = rows.map((row, i) => response[i]! - product(row, coefficients))
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0)
  const leverages = rows.map(row => quadraticForm(row, inverse))
  const meat = sumOfProducts(columns, rows, i => {
    // A row that the fit goes through tells nothing of its own error: the mean error stands in.
    const left = 1 - leverages[i]!
    return leverages[i]! > FULL_LEVERAGE ? squares / degreesOfFreedom : (residuals[i]! / left) ** 2
  })
  const covariance = inverse.mmul(meat).mmul(inverse)

  let mean = 0
  for (let i = 0; i < rows.length; i++) mean += response[i]! / rows.length
  let total = 0
  for (let i = 0; i < rows.length; i++) total += (response[i]! - mean) ** 2

  return {
    coefficients: new Map(
      kept.map(column => [
        column,
        {
          column,
          value: coefficients[column]!,
          standardError: Math.sqrt(Math.max(0, covariance.get(column, column))),
        },
      ]),
    ),
    leftOut: Array.from({ length: columns }, (_, column) => column).filter(column => !kept.includes(column)),
    observations: rows.length,
    degreesOfFreedom,
    r2: total > 0 ? Math.max(0, 1 - squares / total) : 0,
  }
}

/** Σ weight(i) · xᵢ xᵢᵀ over the non-zero entries. */
function sumOfProducts(columns: number, rows: readonly SparseRow[], weight: (row: number) => number): Matrix {
  const sums = new Float64Array(columns * columns)
  rows.forEach(({ at, values }, i) => {
    const factor = weight(i)
    for (let a = 0; a < at.length; a++) {
      const start = at[a]! * columns
      const value = factor * values[a]!
      for (let b = 0; b < at.length; b++) sums[start + at[b]!]! += value * values[b]!
    }
  })
  return Matrix.from1DArray(columns, columns, sums)
}

function product({ at, values }: SparseRow, vector: Float64Array): number {
  let sum = 0
  for (let a = 0; a < at.length; a++) sum += values[a]! * vector[at[a]!]!
  return sum
}

function quadraticForm({ at, values }: SparseRow, matrix: Matrix): number {
  let sum = 0
  for (let a = 0; a < at.length; a++) {
    for (let b = 0; b < at.length; b++) sum += values[a]! * values[b]! * matrix.get(at[a]!, at[b]!)
  }
  return sum
}

const scaled = (gram: Matrix, lengths: number[], kept: number[]): Matrix =>
  Matrix.from1DArray(
    kept.length,
    kept.length,
    kept.flatMap(row => kept.map(column => gram.get(row, column) / (lengths[row]! * lengths[column]!))),
  )

/** Columns that earlier ones leave something of: each pivot of the scaled Cholesky factor is that share's root. */
function separable(gram: Matrix, lengths: number[]): number[] {
  const kept = lengths.flatMap((length, column) => (length > 0 ? [column] : []))
  for (;;) {
    const pivots = new CholeskyDecomposition(scaled(gram, lengths, kept)).lowerTriangularMatrix.diagonal()
    const first = pivots.findIndex(pivot => !(pivot ** 2 >= INSEPARABLE))
    if (first < 0) return kept
    kept.splice(first, 1)
  }
}
