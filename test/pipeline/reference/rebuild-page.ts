import type { Database } from '../../../db/connection.ts'
import { findPublication } from '../../../db/queries/publications.ts'
import { areas } from '../../../extractors/location/areas.ts'
import { aggregate } from '../../../pipeline/stages/aggregate.ts'
import { findLocation, findTerm } from '../../../pipeline/statistics/find-subject.ts'
import { readTrendPage } from '../../../pipeline/statistics/read-trend-page.ts'
import type { TrendPage } from '../../../pipeline/statistics/trend-page.ts'
import { loadSketches, type PostingSketch } from '../../db/posting-rows.ts'
import type { PageFacts } from './page-facts.ts'

/** The page that comes of adverts, all the way through database, windows and publication. */
export async function rebuildPage(
  database: Database,
  facts: PageFacts,
  adverts: readonly PostingSketch[],
): Promise<TrendPage> {
  await loadSketches(database, adverts, 10_000, areas)
  await aggregate(database, facts.asOf, 6)
  return readPage(database, facts)
}

/** Our page of what a page of the reference is of. */
export async function readPage(database: Database, facts: PageFacts): Promise<TrendPage> {
  const publication = await findPublication(database, facts.asOf, 6)
  return await readTrendPage(
    database,
    publication!,
    await findTerm(database, facts.term),
    await findLocation(database, facts.location),
    facts.type,
  )
}
