import { html } from 'hono/html'
import type { MarketType } from '../../statistics/trend-page.ts'
import {
  change,
  count,
  longDate,
  money,
  moneyRange,
  period,
  precision,
  rankChange,
  share,
} from '../format.ts'
import type { IndexedTerm } from '../page-plan.ts'
import { guidePath, indexPath, pagePath } from '../paths.ts'
import { capitalised, PAY_WORDING, the, UNITS } from '../wording.ts'
import { FILTER_SCRIPT } from './filter-script.ts'
import { anchor, linked, type Markup, renderFrame } from './layout.ts'
import type { Site } from './site.ts'
import { type Choice, switches } from './switches.ts'
import { changeCell, figureCell } from './tables.ts'

export interface IndexPageInput {
  location: string
  type: MarketType
  asOf: string
  months: number
  /** In the order they are shown. */
  rows: IndexedTerm[]
  /** All vacancies of the place and type in the window. */
  total: number
  /** Lengths of all windows that are published for the day. */
  periods: number[]
  /** All places that have an index, in the order they are shown. */
  places: string[]
}

/** All terms of a place, type and window as a self-contained HTML document, to be stored at `indexPath` of the same key. */
export function renderIndexPage(input: IndexPageInput, site: Site): string {
  const { location, type, asOf, months, rows, total } = input
  const title = `${capitalised(type)} job trends in ${the(location)}`
  const summary = `${count(rows.length)} job titles and skills in ${count(total)} ${type} vacancies, ${period(
    months,
  )} to ${longDate(asOf)}.`
  const warning = site.warning(asOf, months)
  return renderFrame({
    path: indexPath(input),
    title: `${title}, ${period(months)}`,
    description: summary,
    trail: [{ label: `${capitalised(type)}, ${location}`, path: null }],
    site,
    script: FILTER_SCRIPT,
    main: html`<h1>${title}</h1>
<p class="kicker">${summary}</p>
${indexSwitches(input, site)}
${warning !== null && html`<p class="warning">${warning}</p>`}
${filterForm(rows)}
${termTable(input, site)}
<nav id="pager" class="pager" aria-label="Pages of the table" hidden></nav>
${otherPlaces(input, site)}`,
  })
}

/** The same place in the other type, and in windows of other lengths. */
function indexSwitches({ location, type, months, periods }: IndexPageInput, site: Site): Markup | string {
  const here = { location, type, months }
  const types = (['permanent', 'contract'] as const).map(
    (other): Choice => ({ label: capitalised(other), path: indexPath({ ...here, type: other }) }),
  )
  const windows = periods.map(
    (other): Choice => ({ label: period(other), path: indexPath({ ...here, months: other }) }),
  )
  return switches(indexPath(here), site.links, [
    { label: 'Type', choices: types },
    { label: 'Period', choices: windows },
  ])
}

function filterForm(rows: IndexedTerm[]): Markup {
  const categories = [...new Set(rows.map(row => row.category))].sort((a, b) => a.localeCompare(b, 'en'))
  return html`<form id="filter" hidden role="search" aria-label="Terms">
<label>Term<input name="text" type="search" autocomplete="off"></label>
<label>Category<select name="category"><option value="">All categories</option>${categories.map(
    category => html`<option>${category}</option>`,
  )}</select></label>
<p id="shown" class="hint" role="status"></p>
</form>`
}

function termTable(input: IndexPageInput, site: Site): Markup {
  const { type, location, months } = input
  const path = indexPath(input)
  const [unit] = UNITS[type]
  return html`<p class="hint">By number of vacancies. Rank change and % change compare with the same window a year earlier; beneath a median stand its 95% interval and n, the number of quotes.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Titles and skills"><table id="terms">
<caption class="unseen">Titles and skills in ${type} jobs in ${the(location)}</caption>
<thead><tr><th scope="col" class="rank"><abbr title="Rank">#</abbr></th><th scope="col" class="text">Term</th><th scope="col">Rank change</th><th scope="col">Median ${PAY_WORDING[unit].short}</th><th scope="col">% change</th><th scope="col">Vacancies</th><th scope="col">Share</th><th scope="col">Live jobs</th><th scope="col" class="text category">Category</th></tr></thead>
<tbody>${input.rows.map(row => {
    const key = { term: row.term, location, type, months }
    return html`<tr><td class="rank">${count(row.rank)}</td><th scope="row">${linked(path, pagePath(key), row.term, site.links)}</th>${changeCell(
      rankChange(row.rankChange),
    )}${figureCell(
      money(row.p50, unit),
      row.p50 === null ? '' : precision(moneyRange(row.p50Interval, unit), row.quoted),
    )}${changeCell(change(row.medianChange))}${figureCell(
      count(row.vacancies),
    )}${figureCell(share(row.share))}${figureCell(count(row.live))}<td class="category">${row.category}</td></tr>
`
  })}</tbody></table></div>`
}

/** The guides of the place, and the same index of other places. */
function otherPlaces({ location, type, months, places, rows }: IndexPageInput, site: Site): Markup {
  const path = indexPath({ location, type, months })
  const guides = rows.filter(row => site.links.has(guidePath({ term: row.term, location })))
  const others = places.filter(
    place => place !== location && site.links.has(indexPath({ location: place, type, months })),
  )
  return html`${
    guides.length > 0 &&
    html`<section><h2>Salary guides for ${the(location)}</h2><ul class="inline">${guides.map(
      ({ term }) => html`<li>${anchor(path, guidePath({ term, location }), term)}</li>
`,
    )}</ul></section>`
  }${
    others.length > 0 &&
    html`<section><h2>${capitalised(type)} jobs in other places</h2><ul class="inline">${others.map(
      place => html`<li>${anchor(path, indexPath({ location: place, type, months }), place)}</li>
`,
    )}</ul></section>`
  }`
}
