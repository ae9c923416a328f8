import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { RawPosting } from '../source.ts'
import { ArchiveError } from './archive-error.ts'

/** A row in a raw posting's fields, or why it cannot be read; `line` is where it ends, from 1. */
export type CsvRow =
  | { line: number; record: Record<string, unknown> }
  | { line: number; problem: string; input: string }

const MANDATORY = ['source', 'sourceId', 'title', 'seenAt']
const LISTS = new Set(['locations', 'employmentTypes'])
const PAY = {
  pay_min: 'min',
  pay_max: 'max',
  pay_currency: 'currency',
  pay_unit: 'unit',
  pay_predicted: 'predicted',
}
const COLUMNS = new Set([
  ...Object.keys(RawPosting.shape).filter(field => field !== 'pay'),
  ...Object.keys(PAY),
])

/**
 * The rows of a CSV file whose header names RawPosting's fields; `locations` and `employmentTypes` hold several values
 * separated by `;` or `|`, pay stands in `pay_min`, `pay_max`, `pay_currency`, `pay_unit` and `pay_predicted`. Other
 * columns are ignored, empty cells are absent fields.
 *
 * @throws ArchiveError where a mandatory column is missing or the quotes never close
 */
export async function* csvRows(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<CsvRow> {
  const skipped: CsvRow[] = []
  const parser = parse({
    bom: true,
    info: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: limit,
    columns: (header: string[]) => columnsOf(path, header),
    on_skip: (error: CsvError | undefined, input: string | undefined) => {
      // The line stands beside the reason, so that rows with one fault count as one reason.
      const complaint = (error?.message ?? 'unreadable').replace(/,? (?:on|at) line \d[\s\S]*$/, '')
      const problem = `not a row of this file: ${complaint}`.replace(/\s+/g, ' ').slice(0, 200)
      skipped.push({ line: Number(error?.lines ?? 0), problem, input: String(input ?? '') })
      return undefined
    },
  })
  const source = Readable.from(chunks)
  source.on('error', error => parser.destroy(error)).pipe(parser)
  try {
    for await (const row of parser as AsyncIterable<{
      record: Record<string, string>
      info: { lines: number }
    }>) {
      // The parser is a buffer of rows ahead, and so are the ones it skipped.
      while (skipped[0] && skipped[0].line < row.info.lines) yield skipped.shift()!
      yield { line: row.info.lines, record: recordOf(row.record) }
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

function columnsOf(path: string, header: string[]): (string | false)[] {
  const names = header.map(name => name.trim())
  const missing = MANDATORY.filter(name => !names.includes(name))
  if (missing.length > 0) throw new ArchiveError(`${path}: the header lacks ${missing.join(', ')}`)
  return names.map(name => COLUMNS.has(name) && name)
}

function recordOf(row: Record<string, string>): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  const pay: Record<string, unknown> = {}
  for (const [column, cell] of Object.entries(row)) {
    if (cell.trim() === '') continue
    const payField = PAY[column as keyof typeof PAY]
    if (payField) pay[payField] = payValue(payField, cell.trim())
    else record[column] = LISTS.has(column) ? cell.split(/[;|]/) : cell
  }
  return Object.keys(pay).length > 0 ? { ...record, pay } : record
}

/** What is no figure stays text, for the schema to refuse. */
function payValue(field: string, cell: string): unknown {
  if (field === 'predicted') return /^(?:true|false)$/i.test(cell) ? cell.toLowerCase() === 'true' : cell
  if (field !== 'min' && field !== 'max') return cell
  return Number.isFinite(Number(cell)) ? Number(cell) : cell
}
