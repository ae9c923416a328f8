import { toDay, toIso } from '../../sandbox/calendar.ts'
import type { Advert, BoardName, Market } from '../../sandbox/market.ts'

/** What happens to a board on the days from `from` to `to`, both included. */
export type Incident = { from: string; to: string } & (
  | { what: 'down'; board: BoardName }
  /** Its adverts call their titles by another name. */
  | { what: 'format'; board: 'jobwire' }
  /** An employer takes every other advert down, and lists it again afterwards. */
  | { what: 'unlisted'; board: 'greenhouse'; token: string }
)

/** A stretch of the market's time, and what happens in it. */
export interface Course {
  market: Market
  /** First and last day, both included. */
  from: string
  until: string
  incidents: readonly Incident[]
}

/** The name of a source, as the configuration has it, by board and employer. */
export type SourceName = string

/** When a source of the course is crawled: every day at an hour, or every Monday. */
export const schedules: Record<BoardName, string> = {
  tideboard: '0 2 * * *',
  greenhouse: '0 4 * * *',
  jobwire: '0 5 * * *',
  brightboard: '0 3 * * 1',
}

/** Adverts of the feed. */
const FEED_LENGTH = 100
const MONDAY = 1

/** The days of a course, in order. */
export function* daysOf({ from, until }: Pick<Course, 'from' | 'until'>): Generator<string> {
  for (let day = toDay(from); day <= toDay(until); day += 1) yield toIso(day)
}

/** Whether a day lies within an incident. */
export const isWithin = ({ from, to }: { from: string; to: string }, day: string): boolean =>
  from <= day && day <= to

/** Whether a board is crawled on a day; what was due before the first day is made up for on that day. */
export const isCrawled = ({ from }: Course, board: BoardName, day: string): boolean =>
  board !== 'brightboard' || day === from || new Date(`${day}T00:00:00Z`).getUTCDay() === MONDAY

/** A board that is crawled as one source; of Greenhouse that of an employer. */
export interface CourseSource {
  name: SourceName
  board: BoardName
  token: string | null
}

/** The sources of a market. */
export const sourcesOf = (market: Market): CourseSource[] => [
  ...market.employers.map(
    ({ token }): CourseSource => ({ name: `greenhouse/${token}`, board: 'greenhouse', token }),
  ),
  { name: 'schema-org/tideboard', board: 'tideboard', token: null },
  { name: 'schema-org/brightboard', board: 'brightboard', token: null },
  { name: 'rss/jobwire', board: 'jobwire', token: null },
]

/** What a crawl of a source can read on a day; null where the board is down, or writes what nobody can read. */
export function readableOn(
  { market, incidents }: Course,
  { board, token }: CourseSource,
  day: string,
): Advert[] | null {
  const now = incidents.filter(incident => incident.board === board && isWithin(incident, day))
  if (now.some(({ what }) => what === 'down' || what === 'format')) return null
  const open = market.open(day, board).filter(advert => token === null || advert.token === token)
  if (board === 'jobwire') return open.slice(-FEED_LENGTH)
  const isUnlisted = now.some(incident => incident.what === 'unlisted' && incident.token === token)
  return isUnlisted ? open.filter(isKept) : open
}

/** The adverts that stay when every other one is taken down. */
export const isKept = (advert: Advert): boolean => advert.id % 2 === 0
