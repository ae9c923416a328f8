import type { SharedVacancies, TermFigures } from '../../../db/queries/publication-differences.ts'
import { mainUnit } from '../guide/window-of.ts'
import type {
  CategoryChange,
  LoneTerm,
  MedianChange,
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
  'categories' | 'renamed' | 'split' | 'added' | 'gone' | 'changed' | 'medians'
>

/** A term is renamed where at least this share of the vacancies of either name has the other; fewer are chance. */
const renamed = { share: 0.5, least: 3 }

/** A term is split where each of several new ones has at least this share of its vacancies. */
const splitShare = 0.2

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

/** @param shared vacancies that terms of `loneTerms` have in common */
export function diffTerms(from: TermSide, to: TermSide, shared: readonly SharedVacancies[]): TermDiff {
  const { gone, added } = loneTerms(from, to)
  const names = findRenamed(from, to, shared)
  const renamedTo = new Map(names.map(({ fromTerm, toTerm }) => [toTerm, fromTerm]))
  const renamedFrom = new Set(renamedTo.values())
  const split = findSplit(from, to, shared, renamedFrom, new Set(renamedTo.keys()))
  const moved = movedTerms(from, to)
  const before = new Map([...moved].map(([id, there]) => [there, id]))
  const pairs = [...to.terms].flatMap(([id, now]): Pair[] => {
    const formerId = from.terms.has(id) ? id : (before.get(id) ?? renamedTo.get(id))
    return formerId === undefined ? [] : [{ id, formerId, now, former: from.terms.get(formerId)! }]
  })
  const renames = names.map(
    ({ fromTerm, toTerm, vacancies }): RenamedTerm => ({
      from: from.terms.get(fromTerm)!,
      to: to.terms.get(toTerm)!,
      shared: vacancies,
    }),
  )
  const splitFrom = new Set(split.map(({ id }) => id))
  return {
    categories: diffCategories(from, to, moved),
    renamed: renames.sort((a, b) => b.shared - a.shared || compareNames(a.to, b.to)),
    split: split.map(({ id: _, ...each }) => each),
    added: added.filter(id => !renamedTo.has(id)).map(id => to.terms.get(id)!),
    gone: gone.filter(id => !renamedFrom.has(id) && !splitFrom.has(id)).map(id => from.terms.get(id)!),
    changed: changesOf(pairs),
    medians: diffMedians(from, to, pairs),
  }
}

interface Pair {
  id: number
  formerId: number
  now: LoneTerm
  former: LoneTerm
}

/** Each term at most once, those that share the most first. */
function findRenamed(from: TermSide, to: TermSide, shared: readonly SharedVacancies[]): SharedVacancies[] {
  const taken = { from: new Set<number>(), to: new Set<number>() }
  const part = ({ fromTerm, toTerm, vacancies }: SharedVacancies) =>
    vacancies / Math.max(from.terms.get(fromTerm)!.vacancies, to.terms.get(toTerm)!.vacancies)
  return shared
    .filter(each => each.vacancies >= renamed.least && part(each) >= renamed.share)
    .sort((a, b) => part(b) - part(a) || b.vacancies - a.vacancies || a.toTerm - b.toTerm)
    .filter(({ fromTerm, toTerm }) => {
      if (taken.from.has(fromTerm) || taken.to.has(toTerm)) return false
      taken.from.add(fromTerm)
      taken.to.add(toTerm)
      return true
    })
}

function findSplit(
  from: TermSide,
  to: TermSide,
  shared: readonly SharedVacancies[],
  renamedFrom: ReadonlySet<number>,
  renamedTo: ReadonlySet<number>,
): (SplitTerm & { id: number })[] {
  const parts = shared.filter(
    ({ fromTerm, toTerm, vacancies }) =>
      !renamedFrom.has(fromTerm) &&
      !renamedTo.has(toTerm) &&
      vacancies >= renamed.least &&
      vacancies >= splitShare * from.terms.get(fromTerm)!.vacancies,
  )
  return [...Map.groupBy(parts, ({ fromTerm }) => fromTerm)]
    .filter(([, into]) => into.length > 1)
    .map(([id, into]) => ({
      id,
      from: from.terms.get(id)!,
      into: into
        .sort((a, b) => b.vacancies - a.vacancies || a.toTerm - b.toTerm)
        .map(({ toTerm, vacancies }) => ({ ...to.terms.get(toTerm)!, shared: vacancies })),
    }))
    .sort((a, b) => b.from.vacancies - a.from.vacancies || compareNames(a.from, b.from))
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
