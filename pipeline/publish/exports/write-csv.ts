import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { TextRow } from '../../../db/queries/view-rows.ts'
import type { ExportColumn } from './column-types.ts'

/**
 * Writes rows as CSV (RFC 4180, UTF-8, CRLF, a line of names first). Null is an empty cell, empty text is `""`. Text that
 * a spreadsheet would take for a formula gets an apostrophe before it.
 */
export async function writeCsv(
  file: string,
  columns: readonly ExportColumn[],
  batches: AsyncIterable<TextRow[]>,
): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    yield line(columns.map(({ name }) => quoted(name)))
    for await (const batch of batches)
      yield batch.map(row => line(row.map((cell, at) => csvCell(cell, columns[at]!.type.prose)))).join('')
  }
  await pipeline(lines, createWriteStream(file))
}

const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`

/** @param prose whether the cell is text: figures and days stay as they are, `-3.5` is no formula there */
export function csvCell(cell: string | null, prose: boolean): string {
  if (cell === null) return ''
  return prose ? quoted(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell) : cell
}

const quoted = (text: string): string =>
  text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
