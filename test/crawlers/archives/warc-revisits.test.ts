import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readWarc } from '../../../crawlers/archives/warc.ts'
import { temporaryFile } from '../../temporary-file.ts'
import { gzipMembers, httpBlock, warcRecord } from './build-warc.ts'
import { collect } from './collect.ts'
import { read } from './warc-files.ts'

describe('a revisit record is a response with the body that was seen again', () => {
  const url = 'https://board.example/jobs'
  const profile = (name: string) => ({ 'WARC-Profile': `http://netpreserve.org/warc/1.0/revisit/${name}` })
  const body = JSON.stringify({ jobs: ['a', 'b'] })
  const first = warcRecord({
    url,
    headers: { 'WARC-Record-ID': '<urn:uuid:first>', 'WARC-Payload-Digest': 'sha1:AAAA' },
    date: '2026-11-20T10:00:00.5Z',
    block: httpBlock(gzipSync(body), { 'Content-Encoding': 'gzip' }),
  })
  const filler = warcRecord({ url: 'https://board.example/else', block: httpBlock('else') })
  const again = (headers: Record<string, string>, block: Uint8Array | string = '') =>
    warcRecord({ type: 'revisit', url, date: '2026-11-21T10:00:00Z', headers, block })
  const same = profile('identical-payload-digest')
  const unmodified = profile('server-not-modified')
  const head = httpBlock('', { 'Content-Type': 'application/json; charset=utf-8' })
  const notModified = httpBlock('', {}, '304 Not Modified')

  const found = { status: 200, contentType: 'application/json' }
  test.each([
    ['by its digest', again({ ...same, 'WARC-Payload-Digest': 'sha1:AAAA' }), found],
    [
      'with a type of its own',
      again({ ...same, 'WARC-Payload-Digest': 'sha1:AAAA' }, head),
      { ...found, contentType: 'application/json; charset=utf-8' },
    ],
    ['by its record', again({ ...same, 'WARC-Refers-To': '<urn:uuid:first>' }, head), { status: 200 }],
    [
      'by its address and time',
      again({ ...same, 'WARC-Refers-To-Target-URI': url, 'WARC-Refers-To-Date': '2026-11-20T10:00:00Z' }),
      found,
    ],
    [
      'not modified, by its digest',
      again({ ...unmodified, 'WARC-Payload-Digest': 'sha1:AAAA' }, notModified),
      { status: 304 },
    ],
    ['not modified, by nothing', again(unmodified), { status: 304 }],
  ])('%s', async (_name, revisit, expected) => {
    for (const [name, content] of [
      ['revisit.warc', Buffer.concat([first, filler, revisit])],
      ['revisit.warc.gz', gzipMembers([first, filler, revisit])],
      ['one-member.warc.gz', gzipSync(Buffer.concat([first, filler, revisit]))],
    ] as const) {
      const items = await collect(readWarc(temporaryFile(name, content)))
      expect(items).toHaveLength(3)
      expect(items[2]).toMatchObject({ response: { url, seenAt: '2026-11-21T10:00:00.000Z', ...expected } })
      expect('response' in items[2]! && Buffer.from(items[2].response.body).toString()).toBe(body)
    }
  })

  const reason = 'dropped: revisit record: no response before it has the body that it refers to'
  test.each([
    ['of another file', [filler, again({ ...same, 'WARC-Payload-Digest': 'sha1:BBBB' })], reason],
    ['that says nothing of what it refers to', [first, again({})], reason],
    [
      'of a page that was not there',
      [first, again({ ...same, 'WARC-Payload-Digest': 'sha1:AAAA' }, httpBlock('', {}, '404 Not Found'))],
      'HTTP status 404',
    ],
  ])('not one %s', async (_name, records, expected) => {
    const items = await read(temporaryFile('lost.warc.gz', gzipMembers(records)))
    expect(items.at(-1)).toBe(expected)
  })

  test('a revisit carries what was posted', async () => {
    const request = warcRecord({
      type: 'request',
      url,
      headers: { 'WARC-Record-ID': '<urn:uuid:r>', 'WARC-Concurrent-To': '<urn:uuid:second>' },
      block: 'POST /jobs HTTP/1.1\r\n\r\n{"page":2}',
    })
    const revisit = again({
      ...same,
      'WARC-Record-ID': '<urn:uuid:second>',
      'WARC-Payload-Digest': 'sha1:AAAA',
    })
    const items = await collect(
      readWarc(temporaryFile('posted.warc.gz', gzipMembers([first, revisit, request]))),
    )
    expect(items[1]).toMatchObject({ response: { post: '{"page":2}', seenAt: '2026-11-21T10:00:00.000Z' } })
  })

  test('a conversion of a response that stands in the file is no second sighting', async () => {
    const conversion = (refersTo: string) =>
      warcRecord({ type: 'conversion', url, headers: { 'WARC-Refers-To': refersTo }, block: 'plain' })
    const path = temporaryFile(
      'conversion.warc',
      Buffer.concat([first, conversion('<urn:uuid:first>'), conversion('<urn:uuid:q>')]),
    )
    expect(await read(path)).toEqual([
      `200 ${body}`,
      'dropped: conversion record: its original stands in this file',
      '200 plain',
    ])
  })
})
