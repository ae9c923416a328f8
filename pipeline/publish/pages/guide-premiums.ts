import { html, raw } from 'hono/html'
import type {
  GuidePage,
  LocationPremium,
  MarketGuide,
  SectorPremium,
  SkillPremium,
} from '../../statistics/guide/guide-page.ts'
import type { MarketType } from '../../statistics/trend-page.ts'
import { type PremiumPoint, premiumChart } from '../charts/premiums.ts'
import { guidePath, type PageLinks, pagePath } from '../paths.ts'
import { BAND_WORDING, capitalised, PAY_WORDING, the } from '../wording.ts'
import { adjustedCell, countCell, differenceCell, marketsOf, medianCell, ratioCell } from './guide-figures.ts'
import type { GuideSection } from './guide-section.ts'
import { linked, type Markup } from './layout.ts'
import { dataTable } from './tables.ts'

/** The page's place against others. */
export function placeSection(page: GuidePage, links: PageLinks): GuideSection | null {
  return premiumSection(page, {
    id: 'places',
    heading: `${capitalised(the(page.location))} and other places`,
    hint: `How much more or less the median in ${the(page.location)} is than in another place, for the same title.`,
    points: market =>
      market.locations.flatMap(({ location, comparison: { ratio, ratioInterval } }) =>
        ratio === null || ratioInterval === null
          ? []
          : [{ name: location, ratio, interval: ratioInterval, raw: null }],
      ),
    key: html`<span class="key dot"></span> ${capitalised(the(page.location))} against the place named, <span class="key band"></span> 95% interval.`,
    table: market => placeTable(market, page, links),
  })
}

/** What skills go with more pay, raw and adjusted. */
export function skillPremiumSection(page: GuidePage, links: PageLinks): GuideSection | null {
  return premiumSection(page, {
    id: 'skill-premiums',
    heading: 'Skills that go with more pay',
    hint: 'Jobs that ask for a skill against jobs that do not. Adjusted: other skills, seniority, place, sector and month being equal.',
    points: market => market.skillPremiums.flatMap(row => pointOf(row.skill, row)),
    key: ADJUSTED_KEY,
    table: market =>
      premiumTable(
        `${page.term} in ${page.location}, ${market.type}: premium of skills`,
        'Skill',
        market,
        market.skillPremiums.map(row => ({
          ...row,
          name: linked(
            guidePath(page),
            pagePath({ term: row.skill, location: page.location, type: market.type, months: page.months }),
            row.skill,
            links,
          ),
        })),
      ),
  })
}

/** What sectors go with more pay, raw and adjusted. */
export function sectorSection(page: GuidePage): GuideSection | null {
  return premiumSection(page, {
    id: 'sectors',
    heading: 'Sectors',
    hint: 'Jobs that name a sector against jobs that do not.',
    points: market => market.sectorPremiums.flatMap(row => pointOf(row.sector, row)),
    key: ADJUSTED_KEY,
    table: market =>
      premiumTable(
        `${page.term} in ${page.location}, ${market.type}: premium of sectors`,
        'Sector',
        market,
        market.sectorPremiums.map(row => ({ ...row, name: row.sector })),
      ),
  })
}

const ADJUSTED_KEY = html`<span class="key dot"></span> Adjusted premium, <span class="key band"></span> its 95% interval, <span class="key ring"></span> raw premium.`

interface Premiums {
  id: string
  heading: string
  hint: string
  points(market: MarketGuide): PremiumPoint[]
  key: Markup
  /** Null where there are no rows. */
  table(market: MarketGuide): Markup | null
}

function premiumSection(page: GuidePage, premiums: Premiums): GuideSection | null {
  const parts = marketsOf(page).flatMap(market => {
    const table = premiums.table(market)
    return table === null ? [] : [{ market, table }]
  })
  if (parts.length === 0) return null
  return {
    id: premiums.id,
    heading: premiums.heading,
    body: html`<p class="hint">${premiums.hint}</p>${parts.map(({ market, table }) => {
      const chart = premiumChart(
        {
          id: `${premiums.id}-${market.type}`,
          title: `${premiums.heading}: ${page.term}, ${market.type}`,
        },
        premiums.points(market),
      )
      return html`<h3>${marketHeading(market)}</h3>${
        chart !== null && html`<figure><figcaption>${premiums.key}</figcaption>${raw(chart)}</figure>`
      }${table}`
    })}`,
  }
}

const marketHeading = ({ type, unit }: { type: MarketType; unit: MarketGuide['unit'] }): string =>
  `${capitalised(type)}, ${PAY_WORDING[unit].per}`

/** The adjusted premium where there is one, with the raw one beside it; the raw one alone otherwise is left to the table. */
function pointOf(name: string, { raw: { ratio }, adjusted }: SkillPremium | SectorPremium): PremiumPoint[] {
  if (adjusted === null) return []
  return [{ name, ratio: adjusted.ratio, interval: adjusted.ratioInterval, raw: ratio }]
}

function placeTable(market: MarketGuide, page: GuidePage, links: PageLinks): Markup | null {
  const { unit, locations } = market
  if (locations.length === 0) return null
  const path = guidePath(page)
  const row = ({ location, comparison }: LocationPremium) =>
    html`<tr><th scope="row">${linked(path, guidePath({ term: page.term, location }), location, links)}</th>${medianCell(
      comparison.other,
      unit,
    )}${ratioCell(comparison)}${differenceCell(comparison, unit)}</tr>
`
  return html`${dataTable(
    `${page.term}, ${market.type}: the median in ${the(page.location)} against other places`,
    [
      { head: 'Place', text: true },
      { head: 'Median there' },
      { head: `${page.location} more or less` },
      { head: 'In pounds' },
    ],
    locations.map(row),
  )}${bandDetails(market, page)}`
}

/** The same within one level of seniority, folded away. */
function bandDetails({ unit, locations, type }: MarketGuide, page: GuidePage): Markup | string {
  const rows = locations.flatMap(({ location, byBand }) =>
    byBand.map(
      ({ band, comparison }) =>
        html`<tr><th scope="row">${location}, ${BAND_WORDING[band].toLowerCase()}</th>${medianCell(
          comparison.mine,
          unit,
        )}${medianCell(comparison.other, unit)}${ratioCell(comparison)}${differenceCell(comparison, unit)}</tr>
`,
    ),
  )
  if (rows.length === 0) return ''
  return html`<details><summary>The same at one level of seniority</summary>${dataTable(
    `${page.term}, ${type}: ${page.location} against other places by seniority`,
    [
      { head: 'Place and level', text: true },
      { head: `Median in ${page.location}` },
      { head: 'Median there' },
      { head: `${page.location} more or less` },
      { head: 'In pounds' },
    ],
    rows,
    { quiet: true },
  )}</details>`
}

function premiumTable(
  caption: string,
  head: string,
  { unit, leastQuoted }: MarketGuide,
  rows: ((SkillPremium | SectorPremium) & { name: Markup | string })[],
): Markup | null {
  if (rows.length === 0) return null
  return html`${dataTable(
    caption,
    [
      { head, text: true },
      { head: 'Jobs' },
      { head: 'Median with' },
      { head: 'Median without' },
      { head: 'Raw' },
      { head: 'Adjusted' },
    ],
    rows.map(
      row => html`<tr><th scope="row">${row.name}</th>${countCell(row.share)}${medianCell(row.raw.mine, unit)}${medianCell(
        row.raw.other,
        unit,
      )}${ratioCell(row.raw)}${adjustedCell(row.adjusted)}</tr>
`,
    ),
  )}<p class="hint">With at least ${leastQuoted} quotes on both sides.</p>`
}
