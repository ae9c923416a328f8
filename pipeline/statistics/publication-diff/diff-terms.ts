import type { Exchange, TermFigures } from '../../../db/queries/publication-differences.ts'
import { mainUnit } from '../guide/window-of.ts'
import type {
  CategoryChange,
  LoneTerm,
  MedianChange,
  MergedTerm,
  PublicationDiff,
  RenamedTerm,
  SplitTerm,
  TermChange,
} from './publication-diff.ts'

/** Terms of a publication, with their vacancies of all types together. */
export interface TermSide {
  terms: Map<number, LoneTerm>
  /** Vacancies by category. */
  categories: Map<string, number>
  figures: readonly TermFigures[]
}

/** What differs of the terms of two publications. */
export type TermDiff = Pick<
  PublicationDiff,
  'categories' | 'renamed' | 'split' | 'merged' | 'added' | 'gone' | 'changed' | 'medians'
>

/** Fewer vacancies that exchanged one term for another are chance. */
const leastExchanged = 3

/** What is mostly the same: at least this share of the vacancies. */
const mostly = 0.5

/**
 * A part of a split has at least this share of the vacancies of what was split, and at least so much of its own from
 * there: a new skill that is named everywhere is part of nothing.
 */
const partOfSplit = { ofWhole: 0.1, ofItself: 0.75 }

/** One of several that were merged brings at least this share of what the one they went into has gained. */
const partOfMerger = 0.25

/** Sums the types and ranks the terms: densely, by vacancies. */
export function termSide(figures: readonly TermFigures[]): TermSide {
  const terms = new Map<number, LoneTerm>()
  const categories = new Map<string, number>()
  for (const { kind, termId, name, category, vacancies } of figures) {
    if (kind === 'category') categories.set(category, (categories.get(category) ?? 0) + vacancies)
    else {
      const sum = (terms.get(termId)?.vacancies ?? 0) + vacancies
      terms.set(termId, { term: name, category, vacancies: sum, rank: 0 })
    }
  }
  const steps = [...new Set(terms.values().map(({ vacancies }) => vacancies))].sort((a, b) => b - a)
  const ranks = new Map(steps.map((vacancies, at) => [vacancies, at + 1]))
  for (const term of terms.values()) term.rank = ranks.get(term.vacancies)!
  return { terms, categories, figures }
}

/** Ids of the terms that one side has and the other has not, without those that another category has by the same name. */
export function loneTerms(from: TermSide, to: TermSide): { gone: number[]; added: number[] } {
  const moved = movedTerms(from, to)
  const lone = (one: TermSide, other: TermSide, leftOut: ReadonlySet<number>) =>
    [...one.terms]
      .filter(([id]) => !other.terms.has(id) && !leftOut.has(id))
      .sort(([, a], [, b]) => b.vacancies - a.vacancies || compareNames(a, b))
      .map(([id]) => id)
  return {
    gone: lone(from, to, new Set(moved.keys())),
    added: lone(to, from, new Set(moved.values())),
  }
}

/** Terms that stand in another category by the same name: ids before and after. */
function movedTerms(from: TermSide, to: TermSide): Map<number, number> {
  const arrived = new Map(
    [...to.terms].filter(([id]) => !from.terms.has(id)).map(([id, { term }]) => [term.toLowerCase(), id]),
  )
  const moved = new Map<number, number>()
  for (const [id, { term }] of from.terms) {
    const there = to.terms.has(id) ? undefined : arrived.get(term.toLowerCase())
    if (there !== undefined) moved.set(id, there)
  }
  return moved
}

/** @param exchanges what the vacancies of the terms that are gone gained instead */
export function diffTerms(from: TermSide, to: TermSide, exchanges: readonly Exchange[]): TermDiff {
  const lone = loneTerms(from, to)
  const moved = movedTerms(from, to)
  const successors = findSuccessors(from, to, exchanges, new Set(lone.added))
  const { renamed, split, merged } = successors
  const before = new Map([...moved].map(([id, there]) => [there, id]))
  for (const { lost, gained } of renamed) before.set(gained, lost)
  const pairs = pairTerms(from, to, before)
  const succeeded = new Set([...renamed, ...split, ...merged].map(({ lost }) => lost))
  const succeeding = new Set([...renamed, ...split].map(({ gained }) => gained))
  const known = ({ lost, gained, vacancies }: Exchange): RenamedTerm => ({
    from: from.terms.get(lost)!,
    to: to.terms.get(gained)!,
    shared: vacancies,
  })
  const byShared = (a: RenamedTerm, b: RenamedTerm) => b.shared - a.shared || compareNames(a.from, b.from)
  return {
    categories: diffCategories(from, to, moved),
    renamed: renamed.map(known).sort(byShared),
    split: [...Map.groupBy(split, ({ lost }) => lost)]
      .map(
        ([lost, parts]): SplitTerm => ({
          from: from.terms.get(lost)!,
          into: parts
            .map(known)
            .sort((a, b) => b.shared - a.shared || compareNames(a.to, b.to))
            .map(({ to: part, shared }) => ({ ...part, shared })),
        }),
      )
      .sort((a, b) => b.from.vacancies - a.from.vacancies || compareNames(a.from, b.from)),
    merged: merged.map((each): MergedTerm => known(each)).sort(byShared),
    added: lone.added.filter(id => !succeeding.has(id)).map(id => to.terms.get(id)!),
    gone: lone.gone.filter(id => !succeeded.has(id)).map(id => from.terms.get(id)!),
    changed: changesOf(pairs),
    medians: diffMedians(from, to, pairs),
  }
}

/**
 * Medians beyond the interval that they had.
 * @param renamed ids of terms by those they had before
 */
export function mediansBeyond(
  from: TermSide,
  to: TermSide,
  renamed: ReadonlyMap<number, number>,
): MedianChange[] {
  const before = new Map([
    ...[...movedTerms(from, to)].map(([id, there]) => [there, id] as const),
    ...renamed,
  ])
  return diffMedians(from, to, pairTerms(from, to, before))
}

/** @param before the ids that terms had before, of those that have another */
const pairTerms = (from: TermSide, to: TermSide, before: ReadonlyMap<number, number>): Pair[] =>
  [...to.terms].flatMap(([id, now]): Pair[] => {
    const formerId = from.terms.has(id) ? id : before.get(id)
    const former = formerId === undefined ? undefined : from.terms.get(formerId)
    return formerId === undefined || !former ? [] : [{ id, formerId, now, former }]
  })

interface Pair {
  id: number
  formerId: number
  now: LoneTerm
  former: LoneTerm
}

/** What became of the terms that are gone; each of them has one kind of successor at most. */
function findSuccessors(
  from: TermSide,
  to: TermSide,
  exchanges: readonly Exchange[],
  added: ReadonlySet<number>,
): Record<'renamed' | 'split' | 'merged', Exchange[]> {
  const had = ({ lost }: Exchange) => from.terms.get(lost)!.vacancies
  const has = ({ gained }: Exchange) => to.terms.get(gained)?.vacancies ?? 0
  const enough = exchanges.filter(each => each.vacancies >= leastExchanged && has(each) > 0)
  const split = [
    ...Map.groupBy(
      enough.filter(
        each =>
          added.has(each.gained) &&
          each.vacancies >= partOfSplit.ofWhole * had(each) &&
          each.vacancies >= partOfSplit.ofItself * has(each),
      ),
      ({ lost }) => lost,
    ).values(),
  ].flatMap(parts => (parts.length > 1 ? parts : []))
  const taken = {
    lost: new Set(split.map(({ lost }) => lost)),
    gained: new Set(split.map(each => each.gained)),
  }
  const share = (each: Exchange) => each.vacancies / Math.max(had(each), has(each))
  const renamed = enough
    .filter(each => added.has(each.gained) && share(each) >= mostly)
    .sort((a, b) => share(b) - share(a) || b.vacancies - a.vacancies || a.gained - b.gained)
    .filter(({ lost, gained }) => {
      if (taken.lost.has(lost) || taken.gained.has(gained)) return false
      taken.lost.add(lost)
      taken.gained.add(gained)
      return true
    })
  // A new skill that half of all adverts name succeeds nothing: what it gained, it gained elsewhere too.
  const gains = (each: Exchange) => has(each) - (from.terms.get(each.gained)?.vacancies ?? 0)
  const merged = enough
    .filter(each => each.vacancies >= mostly * had(each) && each.vacancies >= partOfMerger * gains(each))
    .sort((a, b) => b.vacancies - a.vacancies || a.gained - b.gained)
    .filter(({ lost }) => {
      if (taken.lost.has(lost)) return false
      taken.lost.add(lost)
      return true
    })
  return { renamed, split, merged }
}

function diffCategories(from: TermSide, to: TermSide, moved: ReadonlyMap<number, number>): CategoryChange[] {
  const leaving = [...moved].map(([id, there]) => ({
    category: from.terms.get(id)!.category,
    term: to.terms.get(there)!,
  }))
  return [...Map.groupBy(leaving, ({ category }) => category)]
    .map(([category, terms]): CategoryChange => {
      const into = [...Map.groupBy(terms, ({ term }) => term.category)].map(([target, those]) => ({
        category: target,
        isNew: !from.categories.has(target),
        vacancies: to.categories.get(target) ?? 0,
        terms: those.map(({ term }) => term).sort((a, b) => b.vacancies - a.vacancies || compareNames(a, b)),
      }))
      const isGone = !to.categories.has(category)
      return {
        category,
        kind: into.every(({ isNew }) => !isNew) ? 'moved' : isGone && into.length === 1 ? 'renamed' : 'split',
        from: from.categories.get(category) ?? 0,
        to: to.categories.get(category) ?? 0,
        into: into.sort((a, b) => b.vacancies - a.vacancies || compare(a.category, b.category)),
      }
    })
    .sort((a, b) => b.from - a.from || compare(a.category, b.category))
}

const changesOf = (pairs: readonly Pair[]): TermChange[] =>
  pairs
    .filter(({ now, former }) => now.vacancies !== former.vacancies || now.rank !== former.rank)
    .map(({ now: { term, category, ...standing }, former: { term: was, category: wasIn, ...before } }) => ({
      term,
      category,
      from: before,
      to: standing,
      formerly: was === term && wasIn === category ? null : { term: was, category: wasIn },
    }))
    .sort(
      (a, b) =>
        Math.abs(b.to.vacancies - b.from.vacancies) - Math.abs(a.to.vacancies - a.from.vacancies) ||
        compareNames(a, b),
    )

/** Medians of both sides, where the later lies outside of the earlier's interval. */
function diffMedians(from: TermSide, to: TermSide, pairs: readonly Pair[]): MedianChange[] {
  const key = (termId: number, market: string) => `${termId} ${market}`
  const former = new Map(from.figures.map(each => [key(each.termId, each.market), each.median]))
  const earlierId = new Map(pairs.map(({ id, formerId }) => [id, formerId]))
  return to.figures
    .flatMap(({ kind, termId, name, category, market, median }): MedianChange[] => {
      const earlier = kind === 'term' && former.get(key(earlierId.get(termId) ?? termId, market))
      if (!earlier || !median || earlier.low === null || earlier.high === null) return []
      if (median.p50 >= earlier.low && median.p50 <= earlier.high) return []
      return [
        {
          term: name,
          category,
          type: market,
          unit: mainUnit[market],
          from: earlier,
          to: median,
          moved: median.p50 / earlier.p50 - 1,
        },
      ]
    })
    .sort((a, b) => Math.abs(b.moved) - Math.abs(a.moved) || compareNames(a, b))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const compareNames = (a: { term: string; category: string }, b: { term: string; category: string }): number =>
  compare(a.term.toLowerCase(), b.term.toLowerCase()) || compare(a.category, b.category)
