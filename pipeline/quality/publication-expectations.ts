import type { SourceCoverage } from '../../db/queries/coverage.ts'
import type { Median, PublicationTotals } from '../../db/queries/publication-totals.ts'
import type { PublicationSettings } from '../configuration-file.ts'
import { change, count, longDate, money, share } from '../publish/format.ts'
import { wilson } from '../statistics/intervals.ts'

/** Changes from which on a publication is looked at, and held; shares of 1. */
export type Bounds = PublicationSettings['expect']

/** What is judged of a publication: its own window over the whole UK, and what that rests on. */
export interface PublicationFacts {
  asOf: string
  /** Calendar days of its window, and those on which any source was looked at. */
  days: number
  daysObserved: number
  /** First day on which any source was ever looked at, and the first of the window; null where none was. */
  observedSince: string | null
  beginsOn: string
  totals: PublicationTotals
  sources: SourceCoverage[]
}

/** A publication and the one that it is judged against. */
export interface Pair {
  now: PublicationFacts
  before: PublicationFacts
}

/** What came of one expectation. */
export interface Finding {
  expectation: string
  outcome: 'pass' | 'warn' | 'hold'
  /** The change that was judged: a share, or points of a share. */
  observed: number
  expected: string
  message: string
}

/** How figures of a pair may differ without anything being wrong. */
interface Allowance {
  /** By how much bounds are widened: 1 for neighbouring days, 4 for windows that hardly overlap. */
  widened: number
  /** Whether more is observed than before: sources or boards joined, or days that had not been looked at. */
  grown: boolean
  /** The share of the vacancies that came with it, which may be of any mix. */
  added: number
}

/** Fewer vacancies than this in both publications are no reason to hold one. */
const leastSample = 30

/** Days after which a source that is crawled daily counts as silent; others after so many of their usual gaps. */
const silentAfter = { days: 7, gaps: 3 }

/** By how much bounds widen while the window is renewed: a publication a whole window later would have four times them. */
const wideningByRenewal = 3

type Judge = (pair: Pair, bounds: Bounds, allowance: Allowance) => Finding | null

/** What is expected of every publication, in the order that people read it. */
export const publicationExpectations: readonly Judge[] = [
  vacancies('vacancies', 'Vacancies', totals => totals.permanent.vacancies + totals.contract.vacancies),
  vacancies('vacancies:permanent', 'Permanent vacancies', totals => totals.permanent.vacancies),
  vacancies('vacancies:contract', 'Contract vacancies', totals => totals.contract.vacancies),
  shareOf('recognised', 'Share with a recognised title'),
  shareOf('quoted', 'Share that quotes pay'),
  median('permanent', 'Median salary', 'year'),
  median('contract', 'Median daily rate', 'day'),
  silence,
]

/** Judges a publication against the one before it; figures that are too few to say anything give nothing. */
export function judgeAgainst(pair: Pair, bounds: Bounds): Finding[] {
  const allowance = allowanceOf(pair)
  return publicationExpectations.flatMap(judge => judge(pair, bounds, allowance) ?? [])
}

function allowanceOf({ now, before }: Pair): Allowance {
  const apart = daysBetween(before.asOf, now.asOf)
  const earlier = new Map(before.sources.map(source => [source.source, source]))
  const joined = now.sources.some(({ source, vacancies, boards }) => {
    const known = earlier.get(source)
    return (vacancies > 0 && !known?.vacancies) || (known && boards > known.boards)
  })
  const young = before.observedSince === null || before.observedSince > before.beginsOn
  const grown = joined || young || now.daysObserved - before.daysObserved > apart
  const [n, m] = [now, before].map(
    ({ totals }) => totals.permanent.vacancies + totals.contract.vacancies,
  ) as [number, number]
  return {
    widened: 1 + wideningByRenewal * Math.min(1, apart / now.days),
    grown,
    added: grown && n > m ? 1 - m / n : 0,
  }
}

/**
 * Pass, warn or hold by bounds.
 * @param mild warn at most: what was seen is not surely wrong
 */
function outcomeOf(
  size: number,
  bounds: { warn: number; hold: number },
  { widened }: Allowance,
  mild: boolean,
): Finding['outcome'] {
  // Sums of shares differ in their last bits from those that a person adds up.
  const beyond = (bound: number) => size > bound * widened + 1e-9
  if (beyond(bounds.hold) && !mild) return 'hold'
  return beyond(bounds.warn) || beyond(bounds.hold) ? 'warn' : 'pass'
}

function vacancies(expectation: string, name: string, of: (totals: PublicationTotals) => number): Judge {
  return ({ now, before }, { vacancies: bounds }, allowance) => {
    const [n, m] = [of(now.totals), of(before.totals)]
    if (m === 0) return null
    const moved = n / m - 1
    // Two counts differ by chance as the root of their sum does.
    const isChance = Math.max(n, m) < leastSample || Math.abs(n - m) <= 1.96 * Math.sqrt(n + m)
    const mild = isChance || (moved > 0 && allowance.grown)
    return {
      expectation,
      outcome: outcomeOf(Math.abs(moved), bounds, allowance, mild),
      observed: moved,
      expected: `within ${percent(bounds.hold * allowance.widened)} of ${count(m)}`,
      message: `${name}: ${count(n)} against ${count(m)} (${signed(moved)})`,
    }
  }
}

function shareOf(kind: 'recognised' | 'quoted', name: string): Judge {
  return ({ now, before }, bounds, allowance) => {
    const [n, m] = [now, before].map(({ totals: { permanent, contract } }) => ({
      part: permanent[kind] + contract[kind],
      whole: permanent.vacancies + contract.vacancies,
    })) as [Portion, Portion]
    const [a, b] = [wilson(n.part, n.whole), wilson(m.part, m.whole)]
    if (a === null || b === null) return null
    const moved = n.part / n.whole - m.part / m.whole
    const mild = Math.max(n.whole, m.whole) < leastSample || overlap(a, b)
    return {
      expectation: kind,
      // What joined may all have it, or none of it: so much of the move is no reason to doubt the rest.
      outcome: outcomeOf(Math.max(0, Math.abs(moved) - allowance.added), bounds[kind], allowance, mild),
      observed: moved,
      expected: `within ${points(bounds[kind].hold * allowance.widened + allowance.added)} of ${share(m.part / m.whole)}`,
      message: `${name}: ${share(n.part / n.whole)} against ${share(m.part / m.whole)} (${moved === 0 ? 'as it was' : `${moved < 0 ? '-' : '+'}${points(Math.abs(moved))}`})`,
    }
  }
}

interface Portion {
  part: number
  whole: number
}

function median(type: keyof PublicationTotals, name: string, unit: 'year' | 'day'): Judge {
  return ({ now, before }, { median: bounds, vacancies }, allowance) => {
    const [n, m] = [now.totals[type].median, before.totals[type].median]
    const b = m && intervalOf(m)
    if (!m || !b) return null
    const expected = `within ${percent(bounds.hold * allowance.widened)} of ${money(m.p50, unit)}`
    // No pay at all where there was plenty is no move of the median, and wrong all the same.
    if (!n)
      return {
        expectation: `median:${type}`,
        outcome: m.quoted < leastSample ? 'warn' : 'hold',
        observed: -1,
        expected,
        message: `${name}: none is quoted any more, against ${money(m.p50, unit)} by ${count(m.quoted)}`,
      }
    const a = intervalOf(n)
    if (!a) return null
    const moved = n.p50 / m.p50 - 1
    const mild =
      overlap(a, b) || Math.max(n.quoted, m.quoted) < leastSample || allowance.added > vacancies.warn
    return {
      expectation: `median:${type}`,
      outcome: outcomeOf(Math.abs(moved), bounds, allowance, mild),
      observed: moved,
      expected,
      message: `${name}: ${money(n.p50, unit)} against ${money(m.p50, unit)} (${signed(moved)})`,
    }
  }
}

const intervalOf = ({ low, high }: Median): [number, number] | null =>
  low === null || high === null ? null : [low, high]

const overlap = (a: readonly [number, number], b: readonly [number, number]): boolean =>
  a[0] <= b[1] && b[0] <= a[1]

/**
 * Sources that are crawled, were looked at when the publication before was made, and have not been since: what they
 * advertise is missing, though the window still holds what they gave before. Archives end; boards do not.
 */
function silence({ now, before }: Pair, { vacancies: bounds }: Bounds, allowance: Allowance): Finding | null {
  const later = new Map(now.sources.map(source => [source.source, source]))
  const all = before.sources.reduce((sum, { vacancies }) => sum + vacancies, 0)
  const silent = before.sources.filter(
    source =>
      source.boards > 0 &&
      source.vacancies > 0 &&
      !isSilent(source, before.asOf) &&
      isSilent({ ...source, lastObserved: later.get(source.source)?.lastObserved ?? null }, now.asOf),
  )
  if (silent.length === 0) return null
  const part = silent.reduce((sum, { vacancies }) => sum + vacancies, 0) / all
  const named = silent.map(({ source }) => {
    const last = later.get(source)?.lastObserved
    return `${source} (${last ? `since ${longDate(last)}` : 'in the whole window'})`
  })
  return {
    expectation: 'outage',
    outcome: outcomeOf(part, bounds, { ...allowance, widened: 1 }, false) === 'hold' ? 'hold' : 'warn',
    observed: part,
    expected: `sources of ${percent(bounds.hold)} of the vacancies looked at lately`,
    message: `Not looked at: ${named.join(', ')}, which gave ${share(part)} of the vacancies`,
  }
}

/** @param source its coverage when it was last looked at as usual */
function isSilent(source: SourceCoverage, day: string): boolean {
  const { firstObserved, lastObserved, daysObserved } = source
  if (lastObserved === null) return true
  const gap = firstObserved ? daysBetween(firstObserved, lastObserved) / Math.max(1, daysObserved - 1) : 1
  return daysBetween(lastObserved, day) > Math.max(silentAfter.days, Math.ceil(silentAfter.gaps * gap))
}

const daysBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000)

const percent = (size: number): string => `${Math.round(size * 1000) / 10} %`
const points = (size: number): string => `${Math.round(size * 1000) / 10} points`
const signed = (moved: number): string => (moved === 0 ? 'as it was' : change(moved * 100))
