import { stripVTControlCharacters, styleText } from 'node:util'
import Table from 'cli-table3'
import type { TrendPage } from '../statistics/trend-page.ts'
import { longDate, period } from './format.ts'
import { locationList, type PrintedSkill, skillCategoryList, topSkillList } from './trend-lists.ts'
import { baselineTable, headlineTable, type TrendRow, type TrendTable } from './trend-table.ts'
import { capitalised, PAY_WORDING, UNITS } from './wording.ts'

export interface TerminalOptions {
  /** Escape sequences for colour and weight; without it the text is plain. */
  colour: boolean
  /** Columns of the terminal; the page is between 60 and 110 columns wide. */
  width: number
}

type Style = Parameters<typeof styleText>[0]
type Paint = (style: Style, text: string) => string

/** A trend page as text for a terminal or a log, ending in a newline. */
export function printTrendPage(page: TrendPage, options: TerminalOptions): string {
  const { width, paint } = means(options)
  return join([
    headline(page, width, paint),
    `${title(baselineTable(page).caption, width, paint)}\n${trendTable(baselineTable(page), width, paint)}`,
    locations(page, width, paint),
    topSkills(page, width, paint),
    skillsByCategory(page, width, paint),
  ])
}

/** The head of a trend page, for a summary: the headline table and the places. */
export function printHeadline(page: TrendPage, options: TerminalOptions): string {
  const { width, paint } = means(options)
  return join([headline(page, width, paint), locations(page, width, paint)])
}

function means(options: TerminalOptions): { width: number; paint: Paint } {
  return {
    width: Math.min(Math.max(Math.floor(options.width), 60), 110),
    paint: (style, text) => (options.colour ? styleText(style, text, { validateStream: false }) : text),
  }
}

const join = (parts: (string | null)[]): string => `${parts.filter(part => part !== null).join('\n\n')}\n`

const headline = (page: TrendPage, width: number, paint: Paint): string =>
  `${heading(page, width, paint)}\n${trendTable(headlineTable(page), width, paint)}`

/** Names come from adverts' places and skills; no control character of theirs reaches the terminal. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
}

function heading(page: TrendPage, width: number, paint: Paint): string {
  const about = `${capitalised(page.type)} job trends in ${plain(page.location)}, ${period(page.months)} to ${longDate(page.asOf)}`
  return `${paragraph(plain(page.term), 'bold', width, paint)}\n${paragraph(about, 'dim', width, paint)}\n${paint('dim', '─'.repeat(width))}`
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
    }
  }
  return print(lines)
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
  const figures = [8, 10, 10, 10, 8]
  const label = width - figures.reduce((sum, column) => sum + column + 1, 0)
  const lines = grid([label, ...figures], ['left', 'right', 'right', 'right', 'right', 'right'])
  lines.push(
    ['Location', 'Rank ±', 'Vacancies', 'Median', '% change', 'Live'].map(head => paint('dim', head)),
  )
  for (const row of rows) {
    lines.push([
      plain(row.name),
      figure(row.rankChange, 'change', paint),
      row.vacancies,
      figure(row.median, 'figure', paint),
      figure(row.medianChange, 'change', paint),
      row.live,
    ])
  }
  const noun = PAY_WORDING[UNITS[page.type][0]].noun
  return `${title(`Job locations, with the median ${noun}`, width, paint)}\n${print(lines)}`
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
  return `${title(`Top ${skills.length} co-occurring skills`, width, paint)}\n${print(lines)}`
}

/** A bar in eighths of a column. */
function barOf(fraction: number, columns: number): string {
  const eighths = Math.round(Math.min(Math.max(fraction, 0), 1) * columns * 8)
  return '█'.repeat(Math.floor(eighths / 8)) + (['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? '')
}

function skillsByCategory(page: TrendPage, width: number, paint: Paint): string | null {
  const categories = skillCategoryList(page)
  if (categories.length === 0) return null
  const blocks = categories.map(
    ({ category, skills }) => `${paint('bold', plain(category))}\n${flow(skills, width - 2, paint)}`,
  )
  return `${title('Co-occurring skills by category', width, paint)}\n\n${blocks.join('\n\n')}`
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

function title(text: string, width: number, paint: Paint): string {
  return `${paragraph(plain(text), 'bold', width, paint)}\n${paint('dim', '─'.repeat(width))}`
}

/** Text broken between words where it is wider than the page. */
function paragraph(text: string, style: Style, width: number, paint: Paint): string {
  const lines = grid([width], ['left'])
  lines.push([text])
  return print(lines)
    .split('\n')
    .map(line => paint(style, line))
    .join('\n')
}

/** A table without lines: columns apart by one space, long labels wrapped. */
function grid(colWidths: number[], colAligns: ('left' | 'right')[]): Table.Table {
  const none = Object.fromEntries(
    ['top', 'bottom', 'left', 'right', 'mid'].flatMap(side =>
      [side, `${side}-mid`, `${side}-left`, `${side}-right`].map(part => [part, '']),
    ),
  )
  return new Table({
    chars: { ...none, middle: ' ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colWidths,
    colAligns,
    wordWrap: true,
  })
}

function print(table: Table.Table): string {
  return table
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
}
