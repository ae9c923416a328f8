import { html } from 'hono/html'
import { MISSING } from '../format.ts'
import type { TrendRow, TrendTable } from '../trend-table.ts'
import type { Markup } from './layout.ts'

/** The rows × three windows of a trend table; its caption may be left to screen readers under a heading that says it. */
export function trendTable(table: TrendTable, caption: 'seen' | 'unseen'): Markup {
  return html`<table class="trend">
<caption${caption === 'unseen' ? html` class="unseen"` : ''}>${table.caption}</caption>
<colgroup><col>${table.columns.map(() => html`<col class="figure">`)}</colgroup>
<thead><tr><td></td>${table.columns.map(
    column => html`<th scope="col">${column.period} <b>${column.end}</b></th>`,
  )}</tr></thead>
${table.blocks.map(
  block => html`<tbody>${
    block.heading === null
      ? ''
      : html`<tr class="block"><th colspan="4" scope="rowgroup">${block.heading}</th></tr>`
  }${block.rows.map(trendRow)}</tbody>
`,
)}</table>`
}

function trendRow(row: TrendRow): Markup {
  return html`<tr${row.kind === 'median' ? html` class="median"` : ''}><th scope="row">${row.label}</th>${row.cells.map(
    cell => (row.kind === 'change' ? changeCell(cell) : figureCell(cell)),
  )}</tr>`
}

/** A printed figure; a dash steps back so that the figures stand out. */
export function figureCell(printed: string): Markup {
  return printed === MISSING ? html`<td class="none">${printed}</td>` : html`<td>${printed}</td>`
}

/** A printed signed figure: the sign says what the colour says. */
export function changeCell(printed: string): Markup {
  if (printed.startsWith('+')) return html`<td class="up">${printed}</td>`
  if (printed.length > 1 && printed.startsWith('-')) return html`<td class="down">${printed}</td>`
  return figureCell(printed)
}

/** A bar as long as a fraction of 1; the figure stands beside it, so it is hidden from screen readers. */
export function bar(fraction: number): Markup {
  const length = Math.min(Math.max(fraction, 0), 1) * 100
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${length.toFixed(1)}" height="8"/></svg>`
}
