import { html } from 'hono/html'
import type { TrendPage } from '../../statistics/trend-page.ts'
import { count, money, share, shortMonth } from '../format.ts'
import { UNITS } from '../wording.ts'
import type { Markup } from './layout.ts'
import { figureCell } from './tables.ts'

/** The points behind the two trend charts as a table, newest first, folded away. */
export function monthlyFigures(page: TrendPage): Markup {
  const [unit] = UNITS[page.type]
  const rows = page.trend.toReversed().map(
    point => html`<tr><th scope="row">${shortMonth(point.month)}</th>${[
      count(point.vacancies),
      share(point.shareOfAll),
      ...[point.p10, point.p25, point.p50, point.p75, point.p90].map(value => money(value, unit)),
    ].map(figureCell)}</tr>
`,
  )
  return html`<details><summary>The figures month by month</summary><div class="scroll" tabindex="0" role="region" aria-label="Monthly figures"><table>
<caption class="quiet">${page.term} in ${page.location}, windows that end with each month</caption>
<thead><tr><th scope="col" class="text">Month</th>${[
    'Vacancies',
    'Share',
    'P10',
    'P25',
    'Median',
    'P75',
    'P90',
  ].map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div></details>`
}
