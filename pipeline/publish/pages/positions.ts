import { html } from 'hono/html'
import type { GuidePage, Position } from '../../statistics/guide/guide-page.ts'
import { count, longDate, moneyRange, shortDate } from '../format.ts'
import { GUIDES_PATH, guidePath, pagePath, positionsPath } from '../paths.ts'
import { sourceTitle } from '../source-titles.ts'
import { PAY_WORDING, the } from '../wording.ts'
import type { GuideSection } from './guide-section.ts'
import { anchor, type Markup, renderFrame } from './layout.ts'
import type { Site } from './site.ts'
import { dataTable, figureCell } from './tables.ts'

/** How many positions the guide itself shows; a page of their own has the others. */
const POSITIONS_IN_GUIDE = 10

/** Whether a guide's positions are too many for the guide itself. */
export const hasPositionsPage = ({ positions }: GuidePage): boolean =>
  positions.newest.length > POSITIONS_IN_GUIDE

/** The newest open vacancies, with the boards they are on. */
export function positionSection(page: GuidePage): GuideSection | null {
  const { positions } = page
  if (positions.total === 0) return null
  const path = guidePath(page)
  const own = positionsPath(page)
  const shown = hasPositionsPage(page) ? positions.newest.slice(0, POSITIONS_IN_GUIDE) : positions.newest
  return {
    id: 'positions',
    heading: 'Current positions',
    body: html`<p class="hint">${openNow(page)} The newest ${count(shown.length)}:</p>${positionTable(page, shown)}${
      hasPositionsPage(page) &&
      html`<p>${anchor(path, own, `The newest ${count(positions.newest.length)} positions, and the boards they are on`)}</p>`
    }`,
  }
}

/** The open vacancies of a term as a page of its own, to be stored at `positionsPath` of the same key. */
export function renderPositionsPage(page: GuidePage, site: Site): string {
  const { term, location, positions, asOf } = page
  const path = positionsPath(page)
  const guide = guidePath(page)
  const title = `${term} positions open in ${the(location)}`
  const trends = (['permanent', 'contract'] as const).flatMap(type => {
    const trend = pagePath({ term, location, type, months: page.months })
    return site.links.has(trend) ? [html`, ${anchor(path, trend, `${type} job trends`)}`] : []
  })
  return renderFrame({
    path,
    title,
    description: `${count(positions.total)} positions open on ${longDate(asOf)}: pay, place, board and link.`,
    trail: [
      { label: 'Salary guides', path: site.links.has(GUIDES_PATH) ? GUIDES_PATH : null },
      { label: `${term}, ${location}`, path: site.links.has(guide) ? guide : null },
      { label: 'Positions', path: null },
    ],
    site,
    main: html`<h1>${title}</h1>
<p class="kicker">${openNow(page)}${site.links.has(guide) && html` See also the ${anchor(path, guide, 'salary guide')}${trends}.`}</p>
<section><h2>The newest ${count(positions.newest.length)}</h2>${positionTable(page, positions.newest)}
<p class="hint">Titles and companies are the advertisers' words; the links lead to the boards, and adverts may have closed since ${longDate(asOf)}.</p></section>
<section><h2>Boards</h2>${dataTable(
      'Open positions by board',
      [{ head: 'Board', text: true }, { head: 'Open positions' }],
      positions.boards.map(
        ({
          source,
          open,
        }) => html`<tr><th scope="row">${sourceTitle(source)}</th>${figureCell(count(open))}</tr>
`,
      ),
      { class: 'short' },
    )}</section>`,
  })
}

function openNow({ positions: { total, open }, asOf }: GuidePage): string {
  return (
    `${count(total)} ${total === 1 ? 'position' : 'positions'} open on ${longDate(asOf)}: ` +
    `${count(open.permanent)} permanent, ${count(open.contract)} contract.`
  )
}

function positionTable({ term, location }: GuidePage, positions: Position[]): Markup {
  return dataTable(
    `${term} in ${location}: newest open positions`,
    [
      { head: 'Position', text: true },
      { head: 'Place', text: true },
      { head: 'Pay' },
      { head: 'Board', text: true },
      { head: 'Posted' },
    ],
    positions.map(
      position => html`<tr><th scope="row">${titleLink(position)}${
        position.company !== null && html`<small>${position.company}</small>`
      }</th><td class="text">${position.locations[0] ?? location}<small>${[
        position.type,
        ...(position.workplace === null
          ? []
          : [position.workplace === 'onsite' ? 'on site' : position.workplace]),
      ].join(
        ', ',
      )}</small></td>${figureCell(payRange(position.pay))}<td class="text">${sourceTitle(position.source)}</td><td>${shortDate(
        position.postedOn,
      )}</td></tr>
`,
    ),
    { class: 'positions' },
  )
}

/** The source's title as a link to the advert; an address that is not of the web is no link. */
function titleLink({ title, url }: Position): Markup | string {
  const address = url === null ? null : webAddress(url)
  return address === null ? title : html`<a href="${address}" rel="noopener">${title}</a>`
}

function webAddress(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : null
}

function payRange(pay: Position['pay']): string {
  if (pay === null) return '-'
  const { low, high, unit } = pay
  const range = moneyRange([low, high], unit)
  return `£${low === high ? range.split('–')[0] : range} ${PAY_WORDING[unit].per}`
}
