import type { Readable } from 'node:stream'
import { problemLine } from '../reading/problem-line.ts'
import { finishPosting, rejection } from '../reading/read-records.ts'
import { platforms } from '../registry.ts'
import { RawPosting, type Rejected } from '../source.ts'
import { ArchiveError } from './archive-error.ts'
import type { CsvMapping } from './csv-mapping.ts'
import { csvRows } from './csv-rows.ts'
import { formatOf } from './format-of.ts'
import { openArchive } from './open-archive.ts'
import { splitLines } from './split-lines.ts'

const LINE_LIMIT = 4 * 1024 * 1024

/** One posting of a file, or why a line is none; `line` counts from 1. */
export type RawPostingLine = { line: number; posting: RawPosting } | { line: number; rejected: Rejected }

/**
 * The raw postings of a `.jsonl` or `.csv` file (plain or gzipped, by its first bytes), or of a stream of JSON lines,
 * one at a time. A malformed line is rejected and the rest goes on; empty lines count but yield nothing.
 *
 * @param mapping how the columns of a CSV file are to be read; by its header when not given
 * @throws ArchiveError where the file cannot be read to its end, holds responses, or a CSV has no usable header
 */
export async function* readRawPostings(
  input: string | Readable,
  mapping: CsvMapping | null = null,
): AsyncGenerator<RawPostingLine> {
  if (typeof input !== 'string') {
    yield* readJsonLines(bytesOf(input))
    return
  }
  const format = formatOf(input)
  if (format === 'warc' || format === 'cdxj')
    throw new ArchiveError(`${input}: holds stored responses, not raw postings`)
  const { chunks } = await openArchive(input)
  if (format !== 'csv') {
    yield* readJsonLines(chunks)
    return
  }
  for await (const row of csvRows(input, chunks, LINE_LIMIT, mapping)) {
    if ('problem' in row) yield { line: row.line, rejected: rejection(null, row.problem, row.input) }
    else yield { line: row.line, ...checked(row.record, row.record) }
  }
}

async function* readJsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawPostingLine> {
  for await (const { line, text } of splitLines(chunks, LINE_LIMIT)) {
    if (text === null) {
      yield { line, rejected: rejection(null, `line longer than ${LINE_LIMIT / 1024 / 1024} MB`, '') }
    } else if (text.trim() !== '') yield { line, ...parseRawPosting(text) }
  }
}

/** A posting, or the reason why there is none, without its line. */
type Checked = { posting: RawPosting } | { rejected: Rejected }

/** Reads one raw posting as JSON. */
export function parseRawPosting(text: string): Checked {
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch {
    return { rejected: rejection(null, 'not JSON', text) }
  }
  return checked(record, text)
}

function checked(record: unknown, input: unknown): Checked {
  const parsed = RawPosting.safeParse(record)
  if (!parsed.success) return { rejected: rejection(idOf(record), problemLine(parsed.error, record), input) }
  const posting = finishPosting(parsed.data)
  if ('reason' in posting) return { rejected: rejection(parsed.data.sourceId, posting.reason, input) }
  const form = posting.form ?? platforms.find(({ name }) => name === posting.source)?.form
  return { posting: form ? { ...posting, form } : posting }
}

function idOf(record: unknown): string | null {
  const id = typeof record === 'object' && record !== null && 'sourceId' in record ? record.sourceId : null
  return typeof id === 'string' ? id : null
}

/** A stream may have been given an encoding, and then speaks in strings. */
async function* bytesOf(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream)
    yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)
}
