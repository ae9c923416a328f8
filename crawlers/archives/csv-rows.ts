import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { nearestName } from '../nearest-name.ts'
import { momentOf } from '../reading/moment.ts'
import { RawPosting } from '../source.ts'
import { ArchiveError } from './archive-error.ts'
import { type CsvMapping, DATES, type FieldSource, LISTS, MANDATORY, PAY_FIELDS } from './csv-mapping.ts'

/** A row in a raw posting's fields, or why it cannot be read; `line` is where it ends, from 1. */
export type CsvRow =
  | { line: number; record: Record<string, unknown> }
  | { line: number; problem: string; input: string }

/**
 * The rows of a CSV file, by a mapping; without one its header names RawPosting's fields: `locations` and
 * `employmentTypes` hold several values separated by `;` or `|`, pay stands in `pay_min`, `pay_max`, `pay_currency`,
 * `pay_unit` and `pay_predicted`. Other columns are ignored, empty cells are absent fields.
 *
 * @throws ArchiveError where a column is missing or the quotes never close
 */
export async function* csvRows(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  given: CsvMapping | null = null,
): AsyncGenerator<CsvRow> {
  const skipped: CsvRow[] = []
  let mapping = given ?? headerMapping([])
  const parser = parse({
    bom: true,
    delimiter: mapping.delimiter,
    info: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: limit,
    columns: (header: string[]) => {
      const names = header.map(name => name.trim())
      if (given) checkColumns(path, names, given)
      else mapping = headerMapping(checkedHeader(path, names))
      const used = new Set(columnsOf(mapping).keys())
      return names.map(name => used.has(name) && name)
    },
    on_skip: (error: CsvError | undefined, input: string | undefined) => {
      // The line stands beside the reason, so that rows with one fault count as one reason.
      const complaint = (error?.message ?? 'unreadable').replace(/,? (?:on|at) line \d[\s\S]*$/, '')
      const problem = `not a row of this file: ${complaint}`.replace(/\s+/g, ' ').slice(0, 200)
      skipped.push({ line: Number(error?.lines ?? 0), problem, input: String(input ?? '') })
      return undefined
    },
  })
  const source = Readable.from(inUtf8(chunks, mapping.encoding))
  source.on('error', error => parser.destroy(error)).pipe(parser)
  try {
    for await (const row of parser as AsyncIterable<{
      record: Record<string, string>
      info: { lines: number }
    }>) {
      // The parser is a buffer of rows ahead, and so are the ones it skipped.
      while (skipped[0] && skipped[0].line < row.info.lines) yield skipped.shift()!
      yield { line: row.info.lines, ...recordOf(row.record, mapping) }
    }
    yield* skipped
  } catch (error) {
    if (error instanceof ArchiveError) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new ArchiveError(`${path}: ${message.replace(/\s+/g, ' ')}`, { cause: error })
  } finally {
    source.destroy()
    parser.destroy()
  }
}

async function* inUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  if (decoder.encoding === 'utf-8') {
    yield* chunks
    return
  }
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

function checkedHeader(path: string, names: string[]): string[] {
  const missing = MANDATORY.filter(name => !names.includes(name))
  if (missing.length > 0)
    throw new ArchiveError(
      `${path}: the header lacks ${missing.join(', ')}; "jobtide import --map" takes a file in whose columns have other names`,
    )
  return names
}

/** The mapping of a header that names the fields itself. */
function headerMapping(header: readonly string[]): CsvMapping {
  const columnOf = (field: string): string => field.replace('.', '_')
  const fields = Object.keys(RawPosting.shape)
    .flatMap(field => (field === 'pay' ? PAY_FIELDS.map(part => `pay.${part}`) : [field]))
    .filter(field => header.includes(columnOf(field)))
    .map((field): [string, FieldSource] => {
      const separator = LISTS.has(field) ? /[;|]/ : null
      return [field, { columns: [columnOf(field)], join: ' ', separator, format: null }]
    })
  return { path: null, delimiter: ',', encoding: 'utf-8', decimal: '.', fields: new Map(fields) }
}

/** The columns that a mapping reads, with a field that each is for. */
const columnsOf = ({ fields }: CsvMapping): Map<string, string> =>
  new Map(
    [...fields].flatMap(([field, from]) =>
      'columns' in from ? from.columns.map((column): [string, string] => [column, field]) : [],
    ),
  )

function checkColumns(path: string, header: string[], mapping: CsvMapping): void {
  const columns = [...columnsOf(mapping)]
  const missing = columns.filter(([column]) => !header.includes(column))
  if (missing.length > 0) {
    const named = missing.map(([column, field]) => {
      const nearest = nearestName(column, header)
      return `"${column}" (${field}${nearest === undefined ? '' : `; did you mean "${nearest}"?`})`
    })
    throw new ArchiveError(`${path}: the header lacks ${named.join(', ')} of ${mapping.path}`)
  }
  const double = columns.find(([column]) => header.indexOf(column) !== header.lastIndexOf(column))
  if (double) throw new ArchiveError(`${path}: the header has "${double[0]}" more than once`)
}

type Reading = { record: Record<string, unknown> } | { problem: string; input: string }

function recordOf(row: Record<string, string>, mapping: CsvMapping): Reading {
  const record: Record<string, unknown> = {}
  const pay: Record<string, unknown> = {}
  for (const [field, from] of mapping.fields) {
    const text = textOf(row, from)
    if (text.trim() === '') continue
    if (field.startsWith('pay.')) {
      const part = field.slice('pay.'.length)
      pay[part] = payValue(part, text.trim(), mapping.decimal)
    } else if (DATES.has(field) && mapping.path !== null) {
      const format = 'columns' in from ? from.format : null
      const moment = format ? format.read(text) : momentOf(text)
      if (moment === undefined)
        return { problem: `${field}: not written as ${format?.text ?? 'a date'}`, input: JSON.stringify(row) }
      record[field] = moment
    } else record[field] = LISTS.has(field) ? listOf(text, from) : text
  }
  return { record: Object.keys(pay).length > 0 ? { ...record, pay } : record }
}

function textOf(row: Record<string, string>, from: FieldSource): string {
  if ('value' in from) return from.value
  const cells = from.columns.map(column => row[column] ?? '')
  return cells.length === 1 ? cells[0]! : cells.filter(cell => cell.trim() !== '').join(from.join)
}

const listOf = (text: string, from: FieldSource): string[] =>
  'separator' in from && from.separator !== null ? text.split(from.separator) : [text]

/** What is no figure stays text, for the schema to refuse. */
function payValue(part: string, cell: string, decimal: '.' | ','): unknown {
  if (part === 'predicted') return /^(?:true|false)$/i.test(cell) ? cell.toLowerCase() === 'true' : cell
  if (part !== 'min' && part !== 'max') return cell
  return figureOf(cell, decimal) ?? cell
}

/** A figure that may carry a currency sign and groups of three digits: `£30,000`, `1.234,50 €`. */
function figureOf(cell: string, decimal: '.' | ','): number | undefined {
  const bare = cell.replace(/[£$€\s]/g, '')
  const pattern = decimal === '.' ? /^-?\d+(?:,\d{3})*(?:\.\d+)?$/ : /^-?\d+(?:\.\d{3})*(?:,\d+)?$/
  if (!pattern.test(bare)) return undefined
  return Number(decimal === '.' ? bare.replaceAll(',', '') : bare.replaceAll('.', '').replace(',', '.'))
}
