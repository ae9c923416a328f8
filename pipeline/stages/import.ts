import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { type CsvMapping, readCsvMapping } from '../../crawlers/archives/csv-mapping.ts'
import { formatOf } from '../../crawlers/archives/format-of.ts'
import type { PartItem } from '../../crawlers/archives/month-parts.ts'
import { RAW_POSTING_TYPE } from '../../crawlers/archives/raw-posting-type.ts'
import { parseRawPosting, readRawPostings } from '../../crawlers/archives/raw-postings.ts'
import { holdsResponses, readResponses } from '../../crawlers/archives/stored-responses.ts'
import { verifyArchive } from '../../crawlers/archives/verify-archive.ts'
import { ConfigError } from '../../crawlers/errors.ts'
import { platformNamed } from '../../crawlers/registry.ts'
import {
  emptyReading,
  type RawPosting,
  type Reading,
  type Rejected,
  type StoredResponse,
} from '../../crawlers/source.ts'
import type { Database } from '../../db/connection.ts'
import { exclusively } from '../../db/locks.ts'
import { closeRun, openRun } from '../../db/queries/runs.ts'
import { redact, redactText } from '../personal-data/redact.ts'
import { type Accounting, add, emptyAccounting } from '../quality/accounting.ts'
import { prepared } from './batches.ts'
import { type Entry, type Extraction, openExtraction } from './extraction.ts'
import type { Unread } from './extraction-task.ts'
import type { Delivery } from './listing.ts'
import { loadListings, settle } from './load.ts'

/** How far an import is. */
export interface ImportProgress {
  /** Share (0..1) of the file that is read; null where lines are counted and not bytes. */
  share: number | null
  records: number
}

/** What one file gave. */
export interface ImportResult {
  file: string
  runId: number
  responses: number
  /** Records of which anything was written. */
  written: number
  /** How many threads were at work: 1 where the file was too small for more. */
  threads: number
  accounting: Accounting
}

/**
 * Checks what is to be imported from end to end, so that nothing is written where a part of it cannot be read.
 * @param mapPath the file that says how the columns of CSV files are to be read
 * @returns what it says
 * @throws ArchiveError where a file cannot be read to its end, or lacks a column; ConfigError where the platform is not
 * known, or the map is not right
 */
export async function checkImport(
  paths: readonly string[],
  platformName: string | null,
  mapPath: string | null = null,
): Promise<CsvMapping | null> {
  if (platformName) platformNamed(platformName)
  const mapping = mapPath === null ? null : readCsvMapping(mapPath)
  const other = mapping && paths.find(path => formatOf(path) !== 'csv')
  if (other) throw new ConfigError(`${other}: a map is for .csv files`)
  for (const path of paths) await verifyArchive(path, mapping)
  return mapping
}

/**
 * Imports a file of stored responses (`.warc`, or an index of such: `.cdxj`) or of raw postings (`.jsonl`, `.csv`), each
 * plain or gzipped, as a stream. Give it to `checkImport` first. A kill in between leaves whole batches, and the next
 * import completes them. The rows are the same whatever the number of threads.
 * @param platformName reads every response by this platform instead of the one its address belongs to
 * @param extraction the threads to extract on; this one when not given
 * @param mapping how the columns of a CSV file are to be read; by its header when not given
 * @throws ThreadFailed where one of them does not survive
 */
export async function importFile(
  database: Database,
  path: string,
  platformName: string | null,
  onProgress: (progress: ImportProgress) => void,
  extraction: Extraction = openExtraction(1),
  mapping: CsvMapping | null = null,
): Promise<ImportResult> {
  const file = () => entries(path, platformName, mapping)
  const imported = await exclusively(database.pool, `import ${basename(path)}`, () =>
    importAlone(database, path, file, onProgress, extraction),
  )
  if (!imported) throw new ConfigError(`${path}: another process is importing a file of this name`)
  return imported.done
}

async function importAlone(
  database: Database,
  path: string,
  file: () => AsyncIterable<Entry>,
  onProgress: (progress: ImportProgress) => void,
  extraction: Extraction,
): Promise<ImportResult> {
  const runId = await openRun(database, 'import', basename(path))
  const accounting = emptyAccounting()
  const result: ImportResult = { file: path, runId, responses: 0, written: 0, threads: 1, accounting }
  const fileSize = statSync(path).size
  try {
    for await (const { listings, bytes } of prepared(database, extraction.read(file()), extraction)) {
      const { account, written } = await loadListings(database, runId, listings)
      add(accounting, account)
      result.responses += listings.length
      result.written += written
      onProgress({ share: bytes === null ? null : bytes / fileSize, records: accounting.records })
    }
    result.threads = extraction.threads
    result.accounting = await settle(database, runId, accounting)
    await closeRun(database, runId, { accounting: result.accounting })
    return result
  } catch (error) {
    await closeRun(database, runId, { error: (error as Error).message })
    throw error
  }
}

/** Every response or line of the file. */
async function* entries(
  path: string,
  platformName: string | null,
  mapping: CsvMapping | null,
): AsyncGenerator<Entry> {
  if (holdsResponses(path))
    for await (const entry of readResponses(path))
      yield { ...entryOf(entry, path, platformName), bytes: entry.bytes }
  else
    for await (const entry of readRawPostings(path, mapping)) yield { ...entryOf(entry, path), bytes: null }
}

/** What an archive holds, as it is to be read and loaded. */
export function entryOf(
  item: PartItem,
  archive: string,
  platformName: string | null = null,
): Unread | Delivery {
  if ('posting' in item) return asDelivery(item.posting)
  if ('rejected' in item) return refused(holdsResponses(archive) ? 'warc' : 'raw-postings', item.rejected)
  if ('dropped' in item) return withoutResponse('warc', { dropped: [item.dropped] })
  if (item.response.contentType === RAW_POSTING_TYPE) return asPosted(item.response)
  return { response: withoutContacts(item.response), platformName }
}

/** Before it is read here or on another thread: what is stored is what was read. */
const withoutContacts = (response: StoredResponse): StoredResponse => ({
  ...response,
  body: redact(response.body, response.contentType),
})

const withoutResponse = (platform: string, reading: Partial<Reading>): Delivery => ({
  platform,
  response: null,
  reading: { ...emptyReading(), ...reading },
})

const refused = (platform: string, rejected: Rejected): Delivery =>
  withoutResponse(platform, { rejected: [{ ...rejected, input: redactText(rejected.input) }] })

/** A raw posting that was exported as what it stands for. */
function asPosted({ body }: StoredResponse): Delivery {
  const read = parseRawPosting(new TextDecoder().decode(body))
  return 'posting' in read ? asDelivery(read.posting) : refused('raw-postings', read.rejected)
}

/** A raw posting that came by itself is its own snapshot, without mails and phones. */
export function asDelivery(arrived: RawPosting): Delivery {
  const { source, sourceId, url, ...words } = arrived
  const posting: RawPosting = {
    source,
    sourceId,
    ...(url == null ? {} : { url }),
    ...(JSON.parse(redactText(JSON.stringify(words))) as typeof words),
  }
  return {
    platform: posting.source,
    response: {
      url:
        posting.url ??
        `urn:jobtide:${encodeURIComponent(posting.source)}:${encodeURIComponent(posting.sourceId)}`,
      status: 200,
      contentType: RAW_POSTING_TYPE,
      body: Buffer.from(JSON.stringify(posting)),
      seenAt: posting.seenAt,
    },
    reading: { ...emptyReading(), postings: [posting] },
  }
}
