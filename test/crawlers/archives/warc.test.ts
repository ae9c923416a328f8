import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { ArchiveError } from '../../../crawlers/archives/archive-error.ts'
import { verifyArchive } from '../../../crawlers/archives/verify-archive.ts'
import { readWarc } from '../../../crawlers/archives/warc.ts'
import { temporaryFile } from '../../temporary-file.ts'
import { gzipMembers, httpBlock, warcRecord } from './build-warc.ts'
import { collect } from './collect.ts'
import { read, single } from './warc-files.ts'

test('a response carries its address, type, body and the time in UTC', async () => {
  const record = warcRecord({
    url: '<https://board.example/a>',
    date: '2026-11-20T12:00:00+02:00',
    block: httpBlock('{"a":1}'),
  })
  const path = temporaryFile('one.warc', record)
  const items = await collect(readWarc(path))
  expect(items).toEqual([
    {
      bytes: record.length,
      response: {
        url: 'https://board.example/a',
        status: 200,
        contentType: 'application/json',
        body: expect.anything(),
        seenAt: '2026-11-20T10:00:00.000Z',
      },
      where: { path, place: { at: 0, within: 0 }, original: null },
    },
  ])
})

describe('the body is decoded', () => {
  const text = 'words '.repeat(2000)
  const chunked = `3\r\nwor\r\n${(text.length - 3).toString(16)}\r\n${text.slice(3)}\r\n0\r\n\r\n`
  test.each([
    ['gzip', httpBlock(gzipSync(text), { 'Content-Encoding': 'gzip' })],
    ['brotli', httpBlock(brotliCompressSync(text), { 'Content-Encoding': 'br' })],
    ['zstd', httpBlock(zstdCompressSync(text), { 'Content-Encoding': 'zstd' })],
    ['raw deflate', httpBlock(deflateRawSync(text), { 'Content-Encoding': 'deflate' })],
    ['chunks', httpBlock(chunked, { 'Transfer-Encoding': 'chunked' })],
    [
      'an encoding that the archiver undid',
      httpBlock(text, { 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'chunked' }),
    ],
    ['bare line feeds', Buffer.from(`HTTP/1.1 200 OK\nContent-Type: text/plain\n\n${text}`)],
  ])('%s', async (_name, block) => {
    expect(await read(temporaryFile('body.warc.gz', gzipMembers([single(block)])))).toEqual([`200 ${text}`])
  })
})

test('what is no response is skipped or named', async () => {
  const bare = { headers: { 'Content-Type': 'text/csv' } }
  const records = [
    warcRecord({ type: 'warcinfo', block: 'software: test' }),
    warcRecord({ type: 'request', block: 'GET / HTTP/1.1\r\n\r\n' }),
    warcRecord({ type: 'metadata', block: 'fetchTimeMs: 3' }),
    warcRecord({ type: 'resource', version: 'WARC/1.0', ...bare, block: 'a;b' }),
    warcRecord({ type: 'conversion', ...bare, block: 'c;d' }),
    warcRecord({ type: 'continuation', block: 'text' }),
    warcRecord({ headers: { 'WARC-Segment-Number': '1' }, block: httpBlock('half') }),
    warcRecord({ block: httpBlock('gone', {}, '404 Not Found') }),
    warcRecord({ block: 'nonsense' }),
    warcRecord({ url: 'dns:board.example', block: 'x' }),
    warcRecord({ date: 'some day', block: httpBlock('x') }),
    warcRecord({ block: httpBlock('', {}, '204 No Content') }),
  ]
  expect(await read(temporaryFile('kinds.warc.gz', gzipMembers(records)))).toEqual([
    '200 a;b',
    '200 c;d',
    'record of type "continuation": no response',
    'record in segments: its body is cut in pieces',
    'HTTP status 404',
    'not an HTTP response',
    'dropped: without the address of a web page',
    'without a readable WARC-Date',
    '204 ',
  ])
})

test('records of WARC/1.0 and 1.1 stand in one file, as in those of Common Crawl', async () => {
  const records = ['WARC/1.0', 'WARC/1.1', 'WARC/1.0'].map(version =>
    warcRecord({ version, block: httpBlock(version) }),
  )
  expect(await read(temporaryFile('mixed.warc.gz', gzipMembers(records)))).toEqual([
    '200 WARC/1.0',
    '200 WARC/1.1',
    '200 WARC/1.0',
  ])
})

test('a wrong Content-Length costs its record, and reading goes on at the next one', async () => {
  const warning = vi.spyOn(console, 'warn')
  const good = single(httpBlock('good'))
  const short = warcRecord({ block: httpBlock('too long'), length: 20 })
  const long = warcRecord({ block: httpBlock('too short'), length: 150 })
  const without = Buffer.from('WARC/1.1\r\nWARC-Type: response\r\n\r\nblock\r\n\r\n')
  expect(
    await read(temporaryFile('lengths.warc', Buffer.concat([short, good, without, good, long, good, good]))),
  ).toEqual([
    'Content-Length 20 is not the length of the record',
    '200 good',
    'without Content-Length',
    '200 good',
    'Content-Length 150 is not the length of the record',
    '200 good',
  ])
  expect(warning).not.toHaveBeenCalled()
})

test('in a gzip file of a member per record, a wrong Content-Length costs no other record', async () => {
  const good = single(httpBlock('good'))
  const long = warcRecord({ block: httpBlock('too short'), length: 150 })
  const records = [long, good, long, long, good, warcRecord({ block: httpBlock('cut'), length: 20 }), good]
  expect(await read(temporaryFile('lengths.warc.gz', gzipMembers(records)))).toEqual([
    'Content-Length 150 is not the length of the record',
    '200 good',
    'Content-Length 150 is not the length of the record',
    'Content-Length 150 is not the length of the record',
    '200 good',
    'Content-Length 20 is not the length of the record',
    '200 good',
  ])
})

describe('gzip files are read however they are packed', () => {
  const long = single(httpBlock('WARC/1.1 '.repeat(40_000)))
  const content = Buffer.concat([single(httpBlock('first')), long, single(httpBlock('last'))])
  const pieces = (size: number) =>
    Array.from({ length: Math.ceil(content.length / size) }, (_, at) =>
      content.subarray(at * size, (at + 1) * size),
    )
  const named = Buffer.from(gzipSync(content))
  named[3] = 4 + 8 + 16 + 2
  const withHeader = Buffer.concat([
    named.subarray(0, 10),
    Buffer.from([3, 0, 1, 2, 3]),
    Buffer.from('jobs.warc\0a comment\0'),
    Buffer.from([0, 0]),
    named.subarray(10),
  ])
  test.each([
    ['as one member', gzipSync(content)],
    ['in blocks of their own size', gzipMembers(pieces(10_000))],
    ['not compressed', gzipSync(content, { level: 0 })],
    ['with everything that a header can have', withHeader],
    ['with zeros after the end', Buffer.concat([gzipSync(content), Buffer.alloc(512)])],
  ])('%s', async (_name, bytes) => {
    const items = await read(temporaryFile('packed.warc.gz', bytes))
    expect(items.map(item => item.slice(0, 9))).toEqual(['200 first', '200 WARC/', '200 last'])
  })

  test('what is no gzip after the end is damage', async () => {
    const path = temporaryFile('garbage.warc.gz', Buffer.concat([gzipSync(content), Buffer.from('<html>')]))
    await expect(verifyArchive(path)).rejects.toThrow('the gzip data are damaged')
  })
})

test('a record or a body larger than 50 MB is rejected without being held', async () => {
  const block = Buffer.alloc(51 * 1024 * 1024, 'x')
  const bomb = httpBlock(gzipSync(block), { 'Content-Encoding': 'gzip' })
  const path = temporaryFile(
    'large.warc.gz',
    gzipMembers([single(block), single(bomb), single(httpBlock('small'))]),
  )
  expect(await read(path)).toEqual([
    'record larger than 50 MB',
    'body larger than 52428800 bytes',
    '200 small',
  ])
})

describe('a file that cannot be read gives one line with its path', () => {
  const archive = gzipMembers([single(httpBlock('first')), single(httpBlock('x'.repeat(5000)))])
  const plain = Buffer.concat([single(httpBlock('first')), single(httpBlock('x'.repeat(5000)))])
  const damaged = Buffer.from(archive)
  damaged[damaged.length - 3]! ^= 0xff
  test.each([
    ['truncated.warc.gz', archive.subarray(0, -30), 'the gzip data end too early: the file is truncated'],
    ['damaged.warc.gz', damaged, 'the gzip data are damaged'],
    ['truncated.warc', plain.subarray(0, -100), 'the file ends within a record'],
    ['page.warc', '<!doctype html>', 'not a WARC file'],
    ['page.warc.gz', gzipSync('<!doctype html>'), 'not a WARC file'],
    ['empty.warc', '', 'is empty'],
  ])('%s', async (name, content, problem) => {
    const path = temporaryFile(name, content)
    await expect(verifyArchive(path)).rejects.toThrow(ArchiveError)
    await expect(verifyArchive(path)).rejects.toThrow(`${path}: ${problem}`)
    await expect(read(path)).rejects.toThrow(`${path}: ${problem}`)
  })

  test.each([
    ['absent.warc.gz', 'no such file'],
    ['.', 'is a directory'],
  ])('%s', async (name, problem) => {
    await expect(read(join(tmpdir(), name))).rejects.toThrow(problem)
  })

  test('a sound one passes', async () => {
    await expect(verifyArchive(temporaryFile('sound.warc.gz', archive))).resolves.toBeUndefined()
    await expect(verifyArchive(temporaryFile('sound.warc', plain))).resolves.toBeUndefined()
  })
})

test('a reader that stops early closes the file', async () => {
  const path = temporaryFile(
    'stop.warc.gz',
    gzipMembers(Array.from({ length: 50 }, () => single(httpBlock('x')))),
  )
  for await (const item of readWarc(path)) {
    expect(item).toHaveProperty('response')
    break
  }
  expect(process.getActiveResourcesInfo()).not.toContain('FSReqPromise')
})
