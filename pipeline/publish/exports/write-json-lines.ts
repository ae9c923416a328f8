import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { TextRow } from '../../../db/queries/view-rows.ts'
import type { ExportColumn } from './column-types.ts'

/** Writes rows as JSON lines: an object per line, figures with all their digits, null where there is none. */
export async function writeJsonLines(
  file: string,
  columns: readonly ExportColumn[],
  batches: AsyncIterable<TextRow[]>,
): Promise<void> {
  const names = columns.map(({ name }) => `${JSON.stringify(name)}:`)
  const object = (row: TextRow) =>
    `{${row.map((cell, at) => names[at] + (cell === null ? 'null' : columns[at]!.type.json(cell))).join(',')}}\n`
  async function* lines(): AsyncGenerator<string> {
    for await (const batch of batches) yield batch.map(object).join('')
  }
  await pipeline(lines, createWriteStream(file))
}
