import type { Benchmark, GuidePage, Position, TitleRow } from '../../statistics/guide/guide-page.ts'
import { change, count, MISSING, money, moneyDifference, moneyRange, shortDate } from '../format.ts'
import { counted } from '../paint.ts'
import type { Means } from '../text-table.ts'
import { BAND_WORDING } from '../wording.ts'
import { type Column, part } from './columns.ts'

/** Positions and roles that a terminal shows. */
const LISTED = 10

const number = (head: string, width: number): Column => ({ head, width, align: 'right' })

/** Levels of the role, and the roles around it. */
export function careerPart({ career, location }: GuidePage, means: Means): string | null {
  if (!career) return null
  const { role, ladder, wider, specialised, siblings } = career
  const line = (name: string, row: TitleRow) => ({
    cells: [
      name,
      count(row.vacancies),
      count(row.quoted),
      money(row.p50, 'year'),
      moneyRange(row.p50Interval, 'year'),
    ],
  })
  return part(
    `Career of a ${role} in ${location}: permanent, a year`,
    [
      { head: '' },
      number('Jobs', 7),
      number('Quotes', 7),
      { ...number('Median', 9), strong: true },
      { ...number('95 % interval', 18), quiet: true },
    ],
    [
      ...ladder.map(row => line(row.term, row)),
      ...specialised.slice(0, LISTED).map(row => line(`Special: ${row.term}`, row)),
      ...siblings.slice(0, LISTED).map(row => line(`Beside: ${row.term}`, row)),
      ...wider.map(row => line(`Wider: ${row.term}`, row)),
    ],
    means,
  )
}

/** The newest open positions. */
export function positionsPart({ positions }: GuidePage, means: Means): string | null {
  const boards = positions.boards.slice(0, 5).map(({ source, open }) => `${source} ${count(open)}`)
  return part(
    `${counted(positions.total, 'open position')}: ${boards.join(', ')}`,
    [
      { head: '' },
      { head: 'Place', width: 18 },
      { head: 'Pay', width: 17, align: 'right' },
      { head: 'Board', width: 12 },
      { head: 'Posted', width: 11, align: 'right' },
    ],
    positions.newest.slice(0, LISTED).map(position => ({
      cells: [
        position.company === null ? position.title : `${position.title}, ${position.company}`,
        position.locations.join(', '),
        range(position.pay),
        position.source,
        shortDate(position.postedOn),
      ],
    })),
    means,
  )
}

function range(pay: Position['pay']): string {
  if (!pay) return MISSING
  return pay.low === pay.high ? money(pay.low, pay.unit) : `£${moneyRange([pay.low, pay.high], pay.unit)}`
}

/** What others have published beside our medians. */
export function benchmarksPart({ benchmarks }: GuidePage, means: Means): string | null {
  return part(
    'What others have published, beside our medians',
    [
      { head: '' },
      number('Published', 17),
      number('Quotes', 7),
      { ...number('Ours', 9), strong: true },
      { ...number('Difference', 11), signed: true },
      { ...number('', 9), signed: true },
    ],
    benchmarks.map(row => ({
      cells: [
        `${row.source}: ${row.statistic}, ${row.band ? `${BAND_WORDING[row.band].toLowerCase()}, ` : ''}${row.location}`,
        published(row),
        count(row.ours.quoted),
        money(row.ours.p50, row.unit),
        moneyDifference(row.difference, row.unit),
        change(row.differencePercent),
      ],
    })),
    means,
  )
}

function published({ low, high, andMore, unit }: Benchmark): string {
  const more = andMore ? '+' : ''
  if (low === null) return `up to ${money(high, unit)}`
  if (high === null) return `from ${money(low, unit)}`
  return low === high ? money(low, unit) + more : `£${moneyRange([low, high], unit)}${more}`
}

/** What an agency takes of the median salary. */
export function hiringPart({ hiring: { salary, fees, source } }: GuidePage, means: Means): string | null {
  if (salary.p50 === null) return null
  return part(
    `Hiring through an agency, on the median of ${money(salary.p50, 'year')} (${source})`,
    [{ head: '' }, number('Fee', 9), { ...number('95 % interval', 18), quiet: true }],
    fees.map(({ rate, amount, amountInterval }) => ({
      cells: [
        `${Number((rate * 100).toFixed(1))} % of the first year's salary`,
        money(amount, 'year'),
        moneyRange(amountInterval, 'year'),
      ],
    })),
    means,
  )
}
