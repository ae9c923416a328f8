import type { ReadingCounts } from '../../../db/queries/publication-differences.ts'
import type { PublicationState } from '../../../db/queries/publication-history.ts'
import type { Median, PublicationTotals } from '../../../db/queries/publication-totals.ts'
import type { MarketType, PayUnit } from '../trend-page.ts'

/** One of the two publications that are compared. */
export interface DiffSide {
  publication: number
  asOf: string
  months: number
  state: PublicationState
  /** ISO 8601, UTC. */
  publishedAt: string
  code: string
  taxonomy: string
  changeNumber: number
  /** Of the chosen place. */
  totals: PublicationTotals
}

/** A title or skill. */
export interface TermName {
  term: string
  category: string
}

/** A term on one side; its rank is dense, by the vacancies of the chosen types together. */
export interface TermStanding {
  vacancies: number
  rank: number
}

/** A term that both sides have, under one name or two. */
export interface TermChange extends TermName {
  from: TermStanding
  to: TermStanding
  /** What it was called before, where it was renamed. */
  formerly: TermName | null
}

/** A term that one side has. */
export interface LoneTerm extends TermName, TermStanding {}

/** A term that is gone, and a new one whose vacancies are mostly the same. */
export interface RenamedTerm {
  from: LoneTerm
  to: LoneTerm
  /** Vacancies that lost the one and gained the other. */
  shared: number
}

/** A term that is gone, and several new ones among which its vacancies are. */
export interface SplitTerm {
  from: LoneTerm
  into: (LoneTerm & { shared: number })[]
}

/** A term that is gone, and one that has its vacancies beside others. */
export interface MergedTerm extends RenamedTerm {}

/** Terms that left a category for others. */
export interface CategoryChange {
  category: string
  /** `renamed`: all went to one new category; `split`: some went to new ones; `moved`: to categories that were there. */
  kind: 'renamed' | 'split' | 'moved'
  /** Vacancies with any term of the category, before and after. */
  from: number
  to: number
  /** The most vacancies first. */
  into: { category: string; isNew: boolean; vacancies: number; terms: LoneTerm[] }[]
}

/** A median outside of the 95 % interval that it had. */
export interface MedianChange extends TermName {
  type: MarketType
  unit: PayUnit
  from: Median
  to: Median
  /** Share of the former median, signed. */
  moved: number
}

/** What differs between two publications, and why; figures are unrounded. */
export interface PublicationDiff {
  from: DiffSide
  to: DiffSide
  location: string
  types: readonly MarketType[]
  /** What differs of what they were made with. */
  why: { taxonomy: boolean; code: boolean; data: boolean }
  /** How the vacancies of the days that both count are counted and read; null where they count no day in common. */
  readings: (ReadingCounts & { after: string; upto: string }) | null
  /** Vacancies of the UK by source, where they differ. */
  sources: { source: string; from: number; to: number }[]
  categories: CategoryChange[]
  renamed: RenamedTerm[]
  split: SplitTerm[]
  merged: MergedTerm[]
  /** The most vacancies first. */
  added: LoneTerm[]
  gone: LoneTerm[]
  /** Terms whose vacancies or ranks changed, the largest change of vacancies first. */
  changed: TermChange[]
  /** The largest move first. */
  medians: MedianChange[]
}
