import { type Database, inTransaction } from '../../db/connection.ts'
import { rebuildVacancies } from '../../db/loaders/vacancies.ts'
import { computeWindow, findWindow, publishWindows, windowEnds } from '../../db/loaders/windows.ts'
import { listPublications } from '../../db/queries/publications.ts'
import { versions } from '../versions.ts'

/** What a publication took. */
export interface Aggregated {
  publicationId: number
  asOf: string
  months: number
  /** Windows computed now; the others stood already and were fresh. */
  computed: number
  /** Whether readers see anything new. */
  fresh: boolean
}

/**
 * Publishes the windows of an as-of day: its own and those ending one, two and three years before (the third gives the
 * oldest column its changes). Only windows whose days changed since they were computed are computed again; readers go
 * from the old publication to the new one at once.
 */
export async function aggregate(database: Database, asOf: string, months: number): Promise<Aggregated> {
  await inTransaction(database.pool, rebuildVacancies)
  const ends = await inTransaction(database.pool, client => windowEnds(client, asOf))
  let computed = 0
  const windowOf = (endsOn: string) =>
    inTransaction(database.pool, async client => {
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [`window ${endsOn} ${months}`])
      const standing = await findWindow(client, endsOn, months, versions)
      if (standing !== null) return standing
      computed++
      return computeWindow(client, endsOn, months, versions)
    })
  for (;;) {
    const windowIds: number[] = []
    for (const endsOn of ends) windowIds.push(await windowOf(endsOn))
    const published = await inTransaction(database.pool, client =>
      publishWindows(client, asOf, months, windowIds, versions),
    )
    if (published) return { ...published, asOf, months, computed }
  }
}

/** Publishes again every as-of day that is published; days whose windows are fresh stay as they are. */
export async function aggregateStale(database: Database): Promise<Aggregated[]> {
  const done: Aggregated[] = []
  for (const { asOf, months } of await listPublications(database))
    done.push(await aggregate(database, asOf, months))
  return done
}
