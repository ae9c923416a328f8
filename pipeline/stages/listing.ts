import type { Dropped, RawPosting, Reading, Rejected, StoredResponse } from '../../crawlers/source.ts'
import { extractListing } from '../../extractors/extract-listing.ts'
import type { Posting } from '../../extractors/posting.ts'
import { contentHash } from './content-hash.ts'

/** A response with what its platform read in it. */
export interface Delivery {
  platform: string
  /** Null where the archive's record was no usable response; the reading then says why. */
  response: StoredResponse | null
  reading: Reading
}

/** An advert as one response showed it, without its words. */
export interface Appearance {
  source: string
  sourceId: string
  url: string | null
  seenAt: string
  /** Hash of its raw posting without the time: the same words seen twice are the same content. 32 hex digits. */
  contentHash: string
}

/** Where a response that is stored already is kept. */
export interface StoredAs {
  /** SHA-256 of its body. */
  hash: Buffer
  /** Last day on which the body may be kept; null: no end. */
  keepUntil: string | null
}

/** A response as loading needs it: what it shows, and a way to have what that means. */
export interface Listing {
  platform: string
  response: StoredResponse | null
  /** Set of a response that is read again where it is stored: it is not stored once more. */
  stored?: StoredAs | undefined
  dropped: readonly Dropped[]
  rejected: readonly Rejected[]
  appearances: readonly Appearance[]
  /** The postings of the appearances at these places, each once extracted. */
  extract(wanted: readonly number[]): Promise<Posting[][]>
  /** Begins to extract these elsewhere, where it is expected that they are asked for; missing where nothing can be begun. */
  begin?: ((wanted: readonly number[]) => void) | undefined
}

/** The listing of a delivery; this thread extracts, when it is asked to. */
export function toListing({ platform, response, reading }: Delivery): Listing {
  return {
    platform,
    response,
    dropped: reading.dropped,
    rejected: reading.rejected,
    appearances: reading.postings.map(appearanceOf),
    extract: async wanted => extractListing(reading.postings, wanted),
  }
}

/** What a raw posting shows without its words. */
export function appearanceOf(raw: RawPosting): Appearance {
  const { source, sourceId, url = null, seenAt } = raw
  return { source, sourceId, url, seenAt, contentHash: contentHash(raw) }
}
