import { ConfigError } from '../../../crawlers/errors.ts'

/** The first day of a month that is written `2016-01`. */
export const firstDay = (month: string): string => `${month.slice(0, 7)}-01`

/** `2016-01` of a day. */
export const monthName = (day: string): string => day.slice(0, 7)

/** The first days of all months of a period, both ends included. */
export function monthsBetween({ from, to }: { from: string; to: string }): string[] {
  const months: string[] = []
  for (let month = firstDay(from); month <= to; month = nextMonth(month)) months.push(month)
  return months
}

/** The first day of the month after. */
export function nextMonth(month: string): string {
  const date = new Date(`${firstDay(month)}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + 1)
  return date.toISOString().slice(0, 10)
}

/** The last day of a month. */
export const lastDay = (month: string): string =>
  new Date(Date.parse(`${nextMonth(month)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

/** @throws ConfigError where the period ends before it begins, or has not begun */
export function checkPeriod({ from, to }: { from: string; to: string }, present: string): void {
  if (from > to) throw new ConfigError(`--from ${monthName(from)} is later than --to ${monthName(to)}`)
  if (from > present)
    throw new ConfigError(`--from ${monthName(from)} is still to come: a backfill makes past months again`)
}
