import { groupByArea } from './area-groups.ts'
import type { AreaCells, Cell, TermTable } from './cells.ts'
import { Counting } from './counting.ts'
import { listCells } from './list-cells.ts'
import { payCells } from './pay-cells.ts'
import { counts, type WindowFacts } from './window-facts.ts'

/** Which cells are kept. */
export interface Keep {
  /**
   * Least vacancies of a cell but that of all terms; 1 keeps also those where nothing is advertised and something is
   * live.
   */
  least: number
  /** Vacancies from which a cell carries its lists; null for none. */
  listsFrom: number | null
}

/**
 * Computes a window, area by area and type by type. Of a window that was computed before only those cells are given
 * that may have changed: of the terms of vacancies that changed, and those whose rank others shifted.
 */
export function* computeCells(
  window: WindowFacts,
  terms: TermTable,
  keep: Keep,
  isNew: boolean,
): Generator<AreaCells> {
  const { facts, counts: bits } = window
  const now = new Counting(terms)
  const before = new Counting(terms)
  const changed = new Uint8Array(terms.size)
  for (const group of groupByArea(window)) {
    now.clear()
    before.clear()
    changed.fill(0)
    for (const row of group.rows) {
      const stands = (bits[row]! & (counts.now | counts.liveNow)) > 0
      const stood = (bits[row]! & (counts.before | counts.liveBefore)) > 0
      for (let at = facts.termAt[row]!; at < facts.termAt[row + 1]!; at++) {
        const term = facts.terms[at]!
        if (stands !== stood) changed[term] = 1
        if (stands) now.add(term, bits[row]! & counts.now, bits[row]! & counts.liveNow)
        if (stood) before.add(term, bits[row]! & counts.before, bits[row]! & counts.liveBefore)
      }
    }
    now.rank()
    before.rank()
    const isKept = (counting: Counting, term: number) =>
      counting.vacancies[term]! >= keep.least ||
      ((keep.least === 1 || term === terms.all) &&
        (counting.vacancies[term]! > 0 || counting.live[term]! > 0))
    const superseded: number[] = []
    const cells = new Map<number, Cell>()
    for (const term of [...new Set([...now.seen, ...before.seen])].sort((a, b) => a - b)) {
      if (!isNew && !changed[term] && now.ranks[term] === before.ranks[term]) continue
      if (isKept(before, term)) superseded.push(term)
      if (isKept(now, term)) cells.set(term, now.cell(term))
    }
    if (cells.size === 0 && superseded.length === 0) continue
    payCells(facts, group.quotes, cells, terms.size)
    if (keep.listsFrom !== null) {
      const rows = group.rows.filter(row => bits[row]! & counts.now)
      listCells(facts, { ...group, rows }, cells, terms, keep.listsFrom)
    }
    yield { area: group.area, market: group.market, cells: [...cells.values()], superseded }
  }
}
