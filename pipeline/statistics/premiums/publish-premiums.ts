import { setImmediate } from 'node:timers/promises'
import type { Client, Database } from '../../../db/connection.ts'
import { hasPremiums, type PremiumRow, writePremiums } from '../../../db/loaders/premiums.ts'
import { type GuideVacancy, nameRegions, nameTerms } from '../../../db/queries/guide-figures.ts'
import {
  findPremiumWindow,
  listQuotedTitles,
  readQuotedVacancies,
} from '../../../db/queries/premium-figures.ts'
import { payObservations } from '../guide/pay-observations.ts'
import { mainUnit } from '../guide/window-of.ts'
import type { MarketType } from '../trend-page.ts'
import { type AdjustedPremiums, adjustPremiums } from './adjusted-premiums.ts'

/** The place whose vacancies are compared: no smaller one has enough quotes for many titles. */
const place = 'UK'

/** Months of the windows whose publications carry premiums: shorter ones quote too little. */
const premiumMonths = 6

/** For how many titles of each type premiums are published, the most quoted, and the quotes that each needs. */
const premiumTitles = { mostTitles: 30, leastQuoted: 200 }

const types: readonly MarketType[] = ['permanent', 'contract']

/**
 * Writes what skills go with in pay for the most quoted titles of a publication (`mart.skill_premiums`): within the
 * transaction that publishes it, or later for one that stands. Premiums follow from the publication alone: one that has
 * them is left as it is. The figures are those of the titles' salary guides.
 * @param client the transaction that sees the publication; what was committed before is read beside it
 * @returns how many premiums were written
 */
export async function publishPremiums(
  database: Database,
  client: Client,
  publicationId: number,
  titles: typeof premiumTitles = premiumTitles,
): Promise<number> {
  const window = await findPremiumWindow(client, publicationId, place)
  if (window?.months !== premiumMonths || (await hasPremiums(client, publicationId))) return 0
  const rows: PremiumRow[] = []
  for (const market of types) {
    const unit = mainUnit[market]
    const termIds = await listQuotedTitles(client, window, market, unit, titles)
    if (termIds.length === 0) continue
    const vacancies = await readQuotedVacancies(client, window, market, unit)
    const terms = await readTerms(database, vacancies)
    for (const termId of termIds) {
      const model = modelOf(vacancies, terms, market, termId)
      if (model) rows.push(...rowsOf(model, terms.skillIds, { areaId: window.areaId, market, termId }))
      // A model of many vacancies takes a second: what else waits in this process goes on in between.
      await setImmediate()
    }
  }
  await writePremiums(client, publicationId, rows)
  return rows.length
}

interface Terms {
  names: Awaited<ReturnType<typeof nameTerms>>
  regions: Awaited<ReturnType<typeof nameRegions>>
  skillIds: ReadonlyMap<string, number>
}

async function readTerms(database: Database, vacancies: readonly GuideVacancy[]): Promise<Terms> {
  const names = await nameTerms(database, [...new Set(vacancies.flatMap(({ terms }) => terms))])
  const skills = [...names].filter(([, { category }]) => category !== 'Job Titles')
  return {
    names,
    regions: await nameRegions(database),
    skillIds: new Map(skills.map(([id, { name }]) => [name, id])),
  }
}

function modelOf(
  vacancies: readonly GuideVacancy[],
  { names, regions }: Terms,
  market: MarketType,
  termId: number,
): AdjustedPremiums | null {
  const mine = vacancies.filter(({ terms }) => terms.includes(termId))
  const observations = payObservations(mine, mainUnit[market], names, regions, termId)
  // In an order that does not hang on ids, which follow the order of loading: sums agree to the last bit.
  const inOrder = observations.map(each => ({ ...each, skills: each.skills.toSorted() }))
  return adjustPremiums(inOrder, { sector: null })
}

const rowsOf = (
  { skills, observations, r2 }: AdjustedPremiums,
  skillIds: ReadonlyMap<string, number>,
  subject: Pick<PremiumRow, 'areaId' | 'market' | 'termId'>,
): PremiumRow[] =>
  skills.map(skill => ({
    ...subject,
    skillId: skillIds.get(skill.name)!,
    quotedWith: skill.with,
    quotedWithout: skill.without,
    rawPremium: skill.rawPremium,
    rawInterval: skill.rawInterval,
    adjustedPremium: skill.premium,
    adjustedInterval: skill.interval,
    observations,
    r2,
  }))
