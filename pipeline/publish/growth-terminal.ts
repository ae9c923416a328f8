import type { Growth } from '../statistics/guide/guide-page.ts'
import type { MarketType } from '../statistics/trend-page.ts'
import { change, count, longDate } from './format.ts'
import { type Column, part } from './guide-terminal/columns.ts'
import { plain } from './paint.ts'
import { joinParts, means, pageHeading, type TerminalOptions } from './text-table.ts'
import { capitalised } from './wording.ts'

/** Growth of terms in a place, as text for a terminal, in the order given. */
export function printGrowth(
  rows: readonly ({ term: string; category: string } & Growth)[],
  { location, type }: { location: string; type: MarketType },
  options: TerminalOptions,
): string {
  const page = means(options)
  const [first] = rows
  const about = first ? `, 3 months to ${longDate(first.to)} against the 3 months before` : ''
  const number = (head: string, width: number): Column => ({ head, width, align: 'right' })
  const table = part(
    first?.comparable === false
      ? `The two periods are not comparable${first.reason ? `: ${plain(first.reason)}` : ''}`
      : 'Vacancies by title and skill',
    [
      { head: '' },
      { head: 'Category', width: 24 },
      number('Now', 7),
      number('Before', 7),
      { ...number('Change', 10), strong: true },
      { ...number('95 % interval', 20), quiet: true },
    ],
    rows.map(row => ({
      cells: [
        row.term,
        row.category,
        count(row.now),
        count(row.before),
        change(row.change),
        row.changeInterval === null ? '' : row.changeInterval.map(end => change(end)).join(' to '),
      ],
    })),
    page,
  )
  return joinParts([
    pageHeading('Growth', `${capitalised(type)} jobs in ${location}${about}`, page),
    table ?? 'No vacancies.',
  ])
}
