import type { Database } from '../../db/connection.ts'
import { findPublication, type Publication } from '../../db/queries/publications.ts'
import { writeVacancies } from '../../pipeline/quality/bench-vacancies.ts'
import { aggregate } from '../../pipeline/stages/aggregate.ts'
import { findLocation, findTerm } from '../../pipeline/statistics/find-subject.ts'
import { readTrendPage } from '../../pipeline/statistics/read-trend-page.ts'
import type { MarketType } from '../../pipeline/statistics/trend-page.ts'
import { marketVacancies } from './market-vacancies.ts'

/** The last day of the sandbox's market. */
const LAST_DAY = '2025-11-21'

/** The time within which a page is to be complete, in milliseconds. */
const WITHIN = 100

/** How long pages took, in milliseconds of this machine. */
export interface PageTimes {
  what: 'pages at random' | 'pages with the most vacancies'
  pages: number
  median: number
  p95: number
  most: number
  /** The page that took the most. */
  slowest: string
  /** Share of the pages that were complete within 100 ms. */
  within: number
}

interface Subject {
  term: string
  location: string
  type: MarketType
}

/** Publishes the last day of a market of so many vacancies, and times pages of it. */
export async function benchPages(
  database: Database,
  size: number,
  onStep: (step: string) => void,
): Promise<PageTimes[]> {
  for (const part of marketVacancies(size)) {
    onStep('writing vacancies')
    await writeVacancies(database, part)
  }
  await database.pool.query('vacuum analyze core.vacancies')
  onStep('publishing the last day')
  await aggregate(database, LAST_DAY, 6)
  onStep('reading pages')
  return measurePages(database, (await findPublication(database, LAST_DAY, 6))!, 300)
}

/**
 * Reads trend pages of a publication one after the other, each for the first time, and takes the time from its key to all
 * that it shows: `samples` at random of all terms, places and types that have vacancies, and as many of those that have the
 * most, which take the longest.
 * @throws Error where the publication has no figures
 */
export async function measurePages(
  database: Database,
  publication: Publication,
  samples: number,
): Promise<PageTimes[]> {
  const largest = await readSubjects(database, publication, samples, 'vacancies desc, term, location, type')
  if (largest.length === 0) throw new Error(`nothing is published for ${publication.asOf}`)
  // Any order that has nothing to do with the figures, the same in every run.
  const drawn = await readSubjects(
    database,
    publication,
    samples,
    'md5(concat_ws(chr(31), term, location, type))',
  )
  // Connections, prepared code and the catalogue: once for all pages, as in a server that has been up for a while.
  await readEach(database, publication, largest.slice(0, 5))
  return [
    timesOf('pages at random', await readEach(database, publication, drawn)),
    timesOf('pages with the most vacancies', await readEach(database, publication, largest)),
  ]
}

/** The first of the terms, places and types that have vacancies, in an order. */
async function readSubjects(
  { pool }: Database,
  { asOf, months }: Publication,
  samples: number,
  order: string,
): Promise<Subject[]> {
  const { rows } = await pool.query<Subject>(
    `select term, location, type from mart.term_statistics
     where as_of = $1 and months = $2 and years_back = 0 order by ${order} limit $3`,
    [asOf, months, samples],
  )
  return rows
}

interface PageTime {
  page: string
  /** Milliseconds. */
  time: number
}

async function readEach(
  database: Database,
  publication: Publication,
  subjects: readonly Subject[],
): Promise<PageTime[]> {
  const times: PageTime[] = []
  for (const { term, location, type } of subjects) {
    const start = performance.now()
    const [found, area] = await Promise.all([findTerm(database, term), findLocation(database, location)])
    await readTrendPage(database, publication, found, area, type)
    times.push({ page: `${term}, ${location}, ${type}`, time: performance.now() - start })
  }
  return times
}

function timesOf(what: PageTimes['what'], times: readonly PageTime[]): PageTimes {
  const sorted = times.toSorted((a, b) => a.time - b.time)
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]?.time ?? 0
  return {
    what,
    pages: sorted.length,
    median: at(0.5),
    p95: at(0.95),
    most: at(1),
    slowest: sorted.at(-1)?.page ?? '',
    within: sorted.filter(({ time }) => time < WITHIN).length / sorted.length,
  }
}

/** One line for each kind; the milliseconds are this machine's and depend on what else it does. */
export const printPageTimes = (kinds: readonly PageTimes[]): string =>
  kinds
    .map(({ what, pages, median, p95, most, slowest, within }) => {
      const share = `${(Math.floor(within * 1000) / 10).toFixed(1)} %`.padStart(9)
      const times = `median ${median.toFixed(0)} ms, 95th percentile ${p95.toFixed(0)} ms, most ${most.toFixed(0)} ms: ${slowest}`
      return `${share}  of ${pages} ${what} complete in under ${WITHIN} ms (on this machine: ${times})`
    })
    .join('\n')
