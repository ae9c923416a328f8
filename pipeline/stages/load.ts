import { createHash } from 'node:crypto'
import type { RawPosting, Reading, StoredResponse } from '../../crawlers/source.ts'
import { type Client, type Database, inTransaction } from '../../db/connection.ts'
import { loadPostings, type Resighting, widenSightings } from '../../db/loaders/postings.ts'
import { type Capture, storeCaptures, storeSightings } from '../../db/loaders/raw.ts'
import { storeRejections } from '../../db/loaders/rejections.ts'
import { registerVocabulary } from '../../db/loaders/terms.ts'
import { rebuildVacancies } from '../../db/loaders/vacancies.ts'
import { countDuplicates } from '../../db/queries/accounting.ts'
import { findRecords, type KnownRecord } from '../../db/queries/known-records.ts'
import { extract } from '../../extractors/extract.ts'
import { areas } from '../../extractors/location/areas.ts'
import type { Posting } from '../../extractors/posting.ts'
import {
  type Accounting,
  add,
  assertAddsUp,
  emptyAccounting,
  enter,
  moveToDuplicates,
} from '../quality/accounting.ts'
import { postingRow, termsOf } from './posting-row.ts'

/** A response with what its platform read in it. */
export interface Delivery {
  platform: string
  /** Null where the archive's record was no usable response; the reading then says why. */
  response: StoredResponse | null
  reading: Reading
}

/** What a load did: the account of its records, and how many of them it wrote anything of. */
export interface Loaded {
  account: Accounting
  written: number
}

/** One advert as one response showed it. */
interface Appearance {
  raw: RawPosting
  key: string
  contentHash: Buffer
  snapshotHash: Buffer
}

/**
 * Stores responses, what they say and what it means, all in one transaction; loading them again changes nothing.
 * A record's posting is that of its latest version, whatever the order in which versions arrive.
 * @param within more to do in the same transaction: what must be true exactly when the responses are stored
 * @returns the account; duplicates of other adverts are told apart by `settle`
 */
export async function load(
  database: Database,
  runId: number,
  deliveries: readonly Delivery[],
  within: (client: Client) => Promise<void> = async () => {},
): Promise<Loaded> {
  const captures = deliveries.flatMap(toCapture)
  const hashOf = new Map(captures.map(({ body, hash }) => [body, hash]))
  const appearances = deliveries.flatMap(({ response, reading }) =>
    response ? reading.postings.map(raw => appearance(raw, hashOf.get(response.body)!)) : [],
  )
  return inTransaction(database.pool, async client => {
    // Loads follow each other, so that two never judge a record by a state that the other is about to change.
    await client.query(`select pg_advisory_xact_lock(hashtext('load'))`)
    const account = emptyAccounting()
    for (const { platform, reading } of deliveries) {
      for (const { reason } of reading.dropped) enter(account, 'outOfScope', reason)
      for (const { reason } of reading.rejected) enter(account, 'rejected', reason)
      await storeRejections(
        client,
        runId,
        reading.rejected.map(rejected => ({ source: platform, ...rejected })),
      )
    }
    await storeCaptures(client, captures)
    await storeSightings(
      client,
      appearances.map(({ raw, contentHash, snapshotHash }) => ({
        source: raw.source,
        sourceId: raw.sourceId,
        seenAt: raw.seenAt,
        contentHash,
        snapshotHash,
      })),
    )
    const known = await findRecords(
      client,
      appearances.map(({ raw }) => raw),
    )
    const fresh: { appearance: Appearance; isNew: boolean }[] = []
    const seenAgain: Resighting[] = []
    for (const versions of Map.groupBy(appearances, ({ key }) => key).values()) {
      const judged = judge(versions, known.get(versions[0]!.key), account)
      if (judged.latest) fresh.push({ appearance: judged.latest, isNew: judged.isNew })
      seenAgain.push(judged.span)
    }
    await loadMeanings(client, runId, fresh, account)
    await widenSightings(client, seenAgain)
    await within(client)
    assertAddsUp(account)
    return { account, written: fresh.length }
  })
}

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

function toCapture({ platform, response }: Delivery): Capture[] {
  if (!response) return []
  return [{ platform, ...response, hash: createHash('sha256').update(response.body).digest() }]
}

/** The content hash leaves out the time: the same words seen twice are the same content. */
function appearance(raw: RawPosting, snapshotHash: Buffer): Appearance {
  const { seenAt, ...content } = raw
  const contentHash = createHash('sha256').update(JSON.stringify(content)).digest().subarray(0, 16)
  return { raw, key: `${raw.source}\t${raw.sourceId}`, contentHash, snapshotHash }
}

/** Enters each version of one record and says which one, if any, is to be the posting from now on. */
function judge(
  versions: Appearance[],
  stored: KnownRecord | undefined,
  account: Accounting,
): { latest: Appearance | null; isNew: boolean; span: Resighting } {
  const moment = ({ raw }: Appearance) => new Date(raw.seenAt).toISOString()
  const order = (a: Appearance, b: Appearance) =>
    moment(a) < moment(b) ? -1 : moment(a) > moment(b) ? 1 : Buffer.compare(a.contentHash, b.contentHash)
  const ordered = versions.toSorted(order)
  let standing = stored ?? null
  let latest: Appearance | null = null
  let isNew = false
  for (const version of ordered) {
    const hash = version.contentHash.toString('hex')
    const seen = moment(version)
    if (!standing) isNew = true
    else if (hash === standing.contentHash) {
      enter(account, 'unchanged')
      // Read anew as of its earliest sighting, so that the order of arrival makes no difference.
      if (seen < standing.contentFirstSeen) {
        latest = version
        standing = { ...standing, contentFirstSeen: seen }
      }
      if (seen > standing.contentSeenAt) standing = { ...standing, contentSeenAt: seen }
      continue
    } else if (seen < standing.contentSeenAt) {
      enter(account, 'unchanged')
      continue
    } else if (seen === standing.contentSeenAt && hash < standing.contentHash) {
      enter(account, standing === stored ? 'unchanged' : 'duplicate')
      continue
    } else enter(account, seen === standing.contentSeenAt ? 'duplicate' : 'changed')
    latest = version
    standing = { contentHash: hash, contentFirstSeen: seen, contentSeenAt: seen }
  }
  const span = {
    source: ordered[0]!.raw.source,
    recordId: ordered[0]!.raw.sourceId,
    firstSeen: moment(ordered[0]!),
    lastSeen: moment(ordered.at(-1)!),
    contentSeenAt: standing!.contentSeenAt,
  }
  return { latest, isNew, span }
}

/** Extracts and stores the fresh versions, and enters those whose record is new. */
async function loadMeanings(
  client: Client,
  runId: number,
  fresh: readonly { appearance: Appearance; isNew: boolean }[],
  account: Accounting,
): Promise<void> {
  const meanings = fresh.map(entry => ({ ...entry, postings: extract(entry.appearance.raw) }))
  const vocabulary = await registerVocabulary(
    client,
    meanings.flatMap(({ postings }) => postings.flatMap(termsOf)),
    areas,
  )
  const rows = meanings.flatMap(({ appearance: { raw, contentHash }, postings }) =>
    postings.map(posting =>
      postingRow(
        posting,
        {
          recordId: raw.sourceId,
          url: raw.url ?? null,
          contentHash,
          seenAt: new Date(raw.seenAt).toISOString(),
          postedStated: !posting.issues.some(issue => issue.field === 'postedOn'),
          runId,
        },
        vocabulary,
      ),
    ),
  )
  await loadPostings(client, rows)
  for (const { isNew, postings } of meanings) if (isNew) enterNew(account, postings)
}

function enterNew(account: Accounting, postings: Posting[]): void {
  if (postings.some(posting => posting.inScope)) enter(account, 'loaded')
  else enter(account, 'outOfScope', postings[0]?.issues.find(issue => issue.field === 'scope')?.issue)
}
