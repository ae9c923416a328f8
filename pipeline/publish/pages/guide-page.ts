import { html } from 'hono/html'
import type { GuidePage, MarketGuide } from '../../statistics/guide/guide-page.ts'
import { longDate, money, moneyRange, period, precision } from '../format.ts'
import {
  type ComparisonKey,
  GUIDES_PATH,
  guidePath,
  indexPath,
  METHOD_PATH,
  type PageLinks,
  pagePath,
} from '../paths.ts'
import { capitalised, PAY_WORDING, the } from '../wording.ts'
import { comparisonList } from './comparison-list.ts'
import { benchmarkSection, careerSection, hiringSection } from './guide-career.ts'
import { demandSection } from './guide-demand.ts'
import { marketsOf } from './guide-figures.ts'
import { bandSection, paySection } from './guide-pay.ts'
import { placeSection, sectorSection, skillPremiumSection } from './guide-premiums.ts'
import { skillPaySection } from './guide-skills.ts'
import { anchor, type Markup, renderFrame } from './layout.ts'
import { positionSection } from './positions.ts'
import type { Site } from './site.ts'
import { switches } from './switches.ts'

/** What a guide leads to besides its own tables. */
export interface GuideContext {
  /** Places that have a guide of the term, in the order they are shown. */
  places: string[]
  comparisons: ComparisonKey[]
}

/** The salary guide of a term in a place as a self-contained HTML document, to be stored at `guidePath` of the same key. */
export function renderGuidePage(page: GuidePage, context: GuideContext, site: Site): string {
  const { term, location, months, asOf } = page
  const path = guidePath(page)
  const title = `${term} salary guide, ${location}`
  const warning = site.warning(asOf, months)
  const sections = [
    paySection(page),
    bandSection(page),
    placeSection(page, site.links),
    skillPremiumSection(page, site.links),
    sectorSection(page),
    skillPaySection(page, site.links),
    demandSection(page),
    positionSection(page),
    careerSection(page, site.links),
    hiringSection(page),
    benchmarkSection(page),
  ].filter(section => section !== null)
  return renderFrame({
    path,
    title,
    description: summary(page),
    trail: [
      { label: 'Salary guides', path: site.links.has(GUIDES_PATH) ? GUIDES_PATH : null },
      { label: `${term}, ${location}`, path: null },
    ],
    site,
    main: html`<h1>${title}</h1>
<p class="kicker">${summary(page)}${trendLinks(page, path, site.links)}</p>
${switches(path, site.links, [
  {
    label: 'Place',
    choices: context.places.map(place => ({ label: place, path: guidePath({ term, location: place }) })),
  },
])}
<nav class="contents" aria-label="Contents"><ul>${sections.map(
      ({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>
`,
    )}</ul></nav>
${warning !== null && html`<p class="warning">${warning}</p>`}
${sections.map(
  ({ id, heading, body }) => html`<section id="${id}"><h2>${heading}</h2>${body}</section>
`,
)}
${comparisonList(context.comparisons, path, site.links)}
${guideNotes(page, path, site.links)}`,
  })
}

function summary(page: GuidePage): string {
  const figures = marketsOf(page).flatMap(({ type, unit, pay }: MarketGuide) =>
    pay.p50 === null
      ? []
      : [
          `${capitalised(type)}: median ${PAY_WORDING[unit].noun} ${money(pay.p50, unit)} (${precision(
            moneyRange(pay.intervals.p50, unit),
            pay.quoted,
          )}).`,
        ],
  )
  return [
    `What ${page.term} jobs in ${the(page.location)} pay, from adverts of the ${period(page.months)} to ${longDate(page.asOf)}.`,
    ...figures,
  ].join(' ')
}

/** The pages that the guide's figures are from. */
function trendLinks(page: GuidePage, path: string, links: PageLinks): Markup | string {
  const { term, location, months } = page
  const standing = (['permanent', 'contract'] as const).flatMap(type => {
    const trend = pagePath({ term, location, type, months })
    return links.has(trend) ? [anchor(path, trend, `${type} job trends`)] : []
  })
  if (standing.length === 0) return ''
  const index = indexPath({ location, type: 'permanent', months })
  return html` See also ${standing.map((link, at) => html`${at > 0 ? ' and ' : ''}${link}`)}${
    links.has(index) ? html`, or ${anchor(path, index, `all jobs in ${the(location)}`)}` : ''
  }.`
}

function guideNotes(page: GuidePage, path: string, links: PageLinks): Markup {
  return html`<section><h2>How to read the figures</h2><dl>
<dt>Pay</dt><dd>What employers state: a year's salary for permanent jobs, a day's rate for contracts. One is never worked out from the other, and pay that a board predicted is left out.</dd>
<dt>Sample and interval</dt><dd>Beneath a figure stand its 95% interval and n, the number of vacancies whose pay it is made of. Where the interval is wide, the figure is a hint; where it is missing, the sample is too small for one.</dd>
<dt>Seniority</dt><dd>As title or text say it: below two years' experience counts as junior, two to below five as mid-level, five and more as senior.</dd>
<dt>Premium</dt><dd>The raw premium is the median with a skill over the median without it. The adjusted one is what remains when skills, seniority, place, sector and month are held equal in a regression of the logarithm of pay; its interval is robust to unequal spread.</dd>
<dt>Benchmarks</dt><dd>Figures that others have published. They count other adverts, by other rules; the difference is for orientation.</dd>
</dl>${links.has(METHOD_PATH) ? html`<p class="hint">${anchor(path, METHOD_PATH, 'The whole method')}. ${period(page.months)} to ${longDate(page.asOf)}.</p>` : ''}</section>`
}
