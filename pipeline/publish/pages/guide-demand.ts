import { html } from 'hono/html'
import type { GuidePage, MarketGuide } from '../../statistics/guide/guide-page.ts'
import { change, count, share, shareRange, shortDate } from '../format.ts'
import { capitalised } from '../wording.ts'
import { countCell, marketsOf } from './guide-figures.ts'
import type { GuideSection } from './guide-section.ts'
import type { Markup } from './layout.ts'
import { bar, changeCell, dataTable, figureCell } from './tables.ts'

/** Growth of demand, and where the work is done. */
export function demandSection(page: GuidePage): GuideSection | null {
  const markets = marketsOf(page)
  if (markets.length === 0) return null
  return {
    id: 'demand',
    heading: 'Demand and workplace',
    body: html`${growthTable(page, markets)}${markets.map(market => workplaceTable(market, page))}`,
  }
}

function growthTable({ term, location }: GuidePage, markets: MarketGuide[]): Markup {
  const [{ growth }] = markets as [MarketGuide]
  return html`${dataTable(
    `${term} in ${location}: vacancies of the three months to ${shortDate(growth.to)} against the three months before`,
    [
      { head: '', text: true },
      { head: `To ${shortDate(growth.middle)}` },
      { head: `To ${shortDate(growth.to)}` },
      { head: 'Growth' },
    ],
    markets.map(({ type, growth: { now, before, change: percent, changeInterval } }) => {
      const range = changeInterval && `${change(changeInterval[0])} to ${change(changeInterval[1])}`
      return html`<tr><th scope="row">${capitalised(type)}</th>${figureCell(count(before))}${figureCell(
        count(now),
      )}${changeCell(change(percent), range ?? '')}</tr>
`
    }),
    { quiet: true },
  )}${markets
    .filter(({ growth: { comparable } }) => comparable === false)
    .map(
      ({ type, growth: { reason } }) =>
        html`<p class="warning">${capitalised(type)}: the two periods are not comparable${reason === null ? '' : `: ${reason}`}.</p>`,
    )}`
}

function workplaceTable({ type, workplace, vacancies }: MarketGuide, { term, location }: GuidePage): Markup {
  const rows = [
    ['Remote', workplace.remote],
    ['Hybrid', workplace.hybrid],
    ['On site', workplace.onsite],
  ] as const
  const { notStated } = workplace
  return html`<h3>Workplace, ${type}</h3>${dataTable(
    `${term} in ${location}: workplace of ${type} jobs that state it`,
    [{ head: 'Workplace', text: true }, { head: 'Jobs' }, { head: '', text: true }],
    rows.map(
      ([label, figure]) =>
        html`<tr><th scope="row">${label}</th>${countCell(figure)}<td class="bar">${bar(figure.share ?? 0)}</td></tr>
`,
    ),
    { class: 'bars workplace' },
  )}<p class="hint">${
    notStated.vacancies === 0
      ? 'All of them say.'
      : `${count(notStated.vacancies)} of ${count(vacancies)} do not say: ${share(notStated.share)} (${shareRange(notStated.shareInterval)}).`
  }</p>`
}
