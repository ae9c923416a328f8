import { html } from 'hono/html'
import type { TrendPage } from '../../statistics/trend-page.ts'
import { longDate, period } from '../format.ts'
import { type PageLinks, pagePath } from '../paths.ts'
import { locationList, type PrintedSkill, skillCategoryList, topSkillList } from '../trend-lists.ts'
import { PAY_WORDING, the, UNITS } from '../wording.ts'
import { linked, type Markup } from './layout.ts'
import { bar, type Column, changeCell, dataTable, figureCell } from './tables.ts'

/** The places inside the page's place; nothing where there are none. */
export function locationSection(page: TrendPage, path: string, links: PageLinks): Markup {
  const rows = locationList(page)
  if (rows.length === 0) return html``
  const { noun } = PAY_WORDING[UNITS[page.type][0]]
  const columns: Column[] = [
    { head: 'Location', text: true },
    { head: 'Rank change' },
    { head: 'Vacancies' },
    { head: 'Median' },
    { head: '% change' },
    { head: 'Live jobs' },
  ]
  return html`<section><h2>Job locations</h2><p class="hint">${page.term} by place in ${the(page.location)}, with the median ${noun} quoted, its 95% interval and its sample size.</p>${dataTable(
    `${page.term}: job locations in ${page.location}`,
    columns,
    rows.map(
      row => html`<tr><th scope="row">${linked(path, pagePath({ ...page, location: row.name }), row.name, links)}</th>${changeCell(
        row.rankChange,
      )}${figureCell(row.vacancies)}${figureCell(row.median, row.precision)}${changeCell(row.medianChange)}${figureCell(row.live)}</tr>
`,
    ),
  )}</section>`
}

/** The skills most often found with the term, with bars. */
export function topSkillSection(page: TrendPage, path: string, links: PageLinks): Markup {
  const skills = topSkillList(page)
  if (skills.length === 0) return html``
  return html`<section><h2>Top ${skills.length} co-occurring skills</h2>
<p class="hint">Skills cited by the same ${page.type} jobs as ${page.term} in ${the(page.location)} in the ${period(
    page.months,
  )} to ${longDate(page.asOf)}, with the share of those jobs and its 95% interval. Equal counts share a rank.</p>
<table class="bars">
<caption class="unseen">Skills most often found with ${page.term}</caption>
<thead><tr><th scope="col" class="rank"><abbr title="Rank">#</abbr></th><th scope="col" class="text">Skill</th><th scope="col">Jobs</th><th scope="col">Share</th><td></td></tr></thead>
<tbody>${skills.map(
    skill => html`<tr><td class="rank">${skill.rank}</td><th scope="row">${linked(
      path,
      pagePath({ ...page, term: skill.name }),
      skill.name,
      links,
    )}</th><td>${skill.vacancies}</td>${figureCell(skill.percent, skill.interval)}<td class="bar">${bar(skill.share)}</td></tr>
`,
  )}</tbody></table></section>`
}

/** The same by category, side by side. */
export function skillCategorySection(page: TrendPage, path: string, links: PageLinks): Markup {
  const categories = skillCategoryList(page)
  if (categories.length === 0) return html``
  const skillRow = (skill: PrintedSkill) =>
    html`<tr><td>${skill.rank}</td><th scope="row">${linked(path, pagePath({ ...page, term: skill.name }), skill.name, links)}</th><td>${
      skill.vacancies
    }</td><td class="share">${skill.percent}</td></tr>
`
  return html`<section><h2>Co-occurring skills by category</h2><div class="columns">${categories.map(
    ({ category, skills }) => html`<table><caption>${category}</caption>
<thead class="unseen"><tr><th scope="col">Rank</th><th scope="col">Skill</th><th scope="col">Jobs</th><th scope="col">Share</th></tr></thead>
<tbody>${skills.map(skillRow)}</tbody></table>
`,
  )}</div></section>`
}
