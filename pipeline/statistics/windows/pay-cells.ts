import type { VacancyFacts } from '../../../db/queries/vacancy-facts.ts'
import { percentileRanks } from '../intervals.ts'
import { percentile } from '../percentiles.ts'
import type { AreaGroup, OrderedQuotes, QuotePoint } from './area-groups.ts'
import type { Cell, CellPay } from './cells.ts'

/** The percentiles of a cell, in order, and the point of the quotes that each is taken over. */
export const payPercentiles: readonly { fraction: number; point: QuotePoint }[] = [
  { fraction: 0.1, point: 'lower' },
  { fraction: 0.25, point: 'lower' },
  { fraction: 0.5, point: 'middle' },
  { fraction: 0.75, point: 'upper' },
  { fraction: 0.9, point: 'upper' },
]

/** Gives the cells of an area and type, by term, their pay in every unit that is quoted. */
export function payCells(
  facts: VacancyFacts,
  quotes: AreaGroup['quotes'],
  cells: ReadonlyMap<number, Cell>,
  termCount: number,
): void {
  for (const unit of [1, 2, 3]) {
    const ofUnit = ({ rows, values }: OrderedQuotes): OrderedQuotes => ({
      values,
      rows: rows.filter(row => facts.unit[row] === unit),
    })
    const lower = ofUnit(quotes.lower)
    if (lower.rows.length === 0) continue
    const samples = new Samples(facts, lower.rows, cells, termCount)
    const found = new Map<number, CellPay>()
    for (const [term, cell] of cells) {
      const quoted = samples.size(term)
      if (quoted === 0) continue
      const pay: CellPay = { unit, quoted, percentiles: [], bounds: [] }
      found.set(term, pay)
      cell.pay.push(pay)
    }
    for (const point of ['lower', 'middle', 'upper'] as const) {
      samples.fill(point === 'lower' ? lower : ofUnit(quotes[point]))
      for (const [term, pay] of found) addPercentiles(pay, samples.of(term), point)
    }
  }
}

function addPercentiles(pay: CellPay, sample: Float64Array, over: QuotePoint): void {
  for (const { fraction, point } of payPercentiles) {
    if (point !== over) continue
    pay.percentiles.push(percentile(sample, fraction))
    const ranks = percentileRanks(pay.quoted, fraction)
    pay.bounds.push(ranks && sample[ranks.lower - 1]!, ranks && sample[ranks.upper - 1]!)
  }
}

/** The quotes of each term, one after the other in one array. */
export class Samples {
  readonly #facts: VacancyFacts
  readonly #sizes: Int32Array
  /** -1 for terms that are not asked for. */
  readonly #starts: Int32Array
  readonly #values: Float64Array

  constructor(facts: VacancyFacts, rows: Int32Array, terms: ReadonlyMap<number, unknown>, termCount: number) {
    this.#facts = facts
    this.#sizes = new Int32Array(termCount)
    for (const row of rows)
      for (let at = facts.termAt[row]!; at < facts.termAt[row + 1]!; at++) this.#sizes[facts.terms[at]!]!++
    this.#starts = new Int32Array(termCount).fill(-1)
    let total = 0
    for (const term of terms.keys()) {
      this.#starts[term] = total
      total += this.#sizes[term]!
    }
    this.#values = new Float64Array(total)
  }

  /** Passes quotes that come in order out to their terms, so that each term's are in order. */
  fill({ rows, values }: OrderedQuotes): void {
    const facts = this.#facts
    const next = this.#starts.slice()
    for (const row of rows)
      for (let at = facts.termAt[row]!; at < facts.termAt[row + 1]!; at++) {
        const term = facts.terms[at]!
        if (next[term]! >= 0) this.#values[next[term]!++] = values[row]!
      }
  }

  size(term: number): number {
    return this.#sizes[term]!
  }

  of(term: number): Float64Array {
    return this.#values.subarray(this.#starts[term]!, this.#starts[term]! + this.#sizes[term]!)
  }
}
