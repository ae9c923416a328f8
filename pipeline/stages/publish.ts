import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Database } from '../../db/connection.ts'
import { type Publication, readLatestChange } from '../../db/queries/publications.ts'
import { type Area, findAreas, findTerms, findTotals } from '../../db/queries/terms.ts'
import { readCounts, readIndex } from '../../db/queries/window-figures.ts'
import { childrenOf } from '../../extractors/location/areas.ts'
import { beginFolder, type DraftFolder, type Edition, readEdition } from '../publish/page-folder.ts'
import { type IndexSummary, renderHomePage } from '../publish/pages/home-page.ts'
import { renderIndexPage } from '../publish/pages/index-page.ts'
import { renderTrendPage } from '../publish/pages/trend-page.ts'
import { HOME_PATH, indexPath, type PageLinks, pagePath, type TrendPageKey } from '../publish/paths.ts'
import { payUnits, percentChange, readTrendPage } from '../statistics/read-trend-page.ts'
import type { IndexRow, MarketType } from '../statistics/trend-page.ts'
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
export interface PagesWritten {
  folder: string
  /** Absolute path of the page to open first. */
  home: string
  indexPages: number
  trendPages: number
  /** False where the folder held just these pages already. */
  fresh: boolean
}

/** An index with the terms that get a page of their own. */
interface Index {
  area: Area
  type: MarketType
  rows: IndexRow[]
  total: number
}

/**
 * Writes the static pages of a publication: a home page, an index per place and type, and trend pages. They are written
 * beside their place and moved there whole, so a reader of the folder sees the old pages or the new ones; where the
 * folder holds just these pages already, they stay.
 */
export async function writePages(
  database: Database,
  publication: Publication,
  folder: string,
  selection: PageSelection,
  onPage: (done: number, all: number) => void = () => {},
): Promise<PagesWritten> {
  const edition = createHash('sha256')
    .update(JSON.stringify([versions, publication, selection, await readLatestChange(database)]))
    .digest('hex')
  const written = (pages: Edition, fresh: boolean): PagesWritten => ({
    folder,
    home: join(folder, HOME_PATH),
    indexPages: pages.indexPages,
    trendPages: pages.trendPages,
    fresh,
  })
  const standing = readEdition(folder)
  if (standing?.edition === edition) return written(standing, false)
  const indexes = await readIndexes(database, publication, selection)
  const keys = indexes.flatMap(index => trendKeys(index, selection))
  const links = knownPages(indexes, keys)
  const draft = beginFolder(folder)
  writeIndexes(draft, indexes, publication, links)
  const areas = new Map(indexes.map(({ area }) => [area.name, area]))
  const waiting = keys.values()
  let done = 0
  const writeTrendPages = async () => {
    for (const key of waiting) {
      const [term] = (await findTerms(database, key.term)).filter(({ category }) => category === key.category)
      const page = await readTrendPage(database, publication, term!, areas.get(key.location)!, key.type)
      draft.write(pagePath(key), renderTrendPage(page, links))
      done++
      onPage(done, keys.length)
    }
  }
  // Two side by side: while one is drawn here, the database works for the other.
  await Promise.all([writeTrendPages(), writeTrendPages()])
  const pages = { edition, indexPages: indexes.length, trendPages: keys.length }
  draft.publish(pages)
  return written(pages, true)
}

/** The home page and the index pages. */
function writeIndexes(
  draft: DraftFolder,
  indexes: Index[],
  publication: Publication,
  links: PageLinks,
): void {
  const { asOf, months } = publication
  const generatedFrom = `Publication ${publication.publicationId}`
  draft.write(HOME_PATH, renderHomePage({ asOf, months, indexes: indexes.map(summary), generatedFrom }))
  for (const { area, type, rows, total } of indexes)
    draft.write(
      indexPath({ location: area.name, type }),
      renderIndexPage({ location: area.name, type, asOf, months, rows, total, generatedFrom, links }),
    )
}

async function readIndexes(
  database: Database,
  publication: Publication,
  selection: PageSelection,
): Promise<Index[]> {
  const areas = await findAreas(database, selection.locations)
  const totals = await findTotals(database, '')
  const indexes: Index[] = []
  for (const type of selection.types)
    for (const area of areas) {
      const figures = await readIndex(database, publication.windowIds, area.areaId, type, payUnits[type][0])
      if (figures.length === 0) continue
      const [count] = await readCounts(database, {
        windowIds: publication.windowIds.slice(0, 1),
        areaIds: [area.areaId],
        termIds: [totals.all],
        market: type,
      })
      const total = count?.vacancies ?? 0
      const rows = figures.map(({ earlierRank, earlierP50, ...row }) => ({
        ...row,
        rankChange: earlierRank ? earlierRank - row.rank : null,
        share: row.vacancies / total,
        medianChange: percentChange(row.p50, earlierP50),
      }))
      indexes.push({ area, type, rows, total })
    }
  return indexes
}

/** The trend pages of an index: each term once, where title and skill share a name the title. */
function trendKeys(
  { area, type, rows }: Index,
  selection: PageSelection,
): (TrendPageKey & { category: string })[] {
  const wanted = new Set(selection.terms.map(term => term.toLowerCase()))
  const chosen = rows.filter((row, index) => index < selection.top || wanted.has(row.term.toLowerCase()))
  const keys = new Map<string, TrendPageKey & { category: string }>()
  for (const { term, category } of chosen) {
    const key = { term, category, location: area.name, type }
    if (!keys.has(pagePath(key)) || category === 'Job Titles') keys.set(pagePath(key), key)
  }
  return [...keys.values()]
}

function knownPages(indexes: Index[], keys: TrendPageKey[]): PageLinks {
  const trendPages = new Set(keys.map(pagePath))
  const indexPages = new Set(indexes.map(({ area, type }) => indexPath({ location: area.name, type })))
  return {
    hasTrendPage: key => trendPages.has(pagePath(key)),
    hasIndexPage: key => indexPages.has(indexPath(key)),
  }
}

const summary = ({ area, type, rows, total }: Index): IndexSummary => ({
  location: area.name,
  type,
  terms: rows.length,
  vacancies: total,
})
