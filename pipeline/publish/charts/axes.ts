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

/** Points with no neighbour on either side, which a line alone would not show. */
export function withIsolatedMarked(values: (number | null)[]) {
  return values.map((value, index) => {
    const alone =
      value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null
    return { value: value ?? '-', symbol: alone ? 'circle' : 'none', symbolSize: 6 }
  })
}
