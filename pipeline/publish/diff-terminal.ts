import type {
  CategoryChange,
  DiffSide,
  LoneTerm,
  PublicationDiff,
  TermChange,
} from '../statistics/publication-diff/publication-diff.ts'
import { totalsPart } from './diff-terminal/totals.ts'
import { change, count, longDate, money, period, rankChange, shortMoneyRange } from './format.ts'
import { type Column, part } from './guide-terminal/columns.ts'
import { counted, plain } from './paint.ts'
import {
  joinParts,
  type Means,
  means,
  pageHeading,
  paragraph,
  partTitle,
  type TerminalOptions,
} from './text-table.ts'
import { the } from './wording.ts'

/** Fewer vacancies on both sides than this, and a rank moves by chance. */
const leastRanked = 20

const number = (head: string, width: number): Column => ({ head, width, align: 'right' })
const categoryWidth = 26
const named: Column[] = [{ head: '' }, { head: 'Category', width: categoryWidth, quiet: true }]

/**
 * A diff as an editor reads it before releasing: totals, why, then what is new, gone, renamed or split, then who moved.
 * @param limit lines of each list
 */
export function printPublicationDiff(diff: PublicationDiff, limit: number, options: TerminalOptions): string {
  const page = means(options)
  const { from, to, medians } = diff
  const body = [...termParts(diff, limit, page), mediansPart(diff, limit, page)]
  const isSame = body.every(each => each === null)
  return joinParts([
    pageHeading(`Publication ${from.publication} → ${to.publication}`, headOf(diff), page),
    totalsPart(
      `All vacancies in ${the(diff.location)}`,
      { from: from.totals, to: to.totals, types: diff.types },
      page,
    ),
    whyPart(diff, page),
    isSame ? 'No term differs.' : paragraph(summary(diff, medians), 'reset', page.width, page.paint),
    ...body,
  ])
}

/** What differs of the terms, whatever days are compared. */
export type ComparedTerms = Pick<
  PublicationDiff,
  'renamed' | 'split' | 'merged' | 'categories' | 'added' | 'gone' | 'changed'
>

/** What is renamed, split, merged, new or gone, then who moved. */
export function termParts(diff: ComparedTerms, limit: number, page: Means): (string | null)[] {
  const moved = movedOf(diff)
  const climbed = moved
    .filter(each => Math.max(each.from.vacancies, each.to.vacancies) >= leastRanked)
    .filter(each => each.from.rank !== each.to.rank)
    .toSorted((a, b) => Math.abs(b.to.rank - b.from.rank) - Math.abs(a.to.rank - a.from.rank))
  return [
    renamedPart(diff, limit, page),
    splitPart(diff, limit, page),
    mergedPart(diff, limit, page),
    ...diff.categories.map(each => categoryPart(each, page)),
    lonePart('New', diff.added, limit, page),
    lonePart('Gone', diff.gone, limit, page),
    moversPart('Moved most by vacancies', moved, limit, page),
    // Where all that moved stand above already, their ranks do too.
    moved.length <= limit
      ? null
      : moversPart(`Moved most by rank, from ${leastRanked} vacancies on`, climbed, limit, page),
  ]
}

const movedOf = ({ changed }: ComparedTerms) =>
  changed.filter(each => each.from.vacancies !== each.to.vacancies)

function headOf({ from, to, types }: PublicationDiff): string {
  const only = types.length === 1 ? `, ${types[0]} jobs` : ''
  const state = (side: DiffSide) => `${side.state}`
  if (from.asOf === to.asOf && from.months === to.months)
    return `${period(to.months)} to ${longDate(to.asOf)}${only}: ${from.publication} is ${state(from)}, ${to.publication} is ${state(to)}`
  return `Two different periods: ${period(from.months)} to ${longDate(from.asOf)} (${state(from)}), and ${period(to.months)} to ${longDate(to.asOf)} (${state(to)})${only}`
}

function whyPart({ from, to, why, readings, sources }: PublicationDiff, page: Means): string {
  const { width, paint } = page
  const name = (text: string, differs: boolean) =>
    paint(differs ? 'yellow' : 'dim', `${text.padEnd(9)} ${differs ? 'differs' : 'same   '}`)
  const rows: string[] = []
  const add = (text: string, differs: boolean, about: string) => {
    const lines = paragraph(plain(about), differs ? 'reset' : 'dim', width - 20, paint).split('\n')
    rows.push(...lines.map((line, at) => `${at === 0 ? name(text, differs) : ' '.repeat(17)}   ${line}`))
  }
  add(
    'Taxonomy',
    why.taxonomy,
    why.taxonomy
      ? `${short(from.taxonomy)} → ${short(to.taxonomy)} ("jobtide taxonomy diff" compares the files)`
      : short(to.taxonomy),
  )
  add('Code', why.code, why.code ? `${from.code} → ${to.code}` : to.code)
  add('Data', why.data, dataLine(from, to, readings))
  if (from.asOf !== to.asOf || from.months !== to.months)
    add(
      'Period',
      true,
      readings
        ? `both count ${longDate(dayAfter(readings.after))} to ${longDate(readings.upto)}`
        : 'no day is counted by both',
    )
  if (readings) rows.push('', ...paragraph(readingLine(readings), 'reset', width, paint).split('\n'))
  const shown = sources.slice(0, 5).map(each => `${each.source} ${count(each.from)} → ${count(each.to)}`)
  if (shown.length > 0)
    rows.push(
      paragraph(
        plain(`By source, in the UK: ${shown.join(', ')}${sources.length > 5 ? ', …' : ''}.`),
        'dim',
        width,
        paint,
      ),
    )
  return `${partTitle('Why', page)}\n${rows.join('\n')}`
}

function dataLine(from: DiffSide, to: DiffSide, readings: PublicationDiff['readings']): string {
  const changes =
    from.changeNumber === to.changeNumber
      ? `change ${to.changeNumber}`
      : `change ${from.changeNumber} → ${to.changeNumber}`
  if (!readings) return changes
  const { added, gone } = readings
  if (added + gone === 0) return `${changes}; the same vacancies`
  return `${changes}; ${counted(added, 'vacancy', 'vacancies')} more, ${count(gone)} fewer`
}

export function readingLine(readings: NonNullable<PublicationDiff['readings']>): string {
  const { to, added, otherwise, terms, pay, places, types } = readings
  const both = to - added
  if (otherwise === 0) return `Of ${count(both)} vacancies that both count, none is read otherwise.`
  const parts = [
    [terms, 'titles and skills'],
    [pay, 'pay'],
    [places, 'places'],
    [types, 'type'],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${what} of ${count(n)}`)
  return `Of ${counted(both, 'vacancy', 'vacancies')} that both count, ${count(otherwise)} ${otherwise === 1 ? 'is' : 'are'} read otherwise: ${said.join(', ')}.`
}

/** How many terms differ, and how, in a sentence or two. */
export function summary(diff: ComparedTerms, medians: readonly unknown[]): string {
  const { renamed, split, merged, added, gone, categories } = diff
  const moved = movedOf(diff)
  const parts = [
    [added.length, 'new'],
    [gone.length, 'gone'],
    [renamed.length, 'renamed'],
    [split.length, 'split'],
    [merged.length, 'merged into others'],
    [moved.length, 'with more or fewer vacancies'],
    [medians.length, 'with a median beyond its interval'],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${count(n)} ${what}`)
  const changed =
    categories.length === 0 ? '' : ` ${counted(categories.length, 'category', 'categories')} changed.`
  return `Titles and skills: ${said.length > 0 ? said.join(', ') : 'none differs'}.${changed}`
}

function renamedPart({ renamed }: ComparedTerms, limit: number, page: Means): string | null {
  return part(
    titled('Renamed: one is gone, one is new, and their vacancies are mostly the same', renamed, limit),
    [
      { head: 'Before' },
      { head: 'After', width: 28 },
      number('Before', 7),
      number('After', 7),
      number('Shared', 7),
    ],
    renamed.slice(0, limit).map(({ from, to, shared }) => ({
      cells: [from.term, to.term, count(from.vacancies), count(to.vacancies), count(shared)],
    })),
    page,
  )
}

function splitPart({ split }: ComparedTerms, limit: number, page: Means): string | null {
  return part(
    titled('Split: one is gone, and its vacancies are among several new ones', split, limit),
    [...named, number('Before', 8), number('After', 8), number('Shared', 8)],
    split.slice(0, limit).flatMap(({ from, into }) => [
      { cells: [from.term, brief(from.category), count(from.vacancies), '', ''], strong: true },
      ...into.map(each => ({
        cells: [`  → ${each.term}`, brief(each.category), '', count(each.vacancies), count(each.shared)],
      })),
    ]),
    page,
  )
}

function mergedPart({ merged }: ComparedTerms, limit: number, page: Means): string | null {
  return part(
    titled('Merged: one is gone, and another one has its vacancies beside its own', merged, limit),
    [
      { head: 'Before' },
      { head: 'Went into', width: 28 },
      number('Before', 7),
      number('After', 7),
      number('Shared', 7),
    ],
    merged.slice(0, limit).map(({ from, to, shared }) => ({
      cells: [from.term, to.term, count(from.vacancies), count(to.vacancies), count(shared)],
    })),
    page,
  )
}

function categoryPart({ category, kind, from, to, into }: CategoryChange, page: Means): string {
  const { width, paint } = page
  const heads = {
    renamed: `Category renamed: ${category}`,
    split: `Category split: ${category}`,
    moved: `Moved out of the category ${category}`,
  }
  const counts = `${count(from)} vacancies before, ${to === 0 ? 'none' : count(to)} after`
  const targets = into.flatMap(({ category: target, isNew, vacancies, terms }) => {
    const names = terms.slice(0, 12).map(({ term }) => term)
    const more = terms.length - names.length
    const list = `${names.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`
    return [
      `  → ${paint('bold', plain(target))}${isNew ? paint('green', ' new') : ''}, ${count(vacancies)} vacancies, ${counted(terms.length, 'term')} of it from here`,
      ...paragraph(plain(list), 'dim', width - 4, paint)
        .split('\n')
        .map(line => `    ${line}`),
    ]
  })
  return [partTitle(heads[kind], page), paint('dim', counts), ...targets].join('\n')
}

function lonePart(title: string, terms: readonly LoneTerm[], limit: number, page: Means): string | null {
  return part(
    titled(title, terms, limit),
    [...named, number('Vacancies', 10), number('Rank', 7)],
    terms.slice(0, limit).map(({ term, category, vacancies, rank }) => ({
      cells: [term, brief(category), count(vacancies), count(rank)],
    })),
    page,
  )
}

function moversPart(
  title: string,
  changed: readonly TermChange[],
  limit: number,
  page: Means,
): string | null {
  return part(
    titled(title, changed, limit),
    [
      ...named,
      number('Before', 8),
      number('After', 8),
      { ...number('Change', 10), signed: true },
      number('Rank', 7),
      { ...number('±', 6), signed: true },
    ],
    changed.slice(0, limit).map(({ term, category, formerly, from, to }) => ({
      cells: [
        formerly && formerly.term !== term ? `${term} (was ${formerly.term})` : term,
        brief(category),
        count(from.vacancies),
        count(to.vacancies),
        change((to.vacancies / from.vacancies - 1) * 100),
        count(to.rank),
        from.rank === to.rank ? '' : rankChange(from.rank - to.rank),
      ],
    })),
    page,
  )
}

function mediansPart({ medians }: PublicationDiff, limit: number, page: Means): string | null {
  return part(
    titled('Medians beyond the interval that they had', medians, limit),
    [
      { head: '' },
      { head: 'Type', width: 9, quiet: true },
      number('Before', 9),
      { ...number('Its 95 %', 13), quiet: true },
      number('After', 9),
      { ...number('Change', 9), signed: true },
      number('Quoted', 13),
    ],
    medians.slice(0, limit).map(({ term, type, unit, from, to, moved }) => ({
      cells: [
        term,
        type,
        money(from.p50, unit),
        shortMoneyRange(from.low === null || from.high === null ? null : [from.low, from.high], unit),
        money(to.p50, unit),
        change(moved * 100),
        `${count(from.quoted)} → ${count(to.quoted)}`,
      ],
    })),
    page,
  )
}

/** `Gone: 30 of 112`. */
export const titled = (title: string, list: readonly unknown[], limit: number): string =>
  list.length <= limit ? title : `${title} (${count(limit)} of ${count(list.length)})`

/** A category within its column. */
const brief = (category: string): string =>
  category.length <= categoryWidth ? category : `${category.slice(0, categoryWidth - 1).trimEnd()}…`

export const short = (version: string): string => version.slice(0, 12)

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
