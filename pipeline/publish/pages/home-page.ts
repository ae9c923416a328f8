import { html } from 'hono/html'
import type { MarketType } from '../../statistics/trend-page.ts'
import { count, longDate, period } from '../format.ts'
import { HOME_PATH, indexPath } from '../paths.ts'
import { capitalised } from '../wording.ts'
import { anchor, type Markup, renderFrame } from './layout.ts'

/** An index page that exists, with what it shows. */
export interface IndexSummary {
  location: string
  type: MarketType
  /** Terms with at least one vacancy. */
  terms: number
  /** All vacancies of the place and type in the window. */
  vacancies: number
}

export interface HomePageInput {
  asOf: string
  months: number
  /** In the order they are shown within each type. */
  indexes: IndexSummary[]
  /** What the figures were made from, in a phrase: `Publication 12`. */
  generatedFrom: string | null
}

/** The page that leads to every index page, to be stored at `HOME_PATH`. */
export function renderHomePage(input: HomePageInput): string {
  const summary = `What job adverts say about the market: vacancies, pay and skills, ${period(
    input.months,
  )} to ${longDate(input.asOf)}.`
  return renderFrame({
    path: HOME_PATH,
    title: 'Job market trends',
    description: summary,
    trail: [],
    provenance: input.generatedFrom,
    main: html`<h1>Job market trends</h1>
<p class="kicker">${summary}</p>
${(['permanent', 'contract'] as const).map(type => placeSection(type, input.indexes))}`,
  })
}

function placeSection(type: MarketType, indexes: IndexSummary[]): Markup {
  const ofType = indexes.filter(index => index.type === type)
  if (ofType.length === 0) return html``
  return html`<section><h2>${capitalised(type)} jobs</h2><ul class="places">${ofType.map(
    index => html`<li>${anchor(HOME_PATH, indexPath(index), index.location)} <span>${count(
      index.vacancies,
    )} vacancies, ${count(index.terms)} terms</span></li>
`,
  )}</ul></section>`
}
