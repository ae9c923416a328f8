import { ConfigError } from '../../crawlers/errors.ts'
import { nearestName } from '../../crawlers/nearest-name.ts'
import type { Database } from '../../db/connection.ts'
import { type Area, findAreas, findTerms, listNames, type Term } from '../../db/queries/terms.ts'

/** A name the database does not know; the message suggests one it does. */
export class UnknownName extends ConfigError {
  override name = 'UnknownName'
}

/** @throws UnknownName */
export async function findTerm(database: Database, name: string): Promise<Term> {
  const [term] = await findTerms(database, name)
  if (term) return term
  throw new UnknownName(
    `no title or skill is named "${name}"${suggestion(name, await listNames(database, 'terms'))}`,
  )
}

/** @throws UnknownName */
export async function findLocation(database: Database, name: string): Promise<Area> {
  const [area] = await findAreas(database, [name])
  if (area) return area
  throw new UnknownName(
    `no location is named "${name}"${suggestion(name, await listNames(database, 'areas'))}`,
  )
}

function suggestion(name: string, names: string[]): string {
  if (names.length === 0) return ': the database is empty; run "jobtide start" or "jobtide import" first'
  const found = nearestName(name, names)
  return found ? `; did you mean "${found}"?` : ''
}
