import { AsyncIterReader } from 'warcio'
import { ArchiveError } from './archive-error.ts'
import { openArchive } from './open-archive.ts'

const LINE_LIMIT = 64 * 1024
const HEADERS_LIMIT = 200

/** One record as it stands in the file. */
export interface WarcRecord {
  /** Names in lower case. */
  headers: Map<string, string>
  /** The record's block; null where `wants` declined it or it is larger than the limit. */
  block: Uint8Array | null
  /** The block's declared length in bytes. */
  length: number
  /** Where the record's damage begins, null where it is sound. */
  damage: string | null
  /** Bytes of the file that were read up to the record's end. */
  position: number
}

/**
 * The records of a WARC 1.0 or 1.1 file, one after the other. A block whose length is not as declared makes its record
 * damaged; reading goes on at the next record.
 *
 * @param wants whether a record's block is to be read, by its headers and length
 * @throws ArchiveError where the file cannot be read, is no WARC, or ends within a record
 */
export async function* warcRecords(
  path: string,
  wants: (headers: Map<string, string>, length: number) => boolean,
): AsyncGenerator<WarcRecord> {
  const archive = await openArchive(path)
  // Decompressed already: warcio's own inflator takes a truncated file for a complete one.
  const reader = new AsyncIterReader(archive.chunks, null)
  try {
    let line = await solidLine(reader)
    if (!isVersion(line)) throw new ArchiveError(`${path}: ${line === null ? 'is empty' : 'not a WARC file'}`)
    while (line !== null) {
      const headers = await readHeaders(reader)
      const length = Number(headers?.get('content-length') ?? Number.NaN)
      if (headers === null || !Number.isSafeInteger(length) || length < 0) {
        yield {
          headers: headers ?? new Map(),
          block: null,
          length: 0,
          damage: 'without Content-Length',
          position: archive.position(),
        }
        line = await nextVersion(reader)
        continue
      }
      const block = wants(headers, length) ? await reader.readSize(length) : null
      const read = block?.length ?? (length === 0 ? 0 : await reader.skipSize(length))
      if (read < length) {
        throw new ArchiveError(`${path}: the file ends within a record (at byte ${archive.position()})`)
      }
      const next = await afterRecord(reader)
      const damage = next.isSound ? null : `Content-Length ${length} is not the length of the record`
      yield { headers, block: damage === null ? block : null, length, damage, position: archive.position() }
      line = next.line
    }
  } finally {
    await archive.chunks.return(undefined)
  }
}

const decoder = new TextDecoder()

async function readLine(reader: AsyncIterReader): Promise<string | null> {
  const line = await reader.readlineRaw(LINE_LIMIT)
  return line === null || line.length === 0 ? null : decoder.decode(line)
}

const isVersion = (line: string | null): line is string => line !== null && /^WARC\/1\.[01]\s*$/.test(line)

/** The next line that is not empty, null at the end. */
async function solidLine(reader: AsyncIterReader): Promise<string | null> {
  let line = await readLine(reader)
  while (line !== null && line.trim() === '') line = await readLine(reader)
  return line
}

async function nextVersion(reader: AsyncIterReader): Promise<string | null> {
  let line = await readLine(reader)
  while (line !== null && !isVersion(line)) line = await readLine(reader)
  return line
}

/** A sound record is followed by empty lines and then by the next record or the end. */
async function afterRecord(reader: AsyncIterReader): Promise<{ line: string | null; isSound: boolean }> {
  const first = await readLine(reader)
  if (first === null) return { line: null, isSound: true }
  const line = first.trim() === '' ? await solidLine(reader) : first
  const isSound = first.trim() === '' && (line === null || isVersion(line))
  return { line: line === null || isVersion(line) ? line : await nextVersion(reader), isSound }
}

/** Null where there are more headers than any record has. */
async function readHeaders(reader: AsyncIterReader): Promise<Map<string, string> | null> {
  const headers = new Map<string, string>()
  let name = ''
  for (let count = 0; count < HEADERS_LIMIT; count += 1) {
    const line = await readLine(reader)
    if (line === null || line.trim() === '') return headers
    if (/^[ \t]/.test(line)) headers.set(name, `${headers.get(name) ?? ''} ${line.trim()}`)
    else {
      const colon = line.indexOf(':')
      name = line
        .slice(0, colon < 0 ? undefined : colon)
        .trim()
        .toLowerCase()
      headers.set(name, colon < 0 ? '' : line.slice(colon + 1).trim())
    }
  }
  return null
}
