import { shortMonth } from '../format.ts'
import { CHART_SIZES, type ChartSize, INK } from './svg-chart.ts'

/** The margins of every chart: labels inside, nothing cut off at the last month. */
export function grid(size: ChartSize) {
  return { left: 8, right: size === 'wide' ? 24 : 18, top: 16, bottom: 4, outerBoundsMode: 'same' as const }
}

/** Months from left to right; years are named, or single months where the series is too short for them. */
export function monthAxis(months: string[], size: ChartSize) {
  const room = size === 'wide' ? 8 : 4
  const step = [1, 2, 3, 6, 12, 24, 60].find(every => months.length / every <= room) ?? 120
  const first = Number(months[0]?.slice(5, 7) ?? 1) - 1
  const named = (index: number) => (first + index) % step === 0
  return {
    type: 'category' as const,
    boundaryGap: false,
    data: months,
    axisLine: { lineStyle: { color: INK.grid } },
    axisTick: { show: true, interval: named, lineStyle: { color: INK.grid } },
    axisLabel: {
      ...label(size),
      interval: named,
      formatter: (month: string) => (step >= 12 ? month.slice(0, 4) : shortMonth(month)),
    },
  }
}

/** Figures from bottom to top, with few and quiet lines. */
export function valueAxis(size: ChartSize, formatter: (value: number) => string, fromZero: boolean) {
  return {
    type: 'value' as const,
    scale: !fromZero,
    splitNumber: size === 'wide' ? 5 : 4,
    axisLabel: { ...label(size), formatter },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: INK.grid } },
  }
}

/** Names from top to bottom, one row each, in a margin as wide as they need; names longer than that are cut. */
export function namedRows(names: string[], size: ChartSize) {
  const perLetter = CHART_SIZES[size].font * 0.6
  const most = size === 'wide' ? 34 : 16
  const cut = names.map(name => (name.length > most ? `${name.slice(0, most - 1)}…` : name))
  const longest = Math.max(...cut.map(name => name.length))
  return {
    grid: {
      left: Math.ceil(longest * perLetter) + 14,
      right: size === 'wide' ? 28 : 22,
      top: 4,
      bottom: 26,
      outerBoundsMode: 'none' as const,
    },
    yAxis: {
      type: 'category' as const,
      inverse: true,
      data: cut,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...label(size), interval: 0 },
    },
  }
}

/** The height of a chart with so many rows. */
export const rowsHeight = (rows: number): number => rows * 30 + 44

export function label(size: ChartSize) {
  return { color: INK.text, fontSize: CHART_SIZES[size].font, fontFamily: 'sans-serif' }
}

/** `£60k` for a round thousand of pounds, `£525` below, `£62.5k` between. */
export function shortMoney(pounds: number): string {
  return pounds >= 1000 ? `£${Number((pounds / 1000).toFixed(1))}k` : `£${Number(pounds.toFixed(2))}`
}

/** `0.3%`: what an axis needs, without the zeros of a table. */
export function shortPercent(percent: number): string {
  return `${Number(percent.toPrecision(4))}%`
}

/**
 * The layers of a stack that fill the room between two lines: an unseen one up to the lower line, and the band on it.
 * Each band has a stack of its own.
 */
export function bandBetween(
  stack: string,
  edges: readonly (readonly [number, number] | null)[],
  fill: string,
  opacity: number,
) {
  const layer = (data: (number | '-')[]) => ({
    type: 'line' as const,
    stack,
    data,
    symbol: 'none',
    lineStyle: { width: 0, opacity: 0 },
  })
  return [
    layer(edges.map(edge => edge?.[0] ?? '-')),
    {
      ...layer(edges.map(edge => (edge ? edge[1] - edge[0] : '-'))),
      areaStyle: { color: fill, opacity },
    },
  ]
}

/**
 * The points of a line; those with no neighbour on either side, which a line alone would not show, bear a mark. Marks are
 * set point by point only where there are any: that takes ECharts twice the time.
 */
export function linePoints(values: (number | null)[]) {
  const alone = values.map(
    (value, index) =>
      value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null,
  )
  if (!alone.includes(true)) return { symbol: 'none', data: values.map(value => value ?? '-') }
  return {
    data: values.map((value, index) => ({
      value: value ?? '-',
      symbol: alone[index] ? 'circle' : 'none',
      symbolSize: 6,
    })),
  }
}
