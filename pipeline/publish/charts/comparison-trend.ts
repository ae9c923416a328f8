import type { TrendPage } from '../../statistics/trend-page.ts'
import { money, period, share, shortMonth } from '../format.ts'
import { PAY_WORDING, UNITS } from '../wording.ts'
import { bandBetween, grid, linePoints, monthAxis, shortMoney, shortPercent, valueAxis } from './axes.ts'
import { INK, renderChart } from './svg-chart.ts'

type Point = TrendPage['trend'][number]

/** Two pages of one type with the names that tell them apart. */
export interface Compared {
  names: readonly [string, string]
  pages: readonly [TrendPage, TrendPage]
}

/** The medians of two pages over the months, each in its 95 % interval, as inline SVG; null where none is quoted. */
export function medianComparisonChart(compared: Compared): string | null {
  const { type } = compared.pages[0]
  const [unit] = UNITS[type]
  return overlay(compared, {
    id: `median-comparison-${type}`,
    title: `Median ${PAY_WORDING[unit].noun}: ${compared.names.join(' and ')}`,
    value: point => point.p50,
    interval: point => point.p50Interval,
    print: value => money(value, unit),
    axis: shortMoney,
    fromZero: false,
  })
}

/** The shares of all vacancies of two pages over the months, as inline SVG; null where no window has any. */
export function shareComparisonChart(compared: Compared): string | null {
  const { type } = compared.pages[0]
  const percent = (fraction: number) => fraction * 100
  return overlay(compared, {
    id: `share-comparison-${type}`,
    title: `Share of all ${type} vacancies: ${compared.names.join(' and ')}`,
    value: ({ shareOfAll }) => (shareOfAll === null ? null : percent(shareOfAll)),
    interval: ({ shareInterval }) => shareInterval && [percent(shareInterval[0]), percent(shareInterval[1])],
    print: value => share(value / 100),
    axis: shortPercent,
    fromZero: true,
  })
}

interface Measure {
  id: string
  title: string
  value(point: Point): number | null
  interval(point: Point): readonly [number, number] | null
  print(value: number): string
  axis(value: number): string
  fromZero: boolean
}

function overlay({ names, pages }: Compared, measure: Measure): string | null {
  const months = [...new Set(pages.flatMap(page => page.trend.map(point => point.month)))].sort()
  const series = pages.map(page => {
    const byMonth = new Map(page.trend.map(point => [point.month, point]))
    return months.map(month => byMonth.get(month))
  })
  const last = series.map(points =>
    points.findLast(point => point !== undefined && measure.value(point) !== null),
  )
  if (last.every(point => point === undefined)) return null
  const description = last
    .flatMap((point, index) => {
      const value = point && measure.value(point)
      return point && value != null
        ? [`${names[index]}, ${shortMonth(point.month)}: ${measure.print(value)}`]
        : []
    })
    .join('; ')
  const inks = [INK.line, INK.second]
  return renderChart(
    {
      id: measure.id,
      title: measure.title,
      description: `Windows of ${period(pages[0].months)}, last of each: ${description}.`,
    },
    size => ({
      grid: grid(size),
      xAxis: monthAxis(months, size),
      yAxis: valueAxis(size, measure.axis, measure.fromZero),
      series: series.flatMap((points, index) => {
        const ink = inks[index] ?? INK.line
        return [
          ...bandBetween(
            `interval-${index}`,
            points.map(point => (point && measure.value(point) !== null ? measure.interval(point) : null)),
            ink,
            0.16,
          ),
          {
            type: 'line',
            z: 3,
            ...linePoints(points.map(point => (point ? measure.value(point) : null))),
            lineStyle: { color: ink, width: 2.5, ...(index === 1 ? { type: [7, 3] } : {}) },
            itemStyle: { color: ink },
          },
        ]
      }),
    }),
  )
}
