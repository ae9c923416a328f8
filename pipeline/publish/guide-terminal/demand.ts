import type { MarketGuide, ShareFigure } from '../../statistics/guide/guide-page.ts'
import { change, count, share, shareRange, shortDate } from '../format.ts'
import { plain } from '../paint.ts'
import { type Means, paragraph } from '../text-table.ts'
import { capitalised } from '../wording.ts'
import { part } from './columns.ts'

/** Vacancies of three months against the three before. */
export function growthPart(markets: readonly MarketGuide[], means: Means): string | null {
  const [first] = markets
  if (!first) return null
  const { middle, to, comparable, reason } = first.growth
  const table = part(
    'Demand: three months against the three before',
    [
      { head: '' },
      { head: `To ${shortDate(middle)}`, width: 15, align: 'right' },
      { head: `To ${shortDate(to)}`, width: 15, align: 'right' },
      { head: 'Growth', width: 10, align: 'right', signed: true },
      { head: '95 % interval', width: 22, align: 'right', quiet: true },
    ],
    markets.map(({ type, growth }) => ({
      cells: [
        capitalised(type),
        count(growth.before),
        count(growth.now),
        change(growth.change),
        growth.changeInterval
          ? `${change(growth.changeInterval[0])} to ${change(growth.changeInterval[1])}`
          : '',
      ],
    })),
    means,
  )
  if (comparable !== false || table === null) return table
  const note = `Not comparable${reason ? `: ${plain(reason)}` : ''}.`
  return `${table}\n${paragraph(note, 'dim', means.width, means.paint)}`
}

/** Where the work is done. */
export function workplacePart(markets: readonly MarketGuide[], means: Means): string | null {
  const line = (label: string, figure: ShareFigure) => ({
    cells: [label, count(figure.vacancies), share(figure.share), shareRange(figure.shareInterval)],
  })
  return part(
    'Workplace, of the jobs that state it',
    [
      { head: '' },
      { head: 'Jobs', width: 8, align: 'right' },
      { head: 'Share', width: 9, align: 'right' },
      { head: '95 % interval', width: 16, align: 'right', quiet: true },
    ],
    markets.flatMap(({ type, workplace: { remote, hybrid, onsite, notStated } }) => [
      line(`${capitalised(type)}: remote`, remote),
      line('Hybrid', hybrid),
      line('On site', onsite),
      line('Not stated, of all', notStated),
    ]),
    means,
  )
}
