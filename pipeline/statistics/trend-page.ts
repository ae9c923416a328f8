import type { Coverage } from './coverage/coverage.ts'

/** Employment types that have pages of their own. */
export type MarketType = 'permanent' | 'contract'

/** The unit a pay figure is quoted in: pounds per year, day or hour. */
export type PayUnit = 'year' | 'day' | 'hour'

/** A 95 % interval, low and high in the figure's own unit; null where the sample is too small to have one. */
export type Interval = readonly [low: number, high: number] | null

/** The percentiles of a pay table. */
export type PercentileName = 'p10' | 'p25' | 'p50' | 'p75' | 'p90'

/** Percentiles of quoted pay, unrounded pounds per unit; null where nothing is quoted. */
export interface PayFigures {
  /** Vacancies with an employer-stated figure in this unit: the sample size. */
  quoted: number
  p10: number | null
  p25: number | null
  p50: number | null
  p75: number | null
  p90: number | null
  /** By order statistics of the same sample. */
  intervals: Record<PercentileName, Interval>
  /** Per cent against the median one year earlier. */
  medianChange: number | null
  /** The same in the parent location; null where the location has none. */
  parent: {
    location: string
    quoted: number
    p50: number | null
    p50Interval: Interval
    medianChange: number | null
  } | null
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
  shareOfAllInterval: Interval
  shareOfCategory: number | null
  shareOfCategoryInterval: Interval
  pay: Pay
}

/** All vacancies with a term of the page's category, in the same place, type and window. */
export interface BaselineColumn {
  asOf: string
  /** All vacancies, recognised or not. */
  vacancies: number
  recognised: number
  shareRecognised: number | null
  shareRecognisedInterval: Interval
  pay: Pay
}

export interface LocationRow {
  name: string
  rankChange: number | null
  vacancies: number
  /** Vacancies with an employer-stated figure: the sample of the median. */
  quoted: number
  p50: number | null
  p50Interval: Interval
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
  shareInterval: Interval
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
  /** What the columns rest on, and whether each may be compared with the one a year earlier; null where it is not known. */
  coverage: Coverage | null
  baseline: [BaselineColumn, BaselineColumn, BaselineColumn]
  locations: LocationRow[]
  topSkills: SkillRow[]
  skillsByCategory: { category: string; skills: Omit<SkillRow, 'category'>[] }[]
  /**
   * Windows that end with each month (`2025-10`) before the as-of day, and the window up to that day itself, oldest first;
   * percentiles are of the type's main unit.
   */
  trend: {
    month: string
    vacancies: number
    shareOfAll: number | null
    shareInterval: Interval
    quoted: number
    p50Interval: Interval
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
