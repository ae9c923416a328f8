import type { VacancyFacts } from '../../../db/queries/vacancy-facts.ts'

/** A window: first advertised in (after, upto], live on `upto`; days since 1970-01-01. */
export interface Span {
  after: number
  upto: number
}

/** The vacancies that a window is about, as they stand at one change or, to find what became of it, at two. */
export interface WindowFacts {
  facts: VacancyFacts
  /** Which entries count, and how, as they stand now and as they stood before: bits of `counts`. */
  counts: Uint8Array
}

/** Bits of `WindowFacts.counts`. */
export const counts = { now: 1, liveNow: 2, before: 4, liveBefore: 8 } as const

/**
 * Gathers what concerns a window from chunks of facts.
 * @param before the change that the window was computed at; null where it never was
 */
export function gatherWindow(
  chunks: readonly VacancyFacts[],
  { after, upto }: Span,
  now: number,
  before: number | null,
): WindowFacts {
  const chosen: { chunk: VacancyFacts; rows: number[]; bits: number[] }[] = []
  let [count, areaCount, termCount] = [0, 0, 0]
  for (const chunk of chunks) {
    const [rows, bits]: [number[], number[]] = [[], []]
    for (let row = 0; row < chunk.count; row++) {
      const counted = chunk.postedOn[row]! > after && chunk.postedOn[row]! <= upto
      const live = chunk.postedOn[row]! <= upto && chunk.openUntil[row]! > upto
      if (!counted && !live) continue
      const stands = (change: number) => chunk.since[row]! <= change && chunk.until[row]! > change
      let bit = 0
      if (stands(now)) bit |= (counted ? counts.now : 0) | (live ? counts.liveNow : 0)
      if (before !== null && stands(before))
        bit |= (counted ? counts.before : 0) | (live ? counts.liveBefore : 0)
      if (bit === 0) continue
      rows.push(row)
      bits.push(bit)
      areaCount += chunk.areaAt[row + 1]! - chunk.areaAt[row]!
      termCount += chunk.termAt[row + 1]! - chunk.termAt[row]!
    }
    count += rows.length
    chosen.push({ chunk, rows, bits })
  }
  const facts: VacancyFacts = {
    count,
    postedOn: new Int32Array(count),
    openUntil: new Int32Array(count),
    market: new Uint8Array(count),
    unit: new Uint8Array(count),
    low: new Float64Array(count),
    high: new Float64Array(count),
    since: new Float64Array(count),
    until: new Float64Array(count),
    areaAt: new Int32Array(count + 1),
    areas: new Int32Array(areaCount),
    termAt: new Int32Array(count + 1),
    terms: new Int32Array(termCount),
  }
  const bitsOf = new Uint8Array(count)
  let at = 0
  for (const { chunk, rows, bits } of chosen)
    for (const [n, row] of rows.entries()) {
      for (const column of plain) facts[column][at] = chunk[column][row]!
      bitsOf[at] = bits[n]!
      const areas = chunk.areas.subarray(chunk.areaAt[row]!, chunk.areaAt[row + 1]!)
      facts.areas.set(areas, facts.areaAt[at]!)
      facts.areaAt[at + 1] = facts.areaAt[at]! + areas.length
      const terms = chunk.terms.subarray(chunk.termAt[row]!, chunk.termAt[row + 1]!)
      facts.terms.set(terms, facts.termAt[at]!)
      facts.termAt[at + 1] = facts.termAt[at]! + terms.length
      at++
    }
  return { facts, counts: bitsOf }
}

const plain = ['postedOn', 'openUntil', 'market', 'unit', 'low', 'high', 'since', 'until'] as const
