import type { TrendPage } from '../../statistics/trend-page.ts'
import { count, money } from '../format.ts'
import { PAY_WORDING, UNITS } from '../wording.ts'
import { grid, label, shortMoney, valueAxis } from './axes.ts'
import type { Drawing } from './drawing.ts'
import { type ChartSize, INK, renderChart } from './svg-chart.ts'

type Bin = TrendPage['histogram'][number]

/** How quoted pay spreads over the window, with the median marked, as inline SVG; null where none is quoted. */
export function payHistogramChart(page: TrendPage): string | null {
  const [unit] = UNITS[page.type]
  const bins = page.histogram
  const first = bins.at(0)
  const last = bins.at(-1)
  const total = bins.reduce((sum, bin) => sum + bin.vacancies, 0)
  if (!first || !last || total === 0) return null
  const fullest = bins.reduce((most, bin) => (bin.vacancies > most.vacancies ? bin : most))
  const median = page.columns[0].pay[unit]?.p50 ?? null
  const text = {
    id: 'pay-histogram',
    title: `${page.term}: spread of ${PAY_WORDING[unit].quotes} quoted in ${page.location}`,
    description:
      `${count(total)} ${PAY_WORDING[unit].quotes} from ${money(first.from, unit)} to ${money(last.to, unit)}; ` +
      `most, ${count(fullest.vacancies)}, from ${money(fullest.from, unit)} to below ${money(fullest.to, unit)}; ` +
      `median ${money(median, unit)}.`,
  }
  return renderChart(text, size => ({
    grid: grid(size),
    xAxis: payAxis(first, last, size),
    yAxis: { ...valueAxis(size, count, true), minInterval: 1 },
    series: [
      {
        type: 'custom',
        renderItem: (_: unknown, drawing: Drawing) => bar(drawing),
        data: bins.map(bin => [bin.from, bin.to, bin.vacancies]),
        encode: { x: [0, 1], y: 2 },
        ...(median === null
          ? {}
          : { markLine: medianLine(median, `median ${money(median, unit)}`, label(size)) }),
      },
    ],
  }))
}

/** Pay from left to right, named at edges of bins. */
function payAxis(first: Bin, last: Bin, size: ChartSize) {
  const width = first.to - first.from
  const bins = Math.round((last.to - first.from) / width)
  const every = Math.ceil(bins / (size === 'wide' ? 8 : 4))
  const axis = valueAxis(size, shortMoney, false)
  return {
    ...axis,
    min: first.from,
    max: last.to,
    interval: width * every,
    axisLabel: { ...axis.axisLabel, showMaxLabel: bins % every === 0 },
    splitLine: { show: false },
    axisLine: { show: true, lineStyle: { color: INK.grid } },
  }
}

function bar(drawing: Drawing) {
  const [left, top] = drawing.coord([drawing.value(0), drawing.value(2)])
  const [right, bottom] = drawing.coord([drawing.value(1), 0])
  return {
    type: 'rect',
    shape: { x: left + 0.75, y: top, width: Math.max(right - left - 1.5, 0.5), height: bottom - top },
    style: { fill: INK.bar },
  }
}

function medianLine(median: number, name: string, font: ReturnType<typeof label>) {
  return {
    symbol: 'none',
    silent: true,
    data: [{ xAxis: median }],
    lineStyle: { color: INK.line, width: 1.5, type: [5, 4] },
    label: { ...font, formatter: name, position: 'end', distance: 3 },
  }
}
