import { html } from 'hono/html'
import type { IndexRow, MarketType } from '../../statistics/trend-page.ts'
import { change, count, longDate, money, period, rankChange, share } from '../format.ts'
import { indexPath, type PageLinks, pagePath } from '../paths.ts'
import { capitalised, PAY_WORDING, UNITS } from '../wording.ts'
import { anchor, type Markup, renderFrame } from './layout.ts'
import { changeCell, figureCell } from './tables.ts'

export interface IndexPageInput {
  location: string
  type: MarketType
  asOf: string
  months: number
  /** In the order they are shown. */
  rows: IndexRow[]
  /** All vacancies of the place and type in the window. */
  total: number
  /** What the figures were made from, in a phrase: `Publication 12`. */
  generatedFrom: string | null
  links: PageLinks
}

/** All terms of a place and type as a self-contained HTML document, to be stored at `indexPath` of the same key. */
export function renderIndexPage(input: IndexPageInput): string {
  const { location, type, asOf, months, rows, total } = input
  const title = `${capitalised(type)} job trends in ${location}`
  const summary = `${count(rows.length)} job titles and skills in ${count(total)} ${type} vacancies, ${period(
    months,
  )} to ${longDate(asOf)}.`
  const other = type === 'permanent' ? ('contract' as const) : ('permanent' as const)
  const path = indexPath(input)
  return renderFrame({
    path,
    title,
    description: summary,
    trail: [{ label: `${capitalised(type)}, ${location}`, path: null }],
    provenance: input.generatedFrom,
    filter: true,
    main: html`<h1>${title}</h1>
<p class="kicker">${summary}${
      input.links.hasIndexPage({ location, type: other })
        ? html` See also ${anchor(path, indexPath({ location, type: other }), `${other} jobs`)}.`
        : ''
    }</p>
${filterForm(rows)}
${termTable(input, path)}`,
  })
}

function filterForm(rows: IndexRow[]): Markup {
  const categories = [...new Set(rows.map(row => row.category))].sort((a, b) => a.localeCompare(b, 'en'))
  return html`<form id="filter" hidden role="search">
<label>Term<input name="text" type="search" autocomplete="off"></label>
<label>Category<select name="category"><option value="">All categories</option>${categories.map(
    category => html`<option>${category}</option>`,
  )}</select></label>
<p id="shown" class="hint" role="status"></p>
</form>`
}

function termTable(input: IndexPageInput, path: string): Markup {
  const [unit] = UNITS[input.type]
  return html`<p class="hint">By number of vacancies. Rank change and % change compare with the same window a year earlier.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Terms"><table id="terms">
<caption class="unseen">Titles and skills in ${input.type} jobs in ${input.location}</caption>
<thead><tr><th scope="col" class="rank"><abbr title="Rank">#</abbr></th><th scope="col" class="text">Term</th><th scope="col">Rank change</th><th scope="col">Median ${PAY_WORDING[unit].short}</th><th scope="col">% change</th><th scope="col">Vacancies</th><th scope="col">Share</th><th scope="col">Live jobs</th><th scope="col" class="text category">Category</th></tr></thead>
<tbody>${input.rows.map(row => {
    const key = { term: row.term, location: input.location, type: input.type }
    const name = input.links.hasTrendPage(key) ? anchor(path, pagePath(key), row.term) : row.term
    return html`<tr data-category="${row.category}"><td class="rank">${count(row.rank)}</td><th scope="row">${name}</th>${changeCell(
      rankChange(row.rankChange),
    )}${figureCell(money(row.p50, unit))}${changeCell(change(row.medianChange))}${figureCell(
      count(row.vacancies),
    )}${figureCell(share(row.share))}${figureCell(count(row.live))}<td class="category">${row.category}</td></tr>
`
  })}</tbody></table></div>`
}
