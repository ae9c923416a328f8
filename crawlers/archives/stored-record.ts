import { rejection } from '../reading/read-records.ts'
import type { Dropped, Rejected, StoredResponse } from '../source.ts'
import type { Place } from './byte-reader.ts'
import { type HttpMessage, readHttpHead, readHttpMessage, readPost } from './http-message.ts'
import type { Exchange } from './pair-requests.ts'
import { RAW_POSTING_TYPE } from './raw-posting-type.ts'
import type { RecordNames, SeenBodies } from './seen-bodies.ts'
import { type Wants, type WarcRecord, warcRecords } from './warc-records.ts'

const MEGABYTE = 1024 * 1024
const RECORD_LIMIT = 50 * MEGABYTE
/** A request's, or a revisit's, which holds the headers of a response. */
const HEAD_LIMIT = MEGABYTE
/** What accompanies a response and says nothing of its own. */
const SKIPPED = new Set(['warcinfo', 'request', 'metadata'])
/** Bare bodies, their type in the record's own headers. */
const BARE = new Set(['resource', 'conversion'])

/** What a record amounts to. */
export type StoredOutcome = { response: StoredResponse } | { rejected: Rejected } | { dropped: Dropped }

/** The records whose blocks are read. */
export const isWanted: Wants = (headers, length) => {
  const type = typeOf(headers)
  if (type === 'request' || type === 'revisit') return length <= HEAD_LIMIT
  return (type === 'response' || BARE.has(type)) && length <= RECORD_LIMIT
}

/** The record at a place where one was met before. */
export async function recordAt(path: string, place: Place): Promise<WarcRecord> {
  for await (const record of warcRecords(path, isWanted, place)) return record
  throw new Error('unreachable: a file without records is an error')
}

/**
 * The response that a record stands for, why there is none, or null where none is due.
 * @param original what a revisit record refers to, null where that is not to be had
 */
export async function readRecord(
  record: WarcRecord,
  original: WarcRecord | null = null,
): Promise<StoredOutcome | null> {
  const type = typeOf(record.headers)
  if (record.damage === null && SKIPPED.has(type)) return null
  try {
    const response = await responseOf(record, original)
    return 'reason' in response ? { dropped: response } : { response }
  } catch (error) {
    const headers = [...record.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
    return { rejected: rejection(addressOf(record.headers) || null, messageOf(error), headers) }
  }
}

async function responseOf(
  record: WarcRecord,
  original: WarcRecord | null,
): Promise<StoredResponse | Dropped> {
  const { headers } = record
  if (record.damage !== null) throw new Error(record.damage)
  const type = typeOf(headers)
  if (type !== 'response' && type !== 'revisit' && !BARE.has(type))
    throw new Error(`record of type "${type.slice(0, 40)}": no response`)
  if (headers.has('warc-segment-number')) throw new Error('record in segments: its body is cut in pieces')
  if (record.block === null) throw new Error(`record larger than ${RECORD_LIMIT / MEGABYTE} MB`)
  const url = addressOf(headers)
  const isPage = /^https?:/i.test(url) && URL.canParse(url)
  if (!isPage && headers.get('content-type') !== RAW_POSTING_TYPE)
    return { sourceId: url || null, reason: 'without the address of a web page' }
  const seenAt = new Date(headers.get('warc-date') ?? Number.NaN)
  if (Number.isNaN(seenAt.getTime())) throw new Error('without a readable WARC-Date')
  if (type === 'revisit' && original === null)
    return { sourceId: url, reason: 'revisit record: no response before it has the body that it refers to' }
  const message = type === 'revisit' ? await revisited(record, original!) : await messageOfRecord(record)
  const { status } = message
  const isUsable = (status >= 200 && status <= 299) || (type === 'revisit' && status === 304)
  if (!isUsable) throw new Error(`HTTP status ${status}`)
  return { url, ...message, seenAt: seenAt.toISOString() }
}

async function messageOfRecord({ headers, block }: WarcRecord): Promise<HttpMessage> {
  if (typeOf(headers) === 'response') return readHttpMessage(block!, RECORD_LIMIT)
  return { status: 200, contentType: headers.get('content-type') ?? '', body: block! }
}

/** The body that was seen again; status and type are the later response's, where it states them. */
async function revisited(record: WarcRecord, original: WarcRecord): Promise<HttpMessage> {
  if (original.block === null) throw new Error('revisit record: what it refers to cannot be read')
  const message = await messageOfRecord(original)
  if (record.block!.length === 0)
    return { ...message, status: isUnmodified(record.headers) ? 304 : message.status }
  const { status, contentType } = readHttpHead(record.block!)
  return { ...message, status, contentType: contentType || message.contentType }
}

const isUnmodified = (headers: Map<string, string>): boolean =>
  /server-not-modified/i.test(headers.get('warc-profile') ?? '')

/** The JSON that a request record posts; null where it is another request. */
export const postOf = async ({ block, damage }: WarcRecord): Promise<string | null> =>
  block === null || damage !== null ? null : readPost(block, HEAD_LIMIT)

export const typeOf = (headers: Map<string, string>): string => headers.get('warc-type') ?? ''

const addressOf = (headers: Map<string, string>): string => bare(headers.get('warc-target-uri'))

/** Some writers put addresses in angle brackets, and some do not so with ids. */
const bare = (name: string | undefined): string => name?.replace(/^<(.*)>$/, '$1') ?? ''

export const exchangeOf = ({ headers }: WarcRecord): Exchange => ({
  id: bare(headers.get('warc-record-id')),
  partners: (headers.get('warc-concurrent-to') ?? '').split(' ').filter(Boolean).map(bare),
  url: addressOf(headers),
})

/** By what a later record may refer to this one. */
export const namesOf = ({ headers }: WarcRecord): RecordNames => ({
  id: bare(headers.get('warc-record-id')),
  digest: headers.get('warc-payload-digest'),
  url: addressOf(headers),
  date: headers.get('warc-date'),
})

/** Where the record is that another one refers to. */
export function findOriginal<Where extends Place>(
  { headers }: WarcRecord,
  seen: SeenBodies<Where>,
): Where | undefined {
  const names: RecordNames = {
    id: bare(headers.get('warc-refers-to')),
    digest: headers.get('warc-payload-digest'),
    url: bare(headers.get('warc-refers-to-target-uri')),
    date: headers.get('warc-refers-to-date'),
  }
  if (names.id || names.digest || names.url) return seen.find(names)
  // A server that says "not modified" without more means the version of this address that was fetched last.
  return isUnmodified(headers) ? seen.latest(addressOf(headers)) : undefined
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
