import { ArchiveError } from './archive-error.ts'
import { ByteReader, type Place } from './byte-reader.ts'
import { openArchive } from './open-archive.ts'

const LINE_LIMIT = 64 * 1024
const HEADERS_LIMIT = 200
/** Headers that a record may have several of; their values come separated by spaces. */
const REPEATED = new Set(['warc-concurrent-to'])

/** One record as it stands in the file. */
export interface WarcRecord {
  /** Names in lower case. */
  headers: Map<string, string>
  /** The record's block; null where `wants` declined it. */
  block: Uint8Array | null
  /** The block's declared length in bytes. */
  length: number
  /** What is wrong with the record's form, null where it is sound. */
  damage: string | null
  place: Place
  /** Bytes of the file that were read up to the record's end. */
  position: number
}

/** Whether a record's block is to be read, by its headers and length. */
export type Wants = (headers: Map<string, string>, length: number) => boolean

/**
 * The records of a WARC 1.0 or 1.1 file, one after the other. A block whose length is not as declared makes its record
 * damaged; reading goes on at the next record.
 *
 * @param from a place to begin at
 * @throws ArchiveError where the file cannot be read, is no WARC, or ends within a record
 */
export async function* warcRecords(
  path: string,
  wants: Wants,
  from: Place = { at: 0, within: 0 },
): AsyncGenerator<WarcRecord> {
  const archive = await openArchive(path, from.at, from.length)
  const reader = new ByteReader(archive, from.at)
  try {
    await reader.enter(from.within)
    let line = await solidLine(reader)
    if (!isVersion(line)) throw new ArchiveError(`${path}: ${line === null ? 'is empty' : 'not a WARC file'}`)
    while (line !== null) {
      const place = reader.linePlace
      const headers = await readHeaders(reader)
      const length = Number(headers?.get('content-length') || Number.NaN)
      if (headers === null || !Number.isSafeInteger(length) || length < 0) {
        yield {
          headers: headers ?? new Map(),
          block: null,
          length: 0,
          damage: 'without Content-Length',
          place,
          position: archive.position(),
        }
        line = await nextVersion(reader)
        continue
      }
      const block = wants(headers, length) ? await reader.readBytes(length) : null
      const read = block?.length ?? (await reader.skipBytes(length))
      const next = await afterRecord(reader)
      if (read < length && next.line === null) {
        throw new ArchiveError(`${path}: the file ends within a record (at byte ${archive.position()})`)
      }
      const isSound = read === length && next.isSound
      const damage = isSound ? null : `Content-Length ${length} is not the length of the record`
      yield { headers, block: isSound ? block : null, length, damage, place, position: archive.position() }
      line = next.line
    }
  } finally {
    await archive.chunks.return(undefined)
  }
}

const decoder = new TextDecoder()

async function readLine(reader: ByteReader): Promise<string | null> {
  const line = await reader.readLine(LINE_LIMIT)
  return line === null ? null : decoder.decode(line)
}

// Common Crawl writes 1.0 here and declares 1.1 in its warcinfo.
const isVersion = (line: string | null): line is string => line !== null && /^WARC\/1\.[01]\s*$/.test(line)

/** The next line that is not empty, null at the end. */
async function solidLine(reader: ByteReader): Promise<string | null> {
  let line = await readLine(reader)
  while (line !== null && line.trim() === '') line = await readLine(reader)
  return line
}

async function nextVersion(reader: ByteReader): Promise<string | null> {
  let line = await readLine(reader)
  while (line !== null && !isVersion(line)) line = await readLine(reader)
  return line
}

/** A sound record is followed by empty lines, which some writers leave out, and then by the next record or the end. */
async function afterRecord(reader: ByteReader): Promise<{ line: string | null; isSound: boolean }> {
  const first = await readLine(reader)
  const line = first?.trim() === '' ? await solidLine(reader) : first
  if (line === null || isVersion(line)) return { line, isSound: true }
  return { line: await nextVersion(reader), isSound: false }
}

/** Null where there are more headers than any record has. */
async function readHeaders(reader: ByteReader): Promise<Map<string, string> | null> {
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
      const value = colon < 0 ? '' : line.slice(colon + 1).trim()
      const before = REPEATED.has(name) ? headers.get(name) : undefined
      headers.set(name, before === undefined ? value : `${before} ${value}`)
    }
  }
  return null
}
