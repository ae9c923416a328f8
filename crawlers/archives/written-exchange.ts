import { createHash } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import { HeadersMultiMap, WARCRecord, type WARCType } from 'warcio'
import { RAW_POSTING_TYPE } from './raw-posting-type.ts'

const VERSION = 'WARC/1.1'
const PROFILES = 'http://netpreserve.org/warc/1.1/revisit'
/** So many bodies are remembered, those that came again last the longest: some 300 bytes each. */
const BODIES_LIMIT = 100_000

/** What an address said at a time. */
export interface ArchivedCapture {
  url: string
  /** The JSON that was posted; null for a GET. */
  post?: string | null | undefined
  /** 304 where the server said that the body is still the one of before. */
  status: number
  contentType: string
  /** ISO 8601 in UTC. */
  seenAt: string
  body: Uint8Array
}

/** What a body was written as. */
interface WrittenBody {
  id: string
  url: string
  date: string
}

/** The bodies that were written, by their digests; those that did not come again for long are forgotten. */
export class WrittenBodies {
  private readonly bodies = new Map<string, WrittenBody>()

  find(digest: string): WrittenBody | undefined {
    const body = this.bodies.get(digest)
    if (body) this.remember(digest, body)
    return body
  }

  remember(digest: string, body: WrittenBody): void {
    this.bodies.delete(digest)
    this.bodies.set(digest, body)
    for (const oldest of this.bodies.keys()) {
      if (this.bodies.size <= BODIES_LIMIT) break
      this.bodies.delete(oldest)
    }
  }
}

/** A capture as records. */
export interface WrittenExchange {
  kind: 'responses' | 'revisits' | 'resources'
  answer: WARCRecord
  request: WARCRecord | null
  digest: string
  status: number
}

/** @param number the capture's in its file */
export function exchangeOf(capture: ArchivedCapture, number: number, bodies: WrittenBodies): WrittenExchange {
  const { body } = capture
  const digest = digestOf(body)
  const url = inOneLine(capture.url)
  const identity = [number, url, capture.seenAt] as const
  const id = recordId('answer', ...identity)
  const headers = { 'WARC-Record-ID': id, 'WARC-Target-URI': url, 'WARC-Payload-Digest': digest }
  const make = (type: WARCType, more: Record<string, string>, http: Http | null, block: Uint8Array) =>
    makeRecord(type, capture.seenAt, { ...headers, ...more }, http, block)
  if (capture.contentType === RAW_POSTING_TYPE || !/^https?:/i.test(url) || !URL.canParse(url)) {
    const answer = make('resource', { 'Content-Type': inOneLine(capture.contentType) }, null, body)
    return { kind: 'resources', answer, request: null, digest, status: 200 }
  }
  const before = body.length > 0 ? bodies.find(digest) : undefined
  if (!before) bodies.remember(digest, { id, url, date: capture.seenAt })
  const isUnmodified = capture.status === 304
  // Without the earlier record a "not modified" has nothing to refer to.
  const status = isUnmodified && !before ? 200 : capture.status
  const http = responseHead(status, capture)
  const revisit = before && {
    'WARC-Profile': `${PROFILES}/${isUnmodified ? 'server-not-modified' : 'identical-payload-digest'}`,
    'WARC-Refers-To': before.id,
    'WARC-Refers-To-Target-URI': before.url,
    'WARC-Refers-To-Date': before.date,
  }
  return {
    kind: revisit ? 'revisits' : 'responses',
    answer: revisit ? make('revisit', revisit, http, new Uint8Array()) : make('response', {}, http, body),
    request: requestRecord(capture, url, recordId('request', ...identity), id),
    digest,
    status,
  }
}

interface Http {
  firstLine: string
  headers: Record<string, string>
}

const responseHead = (status: number, { contentType, body }: ArchivedCapture): Http => ({
  firstLine: `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`.trim(),
  headers: {
    ...(contentType === '' ? {} : { 'Content-Type': inOneLine(contentType) }),
    'Content-Length': String(body.length),
  },
})

function requestRecord(
  { post, seenAt }: ArchivedCapture,
  url: string,
  id: string,
  answer: string,
): WARCRecord {
  const { host, pathname, search } = new URL(url)
  const block = Buffer.from(post ?? '')
  const http: Http = {
    firstLine: `${post == null ? 'GET' : 'POST'} ${pathname}${search} HTTP/1.1`,
    headers: {
      Host: host,
      ...(post == null ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(block.length) }),
    },
  }
  const headers = {
    'WARC-Record-ID': id,
    'WARC-Target-URI': url,
    'WARC-Concurrent-To': answer,
    'WARC-Payload-Digest': digestOf(block),
  }
  return makeRecord('request', seenAt, headers, http, block)
}

function makeRecord(
  type: WARCType,
  date: string,
  warcHeaders: Record<string, string>,
  http: Http | null,
  block: Uint8Array,
): WARCRecord {
  const record = WARCRecord.create(
    {
      type,
      date,
      warcVersion: VERSION,
      warcHeaders: {
        ...warcHeaders,
        // Given here because the serializer's own hashing takes 0.5 ms a record, two thirds of the whole (2026-11-21).
        'WARC-Block-Digest': digestOf(Buffer.from(http ? `${headOf(http)}\r\n` : ''), block),
      },
      ...(http ? { httpHeaders: http.headers, statusline: http.firstLine } : {}),
    },
    [block],
  )
  record.warcHeaders.headers = new SingleHeaders(record.warcHeaders.headers)
  // `create` sets the profile, and knows one only.
  if (warcHeaders['WARC-Profile']) record.warcHeaders.headers.set('WARC-Profile', warcHeaders['WARC-Profile'])
  if (record.httpHeaders) record.httpHeaders.headers = new SingleHeaders(record.httpHeaders.headers)
  return record
}

/** Each has one value: warcio takes three commas, which an address may have, for a border between several. */
class SingleHeaders extends HeadersMultiMap {
  constructor(headers: { entries(): Iterable<[string, string]> }) {
    super(Array.from(headers.entries()))
  }
  override isMultiValue(): boolean {
    return false
  }
}

const headOf = ({ firstLine, headers }: Http): string =>
  [firstLine, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), ''].join('\r\n')

export const infoRecord = (
  name: string,
  about: { software: string; description: string; date: string },
): WARCRecord =>
  WARCRecord.createWARCInfo(
    { filename: name, date: about.date, warcVersion: VERSION },
    {
      software: about.software,
      format: 'WARC File Format 1.1',
      description: inOneLine(about.description),
    },
  )

/** A header's value: what would end the line is percent-encoded. */
export const inOneLine = (text: string): string =>
  text.replace(
    /[\x00-\x1f\x7f]/g,
    char => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  )

/** A name-based id, so that the same captures give the same records. */
function recordId(...parts: (string | number)[]): string {
  const digits = createHash('sha256').update(parts.join('\n')).digest('hex')
  const variant = '89ab'[Number.parseInt(digits[16]!, 16) % 4]
  return `<urn:uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}>`
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** SHA-1 in base 32, the form of digests in web archives. */
function digestOf(...parts: Uint8Array[]): string {
  const hasher = createHash('sha1')
  for (const part of parts) hasher.update(part)
  let bits = BigInt(`0x${hasher.digest('hex')}`)
  let text = ''
  for (let at = 0; at < 32; at++, bits >>= 5n) text = BASE32[Number(bits & 31n)] + text
  return `sha1:${text}`
}
