import { findPublication, type Publication } from '../db/queries/publications.ts'
import { ConfigError } from '../pipeline/configuration.ts'
import { nameOf } from '../pipeline/quality/publication-judgement.ts'
import { type Aggregated, type AsOf, aggregate } from '../pipeline/stages/aggregate.ts'
import type { Session } from './session.ts'
import { say } from './terminal.ts'

/**
 * The publication that readers see of a day; one that is not published, or whose data changed since, is published first.
 * @throws ConfigError where what would be published waits for a person, and readers see none of that day
 */
export async function publishedDay(
  { database, configuration }: Pick<Session, 'database' | 'configuration'>,
  asOf: string,
  months: number,
): Promise<Publication> {
  const { keepDays, expect } = configuration.publications
  const aggregated = await aggregate(database, asOf, months, { keepDays, expect })
  if (aggregated.computed > 0) say(`Computed ${aggregated.computed} windows of ${months} months for ${asOf}.`)
  return publicationOf({ database }, aggregated)
}

/**
 * What readers see of a day that was just aggregated; where that is an older publication, it says so.
 * @throws ConfigError where they see none
 */
export async function publicationOf(
  { database }: Pick<Session, 'database'>,
  aggregated: Pick<Aggregated, 'publicationId' | 'state' | 'held'> & AsOf,
): Promise<Publication> {
  const { publicationId, asOf, months, state, held } = aggregated
  const publication = await findPublication(database, asOf, months)
  const why = held && `publication ${publicationId} (${nameOf(aggregated)}) is ${state}: ${held.join(' ')}`
  if (!publication)
    throw new ConfigError(
      `${why} "jobtide publications diff ${publicationId}" says what would change, "release ${publicationId}" shows it; "jobtide publications list" has the days that are published`,
    )
  if (why) say(`These are the figures of publication ${publication.publicationId}: ${why}`)
  return publication
}
