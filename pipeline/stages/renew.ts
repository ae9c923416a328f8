import type { Client } from '../../db/connection.ts'
import { deletePostings } from '../../db/loaders/postings.ts'
import { correctSightings } from '../../db/loaders/sightings-again.ts'
import type { KnownRecord } from '../../db/queries/known-records.ts'
import { findSightings, type SightedRecord } from '../../db/queries/sightings.ts'
import { findResponses } from '../../db/queries/stored-responses.ts'
import { versions as today } from '../versions.ts'
import type { Listing } from './listing.ts'
import { listingOf, type OptionsOf } from './read-stored.ts'
import { type RecordState, stateOf } from './record-state.ts'
import { type Fresh, momentOf, recordKey, toVersions, type Version } from './version.ts'

type Named = { source: string; sourceId: string }

/** What reading responses again comes to. */
export interface Renewal {
  /** Versions to extract: of records whose posting is not what its sightings and today's code say. */
  fresh: Fresh[]
  /** Every record that was looked at, with when it was seen. */
  spans: Fresh['span'][]
}

/** Stored responses that were read again, in one load; what they show that is erased is left out already. */
export interface ReadAgain {
  responses: readonly { hash: Buffer; seenAt: string }[]
  versions: readonly Version[]
}

/**
 * Brings the sightings of responses in line with today's reading of them, and says which postings have to be read again:
 * those extracted by other versions whose words stand in these responses, and those that the correction moved.
 * Records that nothing shows any more are removed. The result hangs on what is stored, not on the order of reading.
 */
export async function renew(
  client: Client,
  { responses, versions }: ReadAgain,
  find: (records: readonly Named[]) => Promise<Map<string, KnownRecord>>,
  options: OptionsOf,
): Promise<Renewal> {
  const changed = await correctSightings(
    client,
    responses,
    versions.map(({ source, sourceId, seenAt, contentHash, listing }) => ({
      source,
      sourceId,
      seenAt,
      contentHash: Buffer.from(contentHash, 'hex'),
      snapshotHash: listing.stored!.hash,
    })),
  )
  const records = unique([...versions, ...changed])
  const known = await find(records)
  const moved = new Set(changed.map(recordKey))
  // The rest stands as it should, whatever its sightings are.
  const doubtful = records.filter(record => {
    const standing = known.get(recordKey(record))
    return moved.has(recordKey(record)) || !standing || isOld(standing)
  })
  return settleRecords(client, doubtful, versions, known, { options, renewOld: true })
}

/**
 * Says of records what their postings are to be read from, by their sightings alone, and removes those without any.
 * @param atHand what need not be fetched
 * @param how `renewOld`: also those that other versions extracted, where their words are at hand
 */
export async function settleRecords(
  client: Client,
  records: readonly Named[],
  atHand: readonly Version[],
  known: ReadonlyMap<string, KnownRecord>,
  { options, renewOld = false }: { options: OptionsOf; renewOld?: boolean },
): Promise<Renewal> {
  if (records.length === 0) return { fresh: [], spans: [] }
  const sightings = await findSightings(
    client,
    records.map(record => sightedRecord(record, known.get(recordKey(record)), atHand)),
  )
  const versionsOf = Map.groupBy(atHand, ({ key }) => key)
  const renewal: Renewal = { fresh: [], spans: [] }
  const elsewhere: { record: Named; state: RecordState }[] = []
  const vanished: Named[] = []
  for (const record of records) {
    const key = recordKey(record)
    const standing = known.get(key)
    const state = stateOf(sightings.get(key) ?? [])
    if (!state) {
      if (standing) vanished.push(record)
      continue
    }
    renewal.spans.push(spanOf(record, state))
    const differs =
      standing?.contentHash !== state.contentHash || standing.contentFirstSeen !== state.contentFirstSeen
    if (!differs && !(renewOld && isOld(standing))) continue
    const version = (versionsOf.get(key) ?? []).find(candidate => showsState(candidate, state))
    if (version) renewal.fresh.push({ version, isNew: !standing, span: spanOf(record, state) })
    // What is only old is read again with the response that it stands in.
    else if (differs) elsewhere.push({ record, state })
  }
  await deletePostings(client, vanished)
  for (const { record, state, version } of await fetchVersions(client, elsewhere, options))
    renewal.fresh.push({ version, isNew: !known.has(recordKey(record)), span: spanOf(record, state) })
  return renewal
}

/** Whether a posting was extracted by other versions than today's. */
export const isOld = ({ codeVersion, taxonomyVersion }: KnownRecord): boolean =>
  codeVersion !== today.code || taxonomyVersion !== today.taxonomy

const unique = (records: readonly Named[]): Named[] => [
  ...new Map(
    records.map(({ source, sourceId }) => [`${source}\t${sourceId}`, { source, sourceId }]),
  ).values(),
]

function sightedRecord(
  record: Named,
  standing: KnownRecord | undefined,
  atHand: readonly Version[],
): SightedRecord {
  if (!standing) return { ...record, from: null, to: null }
  const moments = atHand.filter(({ key }) => key === recordKey(record)).map(momentOf)
  const ordered = [standing.firstSeen, standing.lastSeen, ...moments].sort()
  return { ...record, from: ordered[0]!, to: ordered.at(-1)! }
}

const spanOf = ({ source, sourceId }: Named, state: RecordState): Fresh['span'] => ({
  source,
  recordId: sourceId,
  firstSeen: state.firstSeen,
  lastSeen: state.lastSeen,
  contentSeenAt: state.contentSeenAt,
})

const showsState = (version: Version, state: RecordState): boolean =>
  version.contentHash === state.contentHash &&
  momentOf(version) === state.contentFirstSeen &&
  (version.listing.stored === undefined || version.listing.stored.hash.equals(state.snapshotHash))

/** Versions in stored responses that are not at hand; none where today's reading of the response has not those words. */
async function fetchVersions(
  client: Client,
  wanted: readonly { record: Named; state: RecordState }[],
  options: OptionsOf,
): Promise<{ record: Named; state: RecordState; version: Version }[]> {
  const found: { record: Named; state: RecordState; version: Version }[] = []
  const byBody = Map.groupBy(
    wanted,
    ({ state }) => `${state.snapshotHash.toString('hex')} ${state.contentFirstSeen}`,
  )
  for (const [, ofBody] of byBody) {
    const { snapshotHash: hash, contentFirstSeen: seenAt } = ofBody[0]!.state
    const [stored] = await findResponses(client, [{ hash, seenAt }])
    const listing: Listing | null = stored ? listingOf(stored, options) : null
    if (!listing) continue
    const shown = Map.groupBy(toVersions(listing), ({ key }) => key)
    for (const { record, state } of ofBody) {
      const version = shown.get(recordKey(record))?.find(each => each.contentHash === state.contentHash)
      if (version) found.push({ record, state, version: { ...version, seenAt: state.contentFirstSeen } })
    }
  }
  return found
}
