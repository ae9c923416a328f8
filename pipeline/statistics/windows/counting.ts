import type { Cell, TermTable } from './cells.ts'

/** Counts by term in one area and type; the arrays are used again for the next. */
export class Counting {
  readonly vacancies: Int32Array
  readonly live: Int32Array
  /** Dense, over titles and skills; 0 for none. */
  readonly ranks: Int32Array
  /** Terms with a vacancy or something live. */
  seen: number[] = []
  readonly #terms: TermTable

  constructor(terms: TermTable) {
    this.#terms = terms
    this.vacancies = new Int32Array(terms.size)
    this.live = new Int32Array(terms.size)
    this.ranks = new Int32Array(terms.size)
  }

  add(term: number, isCounted: number, isLive: number): void {
    if (this.vacancies[term] === 0 && this.live[term] === 0) this.seen.push(term)
    if (isCounted) this.vacancies[term]!++
    if (isLive) this.live[term]!++
  }

  rank(): void {
    const { ranked } = this.#terms
    const levels = new Set<number>()
    for (const term of this.seen) if (ranked[term]) levels.add(this.vacancies[term]!)
    levels.delete(0)
    const rankOf = new Map([...levels].sort((a, b) => b - a).map((level, index) => [level, index + 1]))
    for (const term of this.seen) if (ranked[term]) this.ranks[term] = rankOf.get(this.vacancies[term]!) ?? 0
  }

  cell(term: number): Cell {
    return {
      term,
      vacancies: this.vacancies[term]!,
      live: this.live[term]!,
      rank: this.ranks[term]! || null,
      pay: [],
      lists: null,
    }
  }

  clear(): void {
    for (const term of this.seen) {
      this.vacancies[term] = 0
      this.live[term] = 0
      this.ranks[term] = 0
    }
    this.seen = []
  }
}
