import { findClosingDate } from './closing-date.ts'
import type { Issue } from './posting.ts'

const DAY = 86_400_000
/** Job boards on the web are younger; an earlier date is an unset field (1970, 0001). */
const EARLIEST = Date.UTC(2000, 0, 1)
const LONGEST_OPEN = 2 * 366 * DAY

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
  if (closed === null && !input.validThrough) closed = findClosingDate(input.text ?? '', postedDay)
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

function startOfDay(time: number): number {
  return Math.floor(time / DAY) * DAY
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
