import type { Database } from '../../../db/connection.ts'
import { readRankSteps } from '../../../db/queries/explain-rank.ts'
import type { CountedVacancy } from '../../../db/queries/explain-vacancies.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import { type Area, findTotals, type Term } from '../../../db/queries/terms.ts'
import { readCounts, readLists, readPay } from '../../../db/queries/window-figures.ts'
import { wilson } from '../intervals.ts'
import type { MarketType, PayUnit } from '../trend-page.ts'
import { type Computed, isPercentile, percentileOf } from './basis.ts'
import type { Portion, Question } from './explanation.ts'

/** Which cell of which publication a question is about. */
export interface Subject {
  publication: Publication
  term: Term
  area: Area
  type: MarketType
  skill: Term | null
  unit: PayUnit
}

/** Ranks shown above and below. */
const reach = 3

/** The number as published; null where the page shows none. */
export async function publishedNumber(
  database: Database,
  { publication, term, area, type, skill, unit }: Subject,
  { figure, yearsBack }: Question,
): Promise<number | null> {
  const at = { windowIds: [publication.windowIds[yearsBack]!], changeNumber: publication.changeNumber }
  const selection = { areaIds: [area.areaId], termIds: [term.termId], market: type }
  if (figure === 'quoted' || isPercentile(figure)) {
    const pay = (await readPay(database, at, selection)).find(row => row.unit === unit)
    return pay?.[figure] ?? (figure === 'quoted' ? 0 : null)
  }
  if (figure === 'skill') {
    const lists = await readLists(database, at, selection)
    const stored = lists?.skills.find(each => each.name === skill!.name && each.category === skill!.category)
    return stored?.vacancies ?? null
  }
  const [mine] = await readCounts(database, at, selection)
  if (figure === 'vacancies') return mine?.vacancies ?? 0
  if (figure === 'live') return mine?.live ?? 0
  if (figure === 'rank') return mine?.rank ?? null
  const { all } = await findTotals(database, term.category)
  const [whole] = await readCounts(database, at, { ...selection, termIds: [all] })
  return whole?.vacancies ? (mine?.vacancies ?? 0) / whole.vacancies : null
}

/**
 * The same number made of the vacancies behind it, and how.
 * @param counted those that it counts or is taken over
 * @param ofTerm how many the term has in all
 */
export async function computedNumber(
  database: Database,
  { publication, term, area, type }: Subject,
  { figure, yearsBack }: Question,
  counted: readonly CountedVacancy[],
  ofTerm: number,
): Promise<Computed> {
  if (isPercentile(figure)) return percentileOf(counted, figure)
  const count = counted.length
  const windowId = publication.windowIds[yearsBack]!
  const { changeNumber } = publication
  if (figure === 'share') {
    const totals = await findTotals(database, term.category)
    const counts = await readCounts(
      database,
      { windowIds: [windowId], changeNumber },
      { areaIds: [area.areaId], termIds: [totals.all, totals.category], market: type },
    )
    const of = (termId: number) => portion(count, counts.find(row => row.termId === termId)?.vacancies ?? 0)
    const ofAll = of(totals.all)
    return {
      value: ofAll.value,
      interval: ofAll.interval,
      basis: { kind: 'share', ofAll, ofCategory: of(totals.category) },
    }
  }
  if (figure === 'rank') {
    const published = await publishedRank(database, { windowId, changeNumber }, term, area, type)
    if (published === null) return { value: null, interval: null, basis: { kind: 'none' } }
    const { steps, ranked } = await readRankSteps(
      database,
      { windowId, changeNumber, areaId: area.areaId, market: type },
      published,
      reach,
    )
    const value = steps.find(step => step.vacancies === count)?.rank ?? null
    return { value, interval: null, basis: { kind: 'rank', vacancies: count, ranked, steps } }
  }
  const isPart = figure === 'quoted' || figure === 'skill'
  return { value: count, interval: null, basis: { kind: 'count', of: isPart ? ofTerm : null } }
}

async function publishedRank(
  database: Database,
  { windowId, changeNumber }: { windowId: number; changeNumber: number },
  term: Term,
  area: Area,
  type: MarketType,
): Promise<number | null> {
  const [mine] = await readCounts(
    database,
    { windowIds: [windowId], changeNumber },
    { areaIds: [area.areaId], termIds: [term.termId], market: type },
  )
  return mine?.rank ?? null
}

/** A part of a whole as the pages have it: no share of nothing. */
export const portion = (part: number, whole: number): Portion => ({
  part,
  whole,
  value: whole ? part / whole : null,
  interval: part <= whole ? wilson(part, whole) : null,
})
