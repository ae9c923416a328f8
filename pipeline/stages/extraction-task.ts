import type { Dropped, RawPosting, Rejected, StoredResponse } from '../../crawlers/source.ts'
import { extractListing } from '../../extractors/extract-listing.ts'
import type { Posting } from '../../extractors/posting.ts'
import { type Appearance, appearanceOf } from './listing.ts'
import { readResponse } from './read-response.ts'

/** A response to be read by the platform it belongs to, or the named one. */
export interface Unread {
  response: StoredResponse
  platformName: string | null
  /** Options of the source that it was crawled for. */
  options?: unknown
}

/** What a thread read in a response. `words` holds its raw postings as JSON in UTF-8, for `extract`. */
export interface Read {
  platform: string
  dropped: readonly Dropped[]
  rejected: readonly Rejected[]
  appearances: readonly Appearance[]
  words: Uint8Array
}

/** Adverts of one listing to extract: `wanted` are places in its raw postings. */
export interface Wanted {
  words: Uint8Array
  wanted: readonly number[]
}

/** The functions that a thread runs; pure, and what goes in and out can be copied between threads. */
export interface ExtractionTask {
  read(responses: readonly Unread[]): Read[]
  extract(listings: readonly Wanted[]): Posting[][][]
}

export function read(responses: readonly Unread[]): Read[] {
  return responses.map(({ response, platformName, options }) => {
    const { platform, reading } = readResponse(response, platformName, options)
    const { dropped, rejected, postings } = reading
    return {
      platform,
      dropped,
      rejected,
      appearances: postings.map(appearanceOf),
      words: wordsOf(postings),
    }
  })
}

export function extract(listings: readonly Wanted[]): Posting[][][] {
  return listings.map(({ words, wanted }) =>
    extractListing(JSON.parse(new TextDecoder().decode(words)) as RawPosting[], wanted),
  )
}

/** Raw postings as they go from thread to thread: outside of every heap, copied as one piece. */
export const wordsOf = (postings: readonly RawPosting[]): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(postings))
