import { z } from 'zod'

/** A point in time as ISO 8601 with a zone, or a calendar day (`2025-11-21`). */
const Moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()])

/** Pay as typed fields of the source, untouched: `unit` is the source's own word (`YEAR`, `per-year-salary`, `1 HOUR`). */
export const RawPay = z.object({
  min: z.number().nullish(),
  max: z.number().nullish(),
  currency: z.string().nullish(),
  unit: z.string().nullish(),
  /** True where the board computed the figure itself; such a figure is never a quote. */
  predicted: z.boolean().nullish(),
})
export type RawPay = z.infer<typeof RawPay>

/**
 * What a crawler reports of one advert, in the source's own words.
 *
 * `source` is the platform's name and `sourceId` is unique within it; together they are the posting's key.
 */
export const RawPosting = z.object({
  source: z.string().min(1),
  sourceId: z.string().min(1),
  url: z.string().nullish(),
  title: z.string().min(1),
  /** HTML or text. */
  description: z.string().nullish(),
  company: z.string().nullish(),
  locations: z.array(z.string()).nullish(),
  salaryText: z.string().nullish(),
  pay: RawPay.nullish(),
  employmentTypes: z.array(z.string()).nullish(),
  workplace: z.string().nullish(),
  postedAt: Moment.nullish(),
  validThrough: Moment.nullish(),
  seenAt: Moment,
  /** `announcement`: free prose that may advertise several roles; `title` is then its first line. */
  form: z.enum(['announcement']).nullish(),
})
export type RawPosting = z.infer<typeof RawPosting>

/** A response as it came over the wire or out of an archive; `body` is decompressed, its charset untouched. */
export interface StoredResponse {
  url: string
  status: number
  /** The Content-Type header, `''` where there was none. */
  contentType: string
  body: Uint8Array
  /** When the source said it: ISO 8601 in UTC. */
  seenAt: string
  /** The JSON that was posted to the address to get it; missing for a GET. */
  post?: string
}

/** One page to ask for. */
export interface PageRequest {
  /** Without credentials: a platform adds those in `sign`, when the page is asked for. */
  url: string
  /** Links from a seed (0); in a reading's `follow`, links from its response: the next page of the same list counts 0. */
  depth: number
  /** JSON to POST; a GET where it is missing. */
  post?: string
  /** Present where the page needs JavaScript: the selector whose appearance says that it is complete. */
  waitFor?: string
  /** Of a further page of a list: the `total` of the page before. Another one there means that the list moved meanwhile. */
  total?: number
  /** Present where the page is one advert's own: what the listing said of it. */
  advert?: ListedAdvert
}

/** An advert as a listing names it, whose words are on a page of its own. */
export interface ListedAdvert {
  /** Null where the listing names an address only. */
  sourceId: string | null
  /** What of the listing's entry changes exactly when the advert does; null where nothing does. A known advert whose
   * stub is the same is not asked for again each time. */
  stub: string | null
}

/** A record that could not be read: kept with its reason, so that it can be replayed after a fix. */
export interface Rejected {
  sourceId: string | null
  reason: string
  /** The record as found, cut to 64 KiB. */
  input: string
}

/** A record that is no advert by the source's own word (unlisted, deleted). */
export interface Dropped {
  sourceId: string | null
  reason: string
}

/** An advert whose own page says that it is closed; `sourceId` is null where the page no longer names it. */
export interface Closed {
  sourceId: string | null
  reason: string
}

/** What a page of a listing says of the whole. */
export interface ListingPart {
  /** How many adverts the board says it has; null where it does not say, or cannot be believed. */
  total: number | null
  /** Why adverts are missing here or on the pages that follow (a cap of the interface); null where none are. */
  partial: string | null
}

/** Everything one response says. */
export interface Reading {
  postings: RawPosting[]
  rejected: Rejected[]
  dropped: Dropped[]
  closed: Closed[]
  /** Present on a page of a listing that says how much there is, or that not all of it is shown. */
  listing?: ListingPart
  /** Further pages to ask for. */
  follow: PageRequest[]
  /** Keys of the source's records that no field of ours uses, with how often each was met. */
  ignored: Record<string, number>
}

/** What a source should yield; a run outside of it is held up to a person. */
export interface Expectation {
  /** Least and most postings of one complete crawl of one board. */
  postings: [number, number]
  /** Least share (0..1) of postings that fill the field. */
  fill: Partial<Record<keyof RawPosting, number>>
}

/** Under which terms a source may be read: their address, the day a person read them, and whether aggregates may be published. */
export interface Terms {
  url: string
  reviewed: string
  aggregates: boolean
}

/** So many requests in a time, as the terms of a keyed interface set it. */
export interface Quota {
  requests: number
  per: 'minute' | 'hour' | 'day' | 'week' | 'month'
}

/** A kind of board: what it requests, and how a response becomes raw postings. One folder below `platforms/`. */
export interface Platform<Options = unknown> {
  name: string
  title: string
  homepage: string
  lineage: 'employer' | 'board' | 'aggregator' | 'archive'
  /** Set where every advert of the platform is free prose; raw postings that name it as their source take it over. */
  form?: 'announcement'
  /** Null where every site has its own: then the configured source carries them. */
  terms: Terms | null
  /** What must stand beside anything made of its adverts. */
  attribution?: string
  /** `complete`: a crawl meets every advert that is open, so one that is missing has closed. `latest`: only the newest. */
  listing: 'complete' | 'latest'
  /** Five-field cron expression in UTC. */
  schedule: string
  /** Milliseconds between two requests to one host. */
  pace: number
  expect: Expectation
  /** Kept over restarts and over all sources of one account. */
  quota?: readonly Quota[]
  /** A board's options in the configuration: a strict object. */
  options: z.ZodType<Options>
  /** The options of the board that people know under this address; null where it is none of this platform's. */
  recognise?(url: URL): Record<string, unknown> | null
  /** Whether a stored response belongs to this platform, by its address (and type, where the address does not tell). */
  owns(url: URL, contentType: string): boolean
  /** The first pages of a board. */
  seeds(options: Options): PageRequest[]
  /** Adds the account's credentials to a request as it is sent; what is stored, logged and queued is without them. */
  sign?(url: URL, options: Options): { url: URL; headers?: Record<string, string> }
  /** What tells one account from another, such as its key; by default all sources of the platform are one. */
  account?(options: Options): string
  /**
   * Reads one response; pure, so that a crawl and a replay of an archive give the same.
   * @throws SourceChanged where the response has not the platform's shape at all
   */
  read(response: StoredResponse, options?: Options): Reading
}

/** A reading without content, to spread the parts of a real one over. */
export const emptyReading = (): Reading => ({
  postings: [],
  rejected: [],
  dropped: [],
  closed: [],
  follow: [],
  ignored: {},
})
