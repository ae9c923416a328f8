import { findTerms } from '../../../db/queries/terms.ts'
import { findLocation, findTerm, UnknownName } from '../../statistics/find-subject.ts'
import { Problem } from './problem.ts'
import type { Snapshot } from './snapshot.ts'

const finders = { term: findTerm, location: findLocation }

/** A term or location by its name, whatever the case. @throws Problem that suggests the nearest name */
export async function findNamed<Kind extends keyof typeof finders>(
  { database }: Snapshot,
  kind: Kind,
  name: string,
): Promise<Awaited<ReturnType<(typeof finders)[Kind]>>> {
  try {
    return (await finders[kind](database, name)) as Awaited<ReturnType<(typeof finders)[Kind]>>
  } catch (error) {
    if (error instanceof UnknownName) throw new Problem(404, error.message, kind)
    throw error
  }
}

/**
 * Why filters by these names gave no rows: names must be known, and written as they stand in the column.
 * @throws Problem where one is not
 */
export async function assertNames(
  snapshot: Snapshot,
  filters: Readonly<Record<string, string | number>>,
): Promise<void> {
  for (const kind of ['term', 'location'] as const) {
    const name = filters[kind]
    if (typeof name !== 'string') continue
    const found = await findNamed(snapshot, kind, name)
    const written = kind === 'term' ? (await findTerms(snapshot.database, name)).map(term => term.name) : []
    if (found.name !== name && !written.includes(name))
      throw new Problem(404, `the ${kind} is written "${found.name}"`, kind)
  }
}
