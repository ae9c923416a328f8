import type { VacancyFacts } from '../../../db/queries/vacancy-facts.ts'
import { quotePoints } from '../percentiles.ts'
import { counts, type WindowFacts } from './window-facts.ts'

/** Which point of a quote: see `quotePoints`. */
export type QuotePoint = keyof typeof quotePoints

/** Entries of the facts in order of a point of their quotes, and that point of each entry. */
export interface OrderedQuotes {
  rows: Int32Array
  values: Float64Array
}

/** The entries of a window that lie in one area and are of one type. */
export interface AreaGroup {
  area: number
  /** 0 permanent, 1 contract. */
  market: number
  rows: Int32Array
  /** Those that count now and quote pay, by each point. */
  quotes: Record<QuotePoint, OrderedQuotes>
}

const points = ['lower', 'middle', 'upper'] as const satisfies QuotePoint[]

/**
 * Parts a window by area and type, areas ascending. Quotes are put in order once for the whole window; passed out to
 * their areas in that order, each area's come in order too.
 */
export function* groupByArea({ facts, counts: bits }: WindowFacts): Generator<AreaGroup> {
  const all = Int32Array.from({ length: facts.count }, (_, row) => row)
  const quoting = all.filter(row => facts.unit[row]! > 0 && bits[row]! & counts.now)
  const size = 2 * (facts.areas.reduce((most, area) => Math.max(most, area), 0) + 1)
  const rowsOf = partition(facts, all, size)
  const quotesOf = points.map(point => {
    const values = Float64Array.from({ length: facts.count }, (_, row) =>
      quotePoints[point](facts.low[row]!, facts.high[row]!),
    )
    const ordered = quoting.toSorted((a, b) => values[a]! - values[b]!)
    return { values, of: partition(facts, ordered, size) }
  })
  for (let group = 0; group < size; group++) {
    const rows = rowsOf(group)
    if (rows.length === 0) continue
    const [lower, middle, upper] = quotesOf.map(({ values, of }) => ({ values, rows: of(group) }))
    yield {
      area: group >> 1,
      market: group & 1,
      rows,
      quotes: { lower: lower!, middle: middle!, upper: upper! },
    }
  }
}

/** Passes entries out to the groups they belong to, in the order given. */
function partition(facts: VacancyFacts, rows: Int32Array, size: number): (group: number) => Int32Array {
  const starts = new Int32Array(size + 1)
  const forEach = (visit: (group: number, row: number) => void) => {
    for (const row of rows)
      for (let at = facts.areaAt[row]!; at < facts.areaAt[row + 1]!; at++)
        visit(2 * facts.areas[at]! + facts.market[row]!, row)
  }
  forEach(group => starts[group + 1]!++)
  for (let group = 0; group < size; group++) starts[group + 1]! += starts[group]!
  const next = starts.slice(0, size)
  const sorted = new Int32Array(starts[size]!)
  forEach((group, row) => {
    sorted[next[group]!++] = row
  })
  return group => sorted.subarray(starts[group]!, starts[group + 1]!)
}
