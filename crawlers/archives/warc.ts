import { rejection } from '../reading/read-records.ts'
import type { Rejected, StoredResponse } from '../source.ts'
import { type HttpMessage, readHttpMessage } from './http-message.ts'
import { type WarcRecord, warcRecords } from './warc-records.ts'

const RECORD_LIMIT = 50 * 1024 * 1024
/** What accompanies a response and says nothing of its own. */
const SKIPPED = new Set(['warcinfo', 'request', 'metadata'])

/** One record of an archive; `bytes` is how much of the file was read up to its end, for a progress display. */
export type WarcItem = { response: StoredResponse; bytes: number } | { rejected: Rejected; bytes: number }

/**
 * The stored responses of a WARC 1.0 or 1.1 file, plain or gzipped, in their order and one at a time: memory does not
 * grow with the file. A record without a readable 2xx response is rejected with its reason. Records before a damaged
 * place were yielded already when it is met; {@link verifyArchive} finds damage beforehand.
 *
 * @throws ArchiveError where the file cannot be read, is no WARC or is truncated
 */
export async function* readWarc(path: string): AsyncGenerator<WarcItem> {
  for await (const record of warcRecords(path, isWanted)) {
    const bytes = record.position
    const outcome = await readRecord(record)
    if (outcome === null) continue
    if (typeof outcome === 'string') yield { rejected: rejectedRecord(record, outcome), bytes }
    else yield { response: outcome, bytes }
  }
}

function isWanted(headers: Map<string, string>, length: number): boolean {
  const type = headers.get('warc-type')
  return (type === 'response' || type === 'resource') && length <= RECORD_LIMIT
}

/** The response, why there is none, or null where none is due. */
async function readRecord(record: WarcRecord): Promise<StoredResponse | string | null> {
  const type = record.headers.get('warc-type') ?? ''
  if (record.damage !== null) return record.damage
  if (SKIPPED.has(type)) return null
  if (type === 'revisit') return 'revisit record: refers to a response stored elsewhere'
  if (type !== 'response' && type !== 'resource') return `record of type "${type.slice(0, 40)}": no response`
  if (record.block === null) return `record larger than ${RECORD_LIMIT / 1024 / 1024} MB`
  const url = record.headers.get('warc-target-uri')?.replace(/^<(.*)>$/, '$1') ?? ''
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return 'without the address of a web page'
  const seenAt = new Date(record.headers.get('warc-date') ?? Number.NaN)
  if (Number.isNaN(seenAt.getTime())) return 'without a readable WARC-Date'
  try {
    const message =
      type === 'response' ? await readHttpMessage(record.block, RECORD_LIMIT) : asMessage(record)
    if (message.status < 200 || message.status > 299) return `HTTP status ${message.status}`
    return { url, ...message, seenAt: seenAt.toISOString() }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** A resource record is a bare body, its type in the record's own headers. */
function asMessage(record: WarcRecord): HttpMessage {
  const contentType = record.headers.get('content-type') ?? ''
  return { status: 200, contentType, body: record.block ?? new Uint8Array() }
}

function rejectedRecord(record: WarcRecord, reason: string): Rejected {
  const headers = [...record.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return rejection(record.headers.get('warc-target-uri') ?? null, reason, headers)
}
