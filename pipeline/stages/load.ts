import { createHash } from 'node:crypto'
import { type Client, type Database, inTransaction } from '../../db/connection.ts'
import { markGone } from '../../db/loaders/closures.ts'
import { markObserved } from '../../db/loaders/observed-days.ts'
import { alignSightings, loadPostings, type Resighting, widenSightings } from '../../db/loaders/postings.ts'
import { type Capture, storeCaptures, storeSightings } from '../../db/loaders/raw.ts'
import { storeRejections } from '../../db/loaders/rejections.ts'
import { registerVocabulary } from '../../db/loaders/terms.ts'
import { rebuildVacancies } from '../../db/loaders/vacancies.ts'
import { countDuplicates } from '../../db/queries/accounting.ts'
import { findRecords, type KnownRecord } from '../../db/queries/known-records.ts'
import { arePublishable } from '../../db/queries/sightings.ts'
import { areas } from '../../extractors/location/areas.ts'
import type { Posting } from '../../extractors/posting.ts'
import { leaveOutErased } from '../personal-data/leave-out-erased.ts'
import {
  type Accounting,
  add,
  assertAddsUp,
  emptyAccounting,
  enter,
  moveToDuplicates,
} from '../quality/accounting.ts'
import { type Delivery, type Listing, toListing } from './listing.ts'
import { postingRow, termsOf } from './posting-row.ts'
import type { OptionsOf } from './read-stored.ts'
import { isOld, renew, settleRecords } from './renew.ts'
import { watchRejections } from './resolve-rejections.ts'
import { type Fresh, momentOf, recordKey, toVersions, type Version } from './version.ts'

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What a load did: the account of its records, how many of them it wrote anything of, and how many it met first. */
export interface Loaded {
  account: Accounting
  written: number
  fresh: number
}

/** What a source's terms say of what is made of it. */
export interface Policy {
  /** Whether aggregates may be published. */
  publishable: boolean
  /** Days that raw bodies may be kept for; null without end. */
  retention: number | null
}

/** An archive is the operator's own: what it came under is settled before it is imported. */
const UNLIMITED: Policy = { publishable: true, retention: null }

/** `loadListings` of deliveries, extracted in this thread. */
export const load = (
  database: Database,
  runId: number,
  deliveries: readonly Delivery[],
  within?: (client: Client, loaded: Loaded) => Promise<void>,
  policy?: Policy,
): Promise<Loaded> => loadListings(database, runId, deliveries.map(toListing), within, policy)

/**
 * Stores responses, what they say and what it means, all in one transaction; loading them again changes nothing.
 * A record's posting is that of its latest version, whatever the order in which versions arrive.
 * @param within more to do in the same transaction: what must be true exactly when the responses are stored
 * @returns the account; duplicates of other adverts are told apart by `settle`
 */
export async function loadListings(
  database: Database,
  runId: number,
  arrived: readonly Listing[],
  within: (client: Client, loaded: Loaded) => Promise<void> = async () => {},
  policy: Policy = UNLIMITED,
): Promise<Loaded> {
  return inLoad(
    database,
    runId,
    arrived,
    policy.retention,
    async (client, account, { listings, versions }) => {
      const captures = listings.flatMap(toCapture)
      const hashOf = new Map(captures.map(({ body, hash }) => [body, hash]))
      await storeCaptures(client, captures, policy.retention)
      await storeSightings(
        client,
        versions.map(({ source, sourceId, seenAt, contentHash, listing }) => ({
          source,
          sourceId,
          seenAt,
          contentHash: Buffer.from(contentHash, 'hex'),
          snapshotHash: hashOf.get(listing.response!.body)!,
        })),
      )
      const known = await findRecords(client, versions)
      const judgements = judgeAll(versions, known, account)
      const spans = judgements.map(({ span }) => span)
      const outOfOrder = judgements.filter(judged => judged.outOfOrder).map(({ span }) => recordOf(span))
      const settled = await settleRecords(client, outOfOrder, versions, known, { options: () => undefined })
      const unsettled = new Set(outOfOrder.map(recordKey))
      const fresh = [
        ...settled.fresh,
        ...judgements.flatMap(({ latest, isNew, span }) =>
          latest && !unsettled.has(latest.key) ? { version: latest, isNew, span } : [],
        ),
      ]
      await loadMeanings(client, runId, fresh, account, () => policy.publishable)
      const loaded = new Set(fresh.map(({ version }) => version.key))
      await widenSightings(
        client,
        spans.filter(span => !loaded.has(recordKey(recordOf(span)))),
      )
      await markGone(client, spans.map(recordOf))
      return finish(client, account, fresh, within)
    },
  )
}

/**
 * Reads responses again where they are stored: postings that other versions extracted are extracted by today's, and what
 * a response shows by today's reading takes the place of what it showed before. Under which terms and until when a
 * record is kept, and which run loaded it, stays as it was. Doing it again changes nothing.
 * @param arrived listings of stored responses
 * @param options of the sources that were crawled
 * @returns the account: what was extracted again is `changed`
 */
export async function renewListings(
  database: Database,
  runId: number,
  arrived: readonly Listing[],
  options: OptionsOf,
): Promise<Loaded> {
  return inLoad(database, runId, arrived, null, async (client, account, { versions }) => {
    const responses = arrived.flatMap(({ stored, response }) =>
      stored && response ? { hash: stored.hash, seenAt: momentOf(response) } : [],
    )
    const noteResolved = await watchRejections(client, arrived)
    const { fresh, spans } = await renew(
      client,
      { responses, versions },
      records => findRecords(client, records),
      options,
    )
    const renewed = new Map(fresh.map(({ version, isNew }) => [version, isNew]))
    for (const version of versions) {
      const isNew = renewed.get(version)
      if (isNew !== true) enter(account, isNew === false ? 'changed' : 'unchanged')
    }
    const bodies = fresh.flatMap(({ version: { listing }, isNew }) =>
      isNew && listing.stored ? { hash: listing.stored.hash, platform: listing.platform } : [],
    )
    const publishable = await arePublishable(client, bodies)
    await loadMeanings(
      client,
      runId,
      fresh,
      account,
      ({ stored }) => publishable.get(stored!.hash.toString('hex')) ?? false,
    )
    await alignSightings(client, spans)
    await markGone(client, [...spans.map(recordOf), ...versions])
    return finish(client, account, fresh, noteResolved)
  })
}

/** What every load begins with: its turn, the adverts that were erased left out, what cannot be read kept. */
async function inLoad(
  database: Database,
  runId: number,
  arrived: readonly Listing[],
  retention: number | null,
  work: (
    client: Client,
    account: Accounting,
    shown: { listings: readonly Listing[]; versions: Version[] },
  ) => Promise<Loaded>,
): Promise<Loaded> {
  return inTransaction(database.pool, async client => {
    // Loads follow each other, so that two never judge a record by a state that the other is about to change.
    await client.query(`select pg_advisory_xact_lock(hashtext('load'))`)
    const account = emptyAccounting()
    const listings = await leaveOutErased(client, arrived, account)
    const versions = listings.flatMap(toVersions)
    for (const listing of listings) {
      const { platform, dropped, rejected, stored } = listing
      for (const { reason } of dropped) enter(account, 'outOfScope', reason)
      for (const { reason } of rejected) enter(account, 'rejected', reason)
      await storeRejections(
        client,
        runId,
        rejected.map(record => ({ source: platform, ...record, snapshotHash: bodyHash(listing) })),
        stored?.keepUntil ? daysUntil(stored.keepUntil) : retention,
      )
    }
    await markObserved(
      client,
      versions.map(({ source, seenAt }) => ({ source, at: seenAt })),
    )
    return work(client, account, { listings, versions })
  })
}

/** What the body of a listing is stored under; null where it came without one. */
function bodyHash({ response, stored }: Listing): Buffer | null {
  if (stored) return stored.hash
  return response ? createHash('sha256').update(response.body).digest() : null
}

const daysUntil = (day: string): number => Math.ceil((Date.parse(day) - Date.now()) / 86_400_000)

async function finish(
  client: Client,
  account: Accounting,
  fresh: readonly Fresh[],
  within: (client: Client, loaded: Loaded) => Promise<void>,
): Promise<Loaded> {
  assertAddsUp(account)
  const loaded = { account, written: fresh.length, fresh: fresh.filter(({ isNew }) => isNew).length }
  await within(client, loaded)
  return loaded
}

const recordOf = ({ source, recordId }: Resighting) => ({ source, sourceId: recordId })

/**
 * Makes the vacancies of all that a run loaded and completes its account: new adverts that belong to a vacancy opened by
 * another one are duplicates.
 */
export async function settle(database: Database, runId: number, account: Accounting): Promise<Accounting> {
  const settled = emptyAccounting()
  add(settled, account)
  await inTransaction(database.pool, async client => {
    await rebuildVacancies(client)
    moveToDuplicates(settled, await countDuplicates(client, runId))
  })
  assertAddsUp(settled)
  return settled
}

/**
 * Begins to extract what a later load of these listings will need, as far as can be told now. It is for loads that wait
 * for others: without it a load extracts what it needs itself.
 */
export async function anticipate(database: Database, listings: readonly Listing[]): Promise<void> {
  const versions = listings.filter(listing => listing.begin).flatMap(toVersions)
  if (versions.length === 0) return
  const known = await inTransaction(database.pool, client => findRecords(client, versions))
  const [again, first] = [
    versions.filter(({ listing }) => listing.stored),
    versions.filter(({ listing }) => !listing.stored),
  ]
  const latest = judgeAll(first, known, emptyAccounting()).flatMap(judged => judged.latest ?? [])
  const renewed = again.filter(version => {
    const standing = known.get(version.key)
    return !standing || (isOld(standing) && standing.contentFirstSeen === momentOf(version))
  })
  for (const [listing, wanted] of Map.groupBy([...latest, ...renewed], version => version.listing))
    listing.begin?.(wanted.map(({ place }) => place))
}

function toCapture({ platform, response }: Listing): Capture[] {
  if (!response) return []
  return [{ platform, ...response, hash: createHash('sha256').update(response.body).digest() }]
}

/** Judges the versions of every record. */
const judgeAll = (versions: readonly Version[], known: Map<string, KnownRecord>, account: Accounting) =>
  [...Map.groupBy(versions, ({ key }) => key)].map(([key, ofRecord]) =>
    judge(ofRecord, known.get(key), account),
  )

interface Judgement {
  latest: Version | null
  isNew: boolean
  /** Whether a version came after a later one and may stand between two of the same words: then all sightings decide. */
  outOfOrder: boolean
  span: Resighting
}

/** Enters each version of one record and says which one, if any, is to be the posting from now on. */
function judge(versions: Version[], stored: KnownRecord | undefined, account: Accounting): Judgement {
  const order = (a: Version, b: Version) =>
    compare(momentOf(a), momentOf(b)) || compare(a.contentHash, b.contentHash)
  const ordered = versions.toSorted(order)
  let standing: Pick<KnownRecord, 'contentHash' | 'contentFirstSeen' | 'contentSeenAt'> | null =
    stored ?? null
  let latest: Version | null = null
  let isNew = false
  let outOfOrder = false
  for (const version of ordered) {
    const hash = version.contentHash
    const seen = momentOf(version)
    if (!standing) isNew = true
    else if (hash === standing.contentHash) {
      enter(account, 'unchanged')
      // Read anew as of its earliest sighting, so that the order of arrival makes no difference.
      if (seen < standing.contentFirstSeen) {
        latest = version
        outOfOrder = true
        standing = { ...standing, contentFirstSeen: seen }
      }
      if (seen > standing.contentSeenAt) standing = { ...standing, contentSeenAt: seen }
      continue
    } else if (seen < standing.contentSeenAt) {
      enter(account, 'unchanged')
      outOfOrder ||= seen >= standing.contentFirstSeen
      continue
    } else if (seen === standing.contentSeenAt && hash < standing.contentHash) {
      enter(account, standing === stored ? 'unchanged' : 'duplicate')
      outOfOrder = true
      continue
    } else enter(account, seen === standing.contentSeenAt ? 'duplicate' : 'changed')
    latest = version
    standing = { contentHash: hash, contentFirstSeen: seen, contentSeenAt: seen }
  }
  const span = {
    source: ordered[0]!.source,
    recordId: ordered[0]!.sourceId,
    firstSeen: momentOf(ordered[0]!),
    lastSeen: momentOf(ordered.at(-1)!),
    contentSeenAt: standing!.contentSeenAt,
  }
  return { latest, isNew, outOfOrder: outOfOrder && stored !== undefined, span }
}

/** Extracts and stores the fresh versions, and enters those whose record is new. */
async function loadMeanings(
  client: Client,
  runId: number,
  fresh: readonly Fresh[],
  account: Accounting,
  isPublishable: (listing: Listing) => boolean,
): Promise<void> {
  const meanings = await meaningsOf(fresh)
  const vocabulary = await registerVocabulary(
    client,
    meanings.flatMap(({ postings }) => postings.flatMap(termsOf)),
    areas,
  )
  const rows = meanings.flatMap(
    ({ version: { sourceId, url, seenAt, contentHash, listing }, span, postings }) =>
      postings.map(posting => ({
        ...postingRow(
          posting,
          {
            recordId: sourceId,
            url,
            contentHash: Buffer.from(contentHash, 'hex'),
            seenAt: new Date(seenAt).toISOString(),
            postedStated: !posting.issues.some(issue => issue.field === 'postedOn'),
            runId,
            publishable: isPublishable(listing),
          },
          vocabulary,
        ),
        first_seen: span.firstSeen,
        last_seen: span.lastSeen,
        content_seen_at: span.contentSeenAt,
      })),
  )
  await loadPostings(client, rows)
  for (const { isNew, postings } of meanings) if (isNew) enterNew(account, postings)
}

/** The postings of fresh versions; those of one listing are asked for together. */
async function meaningsOf(fresh: readonly Fresh[]): Promise<(Fresh & { postings: Posting[] })[]> {
  const postingsOf = new Map<Version, Posting[]>()
  for (const [listing, ofListing] of Map.groupBy(fresh, ({ version }) => version.listing)) {
    const postings = await listing.extract(ofListing.map(({ version }) => version.place))
    for (const [at, { version }] of ofListing.entries()) postingsOf.set(version, postings[at]!)
  }
  return fresh.map(entry => ({ ...entry, postings: postingsOf.get(entry.version)! }))
}

function enterNew(account: Accounting, postings: Posting[]): void {
  if (postings.some(posting => posting.inScope)) enter(account, 'loaded')
  else enter(account, 'outOfScope', postings[0]?.issues.find(issue => issue.field === 'scope')?.issue)
}
