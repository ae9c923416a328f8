import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Client } from '../connection.ts'

/** A value of a COPY row. JSON is given as its text. */
export type CopyValue = string | number | boolean | null | Date | Buffer | readonly (string | number)[]

/**
 * Sends rows to a table by `COPY … FROM STDIN`. Rows are objects keyed by column.
 * Text must be free of NUL and lone surrogates (PostgreSQL refuses the whole batch): extraction sees to that.
 */
export async function copyRows<Row extends object>(
  client: Client,
  table: string,
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  await pipeline(Readable.from(encode(columns, rows)), stream)
}

function* encode<Row extends object>(
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Generator<string> {
  let chunk = ''
  for (const row of rows) {
    chunk += `${columns.map(column => field(row[column] as CopyValue)).join('\t')}\n`
    if (chunk.length > 65_536) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk) yield chunk
}

function field(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return escaped(`{${value.map(element).join(',')}}`)
}

const element = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, char => escapes[char]!)
