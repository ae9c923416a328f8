import { MISSING } from '../format.ts'
import { type Paint, plain } from '../paint.ts'
import { grid, type Means, partTitle, printGrid } from '../text-table.ts'

/** A column of figures; the one without a width takes what is left. */
export interface Column {
  head: string
  width?: number
  align?: 'left' | 'right'
  strong?: boolean
  quiet?: boolean
  /** Figures that are more or less than another: green and red. */
  signed?: boolean
}

export interface Line {
  /** Adverts' words among them are made harmless here. */
  cells: readonly string[]
  strong?: boolean
}

/** The narrowest that the column of names gets. */
const leastName = 20

/** Columns under their heads; where the terminal is narrow, the quiet ones give way first, then others from the right. */
export function columnsTable(
  columns: readonly Column[],
  lines: readonly Line[],
  { width, paint }: Means,
): string {
  const shown = columnsThatFit(columns, width)
  const table = grid(
    shown.map(({ column }) => column.width ?? width - widthOf(shown)),
    shown.map(({ column: { align = 'left' } }) => align),
  )
  if (columns.some(({ head }) => head !== ''))
    table.push(shown.map(({ column }) => paint('dim', column.head)))
  for (const { cells, strong = false } of lines)
    table.push(
      shown.map(({ column, at }) =>
        cell(plain(cells[at] ?? ''), { ...column, strong: strong || column.strong }, paint),
      ),
    )
  return printGrid(table)
}

interface Shown {
  column: Column
  at: number
}

function columnsThatFit(columns: readonly Column[], width: number): Shown[] {
  let shown = columns.map((column, at) => ({ column, at }))
  while (width - widthOf(shown) < leastName) {
    const gone =
      shown.findLast(({ column }) => column.quiet) ??
      shown.findLast(({ column, at }) => at > 0 && !column.strong) ??
      shown.findLast(({ at }) => at > 0)
    if (!gone) break
    shown = shown.filter(one => one !== gone)
  }
  return shown
}

/** Of the columns that have one, and the spaces between all. */
const widthOf = (shown: readonly Shown[]): number =>
  shown.reduce((sum, { column }) => sum + (column.width ?? 0), shown.length - 1)

/** A titled table; null where it has no lines. */
export function part(
  title: string,
  columns: readonly Column[],
  lines: readonly Line[],
  means: Means,
): string | null {
  return lines.length === 0 ? null : `${partTitle(title, means)}\n${columnsTable(columns, lines, means)}`
}

function cell(
  text: string,
  { strong, quiet, signed }: Pick<Column, 'quiet' | 'signed'> & { strong: boolean | undefined },
  paint: Paint,
): string {
  if (text === '') return text
  if (quiet || text === MISSING) return paint('dim', text)
  if (signed && /^[+-]/.test(text)) return paint(text.startsWith('+') ? 'green' : 'red', text)
  return strong ? paint('bold', text) : text
}
