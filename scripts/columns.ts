import { stripVTControlCharacters } from 'node:util'

/** Rows with their cells below one another, two spaces apart and two in front. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widthOf = (cell: string): number => stripVTControlCharacters(cell).length
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => widthOf(row[column]!))))
  return rows.map(row =>
    `  ${row.map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell))).join('  ')}`.trimEnd(),
  )
}
