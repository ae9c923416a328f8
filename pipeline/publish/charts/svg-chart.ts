import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { html, raw } from 'hono/html'

use([LineChart, CustomChart, GridComponent, MarkLineComponent, SVGRenderer])

/**
 * Colours that stand in the chart while it is drawn and become the page's custom properties afterwards, so that one
 * drawing serves the light, the dark and the printed page.
 */
export const INK = {
  line: '#010101',
  innerBand: '#010102',
  outerBand: '#010103',
  bar: '#010104',
  text: '#010105',
  grid: '#010106',
  /** The second of two things compared. */
  second: '#010107',
  paper: '#010108',
} as const

const CUSTOM_PROPERTIES: Record<string, string> = {
  [INK.line]: '--chart-line',
  [INK.innerBand]: '--chart-inner-band',
  [INK.outerBand]: '--chart-outer-band',
  [INK.bar]: '--chart-bar',
  [INK.text]: '--chart-text',
  [INK.grid]: '--chart-grid',
  [INK.second]: '--chart-second',
  [INK.paper]: '--chart-paper',
}

/** A chart is drawn twice, for a desktop and for a phone; the stylesheet shows the one that fits. */
export const CHART_SIZES = {
  wide: { width: 760, height: 300, font: 13 },
  narrow: { width: 340, height: 240, font: 12 },
} as const

export type ChartSize = keyof typeof CHART_SIZES

export interface ChartText {
  /** Unique within the page. */
  id: string
  title: string
  /** The key figures in words, for who does not see the drawing. */
  description: string
}

/**
 * Draws a chart in both sizes as inline SVG without script, style or fixed colour. The same option gives the same
 * bytes.
 * @param height where it follows from the number of rows
 */
export function renderChart(
  text: ChartText,
  option: (size: ChartSize) => EChartsCoreOption,
  height?: number,
): string {
  return (['wide', 'narrow'] as const)
    .map(size => drawChart(text, size, height ?? CHART_SIZES[size].height, option(size)))
    .join('')
}

function drawChart(text: ChartText, size: ChartSize, height: number, option: EChartsCoreOption): string {
  const { width } = CHART_SIZES[size]
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ animation: false, ...option })
    return asInlineSvg(chart.renderToSVGString(), `${text.id}-${size}`, size, height, text)
  } finally {
    chart.dispose()
  }
}

/**
 * ECharts numbers its ids by a counter of the process, styles text by `style` attributes and adds rules for hovering:
 * the first would change the bytes from run to run, the others break the page's Content-Security-Policy. Lines that
 * cannot be seen (the edges of bands) go too.
 */
function asInlineSvg(drawn: string, id: string, size: ChartSize, height: number, text: ChartText): string {
  const body = drawn
    .replace(/^<svg [^>]*>/, '')
    .replace(/<style[^<>]*>(?:<!\[CDATA\[)?[^<]*<\/style>/, '')
    .replace(/<path ([^<>]*)><\/path>\s*/g, (path, attributes: string) =>
      attributes.includes('stroke-opacity="0"') ? '' : path,
    )
    .replace(/ (?:class|pointer-events|ecmeta_[a-z_]+)="[^"]*"/g, '')
    .replace(/ style="font-size:(\d+)px;[^"]*"/g, ' font-size="$1"')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/#0101\d\d/g, colour => `var(${CUSTOM_PROPERTIES[colour] ?? '--chart-text'})`)
    .replaceAll('\n', '')
  const { width } = CHART_SIZES[size]
  return String(
    html`<svg class="chart ${size}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${text.title}</title><desc id="${id}-description">${text.description}</desc>${raw(body)}`,
  )
}
