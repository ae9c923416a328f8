/**
 * What the sandbox's market is made of. Exports other rooms build on:
 *
 * - `market.ts`:  `createMarket({ scale?, seed?, until? }): Market`
 * - `boards.ts`:  `startBoards(market, { day?, ports? }?): Promise<LiveBoards>`
 * - `archive.ts`: `writeHistory(market, path): Promise<{ path, responses, adverts }>`
 *
 * Days are ISO 8601 calendar days (`2025-11-21`) at this border.
 */

export type EmploymentType = 'permanent' | 'contract'
export type PayUnit = 'year' | 'day' | 'hour'
export type Workplace = 'remote' | 'hybrid' | 'onsite'
export type Seniority =
  | 'graduate'
  | 'junior'
  | 'mid'
  | 'senior'
  | 'lead'
  | 'principal'
  | 'staff'
  | 'head'
  | 'director'

/** `greenhouse`: JSON boards of employers; the others are boards of many companies, on `<name>.example`. */
export type BoardName = 'greenhouse' | 'tideboard' | 'brightboard' | 'jobwire'

/** Pounds per unit as the employer stated them; a one-sided figure leaves the other side null. */
export interface Pay {
  min: number | null
  max: number | null
  unit: PayUnit
}

/** A place; `path` runs from the country down to the place itself: `['UK', 'England', 'London', 'Camden']`. */
export interface Place {
  town: string
  region: string | null
  path: string[]
}

/**
 * What is wrong with a bad row on purpose. `missing-title` is no advert; `broken-date` leaves the posted day unknown to
 * a reader; `swapped-salary` states the range upside down (`pay` holds it right way round); `absurd-salary` and
 * `competitive` quote nothing.
 */
export type Flaw = 'missing-title' | 'broken-date' | 'swapped-salary' | 'absurd-salary' | 'competitive'

/** One advert on one board, with the truth about it. */
export interface Advert {
  /** Serial number in order of posting, from 1. */
  id: number
  board: BoardName
  /** The id on its board: an integer in digits for Greenhouse, otherwise letters and digits. */
  boardId: string
  /** The employer's Greenhouse board; null elsewhere. */
  token: string | null
  /** As published; `''` on a row that misses its title. */
  title: string
  /** Canonical title terms, most specific first; empty where the title names no recognised role. */
  titleTerms: string[]
  /** The role family's canonical title ("Backend Developer"), null where there is none. */
  role: string | null
  seniority: Seniority | null
  /** Canonical names of every skill the advert mentions, title included, sorted. */
  skills: string[]
  company: string
  place: Place
  workplace: Workplace
  type: EmploymentType
  ir35: 'inside' | 'outside' | null
  pay: Pay | null
  inScope: boolean
  postedOn: string
  /** The last day on which the advert stands on its board. */
  closedOn: string
  /** The real job: adverts with the same number are one vacancy under the 60-day rule. */
  vacancy: number
  /**
   * Why there is more than one advert: `duplicate` on a second board within days, `repost` within 60 days (both the
   * same vacancy), `readvertised` after more than 60 days (a vacancy of its own). Null for a first advert.
   */
  repeat: 'duplicate' | 'repost' | 'readvertised' | null
  flaw: Flaw | null
}

/** A question to the truth; `from` is exclusive and `to` inclusive, as in a window (D − 6 months, D]. */
export interface TruthQuery {
  from: string
  to: string
  type?: EmploymentType
  /** Any name of a place's path (`UK`, `England`, `London`, `Manchester`) or `UK excluding London`. Default `UK`. */
  area?: string
  /** A title term or a skill, by canonical name. */
  term?: string
}

/** Answers about vacancies in scope; bad rows without a title are none. */
export interface Truth {
  vacancies(query: TruthQuery): number
  /** Vacancies whose title names a recognised role. */
  recognised(query: TruthQuery): number
  /** Quoted pay in a unit, by first-advertised order: the sample that percentiles are taken of. */
  quotes(query: TruthQuery, unit: PayUnit): Pay[]
  /** Vacancies by skill, most frequent first, then by name. */
  skills(query: TruthQuery): { name: string; vacancies: number }[]
  /** Adverts by board, by flaw, by repeat and out of scope: what an accounting should come to. */
  accounting(): Record<string, number>
}

export interface Employer {
  token: string
  name: string
}

export interface Market {
  scale: number
  seed: number
  /** First and last day of the three years, both inclusive. */
  from: string
  until: string
  /** In order of posting. */
  adverts: Advert[]
  /** Those with a Greenhouse board of their own. */
  employers: Employer[]
  /** Adverts that stand on their boards on `day`. */
  open(day: string, board?: BoardName): Advert[]
  /** The advert's text as HTML, built on demand, the same at every call. */
  describe(advert: Advert): string
  truth: Truth
}

/** A source in the form of jobtide's configuration. */
export interface SourceConfig {
  name: string
  platform: 'greenhouse' | 'schema-org' | 'rss'
  options: {
    board?: string
    base?: string
    sitemap?: string
    url?: string
    browser?: { waitFor: string }
  }
  /** Milliseconds between requests. */
  pace: number
  terms: { url: string; reviewed: string; aggregates: boolean }
  allowPrivateHosts: string[]
}

export interface LiveBoard {
  name: BoardName
  title: string
  url: string
  /** Adverts open on the day shown. */
  adverts: number
}

/** An advert before boards number it; `posted` and `closed` are day numbers. */
export type Draft = Omit<Advert, 'id' | 'boardId' | 'postedOn' | 'closedOn'> & {
  posted: number
  closed: number
}
