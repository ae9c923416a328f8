import type { TrendPage } from '../../statistics/trend-page.ts'
import { count, period, share, shortMonth } from '../format.ts'
import { grid, monthAxis, shortPercent, valueAxis, withIsolatedMarked } from './axes.ts'
import { INK, renderChart } from './svg-chart.ts'

/** The term's share of all vacancies, month by month, as inline SVG; null where no window has any. */
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
  return renderChart(text, size => ({
    grid: grid(size),
    xAxis: monthAxis(
      page.trend.map(point => point.month),
      size,
    ),
    yAxis: valueAxis(size, shortPercent, true),
    series: [
      {
        type: 'line',
        data: withIsolatedMarked(percents),
        lineStyle: { color: INK.line, width: 2.5 },
        itemStyle: { color: INK.line },
        areaStyle: { color: INK.outerBand, opacity: 1 },
      },
    ],
  }))
}
