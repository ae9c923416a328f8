import type { LeftOutExample, QuoteReason } from '../../../db/queries/explain-left-out.ts'
import type { RankStep } from '../../../db/queries/explain-rank.ts'
import type { Interval, MarketType, PayUnit, PercentileName } from '../trend-page.ts'

/** A number of a trend page. `skill` is how many of the term's vacancies name another term. */
export type Figure = 'vacancies' | 'quoted' | 'live' | 'share' | 'rank' | 'skill' | PercentileName

/** Which number is to be explained. */
export interface Question {
  figure: Figure
  /** The skill of figure `skill`. */
  skill: string | null
  /** Of `quoted` and percentiles; the type's main unit where null. */
  unit: PayUnit | null
  /** 0: the column of the as-of day; 1 and 2: the comparatives. */
  yearsBack: 0 | 1 | 2
  /** Vacancies to give; 0 for all. */
  limit: number
  /** Vacancies to skip; null for the beginning, of percentiles for those around the point. */
  offset: number | null
}

/** A share of a whole. */
export interface Portion {
  part: number
  whole: number
  value: number | null
  interval: Interval
}

/** One of the ordered points of a percentile; ranks are from 1. */
export interface OrderedPoint {
  rank: number
  pounds: number
}

/** How a number is computed. */
export type Basis =
  /** As many as vacancies count; of `quoted` and `skill` out of `of`. */
  | { kind: 'count'; of: number | null }
  | {
      kind: 'percentile'
      sample: number
      /** Which points of the quotes are put in order: lower quarter, middle, upper quarter. */
      point: 'lower' | 'middle' | 'upper'
      below: OrderedPoint
      /** Null where the percentile is the point `below` itself. */
      above: OrderedPoint | null
      /** How far from `below` to `above`, 0 to 1. */
      fraction: number
      /** The order statistics that its interval is made of; null for a small sample. */
      ranks: { lower: number; upper: number } | null
      /** All percentiles of the sample, which say what is printed. */
      percentiles: Record<PercentileName, number>
    }
  | { kind: 'share'; ofAll: Portion; ofCategory: Portion }
  | { kind: 'rank'; vacancies: number; ranked: number; steps: RankStep[] }
  /** Nothing is counted, or nothing quoted. */
  | { kind: 'none' }

/** A text of an advert, cut, with the places of what is meant in it: UTF-16 offsets, end excluded. */
export interface Excerpt {
  text: string
  marks: [start: number, end: number][]
}

/** The words of an advert that make it count for a term. */
export interface TermWords {
  term: string
  /** Where the words are: the title, or the advert's text. Null where no words could be told. */
  excerpt: Excerpt | null
  /** Mentions in the whole text. */
  mentions: number
}

/** Whether the words of an advert could be read again from what is stored. */
export type WordState =
  | 'read'
  /** The body is gone by its retention. */
  | 'gone'
  /** No response is known, or the one that is known does not show the advert as it was. */
  | 'unknown'

/** An advert of a vacancy, as it is stored now. */
export interface ExplainedAdvert {
  source: string
  sourceId: string
  url: string | null
  title: string
  company: string | null
  postedOn: string
  /** False: it states no day, and the one on which it was first seen stands in. */
  postedStated: boolean
  /** Whether it is the one whose terms and pay count. */
  speaks: boolean
  /** Pay as read; null where none is. */
  pay: {
    min: number | null
    max: number | null
    currency: string
    period: string
    quoted: boolean
  } | null
}

/** A vacancy with its adverts. */
export interface ExplainedVacancy {
  vacancyId: string
  title: string
  company: string | null
  places: string[]
  postedOn: string
  openUntil: string
  /** What counts as its quote, pounds per unit. */
  quote: { unit: PayUnit; low: number; high: number } | null
  /** Of percentiles: its place in the order, from 1, and the point that stands there. */
  point: OrderedPoint | null
  adverts: ExplainedAdvert[]
  /** Of the advert that speaks for it. */
  words: { state: WordState; terms: TermWords[]; pay: Excerpt | null }
}

/** Why something is not among what is counted. */
export type Reason =
  | 'duplicate'
  | 'before'
  | 'after'
  | 'closed'
  | 'scope'
  | 'type'
  | 'place'
  | 'forbidden'
  | 'spokenFor'
  | 'later'
  | 'withoutSkill'
  | QuoteReason

/** What was left out for one reason. */
export interface LeftOut {
  reason: Reason
  /** What is known beyond the reason: the type it is of, the rule of scope, the currency. */
  detail: string | null
  /** What `total` counts. */
  of: 'adverts' | 'vacancies'
  total: number
  /** The newest. */
  examples: LeftOutExample[]
}

/** A number of a trend page, with what it is made of; figures unrounded. */
export interface Explanation {
  term: string
  category: string
  location: string
  type: MarketType
  asOf: string
  months: number
  publication: number
  figure: Figure
  skill: string | null
  unit: PayUnit | null
  yearsBack: 0 | 1 | 2
  /** The window (begins, endsOn]. */
  begins: string
  endsOn: string
  /** As published; null where nothing is. */
  value: number | null
  /** The 95 % interval; null for counts, and where the sample is too small. */
  interval: Interval
  /** The same figure made again of the vacancies behind it. */
  recomputed: number | null
  basis: Basis
  /** How many vacancies stand behind it, and those asked for. */
  total: number
  offset: number
  vacancies: ExplainedVacancy[]
  leftOut: LeftOut[]
}
