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
}

/** One page to ask for. `depth` counts the links from a seed (0). */
export interface PageRequest {
  url: string
  depth: number
  /** Present where the page needs JavaScript: the selector whose appearance says that it is complete. */
  waitFor?: string
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

/** Everything one response says. */
export interface Reading {
  postings: RawPosting[]
  rejected: Rejected[]
  dropped: Dropped[]
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

/** A kind of board: what it requests, and how a response becomes raw postings. One folder below `platforms/`. */
export interface Platform<Options = unknown> {
  name: string
  title: string
  homepage: string
  lineage: 'employer' | 'board' | 'aggregator' | 'archive'
  /** Set where every advert of the platform is free prose; raw postings that name it as their source take it over. */
  form?: 'announcement'
  /** The terms of use, the day a person read them, and whether aggregates may be published under them. */
  terms: { url: string; reviewed: string; aggregates: boolean }
  /** Five-field cron expression in UTC. */
  schedule: string
  /** Milliseconds between two requests to one host. */
  pace: number
  expect: Expectation
  /** A board's options in the configuration. */
  options: z.ZodType<Options>
  /** Whether a stored response belongs to this platform, by its address (and type, where the address does not tell). */
  owns(url: URL, contentType: string): boolean
  /** The first pages of a board. */
  seeds(options: Options): PageRequest[]
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
  follow: [],
  ignored: {},
})
