import type { Database } from '../../../db/connection.ts'
import { type GrowthCounts, readGrowth, readGrowthOfTerms } from '../../../db/queries/guide-figures.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import { type Area, findTotals, type Term } from '../../../db/queries/terms.ts'
import { wilson } from '../intervals.ts'
import type { Interval, MarketType } from '../trend-page.ts'
import { judgeGrowth } from './growth-coverage.ts'
import type { Growth } from './guide-page.ts'

/**
 * Growth with its interval. Vacancies are taken to come by chance at a steady rate in each period, so that of all of
 * both periods those of the later one are a share; its Wilson interval, as odds, is that of now ÷ before. Adverts that
 * come in batches scatter more than that.
 */
function growthOf(
  { from, middle, to, before, now }: Omit<GrowthCounts, 'term' | 'category'>,
  judged: Pick<Growth, 'comparable' | 'reason'>,
): Growth {
  return {
    now,
    before,
    from,
    middle,
    to,
    change: before ? (now / before - 1) * 100 : null,
    changeInterval: before ? oddsAsChange(wilson(now, now + before)) : null,
    ...judged,
  }
}

const oddsAsChange = (share: Interval): Interval =>
  share && [(share[0] / (1 - share[0]) - 1) * 100, (share[1] / (1 - share[1]) - 1) * 100]

/** Growth of one term's vacancies, three months on three months up to the publication's day. */
export async function growthOfTerm(
  database: Database,
  publication: Publication,
  { termId }: Term,
  { areaId }: Area,
  type: MarketType,
): Promise<Growth> {
  const { asOf: upto, changeNumber } = publication
  return growthOf(
    await readGrowth(database, { termId, areaId, upto, changeNumber }, type),
    await judgeGrowth(database, publication),
  )
}

/** Growth of every term with a vacancy in either period, most vacancies now first, then by name. */
export async function growthOfTerms(
  database: Database,
  publication: Publication,
  { areaId }: Area,
  type: MarketType,
): Promise<({ term: string; category: string } & Growth)[]> {
  const { asOf: upto, changeNumber } = publication
  const judged = await judgeGrowth(database, publication)
  const { all } = await findTotals(database, '')
  const rows = await readGrowthOfTerms(database, all, { areaId, upto, changeNumber }, type)
  return rows
    .map(({ term, category, ...counts }) => ({ term, category, ...growthOf(counts, judged) }))
    .sort((a, b) => b.now - a.now)
}
