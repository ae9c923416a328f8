import { basename, dirname, isAbsolute, join, normalize } from 'node:path'
import { z } from 'zod'
import { problemLine } from '../reading/problem-line.ts'
import { rejection } from '../reading/read-records.ts'
import { ArchiveError } from './archive-error.ts'
import type { Place } from './byte-reader.ts'
import { openArchive } from './open-archive.ts'
import { belong } from './pair-requests.ts'
import { SeenBodies } from './seen-bodies.ts'
import { splitLines } from './split-lines.ts'
import {
  exchangeOf,
  findOriginal,
  namesOf,
  postOf,
  readRecord,
  recordAt,
  type StoredOutcome,
  typeOf,
} from './stored-record.ts'
import type { ResponsePlace, WarcItem } from './warc.ts'
import type { WarcRecord } from './warc-records.ts'

const LINE_LIMIT = 256 * 1024

/** A figure; indexers write most of them as text. */
const Figure = z.preprocess(
  value => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
  z.int().min(0),
)

/** The part of an index line that says where the record is. */
const IndexEntry = z.object({
  url: z.string().optional(),
  filename: z.string().min(1),
  offset: Figure,
  length: Figure.optional(),
  mime: z.string().optional(),
  digest: z.string().optional(),
  method: z.string().optional(),
})

/** A record that an index names. */
export interface IndexedRecord extends z.output<typeof IndexEntry> {
  /** 14 digits: year to second in UTC. */
  timestamp: string
  /** The WARC file's path. */
  path: string
}

/** A line of an index, from 1; `bytes` is how much of the index was read. */
export type IndexLine = { line: number; bytes: number } & (
  | { entry: IndexedRecord }
  | { problem: string; text: string }
)

interface PlaceInFile extends Place {
  path: string
}

/**
 * The stored responses that a CDXJ index (plain or gzipped) names, in the order of its lines, from the WARC files beside
 * it: each is read by its offset and length alone. Revisits are given the body that the index knows of. What was posted
 * is taken from the request where that follows its response, as it does in what `writeWarc` writes. A broken line, or
 * one whose record cannot be read, is rejected with the index and the line as its id.
 *
 * @throws ArchiveError where the index cannot be read to its end
 */
export async function* readCdxj(path: string): AsyncGenerator<WarcItem> {
  const indexed = new SeenBodies<PlaceInFile>()
  for await (const line of indexLines(path)) {
    if (!('entry' in line) || line.entry.mime === 'warc/revisit') continue
    const { digest, url, timestamp } = line.entry
    indexed.remember({ digest, url, date: timestamp }, placeOf(line.entry))
  }
  const seen = new SeenBodies<PlaceInFile>()
  for await (const line of indexLines(path)) {
    const { bytes } = line
    const id = `${basename(path)}:${line.line}`
    if ('problem' in line) {
      yield { rejected: rejection(id, line.problem, line.text), bytes, where: null }
      continue
    }
    const { entry } = line
    try {
      const outcome = await readEntry(entry, indexed, seen)
      if (outcome) yield { ...outcome, bytes }
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      const reason = error.message.replace(`${entry.path}: `, '').replace(/ \(at byte \d+\)$/, '')
      const named = `${entry.filename} ${entry.offset} ${entry.length ?? ''}`
      const rejected = rejection(id, `no record where the index says: ${reason}`, named)
      yield { rejected, bytes, where: null }
    }
  }
}

/**
 * The lines of an index without its headers.
 * @throws ArchiveError where it cannot be read to its end
 */
export async function* indexLines(path: string): AsyncGenerator<IndexLine> {
  const { chunks, position } = await openArchive(path)
  for await (const { line, text } of splitLines(chunks, LINE_LIMIT)) {
    const bytes = position()
    if (text === null) yield { line, bytes, problem: 'index line longer than 256 kB', text: '' }
    // Indexes begin with lines about themselves: `!meta`, `@context`, ` CDXJ …`.
    else if (text.trim() !== '' && !/^[!@ ]/.test(text)) yield { line, bytes, ...parseLine(path, text) }
  }
}

function parseLine(path: string, text: string): { entry: IndexedRecord } | { problem: string; text: string } {
  const [, timestamp = '', json = ''] = /^\S+ (\d{1,17}) (\{.*)$/.exec(text) ?? []
  let fields: unknown
  try {
    fields = JSON.parse(json)
  } catch {
    return { problem: 'not an index line: expected an address key, a time and JSON', text }
  }
  const parsed = IndexEntry.safeParse(fields)
  if (!parsed.success) return { problem: `index line: ${problemLine(parsed.error, fields)}`, text }
  const filename = normalize(parsed.data.filename)
  if (isAbsolute(filename) || filename.split(/[\\/]/)[0] === '..')
    return { problem: 'index line: its file is not in the folder of the index', text }
  return { entry: { ...parsed.data, timestamp, path: join(dirname(path), filename) } }
}

const placeOf = ({ path, offset, length }: IndexedRecord): PlaceInFile => ({
  path,
  at: offset,
  within: 0,
  length,
})

async function readEntry(
  entry: IndexedRecord,
  indexed: SeenBodies<PlaceInFile>,
  seen: SeenBodies<PlaceInFile>,
): Promise<(StoredOutcome & { where: ResponsePlace | null }) | null> {
  const place = placeOf(entry)
  const record = await recordAt(entry.path, place)
  const exchange = exchangeOf(record)
  if (entry.url !== undefined && !isSameAddress(entry.url, exchange.url))
    throw new ArchiveError(`${entry.path}: the record is of another address`)
  const isRevisit = typeOf(record.headers) === 'revisit'
  const refersTo = isRevisit ? (findOriginal(record, seen) ?? findOriginal(record, indexed)) : undefined
  const outcome = await readRecord(record, refersTo ? await recordAt(refersTo.path, refersTo) : null)
  if (outcome === null || !('response' in outcome)) return outcome && { ...outcome, where: null }
  const original = refersTo ? { path: refersTo.path, place: refersTo } : null
  const where = { path: entry.path, place, original }
  if (!refersTo) seen.remember(namesOf(record), place)
  seen.rememberLatest(exchange.url, refersTo ?? place)
  const post = entry.method?.toUpperCase() === 'POST' ? await postAfter(entry, record) : null
  return { response: post === null ? outcome.response : { ...outcome.response, post }, where }
}

/** What was posted, where the record that follows is the request. */
async function postAfter(
  { path, offset, length }: IndexedRecord,
  response: WarcRecord,
): Promise<string | null> {
  if (length === undefined) return null
  try {
    const record = await recordAt(path, { at: offset + length, within: 0 })
    const isRequest = typeOf(record.headers) === 'request'
    return isRequest && belong(exchangeOf(record), exchangeOf(response)) ? await postOf(record) : null
  } catch (error) {
    // The response was the last record of its file.
    if (error instanceof ArchiveError) return null
    throw error
  }
}

function isSameAddress(one: string, other: string): boolean {
  if (one === other) return true
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href
}
