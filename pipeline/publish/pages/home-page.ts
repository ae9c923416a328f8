import { html } from 'hono/html'
import type { MarketType } from '../../statistics/trend-page.ts'
import { change, count, longDate, money, moneyRange, period, precision, rankChange } from '../format.ts'
import type { PlaceIndex } from '../page-plan.ts'
import {
  COMPARISONS_PATH,
  COVERAGE_PATH,
  GUIDES_PATH,
  type GuideKey,
  guidePath,
  HOME_PATH,
  indexPath,
  METHOD_PATH,
  pagePath,
} from '../paths.ts'
import { capitalised, PAY_WORDING, TITLE_CATEGORY, the, UNITS } from '../wording.ts'
import { anchor, linked, type Markup, renderFrame } from './layout.ts'
import { SEARCH_SCRIPT, type SearchData } from './search-script.ts'
import type { Site } from './site.ts'
import { type Column, changeCell, dataTable, figureCell } from './tables.ts'

export interface HomePageInput {
  asOf: string
  /** Length of the window whose figures are shown. */
  months: number
  /** In the order they are shown within each type. */
  indexes: PlaceIndex[]
  /** In the order they are shown. */
  guides: GuideKey[]
  search: SearchData
}

/** How many terms stand at a glance. */
const GLANCE = 8

/** The page that all others are found from, to be stored at `HOME_PATH`. */
export function renderHomePage(input: HomePageInput, site: Site): string {
  const { asOf, months } = input
  const description = `What job adverts say about the market for IT jobs: vacancies, pay and skills, ${period(
    months,
  )} to ${longDate(asOf)}.`
  const indexes = input.indexes.filter(index => index.months === months)
  const warning = site.warning(asOf, months)
  return renderFrame({
    path: HOME_PATH,
    title: 'jobtide: IT job market trends',
    description,
    trail: [],
    site,
    script: SEARCH_SCRIPT,
    data: input.search,
    main: html`<h1>What IT jobs ask for, and what they pay</h1>
<p class="kicker">Vacancies, salaries and skills counted from job adverts in the ${period(months)} to ${longDate(
      asOf,
    )}, place by place. Each figure comes with its sample size and how sure it is.</p>
<form id="search" hidden role="search" aria-label="Pages">
<label>Find a title, a skill or a place<input name="text" type="search" autocomplete="off" placeholder="python london"></label>
<p id="count" class="hint" role="status"></p>
<ul id="found" class="found"></ul>
</form>
${warning !== null && html`<p class="warning">${warning}</p>`}
${(['permanent', 'contract'] as const).map(type => glance(type, indexes, site))}
${guideSection(input.guides, site)}
${(['permanent', 'contract'] as const).map(type => placeSection(type, indexes))}
${aboutSection(site)}`,
  })
}

/** The newest figures of the first place of a type: the titles most in demand. */
function glance(type: MarketType, indexes: PlaceIndex[], site: Site): Markup | string {
  const index = indexes.find(candidate => candidate.type === type)
  if (!index) return ''
  const { location, months } = index
  const [unit] = UNITS[type]
  const columns: Column[] = [
    { head: 'Title', text: true },
    { head: 'Vacancies' },
    { head: `Median ${PAY_WORDING[unit].short}` },
    { head: '% change' },
    { head: 'Rank change' },
  ]
  const rows = index.rows.filter(row => row.category === TITLE_CATEGORY).slice(0, GLANCE)
  if (rows.length === 0) return ''
  const caption = `${capitalised(type)} job titles most in demand, ${location}`
  return html`<section><h2>${capitalised(type)} jobs at a glance</h2><p class="hint">${count(index.vacancies)} ${type} vacancies in ${the(location)}, and the titles most in demand. ${anchor(
    HOME_PATH,
    indexPath(index),
    `All ${count(index.rows.length)} titles and skills`,
  )}.</p>${dataTable(
    caption,
    columns,
    rows.map(
      row => html`<tr><th scope="row">${linked(
        HOME_PATH,
        pagePath({ term: row.term, location, type, months }),
        row.term,
        site.links,
      )}</th>${figureCell(count(row.vacancies))}${figureCell(
        money(row.p50, unit),
        row.p50 === null ? '' : precision(moneyRange(row.p50Interval, unit), row.quoted),
      )}${changeCell(change(row.medianChange))}${changeCell(rankChange(row.rankChange))}</tr>
`,
    ),
  )}</section>`
}

function guideSection(guides: GuideKey[], site: Site): Markup | string {
  if (guides.length === 0) return ''
  const places = Map.groupBy(guides, guide => guide.location)
  return html`<section><h2>Salary guides</h2><p class="hint">Pay by experience, place, skill and sector, and the positions open now.${
    site.links.has(GUIDES_PATH) ? html` ${anchor(HOME_PATH, GUIDES_PATH, 'All guides')}.` : ''
  }</p>${[...places].slice(0, 2).map(
    ([place, keys]) =>
      html`<h3>${place}</h3><ul class="inline">${keys.map(
        key => html`<li>${anchor(HOME_PATH, guidePath(key), key.term)}</li>
`,
      )}</ul>`,
  )}</section>`
}

function placeSection(type: MarketType, indexes: PlaceIndex[]): Markup | string {
  const ofType = indexes.filter(index => index.type === type)
  if (ofType.length === 0) return ''
  return html`<section><h2>${capitalised(type)} jobs by place</h2><ul class="places">${ofType.map(
    index => html`<li>${anchor(HOME_PATH, indexPath(index), index.location)} <span>${count(
      index.vacancies,
    )} vacancies, ${count(index.rows.length)} terms</span></li>
`,
  )}</ul></section>`
}

function aboutSection({ links }: Site): Markup | string {
  const pages = [
    {
      path: COMPARISONS_PATH,
      label: 'Compare',
      text: 'two titles in one place, or one title in two places, side by side.',
    },
    { path: METHOD_PATH, label: 'Method', text: 'what counts, and how each figure is worked out.' },
    {
      path: COVERAGE_PATH,
      label: 'Coverage',
      text: 'which sources were watched on which days, and where years are not comparable.',
    },
  ].filter(page => links.has(page.path))
  if (pages.length === 0) return ''
  return html`<section><h2>Behind the figures</h2><ul>${pages.map(
    page => html`<li>${anchor(HOME_PATH, page.path, page.label)}: ${page.text}</li>
`,
  )}</ul></section>`
}
