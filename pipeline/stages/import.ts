import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { formatOf } from '../../crawlers/archives/format-of.ts'
import { readRawPostings } from '../../crawlers/archives/raw-postings.ts'
import { verifyArchive } from '../../crawlers/archives/verify-archive.ts'
import { readWarc } from '../../crawlers/archives/warc.ts'
import { ConfigError, SourceChanged } from '../../crawlers/errors.ts'
import { platformNamed, platformOf } from '../../crawlers/registry.ts'
import { emptyReading, type RawPosting, type Rejected, type StoredResponse } from '../../crawlers/source.ts'
import type { Database } from '../../db/connection.ts'
import { exclusively } from '../../db/locks.ts'
import { closeRun, openRun } from '../../db/queries/runs.ts'
import { type Accounting, add, emptyAccounting } from '../quality/accounting.ts'
import { type Delivery, load, settle } from './load.ts'

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
  accounting: Accounting
}

/** Bounds of one transaction: the memory of an import stays below a few of these, whatever the file's size. */
const batch = { postings: 1000, bytes: 24_000_000 }

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
 * @param platformName reads every response by this platform instead of the one its address belongs to
 */
export async function importFile(
  database: Database,
  path: string,
  platformName: string | null,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportResult> {
  const imported = await exclusively(database.pool, `import ${basename(path)}`, () =>
    importAlone(database, path, platformName, onProgress),
  )
  if (!imported) throw new ConfigError(`${path}: another process is importing a file of this name`)
  return imported.done
}

async function importAlone(
  database: Database,
  path: string,
  platformName: string | null,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportResult> {
  const runId = await openRun(database, 'import', basename(path))
  const accounting = emptyAccounting()
  const result: ImportResult = { file: path, runId, responses: 0, written: 0, accounting }
  let pending: Delivery[] = []
  let size = { postings: 0, bytes: 0 }
  const fileSize = statSync(path).size
  let bytes: number | null = 0
  const flush = async () => {
    if (pending.length === 0) return
    const taken = pending
    pending = []
    size = { postings: 0, bytes: 0 }
    const { account, written } = await load(database, runId, taken)
    add(accounting, account)
    result.written += written
    onProgress({ share: bytes === null ? null : bytes / fileSize, records: accounting.records })
  }
  try {
    for await (const { delivery, bytes: read } of deliveries(path, platformName)) {
      bytes = read
      result.responses++
      pending.push(delivery)
      size.postings +=
        delivery.reading.postings.length + delivery.reading.dropped.length + delivery.reading.rejected.length
      size.bytes += delivery.response?.body.byteLength ?? 0
      if (size.postings >= batch.postings || size.bytes >= batch.bytes) await flush()
    }
    await flush()
    result.accounting = await settle(database, runId, accounting)
    await closeRun(database, runId, { accounting: result.accounting })
    return result
  } catch (error) {
    await closeRun(database, runId, { error: (error as Error).message })
    throw error
  }
}

/** Every response or line of the file with what it says; `bytes` is how much of the file is read, where that is known. */
async function* deliveries(
  path: string,
  platformName: string | null,
): AsyncGenerator<{ delivery: Delivery; bytes: number | null }> {
  if (formatOf(path) === 'warc') {
    for await (const entry of readWarc(path)) {
      if ('rejected' in entry) yield { delivery: refused('warc', entry.rejected), bytes: entry.bytes }
      else yield { delivery: read(entry.response, platformName), bytes: entry.bytes }
    }
    return
  }
  for await (const entry of readRawPostings(path)) {
    if ('rejected' in entry) yield { delivery: refused('raw-postings', entry.rejected), bytes: null }
    else yield { delivery: asDelivery(entry.posting), bytes: null }
  }
}

const refused = (platform: string, rejected: Rejected): Delivery => ({
  platform,
  response: null,
  reading: { ...emptyReading(), rejected: [rejected] },
})

/** Gives a response to the parser of the platform that its address belongs to. */
function read(response: StoredResponse, platformName: string | null): Delivery {
  const platform = platformName
    ? platformNamed(platformName)
    : platformOf(new URL(response.url), response.contentType)
  if (!platform)
    return {
      platform: 'unknown',
      response,
      reading: { ...emptyReading(), dropped: [{ sourceId: null, reason: 'no platform reads this address' }] },
    }
  try {
    return { platform: platform.name, response, reading: platform.read(response) }
  } catch (error) {
    if (!(error instanceof SourceChanged)) throw error
    const rejected = { sourceId: response.url, reason: error.message, input: response.url }
    return { platform: platform.name, response, reading: { ...emptyReading(), rejected: [rejected] } }
  }
}

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
