import { html, raw } from 'hono/html'
import type { TrendPage } from '../../statistics/trend-page.ts'
import { payHistogramChart } from '../charts/pay-histogram.ts'
import { salaryTrendChart } from '../charts/salary-trend.ts'
import { vacancyTrendChart } from '../charts/vacancy-trend.ts'
import { count, longDate, money, period } from '../format.ts'
import { indexPath, type PageLinks, pagePath } from '../paths.ts'
import { baselineTable, headlineTable } from '../trend-table.ts'
import { capitalised, demandPhrase, PAY_WORDING, TITLE_CATEGORY, UNITS } from '../wording.ts'
import { anchor, type Markup, renderFrame } from './layout.ts'
import { monthlyFigures } from './monthly-figures.ts'
import { notes } from './notes.ts'
import { trendTable } from './tables.ts'
import { locationSection, skillCategorySection, topSkillSection } from './trend-lists.ts'

/**
 * The page of one term, place and type as a self-contained HTML document, to be stored at `pagePath` of the same
 * key; it links only to pages that `links` knows.
 */
export function renderTrendPage(page: TrendPage, links: PageLinks): string {
  const { term, location, type } = page
  const path = pagePath(page)
  const title = `${term} job trends in ${location}`
  const index = links.hasIndexPage({ location, type }) ? indexPath({ location, type }) : null
  return renderFrame({
    path,
    title: `${title} (${type})`,
    description: summary(page),
    trail: [
      { label: `${capitalised(type)}, ${location}`, path: index },
      { label: term, path: null },
    ],
    provenance: page.publication === null ? null : `Publication ${page.publication}`,
    main: html`<h1>${title}</h1>
<p class="kicker">${summary(page)}${elsewhere(page, path, links)}</p>
${trendTable(headlineTable(page), 'unseen')}
<section>${trendTable(baselineTable(page), 'seen')}</section>
${chartSection(page)}
${locationSection(page, path, links)}
${topSkillSection(page, path, links)}
${skillCategorySection(page, path, links)}
${notes(page)}`,
  })
}

function summary(page: TrendPage): string {
  const [now] = page.columns
  const [unit] = UNITS[page.type]
  const pay = now.pay[unit]
  const jobs = `${count(now.vacancies)} ${page.type} ${now.vacancies === 1 ? 'job' : 'jobs'}`
  const median = pay?.p50 == null ? '' : `, median ${PAY_WORDING[unit].noun} ${money(pay.p50, unit)}`
  const demand = `${jobs} ${demandPhrase(page)} in the ${period(page.months)} to ${longDate(page.asOf)}`
  return `${demand}${median}.`
}

/** Links to the same term in the parent place and in the other type, where those pages exist. */
function elsewhere(page: TrendPage, path: string, links: PageLinks): Markup {
  const parent = Object.values(page.columns[0].pay).find(figures => figures.parent)?.parent?.location
  const other = page.type === 'permanent' ? ('contract' as const) : ('permanent' as const)
  const keys = [
    ...(parent === undefined
      ? []
      : [{ label: `in ${parent}`, key: { term: page.term, location: parent, type: page.type } }]),
    { label: `${other} jobs`, key: { term: page.term, location: page.location, type: other } },
  ].filter(({ key }) => links.hasTrendPage(key))
  if (keys.length === 0) return html``
  return html` See also ${keys.map(
    ({ label, key }, index) => html`${index > 0 ? ' and ' : ''}${anchor(path, pagePath(key), label)}`,
  )}.`
}

function chartSection(page: TrendPage): Markup {
  const vacancies = vacancyTrendChart(page)
  const salaries = salaryTrendChart(page)
  const histogram = payHistogramChart(page)
  const [unit] = UNITS[page.type]
  const { quotes, noun } = PAY_WORDING[unit]
  const asked = page.category === TITLE_CATEGORY ? 'with' : 'citing'
  return html`${
    vacancies &&
    html`<section><h2>Vacancy trend</h2><figure><figcaption>Vacancies ${asked} ${page.term} as a share of all ${
      page.type
    } jobs advertised in ${page.location}; every point is a window of ${period(page.months)}.</figcaption>${raw(
      vacancies,
    )}</figure>${salaries ? '' : monthlyFigures(page)}</section>`
  }${
    salaries &&
    html`<section><h2>${unit === 'year' ? 'Salary' : 'Rate'} trend</h2><figure><figcaption>Quoted ${noun}: <span class="key line"></span> median, <span class="key"></span> 25th to 75th percentile, <span class="key outer"></span> 10th to 90th percentile.</figcaption>${raw(
      salaries,
    )}</figure>${monthlyFigures(page)}</section>`
  }${
    histogram &&
    html`<section><h2>${unit === 'year' ? 'Salary' : 'Rate'} histogram</h2><figure><figcaption>Number of ${quotes} quoted in the ${period(
      page.months,
    )} to ${longDate(page.asOf)}.</figcaption>${raw(histogram)}</figure></section>`
  }`
}
