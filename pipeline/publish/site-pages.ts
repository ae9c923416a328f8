import type { Interruption } from '../../db/queries/coverage.ts'
import type { GuidePage } from '../statistics/guide/guide-page.ts'
import type { TrendPage } from '../statistics/trend-page.ts'
import type { PagePlan, PlannedTrend } from './page-plan.ts'
import { renderComparisonPage } from './pages/comparison-page.ts'
import { type PublishedCoverage, renderCoveragePage } from './pages/coverage-page.ts'
import { renderGuidePage } from './pages/guide-page.ts'
import { renderHomePage } from './pages/home-page.ts'
import { renderIndexPage } from './pages/index-page.ts'
import { renderComparisonsPage, renderGuidesPage } from './pages/list-pages.ts'
import { renderMethodPage } from './pages/method-page.ts'
import { hasPositionsPage, renderPositionsPage } from './pages/positions.ts'
import type { Imprint, Site } from './pages/site.ts'
import { renderTrendPage } from './pages/trend-page.ts'
import {
  COMPARISONS_PATH,
  COVERAGE_PATH,
  type ComparisonKey,
  comparisonPath,
  GUIDES_PATH,
  type GuideKey,
  guidePath,
  HOME_PATH,
  indexPath,
  METHOD_PATH,
  OPERATIONS_PATH,
  type PageLinks,
  pagePath,
  positionsPath,
} from './paths.ts'
import { searchData } from './search-data.ts'
import { compareWithYearBefore } from './wording.ts'

/** Where the figures of pages are read. */
export interface Figures {
  trendPage(key: PlannedTrend): Promise<TrendPage>
  guidePage(key: GuideKey): Promise<GuidePage>
}

/** A page as it is to be written. */
export interface WrittenPage {
  path: string
  html: string
}

/** What figures rest on: that of each publication, and when boards were not watched. */
export interface SiteCoverage {
  coverages: PublishedCoverage[]
  interruptions: readonly Interruption[]
}

/** Reads and draws a page, and what belongs to it. */
export type PageTask = () => Promise<WrittenPage[]>

/** How many comparisons another one leads to. */
const OTHERS = 12

/**
 * All pages of a site's figures, each to be drawn on its own, and the paths of these and of the operations page; the
 * figures of a trend page that is compared are read once.
 */
export function listPages(
  plan: PagePlan,
  figures: Figures,
  { coverages, interruptions }: SiteCoverage,
  imprint: Imprint,
): { pages: PageTask[]; links: PageLinks } {
  const site = siteOf(plan, coverages, imprint)
  const periods = [...new Set(plan.indexes.map(index => index.months))]
  const places = [...new Set(plan.indexes.map(index => index.location))]
  const trends = new Map(plan.trends.map(key => [pagePath(key), key]))
  const compared = new Set(plan.comparisons.flatMap(key => pathsOf(key, plan.months).flat()))
  const kept = new Map<string, Promise<TrendPage>>()
  const read = (key: PlannedTrend): Promise<TrendPage> => {
    const path = pagePath(key)
    if (!compared.has(path)) return figures.trendPage(key)
    const page = kept.get(path) ?? figures.trendPage(key)
    kept.set(path, page)
    return page
  }
  const single = async (path: string, html: string): Promise<WrittenPage[]> => [{ path, html }]
  const pages: PageTask[] = [
    () => single(HOME_PATH, renderHomePage(homeOf(plan, imprint), site)),
    () => single(METHOD_PATH, renderMethodPage(site)),
    ...(coverages.length > 0
      ? [() => single(COVERAGE_PATH, renderCoveragePage(coverages, interruptions, site))]
      : []),
    ...(plan.guides.length > 0
      ? [() => single(GUIDES_PATH, renderGuidesPage(plan.guides, plan.months, site))]
      : []),
    ...(plan.comparisons.length > 0
      ? [() => single(COMPARISONS_PATH, renderComparisonsPage(plan.comparisons, plan.months, site))]
      : []),
    ...plan.indexes.map(
      index => () =>
        single(
          indexPath(index),
          renderIndexPage({ ...index, asOf: imprint.asOf, total: index.vacancies, periods, places }, site),
        ),
    ),
    ...plan.trends.map(key => async () => {
      const comparisons = key.months === plan.months ? comparisonsOf(key, plan.comparisons) : []
      return single(pagePath(key), renderTrendPage(await read(key), { periods, comparisons }, site))
    }),
    ...plan.guides.map(key => async () => {
      const page = await figures.guidePage(key)
      const context = {
        places: plan.guides.filter(({ term }) => term === key.term).map(({ location }) => location),
        comparisons: comparisonsOf(key, plan.comparisons),
      }
      const guide = { path: guidePath(key), html: renderGuidePage(page, context, site) }
      if (!hasPositionsPage(page)) return [guide]
      return [guide, { path: positionsPath(key), html: renderPositionsPage(page, site) }]
    }),
    ...plan.comparisons.map(key => async () => {
      const pairs = pathsOf(key, plan.months).flatMap(([a, b]) => {
        const [mine, other] = [trends.get(a), trends.get(b)]
        return mine && other ? [Promise.all([read(mine), read(other)])] : []
      })
      const others = plan.comparisons.filter(other => other !== key && alike(key, other)).slice(0, OTHERS)
      const input = { key, markets: await Promise.all(pairs), others }
      return single(comparisonPath(key), renderComparisonPage(input, site))
    }),
  ]
  return { pages, links: site.links }
}

function siteOf(plan: PagePlan, coverages: PublishedCoverage[], imprint: Imprint): Site {
  const warnings = new Map(
    coverages.flatMap(({ months, coverage: { windows, comparability } }) =>
      comparability.flatMap(({ comparable, reason }, at) =>
        comparable ? [] : [[`${windows[at]?.endsOn} ${months}`, compareWithYearBefore(reason)] as const],
      ),
    ),
  )
  return {
    links: new Set([
      HOME_PATH,
      METHOD_PATH,
      OPERATIONS_PATH,
      ...(coverages.length > 0 ? [COVERAGE_PATH] : []),
      ...(plan.guides.length > 0 ? [GUIDES_PATH] : []),
      ...(plan.comparisons.length > 0 ? [COMPARISONS_PATH] : []),
      ...plan.indexes.map(indexPath),
      ...plan.trends.map(pagePath),
      ...plan.guides.map(guidePath),
      ...plan.comparisons.map(comparisonPath),
    ]),
    imprint,
    warning: (endsOn, months) => warnings.get(`${endsOn} ${months}`) ?? null,
  }
}

function homeOf(plan: PagePlan, { asOf }: Imprint) {
  const { months, indexes, trends, guides } = plan
  const pages = indexes
    .filter(index => index.months === months)
    .map((index): [string, string] => [`All ${index.type} jobs, ${index.location}`, indexPath(index)])
  return { asOf, months, indexes, guides, search: searchData(trends, guides, pages, months) }
}

/** The trend pages that a comparison is of: a pair for each type. */
function pathsOf(key: ComparisonKey, months: number): [string, string][] {
  const [a, b] = key.pair
  return (['permanent', 'contract'] as const).map(type =>
    key.of === 'terms'
      ? [
          pagePath({ term: a, location: key.location, type, months }),
          pagePath({ term: b, location: key.location, type, months }),
        ]
      : [
          pagePath({ term: key.term, location: a, type, months }),
          pagePath({ term: key.term, location: b, type, months }),
        ],
  )
}

/** Comparisons that have a term in a place on one of their sides. */
function comparisonsOf({ term, location }: GuideKey, comparisons: ComparisonKey[]): ComparisonKey[] {
  return comparisons.filter(key =>
    key.of === 'terms'
      ? key.location === location && key.pair.includes(term)
      : key.term === term && key.pair.includes(location),
  )
}

/** Of the same place or term, with one side in common. */
function alike(a: ComparisonKey, b: ComparisonKey): boolean {
  const common = (key: ComparisonKey) => `${key.of} ${key.of === 'terms' ? key.location : key.term}`
  return common(a) === common(b) && a.pair.some(side => b.pair.includes(side))
}
