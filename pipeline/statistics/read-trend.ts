import type { Database } from '../../db/connection.ts'
import type { Publication } from '../../db/queries/publications.ts'
import type { Contribution } from '../../db/queries/vacancy-figures.ts'
import { type ReadAt, readTrendWindows, type TrendWindow } from '../../db/queries/window-figures.ts'
import { beginOf } from './calendar.ts'
import type { VacanciesOfCell } from './cell-vacancies.ts'
import { wilson } from './intervals.ts'
import { payOfQuotes } from './pay-of-quotes.ts'
import type { PayUnit, TrendPage } from './trend-page.ts'

/**
 * The points of a trend: the windows that end with each month and the publication's own, oldest first. Points with many
 * vacancies are stored; the others are computed from their vacancies, as they stood at the publication's change.
 * @param allId the term that stands for all vacancies, whose points are all stored
 */
export async function readTrend(
  database: Database,
  publication: Publication,
  vacancies: VacanciesOfCell,
  allId: number,
  unit: PayUnit,
): Promise<TrendPage['trend']> {
  const [points, wholes] = await Promise.all([
    readPoints(database, publication, vacancies, unit),
    readTrendWindows(database, pointsOf(publication), { ...vacancies.cell, termId: allId }, unit),
  ])
  return points.map(({ endsOn, vacancies: counted, pay }, index) => {
    const whole = wholes[index]!.vacancies ?? 0
    return {
      month: endsOn.slice(0, 7),
      vacancies: counted,
      shareOfAll: whole ? counted / whole : null,
      shareInterval: wilson(counted, whole),
      quoted: pay?.quoted ?? 0,
      p10: pay?.p10 ?? null,
      p25: pay?.p25 ?? null,
      p50: pay?.p50 ?? null,
      p50Interval: pay && pay.p50Low !== null && pay.p50High !== null ? [pay.p50Low, pay.p50High] : null,
      p75: pay?.p75 ?? null,
      p90: pay?.p90 ?? null,
    }
  })
}

const pointsOf = ({ windowIds, trendWindowIds, changeNumber }: Publication): ReadAt => ({
  windowIds: [...trendWindowIds, windowIds[0]!],
  changeNumber,
})

type Point = Pick<TrendWindow, 'endsOn' | 'pay'> & { vacancies: number }

async function readPoints(
  database: Database,
  publication: Publication,
  vacancies: VacanciesOfCell,
  unit: PayUnit,
): Promise<Point[]> {
  const windows = await readTrendWindows(database, pointsOf(publication), vacancies.cell, unit)
  const isStored = (window: TrendWindow) => window.vacancies !== null || window.least === 1
  const earliest = windows.find(window => !isStored(window))
  const contributions = earliest ? await vacancies.since(beginOf(earliest.endsOn, earliest.months)) : []
  return windows.map(window =>
    isStored(window)
      ? { endsOn: window.endsOn, vacancies: window.vacancies ?? 0, pay: window.pay }
      : pointOf(window, contributions, unit),
  )
}

function pointOf(
  { endsOn, months }: TrendWindow,
  contributions: readonly Contribution[],
  unit: PayUnit,
): Point {
  const after = beginOf(endsOn, months)
  const counted = contributions.filter(({ postedOn }) => postedOn > after && postedOn <= endsOn)
  return { endsOn, vacancies: counted.length, pay: payOfQuotes(counted.filter(each => each.unit === unit)) }
}
