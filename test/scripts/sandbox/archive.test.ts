import { createHash } from 'node:crypto'
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WARCParser } from 'warcio'
import { writeHistory } from '../../../scripts/sandbox/archive.ts'
import { createMarket } from '../../../scripts/sandbox/market.ts'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-archive-'))
const path = join(folder, 'history.warc.gz')
const market = createMarket({ scale: 0.005 })

interface Stored {
  url: string
  date: string
  contentType: string
  body: string
  digestHolds: boolean
}
const stored: Stored[] = []
let written: Awaited<ReturnType<typeof writeHistory>>

beforeAll(async () => {
  written = await writeHistory(market, path)
  for await (const record of new WARCParser(createReadStream(path))) {
    if (record.warcType !== 'response') continue
    const claimed = record.warcPayloadDigest
    const bytes = await record.readFully(true)
    stored.push({
      url: record.warcTargetURI!,
      date: record.warcDate!,
      contentType: new Headers(record.httpHeaders?.headers as Headers).get('content-type')!,
      body: Buffer.from(bytes).toString(),
      digestHolds: claimed === `sha1:${base32(createHash('sha1').update(bytes).digest())}`,
    })
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Bit by bit, unlike the writer. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return bits.replace(/.{5}/g, five => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)]!)
}

test('every response is read back, with the digest it claims and in order of time', () => {
  expect(stored).toHaveLength(written.responses)
  expect(stored.every(({ digestHolds }) => digestHolds)).toBe(true)
  const dates = stored.map(({ date }) => date)
  expect(dates).toEqual(dates.toSorted())
  expect(dates.at(-1)!.slice(0, 10)).toBe(market.until)
})

test('every advert stands in it, under the id it has on its live board', () => {
  const ids = { greenhouse: new Set<string>(), page: new Set<string>(), feed: new Set<string>() }
  for (const { url, contentType, body } of stored) {
    if (contentType.includes('json'))
      for (const { id } of JSON.parse(body).jobs) ids.greenhouse.add(String(id))
    else if (contentType.includes('rss'))
      for (const [, id] of body.matchAll(/<guid[^>]*>[^<]*\/(jw-\d+)</g)) ids.feed.add(id!)
    else ids.page.add(url.slice(url.lastIndexOf('/') + 1))
  }
  const missing = market.adverts.filter(({ board, boardId }) =>
    board === 'greenhouse'
      ? !ids.greenhouse.has(boardId)
      : board === 'jobwire'
        ? !ids.feed.has(boardId)
        : !ids.page.has(boardId.toLowerCase()),
  )
  expect(missing).toEqual([])
  expect(written.adverts).toBe(market.adverts.length)
})

test('hosts lie under the reserved name', () => {
  expect(stored.filter(({ url }) => !new URL(url).hostname.endsWith('.example'))).toEqual([])
})

test('no advert is captured before it was posted, nor a job after it was closed', () => {
  const byId = new Map(market.adverts.map(advert => [advert.boardId.toLowerCase(), advert]))
  for (const { url, date, contentType, body } of stored) {
    const day = date.slice(0, 10)
    const shown: string[] = contentType.includes('json')
      ? JSON.parse(body).jobs.map(({ id }: { id: number }) => String(id))
      : contentType.includes('html')
        ? [url.slice(url.lastIndexOf('/') + 1)]
        : []
    for (const id of shown) {
      expect(byId.get(id)!.postedOn <= day).toBe(true)
      expect(byId.get(id)!.closedOn >= day).toBe(true)
    }
  }
})

test('the same market gives the same bytes, each record a gzip member that starts a WARC/1.1 record', async () => {
  const again = join(folder, 'again.warc.gz')
  await writeHistory(market, again)
  const bytes = readFileSync(path)
  expect(bytes.equals(readFileSync(again))).toBe(true)
  const parser = new WARCParser(createReadStream(path))
  let records = 0
  for await (const record of parser) {
    await record.skipFully()
    records++
    expect(bytes.readUInt16BE(parser.offset)).toBe(0x1f8b)
  }
  expect(records).toBe(written.responses + 1)
  expect(gunzipSync(bytes).subarray(0, 10).toString()).toBe('WARC/1.1\r\n')
})

test('a folder that is not there is an error', async () => {
  await expect(writeHistory(market, join(folder, 'nowhere', 'x.warc.gz'))).rejects.toThrow(/ENOENT/)
})
