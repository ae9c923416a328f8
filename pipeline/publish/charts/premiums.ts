import type { Interval } from '../../statistics/trend-page.ts'
import { premium, premiumRange } from '../format.ts'
import { label, namedRows, rowsHeight, shortPercent, valueAxis } from './axes.ts'
import type { Drawing } from './drawing.ts'
import { type ChartSize, INK, renderChart } from './svg-chart.ts'

/** What goes with a skill, sector or place, as ratios of pay: 1.1 is 10 % more. */
export interface PremiumPoint {
  name: string
  ratio: number
  interval: Interval
  /** The ratio of the medians as they are, where `ratio` is adjusted for what else differs. */
  raw: number | null
}

/** The most rows that are drawn; of more, the highest and the lowest. */
const MOST_ROWS = 20

/** Intervals beyond these run out of the chart; points never do. */
const LEAST = -50
const GREATEST = 100

/**
 * Premiums with their 95 % intervals as inline SVG, a row each in the order given, against a line at no difference; a
 * ring stands at the raw premium. Null where there is none.
 */
export function premiumChart(
  text: { id: string; title: string },
  points: readonly PremiumPoint[],
): string | null {
  if (points.length === 0) return null
  const rows = points.length <= MOST_ROWS ? points : [...points.slice(0, 14), ...points.slice(-6)]
  const { low, high, interval } = axisOf(rows)
  return renderChart(
    { ...text, description: describe(rows) },
    size => ({
      xAxis: {
        ...valueAxis(size, percent => `${percent > 0 ? '+' : ''}${shortPercent(percent)}`, false),
        min: low,
        max: high,
        interval: size === 'wide' ? interval : interval * 2,
      },
      ...namedRows(
        rows.map(({ name }) => name),
        size,
      ),
      series: [
        {
          type: 'custom',
          renderItem: (_: unknown, drawing: Drawing) => whisker(drawing),
          data: rows.map((point, index) => row(point, index, low, high)),
          encode: { x: [0, 1, 2], y: 4 },
          markLine: noDifference(size),
        },
      ],
    }),
    rowsHeight(rows.length),
  )
}

const percentOf = (ratio: number): number => (ratio - 1) * 100

/** From and to whole steps, zero among them. */
function axisOf(rows: readonly PremiumPoint[]): { low: number; high: number; interval: number } {
  const points = rows.flatMap(({ ratio, raw }) => [ratio, ...(raw === null ? [] : [raw])]).map(percentOf)
  const ends = rows
    .flatMap(({ interval }) => interval ?? [])
    .map(ratio => Math.min(Math.max(percentOf(ratio), LEAST), GREATEST))
  const least = Math.min(0, ...points, ...ends)
  const greatest = Math.max(0, ...points, ...ends)
  const interval = [5, 10, 20, 50].find(step => (greatest - least) / step <= 8) ?? 100
  // Twice the step on the phone: both ends are whole steps there, too.
  const end = interval * 2
  return { low: Math.floor(least / end) * end, high: Math.ceil(greatest / end) * end, interval }
}

/** From, to, the point, the raw point (NaN where there is none), the row. */
function row({ ratio, interval, raw }: PremiumPoint, index: number, low: number, high: number) {
  const within = (value: number) => Math.min(Math.max(percentOf(value), low), high)
  const [from, to] = interval ?? [ratio, ratio]
  return [within(from), within(to), percentOf(ratio), raw === null ? Number.NaN : percentOf(raw), index]
}

function whisker(drawing: Drawing) {
  const at = (dimension: number) => drawing.coord([drawing.value(dimension), drawing.value(4)])
  const [x, y] = at(2)
  const raw = drawing.value(3)
  return {
    type: 'group',
    children: [
      {
        type: 'rect',
        shape: { x: at(0)[0], y: y - 2, width: Math.max(at(1)[0] - at(0)[0], 1), height: 4 },
        style: { fill: INK.innerBand },
      },
      { type: 'circle', shape: { cx: x, cy: y, r: 5 }, style: { fill: INK.line } },
      ...(Number.isNaN(raw)
        ? []
        : [
            {
              type: 'circle',
              shape: { cx: at(3)[0], cy: y, r: 3.5 },
              style: { fill: INK.paper, stroke: INK.text, lineWidth: 1.5 },
            },
          ]),
    ],
  }
}

function noDifference(size: ChartSize) {
  return {
    symbol: 'none',
    silent: true,
    data: [{ xAxis: 0 }],
    lineStyle: { color: INK.text, width: 1, type: 'solid' },
    label: { ...label(size), show: false },
  }
}

function describe(rows: readonly PremiumPoint[]): string {
  const words = rows.map(({ name, ratio, interval }) => {
    const range = premiumRange(interval)
    return `${name} ${premium(ratio)}${range && ` (${range})`}`
  })
  return `${words.join('; ')}.`
}
