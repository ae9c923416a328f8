import type { GuideScope } from '../../../db/queries/guide-figures.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import type { MarketType, PayUnit } from '../trend-page.ts'

/** The unit of a type's guide figures. */
export const mainUnit: Record<MarketType, PayUnit> = { permanent: 'year', contract: 'day' }

/** The publication's own window, (as-of − months, as-of], and what it saw. */
export function windowOf({
  asOf,
  months,
  changeNumber,
}: Publication): Pick<GuideScope, 'after' | 'upto' | 'changeNumber'> {
  return { after: monthsBefore(asOf, months), upto: asOf, changeNumber }
}

/** Calendar months earlier, clamped at the month's end: six months before 31 August is 28 or 29 February. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10)
}
