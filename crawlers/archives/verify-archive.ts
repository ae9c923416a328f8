import { ArchiveError } from './archive-error.ts'
import { formatOf } from './format-of.ts'
import { openArchive } from './open-archive.ts'
import { warcRecords } from './warc-records.ts'

/**
 * Reads an archive once from end to end without keeping anything, so that an import can refuse a file before it writes:
 * that it opens, is complete (gzip, and the last record of a WARC) and begins as its format does.
 *
 * @throws ArchiveError with one clear line
 */
export async function verifyArchive(path: string): Promise<void> {
  const format = formatOf(path)
  if (format === 'warc') {
    for await (const _record of warcRecords(path, () => false));
    return
  }
  let head = ''
  const { chunks } = await openArchive(path)
  for await (const chunk of chunks)
    if (head.trim() === '') head = new TextDecoder().decode(chunk.subarray(0, 4096))
  if (format === 'jsonl' && head.trim() !== '' && !head.trimStart().startsWith('{')) {
    throw new ArchiveError(`${path}: not JSON lines`)
  }
}
