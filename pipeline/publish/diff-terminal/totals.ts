import type { PublicationTotals, Totals } from '../../../db/queries/publication-totals.ts'
import type { MarketType } from '../../statistics/trend-page.ts'
import { change, count, MISSING, money, share, shortMoneyRange } from '../format.ts'
import { type Column, type Line, part } from '../guide-terminal/columns.ts'
import type { Means } from '../text-table.ts'
import { PAY_WORDING, UNITS } from '../wording.ts'

/** The totals of two publications. */
export interface ComparedTotals {
  from: PublicationTotals
  to: PublicationTotals
  types: readonly MarketType[]
}

/** Vacancies, shares and medians of two publications side by side. */
export function totalsPart(title: string, { from, to, types }: ComparedTotals, means: Means): string {
  const sum = (totals: PublicationTotals, of: (each: Totals) => number) =>
    types.reduce((whole, type) => whole + of(totals[type]), 0)
  const lines: Line[] = []
  const counts = (name: string, of: (totals: PublicationTotals) => number, strong = false) =>
    lines.push({
      cells: [name, count(of(from)), count(of(to)), change(percentOf(of(from), of(to))), ''],
      strong,
    })
  const shares = (name: string, of: (each: Totals) => number) => {
    const part = (totals: PublicationTotals) => {
      const whole = sum(totals, each => each.vacancies)
      return whole ? sum(totals, of) / whole : null
    }
    const [a, b] = [part(from), part(to)]
    lines.push({ cells: [name, share(a), share(b), a === null || b === null ? '' : points(b - a), ''] })
  }
  counts('Vacancies', totals => sum(totals, each => each.vacancies), true)
  if (types.length > 1) for (const type of types) counts(`  ${type}`, totals => totals[type].vacancies)
  shares('With a recognised title', each => each.recognised)
  shares('That quote pay', each => each.quoted)
  for (const type of types) {
    const [unit] = UNITS[type]
    const [a, b] = [from[type].median, to[type].median]
    if (!a && !b) continue
    const interval = a && a.low !== null && a.high !== null ? ([a.low, a.high] as const) : null
    lines.push({
      cells: [
        `Median ${PAY_WORDING[unit].noun}, ${type}`,
        money(a?.p50 ?? null, unit),
        money(b?.p50 ?? null, unit),
        a && b ? change(percentOf(a.p50, b.p50)) : MISSING,
        interval ? shortMoneyRange([...interval], unit) : '',
      ],
    })
  }
  const isMedian = types.some(type => from[type].median || to[type].median)
  return part(title, isMedian ? columns : columns.slice(0, -1), lines, means)!
}

const columns: Column[] = [
  { head: '' },
  { head: 'Before', width: 10, align: 'right' },
  { head: 'After', width: 10, align: 'right' },
  { head: 'Change', width: 13, align: 'right', signed: true },
  { head: '95 % before', width: 14, align: 'right', quiet: true },
]

const percentOf = (from: number, to: number): number | null => (from === 0 ? null : (to / from - 1) * 100)

/** A move of a share in points: `+1.25 points`; `-` for none. */
export function points(moved: number): string {
  const text = (Math.abs(moved) * 100).toFixed(2)
  return text === '0.00' ? MISSING : `${moved > 0 ? '+' : '-'}${text} pts`
}
