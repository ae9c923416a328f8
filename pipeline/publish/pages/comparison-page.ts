import { html, raw } from 'hono/html'
import { differenceInterval, ratioInterval } from '../../statistics/premiums/compare-medians.ts'
import type {
  PayFigures,
  PayUnit,
  PercentileName,
  TermColumn,
  TrendPage,
} from '../../statistics/trend-page.ts'
import { medianComparisonChart, shareComparisonChart } from '../charts/comparison-trend.ts'
import {
  change,
  count,
  longDate,
  MISSING,
  moneyDifference,
  moneyRange,
  percentiles,
  period,
  precision,
  premium,
  premiumRange,
  rankChange,
  share,
  shareRange,
} from '../format.ts'
import {
  COMPARISONS_PATH,
  type ComparisonKey,
  comparisonPath,
  guidePath,
  type PageLinks,
  pagePath,
} from '../paths.ts'
import { capitalised, PAY_WORDING, UNITS } from '../wording.ts'
import { comparisonList, comparisonTitle } from './comparison-list.ts'
import { linked, type Markup, renderFrame } from './layout.ts'
import type { Site } from './site.ts'
import { changeCell, figureCell } from './tables.ts'

export interface ComparisonPageInput {
  key: ComparisonKey
  /** The two trend pages of each type that both have, in the order of the key's pair. */
  markets: (readonly [TrendPage, TrendPage])[]
  /** Other comparisons of the same. */
  others: ComparisonKey[]
}

/** Two terms, or two places, side by side as a self-contained HTML document, to be stored at `comparisonPath` of the key. */
export function renderComparisonPage({ key, markets, others }: ComparisonPageInput, site: Site): string {
  const title = comparisonTitle(key)
  const path = comparisonPath(key)
  const [{ months, asOf }] = markets[0]!
  const what = key.of === 'terms' ? 'Two terms in one place' : 'One term in two places'
  const warning = site.warning(asOf, months)
  return renderFrame({
    path,
    title: `${title} compared`,
    description: `${what}, side by side: vacancies and pay, ${period(months)} to ${longDate(asOf)}.`,
    trail: [
      { label: 'Compare', path: site.links.has(COMPARISONS_PATH) ? COMPARISONS_PATH : null },
      { label: title, path: null },
    ],
    site,
    main: html`<h1>${title}</h1>
<p class="kicker">${what}, ${period(months)} to ${longDate(asOf)}. ${markets.map(pair => verdict(key, pair))}</p>
${warning !== null && html`<p class="warning">${warning}</p>`}
${markets.map(pair => marketSection(key, pair, path, site.links))}
${comparisonList(others, path, site.links)}
<section><h2>How to read the figures</h2><dl>
<dt>Difference</dt><dd>The first less the second. Where its 95% interval holds no difference at all, the two may be the same for all these adverts can tell.</dd>
<dt>Overlap</dt><dd>A vacancy that counts on both sides (a job for both titles, a city and the country it lies in) counts in both columns; the interval is then wider than it need be.</dd>
</dl></section>`,
  })
}

/** Who pays more, in a sentence, as far as the interval lets it be said. */
function verdict({ pair: names }: ComparisonKey, [mine, other]: readonly [TrendPage, TrendPage]): string {
  const [unit] = UNITS[mine.type]
  const [a, b] = [mine, other].map(page => page.columns[0].pay[unit])
  if (a?.p50 == null || b?.p50 == null) return ''
  const interval = ratioInterval(estimate(a), estimate(b))
  const ratio = a.p50 / b.p50
  const kind = `${capitalised(mine.type)}: `
  if (interval === null) return `${kind}too few quotes to tell who pays more. `
  if (interval[0] <= 1 && interval[1] >= 1)
    return `${kind}no difference in median pay that the sample can tell. `
  const percent = premium(ratio).replace(/^[+-]/, '')
  return `${kind}${names[0]} pays ${percent} ${ratio > 1 ? 'more' : 'less'} than ${names[1]} in the median (${premiumRange(interval)}). `
}

const estimate = (pay: PayFigures) => ({ value: pay.p50 ?? 0, interval: pay.intervals.p50 })

function marketSection(
  key: ComparisonKey,
  pages: readonly [TrendPage, TrendPage],
  path: string,
  links: PageLinks,
): Markup {
  const { type } = pages[0]
  const compared = { names: key.pair, pages }
  const medians = medianComparisonChart(compared)
  const shares = shareComparisonChart(compared)
  const names = html`<span class="key line"></span> ${key.pair[0]}, <span class="key second"></span> ${key.pair[1]}, each with its 95% interval.`
  const noun = PAY_WORDING[UNITS[type][0]].noun
  return html`<section><h2>${capitalised(type)} jobs</h2>${sideBySide(key, pages, path, links)}${
    medians !== null &&
    html`<h3>Median ${noun} over time</h3><figure><figcaption>${names}</figcaption>${raw(medians)}</figure>`
  }${
    shares !== null &&
    html`<h3>Share of all ${type} vacancies over time</h3><figure><figcaption>${names}</figcaption>${raw(shares)}</figure>`
  }</section>`
}

function sideBySide(
  key: ComparisonKey,
  pages: readonly [TrendPage, TrendPage],
  path: string,
  links: PageLinks,
): Markup {
  const [mine, other] = pages
  const { type } = mine
  const now = pages.map(page => page.columns[0]) as [TermColumn, TermColumn]
  const head = (page: TrendPage, name: string) => {
    const target = [pagePath(page), guidePath(page)].find(candidate => links.has(candidate))
    return target === undefined ? name : linked(path, target, name, links)
  }
  const plain = (label: string, cell: (column: TermColumn) => string) =>
    html`<tr><th scope="row">${label}</th>${now.map(column => figureCell(cell(column)))}${figureCell(MISSING)}</tr>
`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${capitalised(type)} jobs side by side"><table class="side">
<caption class="unseen">${capitalised(type)} jobs: ${comparisonTitle(key)}</caption>
<thead><tr><td></td><th scope="col">${head(mine, key.pair[0])}</th><th scope="col">${head(other, key.pair[1])}</th><th scope="col">Difference</th></tr></thead>
<tbody>${plain('Rank', column => count(column.rank))}${plain('Rank change year-on-year', column => rankChange(column.rankChange))}<tr><th scope="row">Vacancies</th>${now.map(
    column => figureCell(count(column.vacancies)),
  )}${changeCell(vacancyDifference(now))}</tr>
<tr><th scope="row">Share of all ${type} jobs there</th>${now.map(column =>
    figureCell(share(column.shareOfAll), shareRange(column.shareOfAllInterval)),
  )}${changeCell(pointDifference(now))}</tr>
${UNITS[type].map(unit => payRows(unit, now))}</tbody></table></div>`
}

const vacancyDifference = ([mine, other]: [TermColumn, TermColumn]): string =>
  rankChange(mine.vacancies - other.vacancies)

/** In points of per cent. */
function pointDifference([mine, other]: [TermColumn, TermColumn]): string {
  if (mine.shareOfAll === null || other.shareOfAll === null) return MISSING
  return change((mine.shareOfAll - other.shareOfAll) * 100).replace('%', ' pp')
}

const ROWS: [PercentileName, string][] = [
  ['p10', '10th percentile'],
  ['p25', '25th percentile'],
  ['p50', 'Median'],
  ['p75', '75th percentile'],
  ['p90', '90th percentile'],
]

function payRows(unit: PayUnit, now: [TermColumn, TermColumn]): Markup | string {
  const pay = now.map(column => column.pay[unit])
  const [a, b] = pay
  if (!a?.quoted || !b?.quoted) return ''
  const both: [PayFigures, PayFigures] = [a, b]
  const printed = both.map(figures => percentiles(figures, unit))
  const { heading, quotes } = PAY_WORDING[unit]
  return html`<tr class="block"><th colspan="4" scope="rowgroup">${heading}</th></tr>
<tr><th scope="row">Number of ${quotes} quoted</th>${both.map(figures => figureCell(count(figures.quoted)))}${figureCell(MISSING)}</tr>
${ROWS.map(
  ([
    name,
    label,
  ]) => html`<tr${name === 'p50' ? html` class="median"` : ''}><th scope="row">${label}</th>${both.map(
    (figures, index) =>
      figureCell(
        printed[index]?.[name] ?? MISSING,
        name === 'p50'
          ? precision(moneyRange(figures.intervals[name], unit), figures.quoted)
          : moneyRange(figures.intervals[name], unit),
      ),
  )}${differenceOf(name, both, unit)}</tr>
`,
)}<tr><th scope="row">Median, first over second</th><td></td><td></td>${changeCell(
    premium((a.p50 ?? 0) / (b.p50 ?? 1)),
    premiumRange(ratioInterval(estimate(a), estimate(b))),
  )}</tr>
<tr><th scope="row">Median % change year-on-year</th>${both.map(figures => changeCell(change(figures.medianChange)))}${figureCell(MISSING)}</tr>
`
}

function differenceOf(name: PercentileName, [a, b]: [PayFigures, PayFigures], unit: PayUnit): Markup {
  const [mine, other] = [a[name], b[name]]
  if (mine === null || other === null) return figureCell(MISSING)
  const interval = differenceInterval(
    { value: mine, interval: a.intervals[name] },
    { value: other, interval: b.intervals[name] },
  )
  return changeCell(
    moneyDifference(mine - other, unit),
    interval === null ? '' : `${moneyDifference(interval[0], unit)} to ${moneyDifference(interval[1], unit)}`,
  )
}
