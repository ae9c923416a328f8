import type { Database } from '../../../db/connection.ts'
import { type AreaQuotes, type GuideScope, readAreaQuotes } from '../../../db/queries/guide-figures.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import { type Area, findAreas, type Term } from '../../../db/queries/terms.ts'
import type { MarketType } from '../trend-page.ts'
import { bandOf, bands } from './bands.ts'
import { compareMedians } from './compare-medians.ts'
import { ascending } from './figures.ts'
import type { LocationPremium } from './guide-page.ts'
import { mainPlaces } from './main-places.ts'
import { mainUnit, windowOf } from './window-of.ts'

/** A place against every other main place where the term is quoted, most quotes first, then by name. */
export async function locationPremiums(
  database: Database,
  publication: Publication,
  term: Term,
  area: Area,
  type: MarketType,
): Promise<LocationPremium[]> {
  const others = (await findAreas(database, mainPlaces)).filter(({ areaId }) => areaId !== area.areaId)
  const quotes = await quotesOf(database, publication, term, [area, ...others], type)
  return others
    .map(other => premium(quotes, area, other))
    .filter(({ comparison }) => comparison.other.quoted > 0 && comparison.mine.quoted > 0)
    .sort(
      (a, b) => b.comparison.other.quoted - a.comparison.other.quoted || (a.location < b.location ? -1 : 1),
    )
}

function quotesOf(
  database: Database,
  publication: Publication,
  { termId }: Term,
  areas: readonly Area[],
  type: MarketType,
): Promise<AreaQuotes[]> {
  const scope: Omit<GuideScope, 'areaId'> = { termId, ...windowOf(publication) }
  const areaIds = [...new Set(areas.map(({ areaId }) => areaId))]
  return readAreaQuotes(database, scope, areaIds, type, mainUnit[type])
}

function premium(quotes: readonly AreaQuotes[], area: Area, other: Area): LocationPremium {
  const mine = quotes.filter(({ areaId }) => areaId === area.areaId)
  const theirs = quotes.filter(({ areaId }) => areaId === other.areaId)
  return {
    location: other.name,
    comparison: compareMedians(middles(mine), middles(theirs)),
    byBand: bands
      .map(band => ({
        band,
        comparison: compareMedians(
          middles(mine.filter(({ seniority }) => bandOf(seniority) === band)),
          middles(theirs.filter(({ seniority }) => bandOf(seniority) === band)),
        ),
      }))
      .filter(({ comparison }) => comparison.mine.quoted > 0 && comparison.other.quoted > 0),
  }
}

const middles = (quotes: readonly AreaQuotes[]): Float64Array => ascending(quotes.flatMap(row => row.middles))
