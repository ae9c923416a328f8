import type { Client } from '../../../db/connection.ts'
import { readFacts, type VacancyFacts } from '../../../db/queries/vacancy-facts.ts'

/** Months that stay in memory: enough for windows of a year that follow each other. */
const keptMonths = 14

/** Before the first day that anything can be dated to. */
const beginningOfTime = '1900-01-01'

/**
 * The facts of vacancies as of one change, month by month as they are asked for; windows that come in order of time
 * share what they have in common.
 */
export class FactMonths {
  readonly change: number
  readonly #months = new Map<string, Promise<VacancyFacts>>()

  constructor(change: number) {
    this.change = change
  }

  /**
   * All that concerns a window (begins, endsOn]: what was first advertised in it and some days more, and what was
   * advertised before and is open on its last day.
   */
  async of(client: Client, begins: string, endsOn: string): Promise<VacancyFacts[]> {
    const chunks: VacancyFacts[] = []
    for (const month of monthsBetween(begins, endsOn)) chunks.push(await this.#month(client, month))
    const before = lastDayBefore(begins.slice(0, 7))
    chunks.push(
      await readFacts(client, { after: beginningOfTime, upto: before, openAfter: endsOn }, this.change),
    )
    return chunks
  }

  #month(client: Client, month: string): Promise<VacancyFacts> {
    const known = this.#months.get(month)
    if (known) {
      this.#months.delete(month)
      this.#months.set(month, known)
      return known
    }
    const next = nextMonth(month)
    const read = readFacts(client, { after: lastDayBefore(month), upto: lastDayBefore(next) }, this.change)
    this.#months.set(month, read)
    read.catch(() => this.#months.delete(month))
    for (const oldest of this.#months.keys()) {
      if (this.#months.size <= keptMonths) break
      this.#months.delete(oldest)
    }
    return read
  }
}

function monthsBetween(begins: string, endsOn: string): string[] {
  const months: string[] = []
  for (let month = begins.slice(0, 7); month <= endsOn.slice(0, 7); month = nextMonth(month))
    months.push(month)
  return months
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

const lastDayBefore = (month: string): string =>
  new Date(Date.parse(`${month}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
