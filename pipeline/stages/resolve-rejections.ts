import type { Dropped, Rejected } from '../../crawlers/source.ts'
import type { Client } from '../../db/connection.ts'
import { inputHash, type Resolution, resolveRejections } from '../../db/loaders/rejections.ts'
import { findRejectedIn, findSighted, findStored, type KeptRejection } from '../../db/queries/rejections.ts'
import type { Listing } from './listing.ts'

/** What a response says by today's reading of it. */
export interface ReadAgain {
  shown: readonly { source: string; sourceId: string; url?: string | null | undefined }[]
  dropped: readonly Dropped[]
  rejected: readonly Rejected[]
}

/** A rejection, and what became of it; null where it is rejected still. */
export interface Resolved {
  rejection: KeptRejection
  resolution: Resolution | null
}

/**
 * Notes what became of a response's open rejections, once what it says today has been loaded.
 * @param sighted the records that it was known to hold before
 */
export async function resolveOf(
  client: Client,
  rejected: readonly KeptRejection[],
  readings: readonly ReadAgain[],
  sighted: ReadonlySet<string>,
): Promise<Resolved[]> {
  const shown = readings.flatMap(reading => reading.shown)
  const refused = new Set(
    readings.flatMap(reading => reading.rejected.map(({ input }) => inputHash(input).toString('hex'))),
  )
  const resolved: Resolved[] = []
  for (const rejection of rejected) {
    if (refused.has(rejection.hash)) {
      resolved.push({ rejection, resolution: null })
      continue
    }
    const { sourceId } = rejection
    const isNamed = (id: string | null | undefined) => id != null && id === sourceId
    const named = shown.filter(each => isNamed(each.sourceId) || isNamed(each.url))
    const isDropped = readings.some(reading => reading.dropped.some(each => isNamed(each.sourceId)))
    // A record without a readable id is among those that the response was not known to hold.
    const candidates =
      named.length > 0 || isDropped ? named : shown.filter(({ sourceId: id }) => !sighted.has(id))
    const stored = await findStored(client, shown[0]?.source ?? rejection.source, [
      ...new Set(candidates.map(each => each.sourceId)),
    ])
    const isLoaded = [...stored.values()].some(({ inScope }) => inScope)
    const isKnown = candidates.length > 0 || isDropped
    resolved.push({
      rejection,
      resolution: isLoaded ? 'loaded' : isKnown ? 'out of scope' : 'no longer met',
    })
  }
  await storeResolved(client, resolved)
  return resolved
}

/** Stores what became of rejections. */
export async function storeResolved(client: Client, resolved: readonly Resolved[]): Promise<void> {
  await resolveRejections(
    client,
    resolved.flatMap(({ rejection: { source, hash }, resolution }) =>
      resolution === null ? [] : { source, inputHash: Buffer.from(hash, 'hex'), resolution },
    ),
  )
}

/**
 * Prepares to note what becomes of the open rejections of stored responses that are read again.
 * @returns what is to be called once they are loaded
 */
export async function watchRejections(
  client: Client,
  listings: readonly Listing[],
): Promise<() => Promise<void>> {
  const bySnapshot = Map.groupBy(
    listings.filter(({ stored }) => stored),
    ({ stored }) => stored!.hash.toString('hex'),
  )
  const rejected = await findRejectedIn(client, [...bySnapshot.keys()])
  const affected = [...bySnapshot]
    .map(([snapshot, ofSnapshot]) => ({
      snapshot,
      ofSnapshot,
      held: rejected.filter(({ snapshots }) => snapshots.includes(snapshot)),
    }))
    .filter(({ held }) => held.length > 0)
  const sighted = new Map<string, Set<string>>()
  for (const { snapshot } of affected) sighted.set(snapshot, await findSighted(client, snapshot))
  return async () => {
    for (const { snapshot, ofSnapshot, held } of affected)
      await resolveOf(
        client,
        held,
        ofSnapshot.map(({ appearances, ...listing }) => ({ ...listing, shown: appearances })),
        sighted.get(snapshot)!,
      )
  }
}
