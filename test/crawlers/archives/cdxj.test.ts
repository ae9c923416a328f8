import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCdxj } from '../../../crawlers/archives/cdxj.ts'
import { verifyArchive } from '../../../crawlers/archives/verify-archive.ts'
import { httpBlock, warcRecord } from './build-warc.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdxj-'))
  mkdirSync(join(folder, 'deep'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function stored(name: string, content: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const address = (name: string) => `https://board.example/${name}`
const page = (name: string, headers: Record<string, string> = {}) =>
  warcRecord({ url: address(name), headers, block: httpBlock(`body of ${name}`) })

/** Writes records into a file and gives a line of an index for each. */
function archive(filename: string, records: Record<string, Buffer>): Record<string, string> {
  const isGzip = filename.endsWith('.gz')
  const packed = Object.entries(records).map(
    ([name, record]) => [name, isGzip ? gzipSync(record) : record] as const,
  )
  let offset = 0
  const lines: Record<string, string> = {}
  for (const [name, { length }] of packed) {
    lines[name] = line(name, { filename, offset: String(offset), length: String(length) })
    offset += length
  }
  stored(filename, Buffer.concat(packed.map(([, bytes]) => bytes)))
  return lines
}

const line = (name: string, fields: object, time = '20261120100000') =>
  `example,board)/${name} ${time} ${JSON.stringify({ url: address(name), mime: 'application/json', status: '200', ...fields })}`

/** A response as `address: body`, a rejection as `index:line! reason`. */
async function read(path: string): Promise<string[]> {
  const items: string[] = []
  for await (const item of readCdxj(path)) {
    if ('rejected' in item) items.push(`${item.rejected.sourceId}! ${item.rejected.reason}`)
    else if ('dropped' in item) items.push(`dropped: ${item.dropped.reason}`)
    else items.push(`${item.response.url.slice(address('').length)}: ${Buffer.from(item.response.body)}`)
  }
  return items
}

test('the records that the index names are read from the files beside it, and no others', async () => {
  const one = archive('one.warc.gz', { a: page('a'), b: page('b'), c: page('c') })
  const two = archive('deep/two.warc', { d: page('d'), e: page('e') })
  const lines = ['!meta {"format":"cdxj"}', one.a, one.c, two.e, '']
  for (const path of [
    stored('jobs.cdxj', lines.join('\n')),
    stored('jobs.cdxj.gz', gzipSync(lines.join('\r\n'))),
  ]) {
    await verifyArchive(path)
    expect(await read(path)).toEqual(['a: body of a', 'c: body of c', 'e: body of e'])
  }
})

test('a broken line is rejected with its number and the others are read', async () => {
  const { a, b } = archive('lines.warc.gz', { a: page('a'), b: page('b') })
  const at = (fields: object) =>
    line('a', { filename: 'lines.warc.gz', offset: '0', length: '100', ...fields })
  const lines = [
    'com,example)/ 2026',
    'example,board)/a 20261120100000 {"url": "https',
    at({ offset: undefined }),
    at({ filename: '../../etc/passwd.warc' }),
    at({ filename: '/etc/passwd.warc' }),
    at({ offset: '-1' }),
    at({}),
    at({ offset: '7' }),
    at({ offset: '99999' }),
    b!.replace('board.example/b', 'board.example/q'),
    'x'.repeat(300_000),
    a,
  ]
  const path = stored('broken.cdxj', lines.join('\n'))
  await verifyArchive(path)
  expect(await read(path)).toEqual([
    'broken.cdxj:1! not an index line: expected an address key, a time and JSON',
    'broken.cdxj:2! not an index line: expected an address key, a time and JSON',
    'broken.cdxj:3! index line: offset: missing',
    'broken.cdxj:4! index line: its file is not in the folder of the index',
    'broken.cdxj:5! index line: its file is not in the folder of the index',
    'broken.cdxj:6! index line: offset: expected number, found text',
    'broken.cdxj:7! no record where the index says: the gzip data end too early: the file is truncated',
    'broken.cdxj:8! no record where the index says: not a WARC file',
    'broken.cdxj:9! no record where the index says: is empty',
    'broken.cdxj:10! no record where the index says: the record is of another address',
    'broken.cdxj:11! index line longer than 256 kB',
    'a: body of a',
  ])
})

test('a revisit has the body that the index knows of, in whichever file and order', async () => {
  const digest = { 'WARC-Payload-Digest': 'sha1:ABCDEF' }
  const one = archive('originals.warc.gz', { z: page('z', digest) })
  const revisit = (name: string, headers: Record<string, string>) =>
    warcRecord({ type: 'revisit', url: address(name), date: '2026-11-21T00:00:00Z', headers, block: '' })
  const two = archive('revisits.warc.gz', {
    a: revisit('a', digest),
    b: revisit('b', {
      'WARC-Refers-To-Target-URI': address('z'),
      'WARC-Refers-To-Date': '2026-11-20T10:00:00Z',
    }),
    c: revisit('c', { 'WARC-Payload-Digest': 'sha1:OTHER' }),
  })
  const asRevisit = (text: string | undefined) => text!.replace('application/json', 'warc/revisit')
  const lines = [
    ...[two.a, two.b, two.c].map(asRevisit),
    one.z!.replace('"status"', '"digest":"ABCDEF","status"'),
  ]
  expect(await read(stored('revisits.cdxj', lines.join('\n')))).toEqual([
    'a: body of z',
    'b: body of z',
    'dropped: revisit record: no response before it has the body that it refers to',
    'z: body of z',
  ])
})

test('what was posted is taken from the request that follows', async () => {
  const id = { 'WARC-Record-ID': '<urn:uuid:1>' }
  const request = (partner: string) =>
    warcRecord({
      type: 'request',
      url: address('a'),
      headers: { 'WARC-Concurrent-To': partner },
      block: 'POST /a HTTP/1.1\r\n\r\n{"offset":20}',
    })
  const posts = async (filename: string, records: Record<string, Buffer>) => {
    const { a } = archive(filename, records)
    const path = stored(`${filename}.cdxj`, a!.replace('"status"', '"method":"POST","status"'))
    const found: unknown[] = []
    for await (const item of readCdxj(path)) found.push('response' in item ? item.response.post : item)
    return found
  }
  expect(await posts('p1.warc.gz', { a: page('a', id), r: request('<urn:uuid:1>') })).toEqual([
    '{"offset":20}',
  ])
  expect(await posts('p2.warc', { a: page('a', id), r: request('<urn:uuid:1>') })).toEqual(['{"offset":20}'])
  expect(await posts('p3.warc.gz', { a: page('a', id), r: request('<urn:uuid:2>') })).toEqual([undefined])
  expect(await posts('p4.warc.gz', { a: page('a', id) })).toEqual([undefined])
})

test('an index is refused whose files are not beside it, or that is none', async () => {
  const absent = stored('absent.cdxj', `\n${line('a', { filename: 'gone.warc.gz', offset: 0 })}`)
  await expect(verifyArchive(absent)).rejects.toThrow(
    `${absent}: names gone.warc.gz (line 2), which is not beside it`,
  )
  const page = stored('page.cdxj', '<!doctype html>\n<p>Sorry')
  await expect(verifyArchive(page)).rejects.toThrow(`${page}: not a CDXJ index`)
  await expect(verifyArchive(stored('empty.cdxj', ''))).resolves.toBeUndefined()
  await expect(read(join(folder, 'nowhere.cdxj'))).rejects.toThrow('no such file')
})
