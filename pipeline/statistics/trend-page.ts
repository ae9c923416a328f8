/** Employment types that have pages of their own. */
export type MarketType = 'permanent' | 'contract'

/** The unit a pay figure is quoted in: pounds per year, day or hour. */
export type PayUnit = 'year' | 'day' | 'hour'

/** Percentiles of quoted pay, unrounded pounds per unit; null where nothing is quoted. */
export interface PayFigures {
  /** Vacancies with an employer-stated figure in this unit: the sample size. */
  quoted: number
  p10: number | null
  p25: number | null
  p50: number | null
  p75: number | null
  p90: number | null
  /** Per cent against the median one year earlier. */
  medianChange: number | null
  /** The same term in the parent location; null for the baseline. */
  parent: { location: string; p50: number | null; medianChange: number | null } | null
}

/** Pay by unit: permanent pages carry `year`, contract pages `day` and `hour`. */
export type Pay = Partial<Record<PayUnit, PayFigures>>

/** One of the three windows of a page: this year's, last year's, the one before. */
export interface TermColumn {
  asOf: string
  rank: number | null
  /** Places gained against one year earlier; null where either side is missing. */
  rankChange: number | null
  vacancies: number
  /** Fractions of 1. */
  shareOfAll: number | null
  shareOfCategory: number | null
  pay: Pay
}

/** All vacancies with a term of the page's category, in the same place, type and window. */
export interface BaselineColumn {
  asOf: string
  /** All vacancies, recognised or not. */
  vacancies: number
  recognised: number
  shareRecognised: number | null
  pay: Pay
}

export interface LocationRow {
  name: string
  rankChange: number | null
  vacancies: number
  p50: number | null
  medianChange: number | null
  /** Adverts open on the as-of day. */
  live: number
}

export interface SkillRow {
  rank: number
  name: string
  category: string
  vacancies: number
  share: number
}

/** Everything a trend page shows; the object that `stats --json` prints. */
export interface TrendPage {
  term: string
  category: string
  location: string
  type: MarketType
  asOf: string
  months: number
  publication: number | null
  columns: [TermColumn, TermColumn, TermColumn]
  baseline: [BaselineColumn, BaselineColumn, BaselineColumn]
  locations: LocationRow[]
  topSkills: SkillRow[]
  skillsByCategory: { category: string; skills: Omit<SkillRow, 'category'>[] }[]
  /**
   * Windows that end in each month (`2025-11`) on the day of the month of `asOf`, oldest first; percentiles are of the
   * type's main unit.
   */
  trend: {
    month: string
    vacancies: number
    shareOfAll: number | null
    p10: number | null
    p25: number | null
    p50: number | null
    p75: number | null
    p90: number | null
  }[]
  /** Quoted pay of the window in the type's main unit; bins are [from, to). */
  histogram: { from: number; to: number; vacancies: number }[]
}

/** One row of an index page: a term of a place and type. */
export interface IndexRow {
  term: string
  category: string
  rank: number
  rankChange: number | null
  vacancies: number
  share: number
  p50: number | null
  medianChange: number | null
  live: number
}
