import { isDeepStrictEqual } from 'node:util'
import type { HistoryDiff, HistoryMedian } from '../../statistics/publication-diff/history-diff.ts'
import type { DiffSide } from '../../statistics/publication-diff/publication-diff.ts'
import { readingLine, short, summary, termParts, titled } from '../diff-terminal.ts'
import { change, count, longDate, money, shortDate, shortMoneyRange } from '../format.ts'
import { type Column, part } from '../guide-terminal/columns.ts'
import { counted, plain } from '../paint.ts'
import {
  joinParts,
  type Means,
  means,
  pageHeading,
  paragraph,
  partTitle,
  type TerminalOptions,
} from '../text-table.ts'
import { the } from '../wording.ts'
import { points, totalsPart } from './totals.ts'

/** A publication of a backfill and the one that it replaces; null where its day had none. */
export interface Replacement {
  from: DiffSide | null
  to: DiffSide
}

/** What a backfill changes. */
export interface BackfillDiff {
  backfill: number
  /** The newest day first. */
  publications: readonly Replacement[]
  /** All that its publications count together; null where none of them replaces another. */
  history: HistoryDiff | null
}

/**
 * What a backfill changes of all history, as an editor reads it before releasing; then the publications it changes most.
 * @param limit lines of each list
 */
export function printBackfillDiff(
  { backfill, publications, history }: BackfillDiff,
  limit: number,
  options: TerminalOptions,
): string {
  const page = means(options)
  const { width, paint } = page
  const days = publications.map(({ to }) => to.asOf).sort()
  const held = publications.filter(({ to }) => to.state === 'held').length
  const fresh = publications.filter(({ from }) => from === null)
  const told = publications.filter(isMoved)
  const quiet = publications.length - told.length - fresh.length
  return joinParts([
    pageHeading(
      `Backfill ${backfill}`,
      [
        `${counted(publications.length, 'publication')}, ${longDate(days[0]!)} to ${longDate(days.at(-1)!)}`,
        ...(held > 0 ? [`${count(held)} held`] : []),
      ].join('; '),
      page,
    ),
    ...(history
      ? [
          totalsPart(
            `All history in ${the(history.location)}, each vacancy once`,
            { ...history.totals, types: history.types },
            page,
          ),
          whyPart(history, page),
          paragraph(summary(history, history.medians), 'reset', width, paint),
          ...termParts(history, limit, page),
          mediansPart(history.medians, limit, page),
        ]
      : []),
    publicationsPart(
      'Publications whose totals differ, most by vacancies first',
      told.toSorted((a, b) => moveOf(b) - moveOf(a)),
      limit,
      page,
    ),
    publicationsPart('Publications of days that had none for readers', fresh, limit, page),
    paragraph(
      `${quiet > 0 ? `${counted(quiet, 'publication has', 'publications have')} the same totals as before. ` : ''}"jobtide publications diff NUMBER" has one publication in full${held > 0 ? `; "jobtide publications release --backfill ${backfill}" shows all that are held to readers` : ''}.`,
      'dim',
      width,
      paint,
    ),
  ])
}

function whyPart({ from, to, readings, after, upto, publications }: HistoryDiff, page: Means): string {
  const { width, paint } = page
  const row = (name: string, before: string[], now: string[], about: string) => {
    const differs = before.join() !== now.join()
    const text = differs ? `${before.join(', ')} → ${now.join(', ')}${about}` : now.join(', ')
    return paragraph(plain(text), differs ? 'reset' : 'dim', width - 20, paint)
      .split('\n')
      .map((line, at) =>
        at === 0
          ? `${paint(differs ? 'yellow' : 'dim', `${name.padEnd(9)} ${differs ? 'differs' : 'same   '}`)}   ${line}`
          : `${' '.repeat(20)}${line}`,
      )
      .join('\n')
  }
  const said = [
    `${counted(publications, 'publication replaces', 'publications replace')} one; together they count the days after ${longDate(after)} up to ${longDate(upto)}.`,
    readings.added + readings.gone === 0
      ? 'The same vacancies are counted.'
      : `${counted(readings.added, 'vacancy', 'vacancies')} more, ${count(readings.gone)} fewer.`,
    readingLine(readings),
  ].join(' ')
  return [
    partTitle('Why', page),
    row(
      'Taxonomy',
      from.taxonomies.map(short),
      to.taxonomies.map(short),
      ' ("jobtide taxonomy diff" compares the files)',
    ),
    row('Code', from.codes, to.codes, ''),
    '',
    paragraph(said, 'reset', width, paint),
  ].join('\n')
}

function mediansPart(medians: readonly HistoryMedian[], limit: number, page: Means): string | null {
  return part(
    titled('Medians beyond the interval that they had, each where it moved furthest', medians, limit),
    [
      { head: '' },
      { head: 'Type', width: 9, quiet: true },
      { head: 'As of', width: 11 },
      number('Months', 6),
      number('Before', 8),
      { ...number('Its 95 %', 13), quiet: true },
      number('After', 8),
      signed('Change', 8),
      number('In', 4),
    ],
    medians.slice(0, limit).map(({ term, type, unit, asOf, months, from, to, moved, publications }) => ({
      cells: [
        term,
        type,
        shortDate(asOf),
        String(months),
        money(from.p50, unit),
        shortMoneyRange(from.low === null || from.high === null ? null : [from.low, from.high], unit),
        money(to.p50, unit),
        change(moved * 100),
        count(publications),
      ],
    })),
    page,
  )
}

function publicationsPart(
  title: string,
  replacements: readonly Replacement[],
  limit: number,
  page: Means,
): string | null {
  return part(
    titled(title, replacements, limit),
    columns,
    replacements.slice(0, limit).map(({ from, to }) => ({
      cells: [
        shortDate(to.asOf),
        String(to.months),
        `${from ? `${from.publication} → ` : ''}${to.publication}`,
        ` ${to.state}`,
        count(vacancies(to)),
        from && vacancies(from) > 0 ? change((vacancies(to) / vacancies(from) - 1) * 100) : 'new',
        from ? moved(from, to, 'recognised') : '',
        from ? moved(from, to, 'quoted') : '',
        from ? median(from, to, 'permanent') : '',
        from ? median(from, to, 'contract') : '',
      ],
    })),
    page,
  )
}

const number = (head: string, width: number): Column => ({ head, width, align: 'right' })
const signed = (head: string, width: number): Column => ({ ...number(head, width), signed: true })

const columns: Column[] = [
  { head: 'As of' },
  number('Months', 6),
  { ...number('Number', 11), strong: true },
  { head: ' State', width: 11, quiet: true },
  number('Vacancies', 9),
  signed('Change', 8),
  signed('Titles', 10),
  signed('Pay', 10),
  signed('Salary', 8),
  signed('Day rate', 8),
]

const all = (side: DiffSide, of: 'vacancies' | 'recognised' | 'quoted'): number =>
  side.totals.permanent[of] + side.totals.contract[of]
const vacancies = (side: DiffSide): number => all(side, 'vacancies')

/** Whether a total of it differs. */
const isMoved = ({ from, to }: Replacement): boolean =>
  from !== null && !isDeepStrictEqual(from.totals, to.totals)

/** By how much of what stood its vacancies move. */
const moveOf = ({ from, to }: Replacement): number =>
  Math.abs(vacancies(to) - vacancies(from!)) / Math.max(1, vacancies(from!))

function moved(from: DiffSide, to: DiffSide, of: 'recognised' | 'quoted'): string {
  if (vacancies(from) === 0 || vacancies(to) === 0) return ''
  return points(all(to, of) / vacancies(to) - all(from, of) / vacancies(from))
}

function median(from: DiffSide, to: DiffSide, type: 'permanent' | 'contract'): string {
  const [a, b] = [from.totals[type].median, to.totals[type].median]
  return a && b ? change((b.p50 / a.p50 - 1) * 100) : ''
}
