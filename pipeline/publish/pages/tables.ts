import { html } from 'hono/html'
import { MISSING } from '../format.ts'
import type { TrendRow, TrendTable } from '../trend-table.ts'
import type { Markup } from './layout.ts'

/**
 * The rows × three windows of a trend table; its caption may be left to screen readers under a heading that says it.
 * `marks` says of each window whether its figures bear a warning.
 */
export function trendTable(
  table: TrendTable,
  caption: 'seen' | 'unseen',
  marks: readonly boolean[] = [],
): Markup {
  return html`<table class="trend">
<caption${caption === 'unseen' ? html` class="unseen"` : ''}>${table.caption}</caption>
<colgroup><col>${table.columns.map(() => html`<col class="figure">`)}</colgroup>
<thead><tr><td></td>${table.columns.map(
    (column, index) =>
      html`<th scope="col">${column.period} <b>${column.end}</b>${marks[index] ? html` <a class="mark" href="#comparability">see note</a>` : ''}</th>`,
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
    (cell, index) => (row.kind === 'change' ? changeCell(cell) : figureCell(cell, row.precision[index])),
  )}</tr>`
}

/** A printed figure, beneath it how sure it is; a dash steps back so that the figures stand out. */
export function figureCell(printed: string, precision = ''): Markup {
  if (printed === MISSING) return html`<td class="none">${printed}</td>`
  return html`<td>${printed}${beneath(precision)}</td>`
}

/** A printed signed figure: the sign says what the colour says. */
export function changeCell(printed: string, precision = ''): Markup {
  if (printed.startsWith('+')) return html`<td class="up">${printed}${beneath(precision)}</td>`
  if (printed.length > 1 && printed.startsWith('-'))
    return html`<td class="down">${printed}${beneath(precision)}</td>`
  return figureCell(printed, precision)
}

/** An interval breaks between its ends and before the sample size, nowhere else. */
function beneath(precision: string): Markup | string {
  if (precision === '') return ''
  const parts = precision.split(/(?<=,) (?=n )|(?<= to) /)
  if (parts.length === 1) return html` <small>${precision}</small>`
  return html` <small>${parts.map(
    (part, at) =>
      html`${at > 0 ? ' ' : ''}${/–/.test(part) ? part : html`<span class="whole">${part}</span>`}`,
  )}</small>`
}

/** A bar as long as a fraction of 1; the figure stands beside it, so it is hidden from screen readers. */
export function bar(fraction: number): Markup {
  const length = Math.min(Math.max(fraction, 0), 1) * 100
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${length.toFixed(1)}" height="8"/></svg>`
}

/** A column of a table: words to the left, figures to the right. */
export interface Column {
  /** Empty where the column needs none: a bar, or the labels of rows. */
  head: string
  text?: boolean
}

/** A table wider than a phone scrolls by itself, also by keyboard; the caption names it. */
export function dataTable(
  caption: string,
  columns: readonly Column[],
  rows: Markup | Markup[],
  options: { quiet?: boolean; class?: string } = {},
): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table${
    options.class === undefined ? '' : html` class="${options.class}"`
  }>
<caption class="${options.quiet ? 'quiet' : 'unseen'}">${caption}</caption>
<thead><tr>${columns.map(({ head, text }) =>
    head === '' ? html`<td></td>` : html`<th scope="col"${text ? html` class="text"` : ''}>${head}</th>`,
  )}</tr></thead>
<tbody>${rows}</tbody></table></div>`
}
