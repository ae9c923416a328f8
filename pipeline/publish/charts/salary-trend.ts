import type { PayUnit, TrendPage } from '../../statistics/trend-page.ts'
import { money, period, shortMonth } from '../format.ts'
import { PAY_WORDING, UNITS } from '../wording.ts'
import { grid, linePoints, monthAxis, shortMoney, valueAxis } from './axes.ts'
import { INK, renderChart } from './svg-chart.ts'

type Point = TrendPage['trend'][number]

/** Quoted pay month by month, the median within its percentile bands, as inline SVG; null where none is quoted. */
export function salaryTrendChart(page: TrendPage): string | null {
  const [unit] = UNITS[page.type]
  const quoted = page.trend.filter(point => point.p50 !== null)
  const first = quoted.at(0)
  const last = quoted.at(-1)
  if (!first || !last) return null
  const text = {
    id: 'salary-trend',
    title: `${page.term}: ${PAY_WORDING[unit].quotes} quoted in ${page.location}`,
    description: `Windows of ${period(page.months)}. ${describe('First', first, unit)} ${describe('Last', last, unit)}`,
  }
  return renderChart(text, size => ({
    grid: grid(size),
    xAxis: monthAxis(
      page.trend.map(point => point.month),
      size,
    ),
    yAxis: valueAxis(size, shortMoney, false),
    series: [
      band(page.trend, point => point.p10, null),
      band(page.trend, point => difference(point.p10, point.p25), INK.outerBand),
      band(page.trend, point => difference(point.p25, point.p75), INK.innerBand),
      band(page.trend, point => difference(point.p75, point.p90), INK.outerBand),
      {
        type: 'line',
        z: 3,
        ...linePoints(page.trend.map(point => point.p50)),
        lineStyle: { color: INK.line, width: 2.5 },
        itemStyle: { color: INK.line },
      },
    ],
  }))
}

/** A layer of the stack: as high as the band is wide, resting on the layers before it. */
function band(points: Point[], height: (point: Point) => number | null, fill: string | null) {
  return {
    type: 'line',
    stack: 'percentiles',
    data: points.map(point => height(point) ?? '-'),
    symbol: 'none',
    lineStyle: { width: 0, opacity: 0 },
    ...(fill === null ? {} : { areaStyle: { color: fill, opacity: 1 } }),
  }
}

function difference(low: number | null, high: number | null): number | null {
  return low === null || high === null ? null : high - low
}

function describe(which: string, point: Point, unit: PayUnit): string {
  return (
    `${which}, ${shortMonth(point.month)}: median ${money(point.p50, unit)}, ` +
    `middle half ${money(point.p25, unit)} to ${money(point.p75, unit)}, ` +
    `10th to 90th percentile ${money(point.p10, unit)} to ${money(point.p90, unit)}.`
  )
}
