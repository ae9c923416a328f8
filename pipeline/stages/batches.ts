import type { Database } from '../../db/connection.ts'
import { drawAhead } from './draw-ahead.ts'
import type { Extraction } from './extraction.ts'
import type { Listing } from './listing.ts'
import { anticipate } from './load.ts'

/** Bounds of one transaction: the memory of an import stays below a few of these, whatever the file's size. */
const most = { postings: 1000, bytes: 24_000_000 }

/** Batches that are prepared while one is loaded, where other threads prepare them. */
const AHEAD = 1

/** A listing, and how much of what is read is read with it; null where that is not known. */
export interface Drawn {
  listing: Listing
  bytes: number | null
}

/** What one transaction loads; `bytes` is how much of the file is read with it. */
export interface Batch {
  listings: Listing[]
  bytes: number | null
}

/** The batches, the next of them with their extraction begun where other threads do it. */
export async function* prepared(
  database: Database,
  drawn: AsyncIterable<Drawn>,
  extraction: Extraction,
): AsyncGenerator<Batch> {
  const begun = async function* () {
    for await (const batch of batches(drawn)) {
      await anticipate(database, batch.listings)
      yield batch
    }
  }
  yield* drawAhead(begun(), extraction.aside ? AHEAD : 0)
}

/** Listings by the batch: the same batches whatever the number of threads. */
async function* batches(drawn: AsyncIterable<Drawn>): AsyncGenerator<Batch> {
  let listings: Listing[] = []
  let size = { postings: 0, bytes: 0 }
  let position: number | null = 0
  for await (const { listing, bytes } of drawn) {
    position = bytes
    listings.push(listing)
    size.postings += listing.appearances.length + listing.dropped.length + listing.rejected.length
    size.bytes += listing.response?.body.byteLength ?? 0
    if (size.postings < most.postings && size.bytes < most.bytes) continue
    yield { listings, bytes: position }
    listings = []
    size = { postings: 0, bytes: 0 }
  }
  if (listings.length > 0) yield { listings, bytes: position }
}
