import { type Database, inTransaction } from '../../../db/connection.ts'
import { findRecords } from '../../../db/queries/known-records.ts'
import { findPostingsIn, type StandingPosting } from '../../../db/queries/standing-postings.ts'
import type { Posting } from '../../../extractors/posting.ts'
import { drawAhead } from '../../stages/draw-ahead.ts'
import type { Extraction } from '../../stages/extraction.ts'
import type { Listing } from '../../stages/listing.ts'
import type { OptionsOf } from '../../stages/read-stored.ts'
import { storedListings } from '../../stages/replay.ts'
import { momentOf } from '../../stages/version.ts'
import { percentile } from '../../statistics/percentiles.ts'
import { versions } from '../../versions.ts'
import { differences, freshMeaning, type Meaning, type Part, standingMeaning } from './meaning.ts'

/** Why an advert is read otherwise: what it was extracted with and today's are not the same. */
export type Reason = 'taxonomy' | 'code' | 'both' | 'neither'

/** How a term's adverts in scope change. */
export interface TermChange {
  term: string
  category: string
  before: number
  after: number
}

/** How the median of what adverts of a term quote changes, a range counting as its middle. */
export interface PayChange {
  term: string
  category: string
  unit: string
  quotedBefore: number
  quotedAfter: number
  before: number | null
  after: number | null
}

/** How adverts would change that stand as they were read in stored responses. */
export interface PostingsDiff {
  responses: number
  /** Responses that cannot be read again. */
  passedOver: number
  /** Adverts that were compared, and those of them that are the same. */
  compared: number
  same: number
  /** Adverts whose reading changes. */
  changed: Record<Reason, number>
  parts: Partial<Record<Part, number>>
  inScope: { before: number; after: number }
  /** Adverts in stored responses that do not stand, and adverts that stand and are none by today's reading. */
  added: number
  removed: number
  terms: TermChange[]
  pay: PayChange[]
  /** Of reading and extracting. */
  seconds: number
}

/** Responses that are compared while others are extracted, where threads do that. */
const AHEAD = 4

/** Terms and quotes of all adverts, as they stand and as they would. */
interface Tally {
  adverts: Map<string, TermChange>
  quotes: Map<string, { term: string; category: string; unit: string; before: number[]; after: number[] }>
}

/**
 * Reads the stored responses of months again in memory and compares what they mean with what stands; writes nothing.
 * Memory grows with the terms and the pay that adverts quote, not with the adverts: some 100 bytes for each advert that
 * quotes pay.
 */
export async function diffPostings(
  database: Database,
  months: readonly string[],
  platforms: readonly string[],
  { extraction, options }: { extraction: Extraction; options: OptionsOf },
  onProgress: (responses: number, adverts: number) => void,
): Promise<PostingsDiff> {
  const began = performance.now()
  const diff: Omit<PostingsDiff, 'terms' | 'pay' | 'seconds'> = {
    responses: 0,
    passedOver: 0,
    compared: 0,
    same: 0,
    changed: { taxonomy: 0, code: 0, both: 0, neither: 0 },
    parts: {},
    inScope: { before: 0, after: 0 },
    added: 0,
    removed: 0,
  }
  const tally: Tally = { adverts: new Map(), quotes: new Map() }
  const addedRecords = new Set<string>()

  function compare(standing: StandingPosting | undefined, posting: Posting | undefined): void {
    const before = standing ? standingMeaning(standing) : null
    const after = posting ? freshMeaning(posting) : null
    for (const [side, meaning] of [
      ['before', before],
      ['after', after],
    ] as const)
      if (meaning?.inScope) {
        diff.inScope[side]++
        count(tally, meaning, side)
      }
    if (!before) diff.added++
    else diff.compared++
    if (before && !after) diff.removed++
    if (!before || !after) return
    const parts = differences(before, after)
    if (parts.length === 0) diff.same++
    else diff.changed[reasonOf(standing!)]++
    for (const part of parts) diff.parts[part] = (diff.parts[part] ?? 0) + 1
  }

  for (const month of months) {
    const listings = storedListings(database, { month, platforms }, extraction, options, () => {
      diff.responses++
      diff.passedOver++
    })
    const begun = async function* () {
      for await (const { listing } of listings) {
        const compared = compareListing(database, listing, addedRecords, compare)
        // An error is met when its turn comes.
        compared.catch(() => {})
        yield { compared }
      }
    }
    for await (const { compared } of drawAhead(begun(), AHEAD)) {
      await compared
      diff.responses++
      onProgress(diff.responses, diff.compared)
    }
  }
  return {
    ...diff,
    terms: [...tally.adverts.values()].sort(byMove(({ before, after }) => after - before)),
    pay: [...tally.quotes.values()]
      .map(({ before, after, ...which }) => ({
        ...which,
        quotedBefore: before.length,
        quotedAfter: after.length,
        before: medianOf(before),
        after: medianOf(after),
      }))
      .sort(byMove(({ before, after }) => (before && after ? after / before - 1 : 0))),
    seconds: (performance.now() - began) / 1000,
  }
}

const medianOf = (values: number[]): number | null =>
  values.length === 0 ? null : percentile(Float64Array.from(values).sort(), 0.5)

/** What moves most comes first; what does not, by its name. */
const byMove =
  <Change extends { term: string }>(move: (change: Change) => number) =>
  (a: Change, b: Change): number =>
    Math.abs(move(b)) - Math.abs(move(a)) || (a.term < b.term ? -1 : 1)

async function compareListing(
  database: Database,
  listing: Listing,
  addedRecords: Set<string>,
  compare: (standing: StandingPosting | undefined, posting: Posting | undefined) => void,
): Promise<void> {
  const standing = await findPostingsIn(database.pool, {
    hash: listing.stored!.hash,
    seenAt: momentOf(listing.response!),
  })
  const byRecord = Map.groupBy(standing, ({ source, recordId }) => `${source}\t${recordId}`)
  const known = await inTransaction(database.pool, client => findRecords(client, listing.appearances))
  const seen = new Set<string>()
  const wanted = listing.appearances.flatMap(({ source, sourceId }, place) => {
    const key = `${source}\t${sourceId}`
    if (seen.has(key)) return []
    seen.add(key)
    const isNew = !known.has(key) && !addedRecords.has(key)
    if (isNew) addedRecords.add(key)
    return byRecord.has(key) || isNew ? { key, place } : []
  })
  const extracted = await listing.extract(wanted.map(({ place }) => place))
  for (const [at, { key }] of wanted.entries()) {
    const before = new Map((byRecord.get(key) ?? []).map(posting => [posting.sourceId, posting]))
    const after = new Map(extracted[at]!.map(posting => [posting.sourceId, posting]))
    for (const id of new Set([...before.keys(), ...after.keys()])) compare(before.get(id), after.get(id))
  }
  for (const [key, postings] of byRecord)
    if (!seen.has(key)) for (const posting of postings) compare(posting, undefined)
}

function reasonOf({ code, taxonomy }: StandingPosting): Reason {
  if (code !== versions.code) return taxonomy === versions.taxonomy ? 'code' : 'both'
  return taxonomy === versions.taxonomy ? 'neither' : 'taxonomy'
}

function count({ adverts, quotes }: Tally, { terms, quote }: Meaning, side: 'before' | 'after'): void {
  for (const [term, category] of terms) {
    const key = `${category}\t${term}`
    const change = adverts.get(key) ?? { term, category, before: 0, after: 0 }
    change[side]++
    adverts.set(key, change)
    if (!quote) continue
    const payKey = `${key}\t${quote.unit}`
    const pay = quotes.get(payKey) ?? { term, category, unit: quote.unit, before: [], after: [] }
    pay[side].push(quote.pounds)
    quotes.set(payKey, pay)
  }
}
