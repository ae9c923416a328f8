const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i
const RFC_822 =
  /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]{0,6}\s+(\d{4}|\d{2})\s+(\d{2}):(\d{2})(?::(\d{2}))?\s*([A-Za-z]{1,5}|[+-]\d{4})?$/
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** RFC 822 names the zones of North America; every other name is read as UTC, as RFC 2822 asks. */
const ZONES: Record<string, string> = {
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
}
/** Boards fill an unknown date with the year 1 (.NET) or 1970; no advert is older than the web. */
const FIRST_YEAR = 1990
const LAST_YEAR = 2100

/**
 * A source's date in the contract's form: ISO 8601 with the source's own offset, or the calendar day where it names no
 * zone. Reads ISO forms (`+0100`, `2020-12-21T23:55:00.0000000`, `2026-07-31 14:40:34 UTC`), RFC 822 and epoch seconds
 * or milliseconds.
 *
 * @returns undefined where it is no date, so that a bad date costs its field and not the record
 */
export function momentOf(value: unknown): string | undefined {
  if (typeof value === 'number') return momentOfEpoch(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text.length > 60 ? undefined : (momentOfIso(text) ?? momentOfRfc822(text))
}

function momentOfIso(text: string): string | undefined {
  const match = ISO.exec(text)
  if (!match) return undefined
  const [, year = '', month = '', day = '', hour, minute, second = '00', fraction, zone] = match
  const date = `${year}-${month}-${day}`
  if (!isDay(date)) return undefined
  if (hour === undefined || zone === undefined) return date
  const milliseconds = fraction && Number(fraction) > 0 ? `.${fraction.slice(0, 3).padEnd(3, '0')}` : ''
  return checked(`${date}T${hour}:${minute}:${second}${milliseconds}${offsetOf(zone)}`)
}

function momentOfRfc822(text: string): string | undefined {
  const match = RFC_822.exec(text)
  if (!match) return undefined
  const [, day = '', monthName = '', year = '', hour, minute, second = '00', zone] = match
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1
  const fullYear = year.length === 2 ? `20${year}` : year
  const date = `${fullYear}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  if (month === 0 || !isDay(date)) return undefined
  if (zone === undefined) return date
  return checked(`${date}T${hour}:${minute}:${second}${offsetOf(zone)}`)
}

function momentOfEpoch(value: number): string | undefined {
  const milliseconds = Math.abs(value) < 1e11 ? value * 1000 : value
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime()) || !isDay(date.toISOString().slice(0, 10))) return undefined
  return date.toISOString()
}

function offsetOf(zone: string): string {
  if (/^[+-]/.test(zone)) {
    const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
    return digits === '0000' ? 'Z' : `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
  }
  return ZONES[zone.toUpperCase()] ?? 'Z'
}

function isDay(date: string): boolean {
  const year = Number(date.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR) return false
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)
}

const checked = (moment: string): string | undefined =>
  Number.isNaN(new Date(moment).getTime()) ? undefined : moment
