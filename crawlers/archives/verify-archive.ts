import { statSync } from 'node:fs'
import { ArchiveError } from './archive-error.ts'
import { indexLines } from './cdxj.ts'
import type { CsvMapping } from './csv-mapping.ts'
import { formatOf } from './format-of.ts'
import { openArchive } from './open-archive.ts'
import { readRawPostings } from './raw-postings.ts'
import { warcRecords } from './warc-records.ts'

/**
 * Reads an archive once from end to end without keeping anything, so that an import can refuse a file before it writes:
 * that it opens, is complete (gzip, and the last record of a WARC) and begins as its format does; of an index, that the
 * files which it names are there; of a CSV, that it has the columns.
 *
 * @throws ArchiveError with one clear line
 */
export async function verifyArchive(path: string, mapping: CsvMapping | null = null): Promise<void> {
  const format = formatOf(path)
  if (format === 'warc') {
    for await (const _record of warcRecords(path, () => false));
    return
  }
  if (format === 'cdxj') {
    await verifyIndex(path)
    return
  }
  let head = ''
  const { chunks } = await openArchive(path)
  for await (const chunk of chunks)
    if (head.trim() === '') head = new TextDecoder().decode(chunk.subarray(0, 4096))
  if (format === 'jsonl' && head.trim() !== '' && !head.trimStart().startsWith('{')) {
    throw new ArchiveError(`${path}: not JSON lines`)
  }
  if (format === 'csv') for await (const _row of readRawPostings(path, mapping)) break
}

async function verifyIndex(path: string): Promise<void> {
  const files = new Set<string>()
  let isIndex: boolean | null = null
  for await (const line of indexLines(path)) {
    isIndex ||= 'entry' in line
    if (!('entry' in line) || files.has(line.entry.path)) continue
    const { entry } = line
    if (!statSync(entry.path, { throwIfNoEntry: false })?.isFile())
      throw new ArchiveError(`${path}: names ${entry.filename} (line ${line.line}), which is not beside it`)
    files.add(entry.path)
  }
  if (isIndex === false) throw new ArchiveError(`${path}: not a CDXJ index`)
}
