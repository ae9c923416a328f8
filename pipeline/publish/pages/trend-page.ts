import { html } from 'hono/html'
import type { TrendPage } from '../../statistics/trend-page.ts'
import { count, longDate, money, moneyRange, period, precision, shortDate } from '../format.ts'
import { COVERAGE_PATH, type ComparisonKey, guidePath, indexPath, pagePath } from '../paths.ts'
import { baselineTable, headlineTable } from '../trend-table.ts'
import { capitalised, compareWithYearBefore, demandPhrase, PAY_WORDING, the, UNITS } from '../wording.ts'
import { comparisonList } from './comparison-list.ts'
import { anchor, type Markup, renderFrame } from './layout.ts'
import { notes } from './notes.ts'
import type { Site } from './site.ts'
import { switches } from './switches.ts'
import { trendTable } from './tables.ts'
import { chartSection } from './trend-charts.ts'
import { locationSection, skillCategorySection, topSkillSection } from './trend-lists.ts'

/** What a trend page leads to besides its own lists. */
export interface TrendPageContext {
  /** Lengths of all windows that are published for the day. */
  periods: number[]
  /** Comparisons of the term, as far as they exist. */
  comparisons: ComparisonKey[]
}

/**
 * The page of one term, place, type and window as a self-contained HTML document, to be stored at `pagePath` of the same
 * key; it links only to pages that the site has.
 */
export function renderTrendPage(page: TrendPage, context: TrendPageContext, site: Site): string {
  const { term, location, type, months } = page
  const path = pagePath(page)
  const title = `${term} job trends in ${the(location)}`
  const index = indexPath({ location, type, months })
  const warnings = page.columns.map((_, year) => warningOf(page, year, site))
  return renderFrame({
    path,
    title: `${title} (${type}, ${period(months)})`,
    description: summary(page),
    trail: [
      { label: `${capitalised(type)}, ${location}`, path: site.links.has(index) ? index : null },
      { label: term, path: null },
    ],
    site,
    main: html`<h1>${title}</h1>
<p class="kicker">${summary(page)}${guideLink(page, path, site)}</p>
${trendSwitches(page, context, path, site)}
${trendTable(
  headlineTable(page),
  'unseen',
  warnings.map(warning => warning !== null),
)}
<p class="hint beneath">Beneath a figure stands its 95% interval; the number of quotes is the sample of the percentiles below it.${observed(page, path, site)}</p>
${warningNote(page, warnings)}
<section>${trendTable(baselineTable(page), 'seen')}</section>
${chartSection(page)}
${locationSection(page, path, site.links)}
${topSkillSection(page, path, site.links)}
${skillCategorySection(page, path, site.links)}
${comparisonList(context.comparisons, path, site.links)}
${notes(page, path, site.links)}`,
  })
}

function summary(page: TrendPage): string {
  const [now] = page.columns
  const [unit] = UNITS[page.type]
  const pay = now.pay[unit]
  const jobs = `${count(now.vacancies)} ${page.type} ${now.vacancies === 1 ? 'job' : 'jobs'}`
  const median =
    pay?.p50 == null
      ? ''
      : `, median ${PAY_WORDING[unit].noun} ${money(pay.p50, unit)} (${precision(
          moneyRange(pay.intervals.p50, unit),
          pay.quoted,
        )})`
  const demand = `${jobs} ${demandPhrase(page)} in the ${period(page.months)} to ${longDate(page.asOf)}`
  return `${demand}${median}.`
}

function guideLink({ term, location }: TrendPage, path: string, site: Site): Markup | string {
  const guide = guidePath({ term, location })
  if (!site.links.has(guide)) return ''
  return html` ${anchor(path, guide, 'Salary guide')}.`
}

/** The same term in the other type, in windows of other lengths, and in the place its medians are compared with. */
function trendSwitches(
  page: TrendPage,
  { periods }: TrendPageContext,
  path: string,
  { links }: Site,
): Markup | string {
  const { term, location, type, months } = page
  const here = { term, location, type, months }
  const parent = Object.values(page.columns[0].pay).find(figures => figures.parent)?.parent?.location
  const types = ['permanent', 'contract'] as const
  return switches(path, links, [
    {
      label: 'Type',
      choices: types.map(other => ({ label: capitalised(other), path: pagePath({ ...here, type: other }) })),
    },
    {
      label: 'Period',
      choices: periods.map(other => ({ label: period(other), path: pagePath({ ...here, months: other }) })),
    },
    {
      label: 'Place',
      choices: [location, ...(parent === undefined ? [] : [parent])].map(place => ({
        label: place,
        path: pagePath({ ...here, location: place }),
      })),
    },
  ])
}

/** Why a window does not compare with the one a year earlier: of the page's own sources, where these are known. */
function warningOf({ columns, coverage, months }: TrendPage, year: number, site: Site): string | null {
  if (coverage === null) return site.warning(columns[year]?.asOf ?? '', months)
  const judged = coverage.comparability[year]
  return judged === undefined || judged.comparable ? null : compareWithYearBefore(judged.reason)
}

/** How much of each window was watched. */
function observed({ coverage, columns }: TrendPage, path: string, { links }: Site): Markup | string {
  if (coverage === null) return ''
  const days = coverage.windows
    .slice(0, columns.length)
    .map(window => `${count(window.daysObserved)} of ${count(window.days)}`)
  const words = 'Days observed'
  return html` ${links.has(COVERAGE_PATH) ? anchor(path, COVERAGE_PATH, words) : words}: ${days.join(', ')}.`
}

function warningNote(page: TrendPage, warnings: (string | null)[]): Markup | string {
  const named = page.columns.flatMap((column, index) => {
    const warning = warnings[index] ?? null
    return warning === null ? [] : [{ day: shortDate(column.asOf), warning }]
  })
  if (named.length === 0) return ''
  return html`<div class="warning" id="comparability" role="note">${named.map(
    ({ day, warning }) => html`<p><b>${period(page.months)} to ${day}</b> ${warning}</p>`,
  )}</div>`
}
