import type { TrendPage } from '../../statistics/trend-page.ts'
import { count, period, share, shortMonth } from '../format.ts'
import { bandBetween, grid, linePoints, monthAxis, shortPercent, valueAxis } from './axes.ts'
import { INK, renderChart } from './svg-chart.ts'

/** The term's share of all vacancies with its 95 % interval, month by month, as inline SVG; null where no window has any. */
export function vacancyTrendChart(page: TrendPage): string | null {
  const points = page.trend.filter(point => point.shareOfAll !== null)
  const first = points.at(0)
  const last = points.at(-1)
  if (!first || !last || points.every(point => point.vacancies === 0)) return null
  const peak = points.reduce((highest, point) =>
    (point.shareOfAll ?? 0) > (highest.shareOfAll ?? 0) ? point : highest,
  )
  const text = {
    id: 'vacancy-trend',
    title: `${page.term}: share of all ${page.type} vacancies in ${page.location}`,
    description:
      `Windows of ${period(page.months)}, from ${shortMonth(first.month)} to ${shortMonth(last.month)}. ` +
      `First ${share(first.shareOfAll)} (${count(first.vacancies)} vacancies), ` +
      `last ${share(last.shareOfAll)} (${count(last.vacancies)}), ` +
      `highest ${share(peak.shareOfAll)} in ${shortMonth(peak.month)}.`,
  }
  const percents = page.trend.map(point => (point.shareOfAll === null ? null : point.shareOfAll * 100))
  const intervals = page.trend.map(({ shareOfAll, shareInterval }) =>
    shareOfAll === null || shareInterval === null
      ? null
      : ([shareInterval[0] * 100, shareInterval[1] * 100] as const),
  )
  return renderChart(text, size => ({
    grid: grid(size),
    xAxis: monthAxis(
      page.trend.map(point => point.month),
      size,
    ),
    yAxis: valueAxis(size, shortPercent, true),
    series: [
      ...bandBetween('interval', intervals, INK.outerBand, 1),
      {
        type: 'line',
        z: 3,
        ...linePoints(percents),
        lineStyle: { color: INK.line, width: 2.5 },
        itemStyle: { color: INK.line },
      },
    ],
  }))
}
