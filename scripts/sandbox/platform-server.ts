import type { Hono } from 'hono'
import type { Advert, Market } from './advert.ts'

/** What an advert says that a format may have no place for. */
export type Statement = 'company' | 'place' | 'workplace' | 'type' | 'pay' | 'postedOn' | 'closedOn'

/** The adverts that a server shows, in a platform's own format. */
export interface Shown {
  market: Market
  /** In order of posting; on an employer's board all of one company. */
  adverts: readonly Advert[]
  /** `http://127.0.0.1:PORT`, for the addresses that the format carries. */
  base: string
}

/** A platform's interface, as a server of the sandbox speaks it. */
export interface PlatformServer {
  /** The platform's name, as jobtide knows it. */
  platform: string
  /** Whether a board is one employer's (all adverts then carry one company), or of many. */
  employer: boolean
  /** Which adverts such a board takes; all where it is missing. */
  takes?(advert: Advert): boolean
  /** What the format has no field for, and the advert's text does not say. */
  silent: readonly Statement[]
  /** The advert's id as jobtide is to know it; unique on the platform. */
  sourceId(advert: Advert, base: string): string
  /** The options of the board in jobtide's configuration. */
  options(base: string, company: string): Record<string, unknown>
  /** The routes, robots.txt among them. */
  application(shown: Shown): Hono
}
