import type { GuideVacancy } from '../../../db/queries/guide-figures.ts'
import type { PayUnit } from '../trend-page.ts'
import { bandOf, bands } from './bands.ts'
import { payPercentiles } from './figures.ts'
import type { BandRow } from './guide-page.ts'
import { quotesIn } from './quotes-in.ts'

/** Pay by band, from the lowest band up; bands without vacancies are left out. */
export function seniorityBands(vacancies: readonly GuideVacancy[], unit: PayUnit): BandRow[] {
  const byBand = Map.groupBy(vacancies, vacancy => bandOf(vacancy.seniority))
  return bands.flatMap(band => {
    const members = byBand.get(band)
    return members ? [{ band, vacancies: members.length, pay: payPercentiles(quotesIn(members, unit)) }] : []
  })
}
