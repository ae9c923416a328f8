import type { GuideVacancy } from '../../../db/queries/guide-figures.ts'
import { quotePoints } from '../percentiles.ts'
import type { PayUnit } from '../trend-page.ts'

type Quote = NonNullable<GuideVacancy['quote']>

/** What these vacancies quote in a unit. */
export const quotesIn = (vacancies: readonly GuideVacancy[], unit: PayUnit): Quote[] =>
  vacancies.flatMap(({ quote }) => (quote?.unit === unit ? [quote] : []))

export const middleOf = ({ low, high }: Quote): number => quotePoints.middle(low, high)
