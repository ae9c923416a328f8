import { html, raw } from 'hono/html'
import type { TrendPage } from '../../statistics/trend-page.ts'
import { payHistogramChart } from '../charts/pay-histogram.ts'
import { salaryTrendChart } from '../charts/salary-trend.ts'
import { vacancyTrendChart } from '../charts/vacancy-trend.ts'
import { longDate, period } from '../format.ts'
import { PAY_WORDING, TITLE_CATEGORY, the, UNITS } from '../wording.ts'
import type { Markup } from './layout.ts'
import { histogramFigures, monthlyFigures } from './monthly-figures.ts'

/** The charts of a trend page, each with the table of its figures folded away. */
export function chartSection(page: TrendPage): Markup {
  const vacancies = vacancyTrendChart(page)
  const salaries = salaryTrendChart(page)
  const histogram = payHistogramChart(page)
  const [unit] = UNITS[page.type]
  const { quotes, noun, chart } = PAY_WORDING[unit]
  const asked = page.category === TITLE_CATEGORY ? 'with' : 'citing'
  return html`${
    vacancies &&
    html`<section><h2>Vacancy trend</h2><figure><figcaption>Vacancies ${asked} ${page.term} as a share of all ${
      page.type
    } jobs advertised in ${the(page.location)}: <span class="key line"></span> share, <span class="key outer"></span> 95% interval. Every point is a window of ${period(page.months)}.</figcaption>${raw(
      vacancies,
    )}</figure>${salaries ? '' : monthlyFigures(page)}</section>`
  }${
    salaries &&
    html`<section><h2>${chart} trend</h2><figure><figcaption>Quoted ${noun}: <span class="key line"></span> median, <span class="key"></span> 25th to 75th percentile, <span class="key outer"></span> 10th to 90th percentile.</figcaption>${raw(
      salaries,
    )}</figure>${monthlyFigures(page)}</section>`
  }${
    histogram &&
    html`<section><h2>${chart} histogram</h2><figure><figcaption>Number of ${quotes} quoted in the ${period(
      page.months,
    )} to ${longDate(page.asOf)}, by the middle of the range.</figcaption>${raw(histogram)}</figure>${histogramFigures(page)}</section>`
  }`
}
