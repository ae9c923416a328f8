import { execFileSync } from 'node:child_process'
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CDXIndexer, WARCParser } from 'warcio'
import { readCdxj } from '../../../crawlers/archives/cdxj.ts'
import { RAW_POSTING_TYPE } from '../../../crawlers/archives/raw-posting-type.ts'
import { SortedLines } from '../../../crawlers/archives/sorted-lines.ts'
import { verifyArchive } from '../../../crawlers/archives/verify-archive.ts'
import { readWarc, type WarcItem } from '../../../crawlers/archives/warc.ts'
import { type ArchivedCapture, writeWarc } from '../../../crawlers/archives/write-warc.ts'
import { collect } from './collect.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-warc-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const capture = (url: string, body: string, more: Partial<ArchivedCapture> = {}): ArchivedCapture => ({
  url,
  post: null,
  status: 200,
  contentType: 'application/json; charset=utf-8',
  seenAt: '2026-11-20T10:00:00.500Z',
  body: Buffer.from(body),
  ...more,
})

const board = 'https://board.example/v1/jobs?page=1'
const search = 'https://www.tenant.example/wday/cxs/tenant/site/jobs'
const odd = 'https://b.example/a?towns=Leeds,,,York&q=ü'
const raw = JSON.stringify({ source: 'drop', sourceId: '1', title: 'Analyst', seenAt: '2026-11-20' })
const captures: ArchivedCapture[] = [
  capture(board, '{"jobs":[1]}'),
  capture(search, '{"page":0}', { post: '{"offset":0,"limit":20}' }),
  capture(search, '{"page":20}', { post: '{"offset":20,"limit":20,"text":"Zoë"}' }),
  capture(odd, 'wörter', { contentType: 'text/html' }),
  capture(board, '{"jobs":[1]}', { seenAt: '2026-11-21T10:00:00.000Z' }),
  capture(board, '{"jobs":[1]}', { seenAt: '2026-11-22T10:00:00.000Z', status: 304 }),
  capture(search, '{"page":0}', { seenAt: '2026-11-22T10:00:01.000Z', post: '{"offset":0,"limit":20}' }),
  capture('https://a.example/empty', '', { contentType: '', status: 204 }),
  capture('urn:jobtide:drop:1', raw, { contentType: RAW_POSTING_TYPE }),
  capture('https://a.example/late', 'unchanged since long', { status: 304 }),
]

async function write(name: string, given: readonly ArchivedCapture[]) {
  const paths = { warc: join(folder, `${name}.warc.gz`), index: join(folder, `${name}.cdxj`) }
  async function* all() {
    yield* given
  }
  const about = { software: 'jobtide', description: 'made up', date: '2026-11-30T00:00:00.000Z' }
  const written = await writeWarc(all(), { ...paths, name: `${name}.warc.gz` }, about)
  return { ...paths, written, lines: readFileSync(paths.index, 'utf8').trimEnd().split('\n') }
}

/** What reading gives, as what was written; bodies as text. */
const asRead = (items: WarcItem[]) =>
  items.map(item => {
    if (!('response' in item)) return item
    const { post = null, body, ...response } = item.response
    return { ...response, post, body: Buffer.from(body).toString() }
  })

const expected = captures.map(({ body, ...rest }) => ({ ...rest, body: Buffer.from(body).toString() }))
// Nothing was written before that it could be the same as.
expected[9] = { ...expected[9]!, status: 200 }
// A bare body has no status of its own.
expected[8] = { ...expected[8]!, status: 200 }

describe('what is written', () => {
  test('is read back as it was', async () => {
    const { warc, written } = await write('round', captures)
    await verifyArchive(warc)
    expect(asRead(await collect(readWarc(warc)))).toEqual(expected)
    expect(written).toEqual({ responses: 6, revisits: 3, resources: 1, bytes: readFileSync(warc).length })
  })

  test('is read back through its index', async () => {
    const { index } = await write('indexed', captures)
    await verifyArchive(index)
    const key = (one: object) => JSON.stringify(Object.entries(one).sort())
    const items = asRead(await collect(readCdxj(index)))
    expect(items.map(key).sort()).toEqual(expected.map(key).sort())
  })

  test('is the same each time, but for the id of its first record', async () => {
    const [one, other] = [await write('one', captures), await write('two', captures)]
    const records = (path: string) =>
      gunzipSync(readFileSync(path)).toString('latin1').split('WARC/1.1\r\n').slice(2)
    expect(records(other.warc)).toEqual(records(one.warc))
  })

  test('has the form that others expect: a member per record, headers, digests', async () => {
    const { warc } = await write('form', captures)
    execFileSync('gzip', ['-t', warc])
    const types: string[] = []
    for await (const record of new WARCParser(createReadStream(warc))) {
      types.push(record.warcType)
      expect(record.warcHeaders.statusline).toBe('WARC/1.1')
      expect(record.warcHeader('WARC-Record-ID')).toMatch(
        /^<urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}>$/,
      )
      await record.readFully(false)
    }
    expect(types.slice(0, 3)).toEqual(['warcinfo', 'response', 'request'])
    expect(types.filter(type => type === 'request')).toHaveLength(9)
    const text = gunzipSync(readFileSync(warc)).toString()
    expect(text).toContain(
      'POST /wday/cxs/tenant/site/jobs HTTP/1.1\r\nHost: www.tenant.example\r\nContent-Type: application/json\r\nContent-Length: 38\r\n\r\n{"offset":20,"limit":20,"text":"Zoë"}',
    )
    const revisit = text.split('WARC/1.1\r\n').filter(record => record.includes('WARC-Type: revisit'))
    expect(revisit[0]).toContain('revisit/identical-payload-digest\r\n')
    expect(revisit[1]).toContain('revisit/server-not-modified\r\n')
    expect(revisit[1]).toContain('HTTP/1.1 304 Not Modified\r\n')
    for (const record of revisit) {
      expect(record).toMatch(/WARC-Refers-To: <urn:uuid:/)
      expect(record).toMatch(/WARC-Refers-To-Target-URI: https:/)
      expect(record).toContain('WARC-Refers-To-Date: 2026-11-20T10:00:00.500Z\r\n')
    }
  })

  test("has an index as warcio's own indexer makes it, and each line finds its record", async () => {
    const { warc, lines } = await write('index', captures)
    const indexer = new CDXIndexer({ format: 'cdxj' })
    const made: string[] = []
    for await (const entry of indexer.iterIndex([
      { filename: 'index.warc.gz', reader: createReadStream(warc) },
    ]))
      made.push(indexer.serialize(entry).trimEnd())
    const comparable = (line: string) => {
      const [key, time, ...json] = line.split(' ')
      return JSON.stringify([key, time, JSON.parse(json.join(' '))])
    }
    expect(lines.map(comparable)).toEqual(made.map(comparable).sort())
    expect(lines).toEqual([...lines].sort())
    const bytes = readFileSync(warc)
    for (const line of lines) {
      expect(line).toMatch(/^[\x21-\x7e]+ \d{14} \{[\x20-\x7e]*\}$/)
      const { offset, length, url, digest } = JSON.parse(line.slice(line.indexOf('{')))
      const member = bytes.subarray(Number(offset), Number(offset) + Number(length))
      const record = gunzipSync(member).toString()
      expect(record).toMatch(/^WARC\/1\.1\r\n/)
      expect(record).toContain(`WARC-Target-URI: ${url}\r\n`)
      expect(record).toContain(`WARC-Payload-Digest: sha1:${digest}\r\n`)
    }
  })

  test('cannot be broken by what an address or a type says', async () => {
    const { warc, index } = await write('hostile', [
      capture('https://b.example/\r\nWARC-Type: warcinfo', 'x', { contentType: 'text/html\r\nX-Evil: 1' }),
      capture('not an address', 'y', { contentType: 'text/plain' }),
    ])
    expect(asRead(await collect(readWarc(warc)))).toMatchObject([
      {
        url: 'https://b.example/%0D%0AWARC-Type: warcinfo',
        contentType: 'text/html%0D%0AX-Evil: 1',
        body: 'x',
      },
      { dropped: { reason: 'without the address of a web page' } },
    ])
    expect(await collect(readCdxj(index))).toHaveLength(2)
  })

  test('fails with the reason where it cannot be written', async () => {
    await expect(write('no/such/folder', captures)).rejects.toThrow(/ENOENT/)
  })
})

test('more lines than are held are sorted through files, which go', async () => {
  const words = Array.from({ length: 1000 }, (_, at) => String((at * 7919) % 1009).padStart(4, '0'))
  const lines = new SortedLines(folder, 64)
  for (const word of words) await lines.add(word)
  expect(await collect(lines.sorted())).toEqual([...words].sort())
  await lines.close()
  expect(readdirSync(folder).filter(name => name.startsWith('.sorting'))).toEqual([])
})
