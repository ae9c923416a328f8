import { html } from 'hono/html'
import type { Interruption } from '../../../db/queries/coverage.ts'
import type { Coverage, WindowCoverage } from '../../statistics/coverage/coverage.ts'
import { count, longDate, period, shortDate } from '../format.ts'
import { COVERAGE_PATH } from '../paths.ts'
import { sourceTitle } from '../source-titles.ts'
import { type Markup, renderFrame } from './layout.ts'
import type { Site } from './site.ts'
import { bar, dataTable, figureCell } from './tables.ts'

export interface PublishedCoverage {
  /** Length of the windows. */
  months: number
  coverage: Coverage
}

/** Which sources were watched on which days, and which windows compare, to be stored at `COVERAGE_PATH`. */
export function renderCoveragePage(
  published: PublishedCoverage[],
  interruptions: readonly Interruption[],
  site: Site,
): string {
  const since = published.flatMap(({ coverage: { observedSince } }) => observedSince ?? []).sort()[0] ?? null
  return renderFrame({
    path: COVERAGE_PATH,
    title: 'Data coverage',
    description: 'Which sources were watched on which days, and which windows compare.',
    trail: [{ label: 'Coverage', path: null }],
    site,
    main: html`<h1>Data coverage</h1>
<p class="kicker">Which sources were watched on which days, and which windows may be set side by side.${
      since === null ? '' : ` First observation: ${longDate(since)}.`
    }</p>
${published.map(part => coverageSections(part, published.length > 1))}
${interruptionSection(interruptions)}
<section><h2>How to read the figures</h2><dl>
<dt>Observed</dt><dd>Days on which an advert of the source was seen, or a crawl of it ended. Archives count on the days their adverts were seen.</dd>
<dt>In part</dt><dd>Days on which a board said that it has more adverts than we could meet.</dd>
<dt>Interruptions</dt><dd>Two days or more on which a board was not crawled, and at least twice as long as usual. What was advertised only meanwhile is missing.</dd>
<dt>Boards kept</dt><dd>Boards that were crawled in the window one year earlier too.</dd>
<dt>Comparable</dt><dd>Whether sources that were watched alike in both windows carry enough of each. Where they do not, the figures of the pages stand, and carry a note.</dd>
</dl></section>`,
  })
}

function coverageSections({ coverage, months }: PublishedCoverage, named: boolean): Markup {
  return html`<section><h2>${named ? `Windows of ${period(months)}` : 'Windows'}</h2>${comparabilityTable(coverage, months)}</section>
${coverage.windows.map(window => windowSection(window, months))}`
}

function comparabilityTable({ windows, comparability }: Coverage, months: number): Markup {
  return dataTable(
    `Windows of ${period(months)} and whether they compare with the one a year earlier`,
    [
      { head: 'Window to', text: true },
      { head: 'Days observed' },
      { head: 'Vacancies' },
      { head: 'Sources' },
      { head: 'Shared with a year earlier' },
      { head: 'Comparable', text: true },
    ],
    windows.map((window, index) => {
      const verdict = comparability[index]
      const shared =
        verdict === undefined || verdict.sharedNow === null || verdict.sharedEarlier === null
          ? '-'
          : `${percent(verdict.sharedNow)} of this, ${percent(verdict.sharedEarlier)} of that`
      return html`<tr><th scope="row">${shortDate(window.endsOn)}</th>${figureCell(
        `${count(window.daysObserved)} of ${count(window.days)}`,
      )}${figureCell(count(window.vacancies))}${figureCell(count(window.sources.length))}${figureCell(shared)}<td class="text words">${
        verdict === undefined ? '-' : verdict.comparable ? 'yes' : `no: ${verdict.reason ?? ''}`
      }</td></tr>
`
    }),
  )
}

/** So many interruptions are listed. */
const LISTED = 40

function interruptionSection(interruptions: readonly Interruption[]): Markup | string {
  if (interruptions.length === 0) return ''
  const more = interruptions.length - LISTED
  return html`<section><h2>Interruptions</h2>${dataTable(
    'Boards that were not watched for longer than usual, the latest first',
    [{ head: 'Board', text: true }, { head: 'Not observed', text: true }, { head: 'Days' }],
    interruptions.slice(0, LISTED).map(
      ({ board, from, to, days, isOver }) =>
        html`<tr><th scope="row">${board}</th><td class="text">${
          isOver ? `${shortDate(from)} to ${shortDate(to)}` : `since ${shortDate(from)}`
        }</td>${figureCell(count(days))}</tr>
`,
    ),
  )}${more > 0 ? html`<p class="hint">And ${count(more)} earlier.</p>` : ''}</section>`
}

/** A share in whole per cent, zero included. */
const percent = (fraction: number): string => `${Math.round(fraction * 100)}%`

function windowSection(window: WindowCoverage, months: number): Markup | string {
  const { endsOn, days, sources } = window
  if (sources.length === 0) return ''
  return html`<section><h2>${period(months)} to ${longDate(endsOn)}</h2>${dataTable(
    `Sources in the ${period(months)} to ${longDate(endsOn)}`,
    [
      { head: 'Source', text: true },
      { head: 'Vacancies' },
      { head: 'Days advertised' },
      { head: 'Days observed' },
      { head: '', text: true },
      { head: 'In part' },
      { head: 'Boards' },
      { head: 'Boards kept' },
      { head: 'Observed', text: true },
    ],
    sources.map(
      source => html`<tr><th scope="row">${sourceTitle(source.source)}</th>${figureCell(count(source.vacancies))}${figureCell(
        count(source.daysAdvertised),
      )}${figureCell(count(source.daysObserved))}<td class="bar">${bar(source.daysObserved / days)}</td>${figureCell(
        count(source.partialDays),
      )}${figureCell(count(source.boards))}${figureCell(count(source.boardsKept))}<td class="text">${
        source.firstObserved === null || source.lastObserved === null
          ? '-'
          : `${shortDate(source.firstObserved)} to ${shortDate(source.lastObserved)}`
      }</td></tr>
`,
    ),
    { class: 'bars coverage' },
  )}</section>`
}
