import { ConfigError } from '../../crawlers/errors.ts'
import { type Client, type Database, inTransaction } from '../../db/connection.ts'
import { releasePublication, withdrawPublication } from '../../db/loaders/publication-decisions.ts'
import { lockPublications } from '../../db/loaders/publications.ts'
import {
  findPastPublication,
  listOfBackfill,
  listOfDay,
  listPastPublications,
  type PastPublication,
} from '../../db/queries/publication-history.ts'
import { longDate } from '../publish/format.ts'
import { nameOf } from '../quality/publication-judgement.ts'

/** Which publications a person releases. */
export type ReleaseChoice = { ids: readonly number[] } | { backfillId: number } | { all: true }

/**
 * Shows held publications to readers, all of them in one transaction or none. One that was withdrawn may be released
 * too, which takes the rollback back.
 * @returns those released, as they were before
 * @throws ConfigError where one of them does not wait for anybody, or nothing does
 */
export async function release(database: Database, choice: ReleaseChoice): Promise<PastPublication[]> {
  return inTransaction(database.pool, async client => {
    await lockPublications(client)
    const chosen = await choose(client, choice)
    for (const publication of chosen) await releasePublication(client, publication.publicationId)
    return chosen
  })
}

async function choose(client: Client, choice: ReleaseChoice): Promise<PastPublication[]> {
  if ('ids' in choice) {
    const chosen: PastPublication[] = []
    for (const id of new Set(choice.ids)) chosen.push(await findReleasable(client, id))
    const days = Map.groupBy(chosen, nameOf)
    for (const [day, [first, second]] of days)
      if (first && second)
        throw new ConfigError(
          `publications ${first.publicationId} and ${second.publicationId} are both of ${day}; release one of them`,
        )
    return chosen
  }
  const listed =
    'all' in choice ? await listPastPublications(client) : await listOfBackfill(client, choice.backfillId)
  const held = listed.filter(({ state }) => state === 'held')
  if (held.length > 0) return held
  throw new ConfigError(
    'all' in choice
      ? 'no publication is held'
      : `no publication of backfill ${choice.backfillId} is held${listed.length === 0 ? '; it has made none that are kept' : ''}`,
  )
}

async function findReleasable(client: Client, id: number): Promise<PastPublication> {
  const publication = await findKept(client, id)
  if (publication.state === 'current')
    throw new ConfigError(`publication ${id} (${nameOf(publication)}) is what readers see already`)
  if (publication.state === 'superseded') {
    const current = (await listOfDay(client, publication)).find(({ state }) => state === 'current')
    throw new ConfigError(
      `publication ${id} (${nameOf(publication)}) was superseded${current ? ` by ${current.publicationId}; "publications rollback ${current.publicationId}" puts it back` : ''}`,
    )
  }
  return publication
}

/** A publication that was withdrawn, and the one that readers see again. */
export interface RolledBack {
  withdrawn: PastPublication
  current: PastPublication
}

/**
 * Puts the publication before it in the place of a current one. It does not come back by itself while nothing changes.
 * @throws ConfigError where it is not current, or none before it is kept
 */
export async function rollBack(database: Database, id: number): Promise<RolledBack> {
  return inTransaction(database.pool, async client => {
    await lockPublications(client)
    const publication = await findKept(client, id)
    const ofDay = await listOfDay(client, publication)
    if (publication.state !== 'current') {
      const current = ofDay.find(({ state }) => state === 'current')
      throw new ConfigError(
        `publication ${id} (${nameOf(publication)}) is ${publication.state}, and no reader sees it; ${current ? `readers see ${current.publicationId}` : 'nothing is published for that day'}`,
      )
    }
    const back = await putBack(client, publication, ofDay)
    if (!back)
      throw new ConfigError(
        `publication ${id} is the only one of ${nameOf(publication)} that is kept: there is none before it to go back to`,
      )
    return back
  })
}

/**
 * Puts what was before a backfill in the place of all its publications that readers see, in one transaction or none.
 * @returns those withdrawn, and those that stay because none of their day is kept from before
 * @throws ConfigError where there is nothing to withdraw
 */
export async function rollBackBackfill(
  database: Database,
  backfillId: number,
): Promise<{ back: RolledBack[]; staying: PastPublication[] }> {
  return inTransaction(database.pool, async client => {
    await lockPublications(client)
    const listed = await listOfBackfill(client, backfillId)
    const seen = listed.filter(({ state }) => state === 'current')
    const back: RolledBack[] = []
    const staying: PastPublication[] = []
    for (const publication of seen) {
      const done = await putBack(client, publication, await listOfDay(client, publication))
      if (done) back.push(done)
      else staying.push(publication)
    }
    if (back.length === 0)
      throw new ConfigError(
        `no publication of backfill ${backfillId} can be withdrawn: ${
          listed.length === 0
            ? 'it has made none that are kept'
            : seen.length === 0
              ? 'readers see none of them'
              : 'none of their days is kept from before'
        }`,
      )
    return { back, staying }
  })
}

/** Puts the one before in the place of a current publication; null, and nothing done, where none is kept. */
async function putBack(
  client: Client,
  publication: PastPublication,
  ofDay: readonly PastPublication[],
): Promise<RolledBack | null> {
  const before = ofDay.find(
    ({ publicationId, state }) => state === 'superseded' && publicationId < publication.publicationId,
  )
  if (!before) return null
  await withdrawPublication(client, publication, before.publicationId)
  return { withdrawn: publication, current: before }
}

/** @throws ConfigError where there is no publication of that number */
export async function findKept(client: Pick<Client, 'query'>, id: number): Promise<PastPublication> {
  const publication = await findPastPublication(client, id)
  if (publication) return publication
  throw new ConfigError(
    `there is no publication ${id}, or it was dropped in time; "jobtide publications list" has those that are kept`,
  )
}

/**
 * What a publication replaced, or would replace: of a held or withdrawn one what readers see in its place; of one that
 * readers see the one before it; where its day has none, the latest of an earlier day.
 * @throws ConfigError where there is none
 */
export async function findReplaced(
  client: Pick<Client, 'query'>,
  publication: PastPublication,
): Promise<PastPublication> {
  const ofDay = await listOfDay(client, publication)
  const replaced =
    publication.state === 'current' || publication.state === 'superseded'
      ? ofDay.find(({ publicationId }) => publicationId < publication.publicationId)
      : ofDay.find(({ state }) => state === 'current')
  const found = replaced ?? (await latestBefore(client, publication))
  if (found) return found
  throw new ConfigError(
    `publication ${publication.publicationId} is the first: no other of its day is kept, and none of ${publication.months} months of a day before ${longDate(publication.asOf)}`,
  )
}

/** The current publication of the latest earlier day. */
async function latestBefore(
  client: Pick<Client, 'query'>,
  { asOf, months }: PastPublication,
): Promise<PastPublication | undefined> {
  const all = await listPastPublications(client)
  return all.find(each => each.state === 'current' && each.months === months && each.asOf < asOf)
}
