import { html, raw } from 'hono/html'
import type { GuidePage, MarketGuide } from '../../statistics/guide/guide-page.ts'
import type { PercentileName } from '../../statistics/trend-page.ts'
import { payByBandChart } from '../charts/pay-by-band.ts'
import { count, moneyRange, percentiles } from '../format.ts'
import { BAND_WORDING, capitalised, PAY_WORDING } from '../wording.ts'
import { marketsOf } from './guide-figures.ts'
import type { GuideSection } from './guide-section.ts'
import type { Markup } from './layout.ts'
import { dataTable, figureCell } from './tables.ts'

const PERCENTILES: [PercentileName, string][] = [
  ['p10', '10th percentile'],
  ['p25', '25th percentile'],
  ['p50', 'Median (50th percentile)'],
  ['p75', '75th percentile'],
  ['p90', '90th percentile'],
]

/** Percentiles of pay, permanent and contract side by side. */
export function paySection(page: GuidePage): GuideSection | null {
  const markets = marketsOf(page)
  if (markets.length === 0) return null
  const printed = markets.map(({ pay, unit }) => percentiles(pay, unit))
  const rows = html`<tr><th scope="row">Vacancies</th>${markets.map(market => figureCell(count(market.vacancies)))}</tr>
<tr><th scope="row">Of these with pay stated</th>${markets.map(market => figureCell(count(market.pay.quoted)))}</tr>
${PERCENTILES.map(
  ([
    name,
    label,
  ]) => html`<tr${name === 'p50' ? html` class="median"` : ''}><th scope="row">${label}</th>${markets.map(
    ({ pay, unit }, index) =>
      figureCell(printed[index]?.[name] ?? '-', moneyRange(pay.intervals[name], unit)),
  )}</tr>
`,
)}`
  return {
    id: 'pay',
    heading: 'Pay',
    body: dataTable(
      `${page.term} in ${page.location}: percentiles of quoted pay`,
      [
        { head: '', text: true },
        ...markets.map(({ type, unit }) => ({ head: `${capitalised(type)}, ${PAY_WORDING[unit].per}` })),
      ],
      rows,
      { class: 'pay' },
    ),
  }
}

/** Pay by seniority: a chart and its table for each market. */
export function bandSection(page: GuidePage): GuideSection | null {
  const markets = marketsOf(page).filter(({ bands }) => bands.some(({ pay }) => pay.quoted > 0))
  if (markets.length === 0) return null
  return {
    id: 'seniority',
    heading: 'Pay by seniority',
    body: html`${markets.map(market => bandsOf(market, page))}`,
  }
}

function bandsOf(market: MarketGuide, { term, location }: GuidePage): Markup {
  const { type, unit, bands } = market
  const chart = payByBandChart(market, `${term} in ${location}`)
  return html`<h3>${capitalised(type)}, ${PAY_WORDING[unit].per}</h3>${
    chart !== null &&
    html`<figure><figcaption><span class="key mark"></span> Median, <span class="key"></span> 25th to 75th percentile, <span class="key outer"></span> 10th to 90th percentile.</figcaption>${raw(chart)}</figure>`
  }${dataTable(
    `${term} in ${location}: ${PAY_WORDING[unit].quotes} by seniority`,
    [
      { head: 'Seniority', text: true },
      ...['Vacancies', 'Quotes', 'P10', 'P25', 'Median', 'P75', 'P90'].map(head => ({ head })),
    ],
    bands.map(({ band, vacancies, pay }) => {
      const printed = percentiles(pay, unit)
      return html`<tr><th scope="row">${BAND_WORDING[band]}</th>${figureCell(count(vacancies))}${figureCell(
        count(pay.quoted),
      )}${PERCENTILES.map(([name]) => figureCell(printed[name], moneyRange(pay.intervals[name], unit)))}</tr>
`
    }),
  )}`
}
