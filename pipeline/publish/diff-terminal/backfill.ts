import type { DiffSide } from '../../statistics/publication-diff/publication-diff.ts'
import { change, count, longDate, shortDate } from '../format.ts'
import { type Column, part } from '../guide-terminal/columns.ts'
import { counted } from '../paint.ts'
import { joinParts, means, pageHeading, type TerminalOptions } from '../text-table.ts'
import { points } from './totals.ts'

/** A publication of a backfill and the one that it replaces; null where it is the first. */
export interface Replacement {
  from: DiffSide | null
  to: DiffSide
}

/** Every publication of a backfill against what it replaces, a line each. */
export function printBackfillDiff(
  backfillId: number,
  replacements: readonly Replacement[],
  options: TerminalOptions,
): string {
  const page = means(options)
  const days = replacements.map(({ to }) => to.asOf).sort()
  const held = replacements.filter(({ to }) => to.state === 'held').length
  const table = part(
    'Its publications against those they replace',
    columns,
    replacements.map(({ from, to }) => ({
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
  return joinParts([
    pageHeading(
      `Backfill ${backfillId}`,
      `${counted(replacements.length, 'publication')}, ${longDate(days[0]!)} to ${longDate(days.at(-1)!)}${held > 0 ? `; ${count(held)} held` : ''}`,
      page,
    ),
    table,
  ])
}

const number = (head: string, width: number): Column => ({ head, width, align: 'right' })
const signed = (head: string, width: number): Column => ({ ...number(head, width), signed: true })

const columns: Column[] = [
  { head: 'As of' },
  number('Months', 6),
  { ...number('Number', 11), quiet: true },
  { head: ' State', width: 11 },
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

function moved(from: DiffSide, to: DiffSide, of: 'recognised' | 'quoted'): string {
  if (vacancies(from) === 0 || vacancies(to) === 0) return ''
  return points(all(to, of) / vacancies(to) - all(from, of) / vacancies(from))
}

function median(from: DiffSide, to: DiffSide, type: 'permanent' | 'contract'): string {
  const [a, b] = [from.totals[type].median, to.totals[type].median]
  return a && b ? change((b.p50 / a.p50 - 1) * 100) : ''
}
