import type { Database } from '../../../db/connection.ts'
import {
  type GuideVacancy,
  nameRegions,
  nameTerms,
  readGuideVacancies,
} from '../../../db/queries/guide-figures.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import type { Area, Term } from '../../../db/queries/terms.ts'
import { adjustPremiums } from '../premiums/adjusted-premiums.ts'
import type { MarketType } from '../trend-page.ts'
import { readBenchmarks } from './benchmarks.ts'
import { readCareer } from './career.ts'
import { currentPositions } from './current-positions.ts'
import { payPercentiles } from './figures.ts'
import { growthOfTerm } from './growth.ts'
import type { GuidePage, MarketGuide } from './guide-page.ts'
import { hiringCost } from './hiring-cost.ts'
import { locationPremiums } from './location-premiums.ts'
import { payBySkill } from './pay-by-skill.ts'
import { payObservations } from './pay-observations.ts'
import { quotesIn } from './quotes-in.ts'
import { seniorityBands } from './seniority-bands.ts'
import { groupBySkill, leastQuoted } from './skill-groups.ts'
import { skillPremiums } from './skill-premiums.ts'
import { mainUnit, windowOf } from './window-of.ts'
import { workplaceShares } from './workplace-shares.ts'

/** Everything a salary guide says of a title or skill in a place, from one publication. */
export async function readGuidePage(
  database: Database,
  publication: Publication,
  term: Term,
  area: Area,
): Promise<GuidePage> {
  const scope = { termId: term.termId, areaId: area.areaId, ...windowOf(publication) }
  const vacancies = await readGuideVacancies(database, scope)
  const names = await nameTerms(database, [...new Set(vacancies.flatMap(({ terms }) => terms))])
  const regions = await nameRegions(database)
  const market = (type: MarketType) =>
    marketGuide(
      database,
      publication,
      term,
      area,
      vacancies.filter(vacancy => vacancy.market === type),
      { names, regions },
      type,
    )
  const [permanent, contract, positions, career, benchmarks] = await Promise.all([
    market('permanent'),
    market('contract'),
    currentPositions(database, publication, term, area),
    readCareer(database, publication, term, area),
    readBenchmarks(database, publication, term),
  ])
  const { quoted, p50, intervals } = permanent.pay
  return {
    term: term.name,
    category: term.category,
    location: area.name,
    asOf: publication.asOf,
    months: publication.months,
    publication: publication.publicationId,
    markets: { permanent, contract },
    positions,
    career,
    hiring: hiringCost({ quoted, p50, p50Interval: intervals.p50 }),
    benchmarks,
  }
}

interface Names {
  /** Terms by id. */
  names: ReadonlyMap<number, { name: string; category: string }>
  /** Regions by area id. */
  regions: ReadonlyMap<number, string>
}

async function marketGuide(
  database: Database,
  publication: Publication,
  term: Term,
  area: Area,
  vacancies: readonly GuideVacancy[],
  { names, regions }: Names,
  type: MarketType,
): Promise<MarketGuide> {
  const unit = mainUnit[type]
  const groups = groupBySkill(vacancies, names, term.termId)
  const observations = payObservations(vacancies, unit, names, regions, term.termId)
  // Sectors are compared with adverts that name none.
  const model = adjustPremiums(observations, { sector: null })
  const [locations, growth] = await Promise.all([
    locationPremiums(database, publication, term, area, type),
    growthOfTerm(database, publication, term, area, type),
  ])
  return {
    type,
    unit,
    vacancies: vacancies.length,
    pay: payPercentiles(quotesIn(vacancies, unit)),
    bands: seniorityBands(vacancies, unit),
    locations,
    ...skillPremiums(vacancies, groups, unit, model),
    leastQuoted,
    growth,
    workplace: workplaceShares(vacancies),
    skills: payBySkill(groups, vacancies.length, unit),
  }
}
