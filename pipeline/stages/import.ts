import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { formatOf } from '../../crawlers/archives/format-of.ts'
import { readRawPostings } from '../../crawlers/archives/raw-postings.ts'
import { verifyArchive } from '../../crawlers/archives/verify-archive.ts'
import { readWarc } from '../../crawlers/archives/warc.ts'
import { ConfigError } from '../../crawlers/errors.ts'
import { platformNamed } from '../../crawlers/registry.ts'
import { emptyReading, type RawPosting, type Rejected } from '../../crawlers/source.ts'
import type { Database } from '../../db/connection.ts'
import { exclusively } from '../../db/locks.ts'
import { closeRun, openRun } from '../../db/queries/runs.ts'
import { type Accounting, add, emptyAccounting } from '../quality/accounting.ts'
import { drawAhead } from './draw-ahead.ts'
import { type Entry, type Extraction, openExtraction } from './extraction.ts'
import type { Delivery, Listing } from './listing.ts'
import { anticipate, loadListings, settle } from './load.ts'

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

/** Bounds of one transaction: the memory of an import stays below a few of these, whatever the file's size. */
const most = { postings: 1000, bytes: 24_000_000 }

/** Batches that are prepared while one is loaded, where other threads prepare them. */
const AHEAD = 1

/**
 * Checks what is to be imported from end to end, so that nothing is written where a part of it cannot be read.
 * @throws ArchiveError where a file cannot be read to its end; ConfigError where the platform is not known
 */
export async function checkImport(paths: readonly string[], platformName: string | null): Promise<void> {
  if (platformName) platformNamed(platformName)
  for (const path of paths) await verifyArchive(path)
}

/**
 * Imports a file of stored responses (`.warc`, `.warc.gz`) or of raw postings (`.jsonl`, `.jsonl.gz`, `.csv`), as a
 * stream. Give it to `checkImport` first. A kill in between leaves whole batches, and the next import completes them.
 * The rows are the same whatever the number of threads.
 * @param platformName reads every response by this platform instead of the one its address belongs to
 * @param extraction the threads to extract on; this one when not given
 * @throws ThreadFailed where one of them does not survive
 */
export async function importFile(
  database: Database,
  path: string,
  platformName: string | null,
  onProgress: (progress: ImportProgress) => void,
  extraction: Extraction = openExtraction(1),
): Promise<ImportResult> {
  const imported = await exclusively(database.pool, `import ${basename(path)}`, () =>
    importAlone(database, path, platformName, onProgress, extraction),
  )
  if (!imported) throw new ConfigError(`${path}: another process is importing a file of this name`)
  return imported.done
}

async function importAlone(
  database: Database,
  path: string,
  platformName: string | null,
  onProgress: (progress: ImportProgress) => void,
  extraction: Extraction,
): Promise<ImportResult> {
  const runId = await openRun(database, 'import', basename(path))
  const accounting = emptyAccounting()
  const result: ImportResult = { file: path, runId, responses: 0, written: 0, threads: 1, accounting }
  const fileSize = statSync(path).size
  try {
    for await (const { listings, bytes } of prepared(database, path, platformName, extraction)) {
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

/** What one transaction loads; `bytes` is how much of the file is read with it. */
interface Batch {
  listings: Listing[]
  bytes: number | null
}

/** The batches, the next of them with their extraction begun where other threads do it. */
async function* prepared(
  database: Database,
  path: string,
  platformName: string | null,
  extraction: Extraction,
): AsyncGenerator<Batch> {
  const begun = async function* () {
    for await (const batch of batches(path, platformName, extraction)) {
      await anticipate(database, batch.listings)
      yield batch
    }
  }
  yield* drawAhead(begun(), extraction.aside ? AHEAD : 0)
}

/** The file's listings by the batch: the same batches whatever the number of threads. */
async function* batches(
  path: string,
  platformName: string | null,
  extraction: Extraction,
): AsyncGenerator<Batch> {
  let listings: Listing[] = []
  let size = { postings: 0, bytes: 0 }
  let position: number | null = 0
  for await (const { listing, bytes } of extraction.read(entries(path, platformName))) {
    position = bytes
    listings.push(listing)
    size.postings += listing.appearances.length + listing.dropped.length + listing.rejected.length
    size.bytes += listing.response?.body.byteLength ?? 0
    if (size.postings < most.postings && size.bytes < most.bytes) continue
    yield { listings, bytes: position }
    listings = []
    size = { postings: 0, bytes: 0 }
  }
  if (listings.length > 0) yield { listings, bytes: position }
}

/** Every response or line of the file. */
async function* entries(path: string, platformName: string | null): AsyncGenerator<Entry> {
  if (formatOf(path) === 'warc') {
    for await (const entry of readWarc(path)) {
      if ('rejected' in entry) yield { ...refused('warc', entry.rejected), bytes: entry.bytes }
      else yield { response: entry.response, platformName, bytes: entry.bytes }
    }
    return
  }
  for await (const entry of readRawPostings(path)) {
    if ('rejected' in entry) yield { ...refused('raw-postings', entry.rejected), bytes: null }
    else yield { ...asDelivery(entry.posting), bytes: null }
  }
}

const refused = (platform: string, rejected: Rejected): Delivery => ({
  platform,
  response: null,
  reading: { ...emptyReading(), rejected: [rejected] },
})

/** A raw posting that came by itself is its own snapshot. */
function asDelivery(posting: RawPosting): Delivery {
  return {
    platform: posting.source,
    response: {
      url:
        posting.url ??
        `urn:jobtide:${encodeURIComponent(posting.source)}:${encodeURIComponent(posting.sourceId)}`,
      status: 200,
      contentType: 'application/vnd.jobtide.raw-posting+json',
      body: Buffer.from(JSON.stringify(posting)),
      seenAt: posting.seenAt,
    },
    reading: { ...emptyReading(), postings: [posting] },
  }
}
