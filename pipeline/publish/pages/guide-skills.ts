import { html } from 'hono/html'
import type { GuidePage, MarketGuide, SkillPay } from '../../statistics/guide/guide-page.ts'
import { guidePath, type PageLinks, pagePath } from '../paths.ts'
import { capitalised, PAY_WORDING } from '../wording.ts'
import { countCell, marketsOf, medianCell } from './guide-figures.ts'
import type { GuideSection } from './guide-section.ts'
import { linked, type Markup } from './layout.ts'
import { dataTable } from './tables.ts'

/** How many skills a list shows. */
const LISTED = 15
const LISTED_PER_CATEGORY = 10

/** The skills most wanted and best paid, and those of each category. */
export function skillPaySection(page: GuidePage, links: PageLinks): GuideSection | null {
  const markets = marketsOf(page).filter(({ skills }) => skills.mostWanted.length > 0)
  if (markets.length === 0) return null
  return {
    id: 'skills',
    heading: 'Skills: most wanted, best paid',
    body: html`${markets.map(market => skillsOf(market, page, links))}`,
  }
}

function skillsOf(market: MarketGuide, page: GuidePage, links: PageLinks): Markup {
  const { type, unit, skills } = market
  const list = (caption: string, rows: SkillPay[], quiet: boolean) =>
    dataTable(
      caption,
      [{ head: 'Skill', text: true }, { head: 'Jobs' }, { head: 'Median' }],
      rows.map(
        row => html`<tr><th scope="row">${linked(
          guidePath(page),
          pagePath({ term: row.skill, location: page.location, type, months: page.months }),
          row.skill,
          links,
        )}</th>${countCell(row.share)}${medianCell(row, unit)}</tr>
`,
      ),
      { quiet },
    )
  return html`<h3>${capitalised(type)}, ${PAY_WORDING[unit].per}</h3><div class="pair">${list(
    `Most wanted, ${type}`,
    skills.mostWanted.slice(0, LISTED),
    true,
  )}${
    skills.bestPaid.length > 0 &&
    list(
      `Best paid, ${type}, with at least ${skills.leastQuoted} quotes`,
      skills.bestPaid.slice(0, LISTED),
      true,
    )
  }</div>${
    skills.byCategory.length > 0 &&
    html`<details><summary>Skills by category</summary><div class="pair">${skills.byCategory.map(
      ({ category, skills: rows }) => list(`${category}, ${type}`, rows.slice(0, LISTED_PER_CATEGORY), true),
    )}</div></details>`
  }`
}
