import type { TrendPage } from '../statistics/trend-page.ts'
import { longDate, period, shortDate } from './format.ts'
import { type Paint, plain } from './paint.ts'
import {
  barOf,
  grid,
  joinParts,
  means,
  pageHeading,
  paragraph,
  partTitle,
  printGrid,
  type TerminalOptions,
} from './text-table.ts'
import {
  locationList,
  type PrintedLocation,
  type PrintedSkill,
  skillCategoryList,
  topSkillList,
} from './trend-lists.ts'
import { baselineTable, headlineTable, type TrendRow, type TrendTable } from './trend-table.ts'
import { capitalised, compareWithYearBefore, PAY_WORDING, UNITS } from './wording.ts'

/** From so many columns on, places show the sample and the interval of their medians. */
const ROOM_FOR_PRECISION = 90

/** A trend page as text for a terminal or a log, ending in a newline. */
export function printTrendPage(page: TrendPage, options: TerminalOptions): string {
  const { width, paint } = means(options)
  return joinParts([
    headline(page, width, paint),
    `${partTitle(baselineTable(page).caption, { width, paint })}\n${trendTable(baselineTable(page), width, paint)}`,
    locations(page, width, paint),
    topSkills(page, width, paint),
    skillsByCategory(page, width, paint),
  ])
}

/** The head of a trend page, for a summary: the headline table and the places. */
export function printHeadline(page: TrendPage, options: TerminalOptions): string {
  const { width, paint } = means(options)
  return joinParts([headline(page, width, paint), locations(page, width, paint)])
}

const headline = (page: TrendPage, width: number, paint: Paint): string =>
  [
    heading(page, width, paint),
    trendTable(headlineTable(page), width, paint),
    ...notComparable(page, width, paint),
  ].join('\n')

/** A note for every column that does not compare with the one a year earlier. */
function notComparable({ columns, coverage }: TrendPage, width: number, paint: Paint): string[] {
  const judged = coverage?.comparability.filter(({ comparable }) => !comparable) ?? []
  return judged.flatMap(({ yearsBack, reason }) => {
    const day = columns[yearsBack]?.asOf
    if (day === undefined) return []
    return ['', paragraph(plain(`${shortDate(day)}: ${compareWithYearBefore(reason)}`), 'dim', width, paint)]
  })
}

function heading(page: TrendPage, width: number, paint: Paint): string {
  const about = `${capitalised(page.type)} job trends in ${page.location}, ${period(page.months)} to ${longDate(page.asOf)}`
  return pageHeading(page.term, about, { width, paint })
}

function trendTable(table: TrendTable, width: number, paint: Paint): string {
  const figures = 13
  const label = width - table.columns.length * (figures + 1)
  const lines = grid([label, figures, figures, figures], ['left', 'right', 'right', 'right'])
  lines.push(
    ['', ...table.columns.map(column => paint('dim', column.period))],
    ['', ...table.columns.map(column => paint('bold', column.end))],
  )
  for (const block of table.blocks) {
    if (block.heading !== null) lines.push(['', '', '', ''], [paint('bold', block.heading), '', '', ''])
    for (const row of block.rows) {
      const name = plain(row.label)
      lines.push([
        row.kind === 'median' ? paint('bold', name) : name,
        ...row.cells.map(cell => figure(cell, row.kind, paint)),
      ])
      if (row.kind === 'median' && row.shortPrecision.some(interval => interval !== ''))
        lines.push(['  its 95% interval', ...row.shortPrecision].map(text => paint('dim', text)))
    }
  }
  return printGrid(lines)
}

function figure(cell: string, kind: TrendRow['kind'], paint: Paint): string {
  if (cell === '-') return paint('dim', cell)
  if (kind === 'median') return paint('bold', cell)
  if (kind !== 'change' || cell === '0') return cell
  return paint(cell.startsWith('+') ? 'green' : 'red', cell)
}

function locations(page: TrendPage, width: number, paint: Paint): string | null {
  const rows = locationList(page)
  if (rows.length === 0) return null
  const columns: { head: string; width: number; cell(row: PrintedLocation): string }[] = [
    { head: 'Rank ±', width: 8, cell: row => figure(row.rankChange, 'change', paint) },
    { head: 'Vacancies', width: 10, cell: row => row.vacancies },
    { head: 'Median', width: 10, cell: row => figure(row.median, 'figure', paint) },
    ...(width < ROOM_FOR_PRECISION
      ? []
      : [
          { head: 'n', width: 6, cell: (row: PrintedLocation) => paint('dim', row.quoted) },
          {
            head: '95% interval',
            width: 13,
            cell: (row: PrintedLocation) => paint('dim', row.shortInterval),
          },
        ]),
    { head: '% change', width: 10, cell: row => figure(row.medianChange, 'change', paint) },
    { head: 'Live', width: 8, cell: row => row.live },
  ]
  const label = width - columns.reduce((sum, column) => sum + column.width + 1, 0)
  const lines = grid(
    [label, ...columns.map(column => column.width)],
    ['left', ...columns.map(() => 'right' as const)],
  )
  lines.push(['Location', ...columns.map(column => column.head)].map(head => paint('dim', head)))
  for (const row of rows) lines.push([plain(row.name), ...columns.map(column => column.cell(row))])
  const noun = PAY_WORDING[UNITS[page.type][0]].noun
  return `${partTitle(`Job locations, with the median ${noun}`, { width, paint })}\n${printGrid(lines)}`
}

function topSkills(page: TrendPage, width: number, paint: Paint): string | null {
  const skills = topSkillList(page)
  if (skills.length === 0) return null
  const label = Math.min(Math.max(...skills.map(skill => skill.name.length)), Math.floor(width * 0.4))
  const bar = width - label - 4 - 8 - 9 - 4
  const lines = grid([4, label, 8, 9, bar], ['right', 'left', 'right', 'right', 'left'])
  for (const skill of skills) {
    lines.push([
      paint('dim', skill.rank),
      plain(skill.name),
      skill.vacancies,
      skill.percent,
      paint('cyan', barOf(skill.share, bar)),
    ])
  }
  return `${partTitle(`Top ${skills.length} co-occurring skills`, { width, paint })}\n${printGrid(lines)}`
}

function skillsByCategory(page: TrendPage, width: number, paint: Paint): string | null {
  const categories = skillCategoryList(page)
  if (categories.length === 0) return null
  const blocks = categories.map(
    ({ category, skills }) => `${paint('bold', plain(category))}\n${flow(skills, width - 2, paint)}`,
  )
  return `${partTitle('Co-occurring skills by category', { width, paint })}\n\n${blocks.join('\n\n')}`
}

/** Skills one after another, broken between skills only, indented by two. */
function flow(skills: PrintedSkill[], width: number, paint: Paint): string {
  const lines: { text: string; length: number }[] = []
  for (const skill of skills) {
    const name = plain(skill.name)
    const length = skill.rank.length + name.length + skill.percent.length + 2
    const text = `${paint('dim', skill.rank)} ${name} ${paint('dim', skill.percent)}`
    const line = lines.at(-1)
    if (line && line.length + 3 + length <= width) {
      line.text += `   ${text}`
      line.length += 3 + length
    } else {
      lines.push({ text, length })
    }
  }
  return lines.map(line => `  ${line.text}`).join('\n')
}
