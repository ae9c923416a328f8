import type { VacancyFacts } from '../../../db/queries/vacancy-facts.ts'
import { histogram } from '../histogram.ts'
import type { AreaGroup } from './area-groups.ts'
import type { Cell, TermTable } from './cells.ts'
import { Samples } from './pay-cells.ts'

/** Skills kept of each category: enough for the 30 of all categories together, and the 20 of each. */
const skillsPerCategory = 30

/** The unit of a type's histogram: a year's pay for permanent jobs, a day's for contracts. */
const mainUnit = [1, 2]

/**
 * Gives cells of at least `from` vacancies the skills found with their term, and the histogram of its pay.
 * @param rows the vacancies counted in the area and type
 */
export function listCells(
  facts: VacancyFacts,
  { market, rows, quotes }: AreaGroup,
  cells: ReadonlyMap<number, Cell>,
  terms: TermTable,
  from: number,
): void {
  const large = new Map([...cells].filter(([, cell]) => cell.vacancies >= from))
  if (large.size === 0) return
  const middle = {
    values: quotes.middle.values,
    rows: quotes.middle.rows.filter(row => facts.unit[row] === mainUnit[market]),
  }
  const samples = new Samples(facts, middle.rows, large, terms.size)
  samples.fill(middle)
  const rowsOf: number[][] = []
  for (const term of large.keys()) rowsOf[term] = []
  for (const row of rows)
    for (let at = facts.termAt[row]!; at < facts.termAt[row + 1]!; at++) rowsOf[facts.terms[at]!]?.push(row)
  for (const [term, cell] of large) {
    const skills = coOccurring(facts, rowsOf[term]!, term, terms)
    const bins = histogram(samples.of(term))
    cell.lists = {
      skills: skills.map(([skill]) => skill),
      skillVacancies: skills.map(([, vacancies]) => vacancies),
      binFrom: bins[0]?.from ?? 0,
      binWidth: bins[0] ? bins[0].to - bins[0].from : 0,
      bins: bins.map(bin => bin.vacancies),
    }
  }
}

/** Skills of the vacancies with the number of vacancies each: most frequent first, then by name. */
function coOccurring(
  facts: VacancyFacts,
  rows: readonly number[],
  term: number,
  { size, skillCategory, nameOrder }: TermTable,
): [skill: number, vacancies: number][] {
  const together = new Int32Array(size)
  for (const row of rows)
    for (let at = facts.termAt[row]!; at < facts.termAt[row + 1]!; at++) together[facts.terms[at]!]!++
  const found: [number, number][] = []
  for (let skill = 0; skill < size; skill++)
    if (together[skill]! > 0 && skillCategory[skill]! > 0 && skill !== term)
      found.push([skill, together[skill]!])
  found.sort((a, b) => b[1] - a[1] || nameOrder[a[0]]! - nameOrder[b[0]]!)
  const kept = new Map<number, number>()
  return found.filter(([skill]) => {
    const category = skillCategory[skill]!
    kept.set(category, (kept.get(category) ?? 0) + 1)
    return kept.get(category)! <= skillsPerCategory
  })
}
