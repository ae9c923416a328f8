import { existsSync } from 'node:fs'
import { appendFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Dropped, RawPosting, Rejected, StoredResponse } from '../source.ts'
import { ArchiveError } from './archive-error.ts'
import type { Place } from './byte-reader.ts'
import type { CsvMapping } from './csv-mapping.ts'
import { openArchive } from './open-archive.ts'
import { readRawPostings } from './raw-postings.ts'
import { splitLines } from './split-lines.ts'
import { isWanted, readRecord, recordAt } from './stored-record.ts'
import { holdsResponses, readResponses } from './stored-responses.ts'
import type { ResponsePlace } from './warc.ts'
import { type WarcRecord, warcRecords } from './warc-records.ts'

/** What one part of an archive holds, as the archive itself would give it. */
export type PartItem =
  | { response: StoredResponse }
  | { posting: RawPosting }
  | { rejected: Rejected }
  | { dropped: Dropped }

/** A line of a part: a response by its place in the archive, anything else as it is. */
type PartLine =
  | { where: ResponsePlace; post?: string | undefined }
  | { posting: RawPosting }
  | { rejected: Rejected }
  | { dropped: Dropped }

/** Months (`2016-01`), both included. */
export interface Months {
  from: string
  to: string
}

/** A response as a plan needs to know of it. */
export interface DatedResponse {
  month: string
  url: string
  post: string | null
  seenAt: string
}

/** Lines that wait to be written, in bytes. */
const HELD = 8_000_000
const LINE_LIMIT = 16 * 1024 * 1024
const CONTENTS = 'contents.json'

/** What a folder of parts was made of, and what it holds. */
interface Contents {
  /** Path, size and time of the archive, and the months: parts of another one are made again. */
  of: string
  counts: [string, number][]
}

/**
 * Divides an archive by the months in which its responses were seen, in one pass: of stored responses the parts hold the
 * places alone, of raw postings the postings. What has no date goes with what stood before it. The folder appears when
 * it is complete; one that was made of the same archive as it is now is taken as it is.
 *
 * Takes 16 MB of memory, and on the disk some 100 bytes a response, or a file of raw postings once again.
 * @param onResponse is told of each response or posting within the months, where the folder is made now
 * @returns how many responses or postings each month has, by month; those outside of `months` are not counted
 * @throws ArchiveError where the archive cannot be read to its end
 */
export async function divideByMonth(
  path: string,
  folder: string,
  months: Months,
  mapping: CsvMapping | null = null,
  onResponse: (response: DatedResponse) => void = () => {},
): Promise<Map<string, number>> {
  const { size, mtimeMs } = await stat(path)
  const of = [path, size, mtimeMs, months.from, months.to].join(' ')
  const standing = await readCounts(folder, of)
  if (standing) return standing
  const draft = `${folder}.draft-${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  try {
    const counts = await divide(path, draft, months, mapping, onResponse)
    await writeFile(join(draft, CONTENTS), JSON.stringify({ of, counts: [...counts] } satisfies Contents))
    // Another process may have been quicker.
    if (await readCounts(folder, of)) return counts
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder).catch(async error => {
      if (!(await readCounts(folder, of))) throw error
    })
    return counts
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function divide(
  path: string,
  folder: string,
  { from, to }: Months,
  mapping: CsvMapping | null,
  onResponse: (response: DatedResponse) => void,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const waiting = new Map<string, string[]>()
  let held = 0
  const flush = async () => {
    for (const [month, lines] of waiting) await appendFile(partOf(folder, month), gzipSync(lines.join('')))
    waiting.clear()
    held = 0
  }
  const add = async (month: string, line: PartLine) => {
    if (month < from || month > to) return
    const text = `${JSON.stringify(line)}\n`
    waiting.set(month, [...(waiting.get(month) ?? []), text])
    held += text.length
    if (held > HELD) await flush()
  }
  let month = from
  for await (const { dated, line } of datedLines(path, mapping)) {
    if (dated) {
      month = dated.seenAt.slice(0, 7)
      if (month >= from && month <= to) {
        counts.set(month, (counts.get(month) ?? 0) + 1)
        onResponse({ month, ...dated })
      }
    }
    await add(month, line)
  }
  await flush()
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Every line of the parts, and of what has a date when and where it was seen. */
async function* datedLines(
  path: string,
  mapping: CsvMapping | null,
): AsyncGenerator<{ dated: Omit<DatedResponse, 'month'> | null; line: PartLine }> {
  if (!holdsResponses(path)) {
    for await (const entry of readRawPostings(path, mapping)) {
      if ('rejected' in entry) yield { dated: null, line: { rejected: entry.rejected } }
      else {
        const { posting } = entry
        const seenAt = new Date(posting.seenAt).toISOString()
        yield { dated: { url: posting.url ?? '', post: null, seenAt }, line: { posting } }
      }
    }
    return
  }
  for await (const item of readResponses(path)) {
    if ('rejected' in item) yield { dated: null, line: { rejected: item.rejected } }
    else if ('dropped' in item) yield { dated: null, line: { dropped: item.dropped } }
    else {
      const { url, post, seenAt } = item.response
      yield { dated: { url, post: post ?? null, seenAt }, line: { where: item.where!, post } }
    }
  }
}

/**
 * What an archive holds of a month, in the archive's order; nothing where the month has no part.
 * @param folder what `divideByMonth` made
 * @throws ArchiveError where the archive is no longer as it was
 */
export async function* readMonth(folder: string, month: string): AsyncGenerator<PartItem> {
  const path = partOf(folder, month)
  if (!existsSync(path)) return
  const within = await readPassages(path)
  for await (const line of partLines(path)) {
    if (!('where' in line)) yield line
    else {
      const { where, post } = line
      const record = within.get(nameOf(where)) ?? (await recordAt(where.path, where.place))
      const original = where.original ? await recordAt(where.original.path, where.original.place) : null
      const outcome = await readRecord(record, original)
      if (outcome === null || !('response' in outcome))
        throw new ArchiveError(`${where.path}: is no longer the file that was looked through`)
      yield post === undefined ? outcome : { response: { ...outcome.response, post } }
    }
  }
}

/**
 * Records that stand within one gzip member with others: to go to each of them would be to decompress the member again
 * and again, so they are read in one pass, those of a month in memory.
 */
async function readPassages(path: string): Promise<Map<string, WarcRecord>> {
  const wanted = new Map<string, Set<string>>()
  for await (const line of partLines(path)) {
    if (!('where' in line) || line.where.place.within === 0) continue
    const names = wanted.get(line.where.path) ?? new Set()
    wanted.set(line.where.path, names.add(nameOf(line.where)))
  }
  const found = new Map<string, WarcRecord>()
  for (const [archive, names] of wanted)
    for await (const record of warcRecords(archive, isWanted)) {
      const name = nameOf({ path: archive, place: record.place })
      if (names.has(name)) found.set(name, record)
    }
  return found
}

const nameOf = ({ path, place }: { path: string; place: Place }): string =>
  `${place.at} ${place.within} ${path}`

async function* partLines(path: string): AsyncGenerator<PartLine> {
  const { chunks } = await openArchive(path)
  for await (const { text } of splitLines(chunks, LINE_LIMIT)) if (text) yield JSON.parse(text) as PartLine
}

const partOf = (folder: string, month: string): string => join(folder, `${month}.jsonl.gz`)

async function readCounts(folder: string, made: string): Promise<Map<string, number> | null> {
  const path = join(folder, CONTENTS)
  if (!existsSync(path)) return null
  const { of, counts } = JSON.parse(await readFile(path, 'utf8')) as Contents
  return of === made ? new Map(counts) : null
}
