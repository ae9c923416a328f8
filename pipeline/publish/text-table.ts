import Table from 'cli-table3'
import { type Paint, painter, plain, type Style } from './paint.ts'

export interface TerminalOptions {
  /** Escape sequences for colour and weight; without it the text is plain. */
  colour: boolean
  /** Columns of the terminal; the page is between 60 and 110 columns wide. */
  width: number
}

/** What a page is written with: so many columns, and colour or none. */
export interface Means {
  width: number
  paint: Paint
}

export const means = ({ colour, width }: TerminalOptions): Means => ({
  width: Math.min(Math.max(Math.floor(width), 60), 110),
  paint: painter(colour),
})

/** Parts of a page, an empty line between them, ending in a newline; null is none. */
export const joinParts = (parts: readonly (string | null)[]): string =>
  `${parts.filter(part => part !== null).join('\n\n')}\n`

/** The head of a page: what it is of in bold, about it below, a rule. */
export const pageHeading = (name: string, about: string, { width, paint }: Means): string =>
  `${paragraph(plain(name), 'bold', width, paint)}\n${paragraph(plain(about), 'dim', width, paint)}\n${rule(width, paint)}`

/** The title of a part, in bold over a rule. */
export const partTitle = (text: string, { width, paint }: Means): string =>
  `${paragraph(plain(text), 'bold', width, paint)}\n${rule(width, paint)}`

const rule = (width: number, paint: Paint): string => paint('dim', '─'.repeat(width))

/** Text broken between words where it is wider than the page. */
export function paragraph(text: string, style: Style, width: number, paint: Paint): string {
  const lines = grid([width], ['left'])
  lines.push([text])
  return printGrid(lines)
    .split('\n')
    .map(line => paint(style, line))
    .join('\n')
}

/** A bar in eighths of a column. */
export function barOf(fraction: number, columns: number): string {
  const eighths = Math.round(Math.min(Math.max(fraction, 0), 1) * columns * 8)
  return '█'.repeat(Math.floor(eighths / 8)) + (['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? '')
}

/** A table without lines: columns apart by one space, long labels wrapped. */
export function grid(colWidths: number[], colAligns: ('left' | 'right')[]): Table.Table {
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

export function printGrid(table: Table.Table): string {
  return table
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
}
