import type { GuidePage, MarketGuide } from '../statistics/guide/guide-page.ts'
import { count, longDate, MISSING, moneyRange, percentiles, period } from './format.ts'
import { benchmarksPart, careerPart, hiringPart, positionsPart } from './guide-terminal/around.ts'
import { type Column, columnsTable, part } from './guide-terminal/columns.ts'
import { growthPart, workplacePart } from './guide-terminal/demand.ts'
import { placesPart, premiumsPart, skillsPart } from './guide-terminal/premiums.ts'
import { joinParts, type Means, means, pageHeading, type TerminalOptions } from './text-table.ts'
import { BAND_WORDING, capitalised, PAY_WORDING } from './wording.ts'

/** A salary guide as text for a terminal or a log, ending in a newline. */
export function printGuidePage(page: GuidePage, options: TerminalOptions): string {
  const about = `Salary guide for ${page.location}, ${period(page.months)} to ${longDate(page.asOf)}`
  const layout = means(options)
  const markets = (['permanent', 'contract'] as const)
    .map(type => page.markets[type])
    .filter(({ vacancies }) => vacancies > 0)
  return joinParts([
    pageHeading(page.term, about, layout),
    payTable(markets, layout),
    ...markets.map(market => bandsPart(market, layout)),
    ...markets.map(market => placesPart(market, page.location, layout)),
    ...markets.flatMap(market => premiumsPart(market, layout)),
    ...markets.flatMap(market => skillsPart(market, layout)),
    growthPart(markets, layout),
    workplacePart(markets, layout),
    careerPart(page, layout),
    positionsPart(page, layout),
    benchmarksPart(page, layout),
    hiringPart(page, layout),
  ])
}

function payTable(markets: readonly MarketGuide[], means: Means): string {
  if (markets.length === 0) return 'No vacancies in these months.'
  const columns: Column[] = [
    { head: '' },
    ...markets.flatMap(({ type, unit }): Column[] => [
      { head: `${capitalised(type)}, ${PAY_WORDING[unit].per}`, width: 20, align: 'right' },
      { head: '95 % interval', width: 18, align: 'right', quiet: true },
    ]),
  ]
  const printed = markets.map(({ pay, unit }) => percentiles(pay, unit))
  const lines = (['p10', 'p25', 'p50', 'p75', 'p90'] as const).map(name => ({
    strong: name === 'p50',
    cells: [
      {
        p10: '10th percentile',
        p25: '25th percentile',
        p50: 'Median',
        p75: '75th percentile',
        p90: '90th percentile',
      }[name],
      ...markets.flatMap(({ pay, unit }, at) => {
        const figure = printed[at]![name]
        return [figure, figure === MISSING ? '' : moneyRange(pay.intervals[name], unit)]
      }),
    ],
  }))
  const counts = (label: string, of: (market: MarketGuide) => number) => ({
    cells: [label, ...markets.flatMap(market => [count(of(market)), ''])],
  })
  return columnsTable(
    columns,
    [
      counts('Vacancies', market => market.vacancies),
      counts('Of these with pay stated', market => market.pay.quoted),
      ...lines,
    ],
    means,
  )
}

function bandsPart({ type, unit, bands }: MarketGuide, means: Means): string | null {
  return part(
    `Pay by seniority: ${type}, ${PAY_WORDING[unit].per}`,
    [
      { head: '' },
      { head: 'Jobs', width: 6, align: 'right' },
      { head: 'Quotes', width: 6, align: 'right' },
      ...['P10', 'P25', 'Median', 'P75', 'P90'].map(
        (head): Column => ({ head, width: 8, align: 'right', strong: head === 'Median' }),
      ),
      { head: '95 % of median', width: 16, align: 'right', quiet: true },
    ],
    bands.map(({ band, vacancies, pay }) => {
      const { p10, p25, p50, p75, p90 } = percentiles(pay, unit)
      return {
        cells: [
          BAND_WORDING[band],
          count(vacancies),
          count(pay.quoted),
          ...[p10, p25, p50, p75, p90],
          moneyRange(pay.intervals.p50, unit),
        ],
      }
    }),
    means,
  )
}
