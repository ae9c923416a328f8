import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../db/connection.ts'
import { type Interruption, readCoverage, readInterruptions } from '../../db/queries/coverage.ts'
import { findPublication, listPublications, type Publication } from '../../db/queries/publications.ts'
import { type Area, findAreas, findTerms, findTotals } from '../../db/queries/terms.ts'
import { readCounts, readIndex } from '../../db/queries/window-figures.ts'
import { childrenOf } from '../../extractors/location/areas.ts'
import { drawOperationsPage } from '../operations/draw-operations-page.ts'
import type { Watch } from '../operations/read-operations.ts'
import { attributionsOf } from '../publish/attributions.ts'
import { beginFolder, type Edition, readEdition, replacePage } from '../publish/page-folder.ts'
import { type IndexedTerm, type PlaceIndex, planPages } from '../publish/page-plan.ts'
import type { PublishedCoverage } from '../publish/pages/coverage-page.ts'
import type { Imprint } from '../publish/pages/site.ts'
import { HOME_PATH, OPERATIONS_PATH, type PageLinks } from '../publish/paths.ts'
import { type Figures, listPages } from '../publish/site-pages.ts'
import { TITLE_CATEGORY } from '../publish/wording.ts'
import { readGuidePage } from '../statistics/guide/read-guide-page.ts'
import { payUnits, percentChange, readTrendPage } from '../statistics/read-trend-page.ts'
import type { MarketType } from '../statistics/trend-page.ts'
import { versions } from '../versions.ts'

/** Which pages to write. */
export interface PageSelection {
  /** Index pages of these places; those without vacancies get none. */
  locations: readonly string[]
  types: MarketType[]
  /** Trend pages for each index: so many of its first terms … */
  top: number
  /** … and these, wherever they have vacancies. */
  terms: string[]
}

/** The UK with its parts, England's regions, and the parts of London. */
export const mainLocations: readonly string[] = [
  ...new Set(['UK', ...childrenOf('UK'), ...childrenOf('England'), ...childrenOf('London')]),
]

/** What was written. */
export interface PagesWritten extends Omit<Edition, 'edition'> {
  folder: string
  /** Absolute path of the page to open first. */
  home: string
  /** False where the folder held just these pages already. */
  fresh: boolean
}

/**
 * Writes the static pages of a publication, and of those of the same day over windows of other lengths: home, index and
 * trend pages, salary guides with current positions, comparisons, method and coverage. They are written beside their
 * place and moved there whole, so a reader of the folder sees the old pages or the new ones; where the folder holds just
 * these pages already, they stay, but for the operations page, which is drawn anew each time.
 */
export async function writePages(
  database: Database,
  publication: Publication,
  folder: string,
  selection: PageSelection,
  watch: Watch,
  onPage: (done: number, all: number) => void = () => {},
): Promise<PagesWritten> {
  const publications = [publication, ...(await othersOf(database, publication))]
  // A publication that stands holds as of later changes too, with the same figures.
  const standing = publications.map(({ changeNumber: _, ...each }) => each)
  const edition = createHash('sha256')
    .update(JSON.stringify([versions, standing, selection]))
    .digest('hex')
  const written = ({ edition: _, ...counts }: Edition, fresh: boolean): PagesWritten => ({
    folder,
    home: join(folder, HOME_PATH),
    ...counts,
    fresh,
  })
  const operations = (links: PageLinks) => drawOperationsPage(database, watch, links)
  const present = readEdition(folder)
  if (present?.edition === edition) {
    replacePage(folder, OPERATIONS_PATH, await operations({ has: path => existsSync(join(folder, path)) }))
    return written(present, false)
  }

  const areas = await findAreas(database, selection.locations)
  const indexes: PlaceIndex[] = []
  for (const each of publications)
    indexes.push(...(await readIndexes(database, each, areas, selection.types)))
  const coverages = await readCoverages(database, publications)
  const plan = planPages(indexes, publication.months, selection)
  const { pages, links } = listPages(
    plan,
    figuresOf(database, publications, areas),
    { coverages, interruptions: await interruptionsIn(database, publication, coverages) },
    imprint(publication, coverages),
  )
  const draft = beginFolder(folder)
  const waiting = pages.values()
  let done = 0
  const write = async () => {
    for (const page of waiting) {
      for (const { path, html } of await page()) draft.write(path, html)
      done++
      onPage(done, pages.length)
    }
  }
  // Two side by side: while one is drawn here, the database works for the other.
  await Promise.all([write(), write()])
  draft.write(OPERATIONS_PATH, await operations(links))
  const counts = {
    indexPages: indexes.length,
    trendPages: plan.trends.length,
    guidePages: plan.guides.length,
    comparisonPages: plan.comparisons.length,
  }
  draft.publish({ edition, ...counts })
  return written({ edition, ...counts }, true)
}

/** The current publications of the same day over windows of other lengths, the longest first. */
async function othersOf(database: Database, { asOf, months }: Publication): Promise<Publication[]> {
  const others = (await listPublications(database))
    .filter(other => other.asOf === asOf && other.months !== months)
    .toSorted((a, b) => b.months - a.months)
  const found: Publication[] = []
  for (const other of others) {
    const publication = await findPublication(database, asOf, other.months)
    if (publication) found.push(publication)
  }
  return found
}

/** What pages are drawn from, read when it is asked for. */
function figuresOf(database: Database, publications: Publication[], areas: Area[]): Figures {
  const byMonths = new Map(publications.map(publication => [publication.months, publication]))
  const byName = new Map(areas.map(area => [area.name, area]))
  const find = async ({ term: name, category }: { term: string; category: string }) =>
    (await findTerms(database, name)).find(term => term.name === name && term.category === category)!
  return {
    async trendPage(key) {
      const { location, months, type } = key
      return readTrendPage(database, byMonths.get(months)!, await find(key), byName.get(location)!, type)
    },
    async guidePage(key) {
      const { location } = key
      return readGuidePage(
        database,
        publications[0]!,
        await find({ ...key, category: TITLE_CATEGORY }),
        byName.get(location)!,
      )
    },
  }
}

/** The indexes of a publication, by type and then in the order of the areas; none where nothing is counted. */
async function readIndexes(
  database: Database,
  publication: Publication,
  areas: Area[],
  types: readonly MarketType[],
): Promise<PlaceIndex[]> {
  const { months } = publication
  const thisYear = { ...publication, windowIds: publication.windowIds.slice(0, 1) }
  const totals = await findTotals(database, '')
  const indexes: PlaceIndex[] = []
  for (const type of types)
    for (const { areaId, name } of areas) {
      const figures = await readIndex(database, publication, areaId, type, payUnits[type][0])
      if (figures.length === 0) continue
      const [count] = await readCounts(database, thisYear, {
        areaIds: [areaId],
        termIds: [totals.all],
        market: type,
      })
      const vacancies = count?.vacancies ?? 0
      const rows = figures.map(
        ({ earlierRank, earlierP50, p50Low, p50High, ...row }): IndexedTerm => ({
          ...row,
          p50Interval: p50Low === null || p50High === null ? null : [p50Low, p50High],
          rankChange: earlierRank ? earlierRank - row.rank : null,
          share: row.vacancies / vacancies,
          medianChange: percentChange(row.p50, earlierP50),
        }),
      )
      indexes.push({ location: name, type, months, vacancies, rows })
    }
  return indexes
}

async function readCoverages(database: Database, publications: Publication[]): Promise<PublishedCoverage[]> {
  const coverages: PublishedCoverage[] = []
  for (const { publicationId, months } of publications) {
    const coverage = await readCoverage(database, publicationId)
    if (coverage) coverages.push({ months, coverage })
  }
  return coverages
}

/** Those since the oldest window of any of the publications begins. */
async function interruptionsIn(
  { pool }: Database,
  { asOf }: Publication,
  coverages: readonly PublishedCoverage[],
): Promise<Interruption[]> {
  const begins = coverages.flatMap(({ coverage }) => coverage.windows.map(({ beginsOn }) => beginsOn))
  const from = begins.sort()[0]
  return from === undefined ? [] : readInterruptions(pool, { from, to: asOf })
}

function imprint({ publicationId, asOf }: Publication, coverages: PublishedCoverage[]): Imprint {
  const sources = coverages.flatMap(({ coverage }) => coverage.windows.flatMap(window => window.sources))
  const counted = new Set(sources.filter(({ vacancies }) => vacancies > 0).map(({ source }) => source))
  return { publication: publicationId, asOf, ...versions, attributions: attributionsOf(counted) }
}
