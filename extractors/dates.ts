import type { Issue } from './posting.ts'

const DAY = 86_400_000
/** Job boards on the web are younger; an earlier date is an unset field (1970, 0001). */
const EARLIEST = Date.UTC(2000, 0, 1)
const LONGEST_OPEN = 2 * 366 * DAY

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const CLOSING =
  /\b(?:closing date|closes on|apply by|applications close(?: on)?|application deadline)(?: for applications)?(?: is)?[:\s-]{0,4}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ?)?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3})[a-z]{0,6},? ?(\d{4})?/i

/**
 * The days of an advert in UTC. `postedOn` is always a day: where the source states none, or an impossible one, it is
 * the day of the sighting, with an issue. `closedOn` is the stated last day of application, from the typed field or
 * else from the text.
 */
export function readDates(input: {
  postedAt?: string | null | undefined
  validThrough?: string | null | undefined
  seenAt: string
  text?: string | null | undefined
}): { postedOn: string; closedOn: string | null; issues: Issue[] } {
  const issues: Issue[] = []
  const posted = instant(input.postedAt)
  let seen = instant(input.seenAt)
  if (seen === null) {
    issues.push({ field: 'seenAt', issue: 'not a date' })
    seen = posted ?? EARLIEST
  }
  const seenDay = startOfDay(seen)
  let postedDay = seenDay
  if (posted === null) {
    const issue = input.postedAt
      ? 'not a date: the day it was seen stands in'
      : 'not stated: the day it was seen stands in'
    issues.push({ field: 'postedOn', issue })
  } else if (posted < EARLIEST) {
    issues.push({ field: 'postedOn', issue: 'before 2000: the day it was seen stands in' })
  } else if (startOfDay(posted) > seenDay) {
    issues.push({ field: 'postedOn', issue: 'later than seen: the day it was seen stands in' })
  } else postedDay = startOfDay(posted)

  let closed = instant(input.validThrough)
  if (input.validThrough && closed === null) issues.push({ field: 'closedOn', issue: 'not a date' })
  if (closed === null && !input.validThrough) closed = statedClosing(input.text ?? '', postedDay)
  if (closed !== null && startOfDay(closed) < postedDay) {
    issues.push({ field: 'closedOn', issue: 'before the advert was posted' })
    closed = null
  } else if (closed !== null && closed - postedDay > LONGEST_OPEN) {
    issues.push({ field: 'closedOn', issue: 'more than two years after posting' })
    closed = null
  }
  return { postedOn: iso(postedDay), closedOn: closed === null ? null : iso(startOfDay(closed)), issues }
}

/** Milliseconds since 1970 of an ISO 8601 moment or day; null for anything else, partial dates among it. */
function instant(text: string | null | undefined): number | null {
  if (!text || text.length > 40 || !/^\d{4}-\d{2}-\d{2}(?:$|[T ])/.test(text)) return null
  const zoned = /[zZ]$|[+-]\d{2}:?\d{2}$/.test(text.slice(10)) || text.length === 10 ? text : `${text}Z`
  const time = Date.parse(zoned.replace(' ', 'T'))
  if (Number.isNaN(time)) return null
  const day = Number(text.slice(8, 10))
  const daysOfMonth = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()
  return day > daysOfMonth ? null : time
}

/** A closing date in the text; without a year it is the first such day after posting. */
function statedClosing(text: string, postedDay: number): number | null {
  const found = CLOSING.exec(text)
  if (!found) return null
  const month = MONTHS.indexOf((found[2] ?? '').toLowerCase())
  if (month < 0) return null
  const postedYear = new Date(postedDay).getUTCFullYear()
  const years = found[3] ? [Number(found[3])] : [postedYear, postedYear + 1]
  for (const year of years) {
    const day = new Date(Date.UTC(year, month, Number(found[1])))
    if (day.getUTCMonth() === month && day.getTime() >= postedDay && day.getTime() - postedDay < 366 * DAY)
      return day.getTime()
  }
  return null
}

function startOfDay(time: number): number {
  return Math.floor(time / DAY) * DAY
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
