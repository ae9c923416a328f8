import type { Interval, MarketType, PayFigures, PayUnit, PercentileName } from '../trend-page.ts'

/**
 * Experience bands of a guide. What a vacancy states falls into: graduate and junior → `junior` (both have less than two
 * years behind them); mid; senior; lead, principal and staff → `lead`; head, director and executive → `head`; intern is
 * apart, as internships are no salaried market; `notStated` where neither title nor text says a level.
 */
export type Band = 'intern' | 'junior' | 'mid' | 'senior' | 'lead' | 'head' | 'notStated'

/** Percentiles of quoted pay, unrounded pounds per unit, with 95 % intervals; null where nothing is quoted. */
export type PayPercentiles = Pick<PayFigures, 'quoted' | PercentileName | 'intervals'>

/** A median with its sample size, unrounded pounds per unit; `p50` is null where nothing is quoted. */
export interface MedianFigure {
  quoted: number
  p50: number | null
  p50Interval: Interval
}

/** A count out of `of`, as a fraction of 1 with Wilson's 95 % interval; null where `of` is 0. */
export interface ShareFigure {
  vacancies: number
  of: number
  share: number | null
  shareInterval: Interval
}

/** Two medians of the same unit. All four figures are null where either side quotes nothing. */
export interface MedianComparison {
  mine: MedianFigure
  other: MedianFigure
  /** mine ÷ other: 1.2 is 20 % more. */
  ratio: number | null
  ratioInterval: Interval
  /** mine − other, pounds per unit. */
  difference: number | null
  differenceInterval: Interval
}

/** What goes with a skill or sector when all else in the model is equal: exp of its coefficient of log pay. */
export interface AdjustedPremium {
  /** 1.1 is 10 % more pay. */
  ratio: number
  ratioInterval: Interval
  /** Vacancies with it in the regression, and all of the regression. */
  vacancies: number
  observations: number
}

export interface BandRow {
  band: Band
  /** Vacancies of the band, quoted or not. */
  vacancies: number
  /** In the market's unit. */
  pay: PayPercentiles
}

/** The page's place against another one, same term, type and window. */
export interface LocationPremium {
  /** The other place. */
  location: string
  comparison: MedianComparison
  /** The same within one band; bands where both sides quote something. */
  byBand: { band: Band; comparison: MedianComparison }[]
}

export interface SkillPremium {
  skill: string
  category: string
  /** Of all vacancies of the term. */
  share: ShareFigure
  /** `mine`: quoted vacancies with the skill, `other`: without. */
  raw: MedianComparison
  /** Null where the model has too few observations or cannot tell the skill from the rest. */
  adjusted: AdjustedPremium | null
}

/** As a skill's premium; `sector` is the industry that adverts name. */
export interface SectorPremium {
  sector: string
  share: ShareFigure
  raw: MedianComparison
  adjusted: AdjustedPremium | null
}

/** Vacancies of the last three months against those of the three months before. */
export interface Growth {
  /** First advertised in (`middle`, `to`]. */
  now: number
  /** First advertised in (`from`, `middle`]. */
  before: number
  from: string
  middle: string
  to: string
  /** Per cent: (now ÷ before − 1) × 100; null where `before` is 0. */
  change: number | null
  /** Per cent. */
  changeInterval: Interval
  /** Whether both periods were observed alike; null where nothing is known of it. */
  comparable: boolean | null
  /** Why not, without a full stop. */
  reason: string | null
}

/** Where the work is done. */
export interface WorkplaceShares {
  /** Shares of those that state it. */
  remote: ShareFigure
  hybrid: ShareFigure
  onsite: ShareFigure
  /** Share of all vacancies. */
  notStated: ShareFigure
}

export interface SkillPay extends MedianFigure {
  skill: string
  category: string
  share: ShareFigure
}

export interface PayBySkill {
  /** Most vacancies first, at most thirty; without sectors and the categories General and Miscellaneous. */
  mostWanted: SkillPay[]
  /** Highest median first, among skills with at least `leastQuoted` quotes, at most thirty; the same left out. */
  bestPaid: SkillPay[]
  leastQuoted: number
  /** All categories in alphabetical order, the skills of each by vacancies. */
  byCategory: { category: string; skills: SkillPay[] }[]
}

/** The figures of one employment type: permanent pay is per year, contract pay per day. */
export interface MarketGuide {
  type: MarketType
  unit: PayUnit
  /** Unique vacancies of the window. */
  vacancies: number
  pay: PayPercentiles
  /** In the order of `Band`; bands without vacancies are left out. */
  bands: BandRow[]
  /** Against every other main place with a quote, by the other's quotes, most first. */
  locations: LocationPremium[]
  /** Skills with `leastQuoted` quotes on both sides, those with an adjusted premium first, each highest first. */
  skillPremiums: SkillPremium[]
  /** The fewest quotes with and without a skill or sector for its premium to be shown; adjusted ones need more. */
  leastQuoted: number
  sectorPremiums: SectorPremium[]
  growth: Growth
  workplace: WorkplaceShares
  skills: PayBySkill
}

/** An open vacancy. Title, company and URL are the source's words: escape them. */
export interface Position {
  type: MarketType
  title: string
  company: string | null
  /** Names of its places, the narrowest first. */
  locations: string[]
  workplace: string | null
  pay: { low: number; high: number; unit: PayUnit } | null
  /** The board. */
  source: string
  url: string | null
  postedOn: string
}

export interface CurrentPositions {
  /** Open on the as-of day, both types. */
  total: number
  open: Record<MarketType, number>
  /** How many are open on each board, most first. */
  boards: { source: string; open: number }[]
  /** The newest, at most fifty. */
  newest: Position[]
}

/** A title term with its demand and pay in the page's place: permanent vacancies, pounds per year. */
export interface TitleRow extends MedianFigure {
  term: string
  vacancies: number
}

/** What the taxonomy of titles says of a role; null for a skill. */
export interface Career {
  /** The role without its level: "Backend Developer" of "Senior Backend Developer". */
  role: string
  /** Levels of the role from the lowest up; `level` is null for the bare role. */
  ladder: (TitleRow & { level: string | null })[]
  /** Wider roles, the widest last: "Developer". */
  wider: TitleRow[]
  /** Narrower roles of the same kind ("Java Backend Developer"), most vacancies first. */
  specialised: TitleRow[]
  /** Other roles with the same wider role ("Java Developer"), most vacancies first. */
  siblings: TitleRow[]
}

/** What hiring through an agency costs: a fee on the median first-year salary, permanent. */
export interface HiringCost {
  salary: MedianFigure
  /** From the lowest rate to the highest; null where there is no median. */
  fees: { rate: number; amount: number | null; amountInterval: Interval }[]
  source: string
  asOf: string | null
}

/** A figure that others have published, beside ours of the same place, type and band. */
export interface Benchmark {
  source: string
  /** What it says it is: "average salary", "range, junior". */
  statistic: string
  location: string
  type: MarketType
  band: Band | null
  unit: PayUnit
  /** Pounds per unit; equal where one figure is published; null where it is open on that side ("up to"). */
  low: number | null
  high: number | null
  /** Published with a plus ("£130k+"): what lies above `high` agrees with it, too. */
  andMore: boolean
  /** The day, month or year the figure is of, where it says so. */
  asOf: string | null
  note: string | null
  /** Our median of that place, type and band; the location may not be the page's. */
  ours: MedianFigure
  /** Our median less the nearest published end, pounds; 0 within the range; null where there is no median. */
  difference: number | null
  /** Per cent of that end. */
  differencePercent: number | null
}

/** Everything a salary guide shows of a term in a place; the object that `guide --json` prints. */
export interface GuidePage {
  term: string
  category: string
  location: string
  asOf: string
  months: number
  publication: number
  markets: Record<MarketType, MarketGuide>
  positions: CurrentPositions
  career: Career | null
  hiring: HiringCost
  benchmarks: Benchmark[]
}
