import type { Database } from '../../../db/connection.ts'
import { countBySource, readCoverage } from '../../../db/queries/coverage.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import type { MarketType } from '../trend-page.ts'
import type { Coverage, SourceCoverage, WindowCoverage } from './coverage.ts'
import { noCoverage } from './no-coverage.ts'
import { compareAll } from './publish-coverage.ts'

/**
 * The coverage of one term, place and type: how sources were observed is that of the whole publication, the vacancies by
 * source are the page's own. So a page is judged by the sources that its own figures come from.
 * @returns null where nothing is stored of the publication's coverage
 */
export async function readPageCoverage(
  database: Database,
  publication: Publication,
  page: { termId: number; areaId: number; market: MarketType },
): Promise<Coverage | null> {
  const [stored, spokenFor] = await Promise.all([
    readCoverage(database, publication.publicationId),
    countBySource(database, publication, page),
  ])
  if (!stored) return null
  const windows = stored.windows.map((window): WindowCoverage => {
    const own = spokenFor.filter(({ yearsBack }) => yearsBack === window.yearsBack)
    const known = new Map(window.sources.map(source => [source.source, source]))
    const sources = own.map(
      ({ source, vacancies, daysAdvertised }): SourceCoverage => ({
        ...(known.get(source) ?? noCoverage(source)),
        vacancies,
        daysAdvertised,
      }),
    )
    const named = new Set(own.map(({ source }) => source))
    const others = window.sources
      .filter(({ source }) => !named.has(source))
      .map(source => ({ ...source, vacancies: 0, daysAdvertised: 0 }))
      .sort((a, b) => (a.source < b.source ? -1 : 1))
    return {
      ...window,
      vacancies: own.reduce((total, { vacancies }) => total + vacancies, 0),
      sources: [...sources, ...others],
    }
  })
  return compareAll({ observedSince: stored.observedSince, windows }, stored.windows)
}
