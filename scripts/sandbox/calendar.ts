/** Days are counted from 1970-01-01, so that arithmetic on them is plain. */
const MILLISECONDS = 86_400_000

/** @throws RangeError where the text is no calendar day */
export function toDay(iso: string): number {
  const time = Date.parse(`${iso}T00:00:00Z`)
  if (Number.isNaN(time) || toIso(time / MILLISECONDS) !== iso)
    throw new RangeError(`no calendar day: ${iso}`)
  return time / MILLISECONDS
}

export const toIso = (day: number): string => new Date(day * MILLISECONDS).toISOString().slice(0, 10)

/** Calendar months added to a day, clamped to the month's end: 31 August − 6 months is 28 or 29 February. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * MILLISECONDS)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const last = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)
  return Math.min(first + (date.getUTCDate() - 1) * MILLISECONDS, last) / MILLISECONDS
}

/** 0 is Sunday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7

/** 0 is January. */
export const monthOf = (day: number): number => new Date(day * MILLISECONDS).getUTCMonth()
