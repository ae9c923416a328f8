import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { WARCRecord, WARCSerializer } from 'warcio'
import type { Advert, Market } from './advert.ts'
import { toDay, toIso } from './calendar.ts'
import { greenhouseList, greenhouseUrl } from './formats/greenhouse.ts'
import { feed, feedUrl } from './formats/rss.ts'
import { advertPage, pageUrl } from './formats/schema-org.ts'
import { hash } from './random.ts'

/** Days between captures; no advert stands shorter than this, so each is captured. */
const PACE = 28

/** A response as a board gave it. */
export interface Capture {
  url: string
  contentType: string
  body: string
  /** ISO 8601 in UTC. */
  seenAt: string
}

/** The days on which the boards were captured, ending on the market's last. */
function captureDays(market: Market): string[] {
  const first = toDay(market.from)
  const days: string[] = []
  for (let day = toDay(market.until); day >= first; day -= PACE) days.unshift(toIso(day))
  return days
}

/** Every capture in order of time: whole Greenhouse boards each time, pages and items once, when they were new. */
function* captures(market: Market): Generator<Capture> {
  const queue = market.adverts.values()
  let next = queue.next()
  for (const day of captureDays(market)) {
    const fresh: Advert[] = []
    for (; !next.done && next.value.postedOn <= day; next = queue.next()) fresh.push(next.value)
    let second = 0
    const seenAt = (): string => new Date(Date.parse(`${day}T06:00:00Z`) + 1000 * second++).toISOString()

    const open = market.open(day, 'greenhouse')
    for (const { token } of market.employers) {
      const adverts = open.filter(advert => advert.token === token)
      const body = JSON.stringify(greenhouseList(market, adverts))
      yield {
        url: greenhouseUrl(token),
        contentType: 'application/json; charset=utf-8',
        body,
        seenAt: seenAt(),
      }
    }
    const items = fresh.filter(advert => advert.board === 'jobwire').reverse()
    const type = 'application/rss+xml; charset=utf-8'
    yield { url: feedUrl, contentType: type, body: feed(market, items), seenAt: seenAt() }
    for (const advert of fresh) {
      if (advert.board !== 'tideboard' && advert.board !== 'brightboard') continue
      const body = advertPage(market, advert)
      yield { url: pageUrl(advert), contentType: 'text/html; charset=utf-8', body, seenAt: seenAt() }
    }
  }
}

/** A name-based id, so that the same market gives the same bytes. */
function recordId(...parts: (string | number)[]): string {
  const digits = [0, 1, 2, 3]
    .map(i =>
      hash(i, ...parts)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
  const variant = '89ab'[Number.parseInt(digits[16]!, 16) % 4]
  return `<urn:uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}>`
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** SHA-1 in base 32, the form of digests in web archives. */
function digest(...parts: Uint8Array[]): string {
  const hasher = createHash('sha1')
  for (const part of parts) hasher.update(part)
  let bits = BigInt(`0x${hasher.digest('hex')}`)
  let text = ''
  for (let i = 0; i < 32; i++, bits >>= 5n) text = BASE32[Number(bits & 31n)] + text
  return `sha1:${text}`
}

/** One record in a gzip member of its own; zlib writes no time into it. */
const pack = async (record: WARCRecord): Promise<Buffer> => gzipSync(await WARCSerializer.serialize(record))

function infoRecord(market: Market): WARCRecord {
  const date = `${market.from}T00:00:00Z`
  return WARCRecord.createWARCInfo(
    {
      filename: 'history.warc.gz',
      date,
      warcVersion: 'WARC/1.1',
      warcHeaders: { 'WARC-Record-ID': recordId('info', market.seed, market.scale, market.until) },
    },
    {
      software: 'jobtide sandbox',
      format: 'WARC File Format 1.1',
      description: `A made-up market, scale ${market.scale}, seed ${market.seed}, ${market.from} to ${market.until}`,
    },
  )
}

function responseRecord({ url, contentType, body, seenAt }: Capture, number: number): WARCRecord {
  const bytes = Buffer.from(body)
  const httpHeaders = { 'Content-Type': contentType, 'Content-Length': String(bytes.length) }
  const head = Object.entries(httpHeaders).map(([name, value]) => `${name}: ${value}\r\n`)
  return WARCRecord.create(
    {
      url,
      date: seenAt,
      type: 'response',
      warcVersion: 'WARC/1.1',
      warcHeaders: {
        'WARC-Record-ID': recordId(number, url, seenAt),
        // Given here because the serializer's own hashing takes 0.5 ms a record, two thirds of the whole (2026-11-21).
        'WARC-Payload-Digest': digest(bytes),
        'WARC-Block-Digest': digest(Buffer.from(`HTTP/1.1 200 OK\r\n${head.join('')}\r\n`), bytes),
      },
      httpHeaders,
    },
    [bytes],
  )
}

/**
 * Writes the market's three years as stored responses: WARC/1.1, one gzip member per record, in order of capture.
 * The same market gives the same bytes. Streams, so that memory does not grow with the archive.
 *
 * @returns the number of responses, and of adverts that they show at least once
 * @throws the file system's own error; the file is then incomplete
 */
export async function writeHistory(
  market: Market,
  path: string,
): Promise<{ path: string; responses: number; adverts: number }> {
  const responses = await writeCaptures(market, captures(market), path)
  return { path, responses, adverts: market.adverts.length }
}

/**
 * Writes captures to a file as `writeHistory` does.
 * @returns how many there were
 */
export async function writeCaptures(market: Market, given: Iterable<Capture>, path: string): Promise<number> {
  const stream = createWriteStream(path)
  const end = finished(stream)
  // Writing may fail while no one waits; the error is thrown below, where it is waited for.
  end.catch(() => {})
  const write = async (record: WARCRecord): Promise<void> => {
    if (!stream.write(await pack(record))) await Promise.race([once(stream, 'drain'), end])
  }
  await write(infoRecord(market))
  let responses = 0
  for (const capture of given) {
    responses++
    await write(responseRecord(capture, responses))
  }
  stream.end()
  await end
  return responses
}
