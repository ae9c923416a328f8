import type { Factor, Level } from './factor.ts'
import type { SparseRow } from './robust-regression.ts'

/** The categories of an observation that the model holds equal. */
export const FACTORS = ['role', 'seniority', 'location', 'sector', 'month'] as const

export type FactorName = (typeof FACTORS)[number]

/** What a column of the model stands for. */
export type Column =
  | { kind: 'intercept' }
  | { kind: 'level'; factor: FactorName; name: Level }
  | { kind: 'pooled'; factor: FactorName }
  | { kind: 'skill'; name: string }

/** An observation as the model takes it. */
export interface PayRecord {
  pay: number
  skills: ReadonlySet<string>
  levels: Record<FactorName, Level>
}

export interface Design {
  columns: Column[]
  rows: SparseRow[]
}

/** Columns that the factors take, the intercept included. */
export function columnsOfFactors(factors: Record<FactorName, Factor>): Column[] {
  const columns: Column[] = [{ kind: 'intercept' }]
  for (const factor of FACTORS) {
    const { base, levels, pooled } = factors[factor]
    columns.push(...levels.map(({ name }): Column => ({ kind: 'level', factor, name })))
    if (base && pooled.length > 0) columns.push({ kind: 'pooled', factor })
  }
  return columns
}

/** One row of ones per observation: the intercept, the level of each factor unless it is the base, and its skills. */
export function createDesign(
  observations: readonly PayRecord[],
  factors: Record<FactorName, Factor>,
  skills: readonly string[],
): Design {
  const columns = columnsOfFactors(factors)
  const columnOfLevel = Object.fromEntries(
    FACTORS.map(factor => [factor, new Map<Level, number>()]),
  ) as Record<FactorName, Map<Level, number>>
  columns.forEach((column, index) => {
    if (column.kind === 'level') columnOfLevel[column.factor].set(column.name, index)
    if (column.kind === 'pooled')
      for (const { name } of factors[column.factor].pooled) columnOfLevel[column.factor].set(name, index)
  })
  const columnOfSkill = new Map(skills.map((name, i) => [name, columns.length + i]))
  columns.push(...skills.map((name): Column => ({ kind: 'skill', name })))

  const ones = new Float64Array(columns.length).fill(1)
  const rows = observations.map(({ levels, skills: held }): SparseRow => {
    const at = [0]
    for (const factor of FACTORS) {
      const column = columnOfLevel[factor].get(levels[factor])
      if (column !== undefined) at.push(column)
    }
    for (const skill of held) {
      const column = columnOfSkill.get(skill)
      if (column !== undefined) at.push(column)
    }
    return { at, values: ones }
  })
  return { columns, rows }
}
