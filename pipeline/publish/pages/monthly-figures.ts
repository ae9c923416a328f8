import { html } from 'hono/html'
import type { TrendPage } from '../../statistics/trend-page.ts'
import { count, money, moneyRange, share, shareRange, shortMonth } from '../format.ts'
import { PAY_WORDING, UNITS } from '../wording.ts'
import type { Markup } from './layout.ts'
import { type Column, dataTable, figureCell } from './tables.ts'

/** The points behind the two trend charts as a table, newest first, folded away. */
export function monthlyFigures(page: TrendPage): Markup {
  const [unit] = UNITS[page.type]
  const heads = ['Vacancies', 'Share', 'Quotes', 'P10', 'P25', 'Median', 'P75', 'P90']
  const columns: Column[] = [{ head: 'Month', text: true }, ...heads.map(head => ({ head }))]
  const rows = page.trend.toReversed().map(
    point => html`<tr><th scope="row">${shortMonth(point.month)}</th>${figureCell(count(point.vacancies))}${figureCell(
      share(point.shareOfAll),
      shareRange(point.shareInterval),
    )}${figureCell(count(point.quoted))}${figureCell(money(point.p10, unit))}${figureCell(
      money(point.p25, unit),
    )}${figureCell(money(point.p50, unit), moneyRange(point.p50Interval, unit))}${figureCell(
      money(point.p75, unit),
    )}${figureCell(money(point.p90, unit))}</tr>
`,
  )
  return html`<details><summary>The figures month by month</summary>${dataTable(
    `${page.term} in ${page.location}, windows that end with each month`,
    columns,
    rows,
    { quiet: true },
  )}</details>`
}

/** The bins of the histogram as a table, folded away. */
export function histogramFigures(page: TrendPage): Markup {
  const [unit] = UNITS[page.type]
  const { quotes } = PAY_WORDING[unit]
  const rows = page.histogram.map(
    bin =>
      html`<tr><th scope="row">${money(bin.from, unit)} to below ${money(bin.to, unit)}</th>${figureCell(count(bin.vacancies))}</tr>
`,
  )
  return html`<details><summary>The figures bin by bin</summary>${dataTable(
    `${page.term} in ${page.location}: ${quotes} quoted`,
    [{ head: 'From, to', text: true }, { head: 'Number' }],
    rows,
    { quiet: true },
  )}</details>`
}
