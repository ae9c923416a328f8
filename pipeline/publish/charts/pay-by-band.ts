import type { MarketGuide } from '../../statistics/guide/guide-page.ts'
import { money } from '../format.ts'
import { BAND_WORDING, PAY_WORDING } from '../wording.ts'
import { namedRows, rowsHeight, shortMoney, valueAxis } from './axes.ts'
import type { Drawing } from './drawing.ts'
import { INK, renderChart } from './svg-chart.ts'

/** Quoted pay by seniority as inline SVG: a row per band from its 10th to its 90th percentile; null where none is quoted. */
export function payByBandChart(market: MarketGuide, subject: string): string | null {
  const { unit, type } = market
  const rows = market.bands.flatMap(({ band, pay: { p10, p25, p50, p75, p90 } }) =>
    p10 === null || p25 === null || p50 === null || p75 === null || p90 === null
      ? []
      : [{ band, percentiles: [p10, p25, p50, p75, p90] as const }],
  )
  if (rows.length === 0) return null
  const text = {
    id: `pay-by-band-${type}`,
    title: `${subject}: ${PAY_WORDING[unit].quotes} quoted by seniority`,
    description: `${rows
      .map(
        ({ band, percentiles: [p10, p25, p50, p75, p90] }) =>
          `${BAND_WORDING[band]}: median ${money(p50, unit)}, middle half ${money(p25, unit)} to ${money(p75, unit)}, ` +
          `10th to 90th percentile ${money(p10, unit)} to ${money(p90, unit)}`,
      )
      .join('; ')}.`,
  }
  return renderChart(
    text,
    size => ({
      xAxis: { ...valueAxis(size, shortMoney, false), splitNumber: size === 'wide' ? 6 : 3 },
      ...namedRows(
        rows.map(({ band }) => BAND_WORDING[band]),
        size,
      ),
      series: [
        {
          type: 'custom',
          renderItem: (_: unknown, drawing: Drawing) => spread(drawing),
          data: rows.map(({ percentiles }, index) => [...percentiles, index]),
          encode: { x: [0, 1, 2, 3, 4], y: 5 },
        },
      ],
    }),
    rowsHeight(rows.length),
  )
}

/** The outer band, the middle half on it, the median across both. */
function spread(drawing: Drawing) {
  const row = drawing.value(5)
  const at = (dimension: number) => drawing.coord([drawing.value(dimension), row])
  const [, y] = at(2)
  const box = (from: number, to: number, height: number, fill: string) => ({
    type: 'rect' as const,
    shape: {
      x: at(from)[0],
      y: y - height / 2,
      width: Math.max(at(to)[0] - at(from)[0], 1),
      height,
    },
    style: { fill },
  })
  return {
    type: 'group',
    children: [
      box(0, 4, 14, INK.outerBand),
      box(1, 3, 14, INK.innerBand),
      {
        type: 'rect' as const,
        shape: { x: at(2)[0] - 1.5, y: y - 10, width: 3, height: 20 },
        style: { fill: INK.line },
      },
    ],
  }
}
