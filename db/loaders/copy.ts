import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Client } from '../connection.ts'

/** A value of a COPY row. JSON is given as its text. */
export type CopyValue = string | number | boolean | null | Date | Buffer | readonly (string | number)[]

/** Characters sent at a time: one message of the protocol, small beside the rows that wait in memory. */
const CHUNK = 131_072

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
  await copyLines(client, table, columns, copyText(columns, rows))
}

/**
 * Sends rows that are written as COPY text already: values parted by tabs, `\N` for null, no newline at the end (one
 * within parts two rows). Numbers need nothing more; other values go through `copyRows`. Lines are taken no faster than
 * the server takes them, so an iterable of millions needs no memory.
 * @returns the number of rows
 */
export async function copyLines(
  client: Client,
  table: string,
  columns: readonly string[],
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<number> {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  const chunks = Symbol.iterator in lines ? joined(lines) : joinedLater(lines)
  // Two chunks under way at most: one that is sent and one that is made.
  await pipeline(Readable.from(chunks, { highWaterMark: 1 }), stream)
  return stream.rowCount
}

/** Rows as COPY text, one line each. */
function* copyText<Row extends object>(
  columns: readonly (keyof Row & string)[],
  rows: Iterable<Row>,
): Generator<string> {
  const [first, ...others] = columns
  for (const row of rows) {
    let line = field(row[first!] as CopyValue)
    for (const column of others) line += `\t${field(row[column] as CopyValue)}`
    yield line
  }
}

function* joined(lines: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  if (chunk) yield chunk
}

async function* joinedLater(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = ''
  for await (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  if (chunk) yield chunk
}

function field(value: CopyValue): string {
  if (typeof value === 'string') return escaped(value)
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return escaped(`{${value.map(element).join(',')}}`)
}

const element = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const special = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
/** Most texts have nothing to escape, and finding that out is half the time of replacing nothing. */
const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, char => escapes[char]!) : text
