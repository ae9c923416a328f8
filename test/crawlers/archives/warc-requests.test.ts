import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readWarc } from '../../../crawlers/archives/warc.ts'
import { temporaryFile } from '../../temporary-file.ts'
import { gzipMembers, httpBlock, warcRecord } from './build-warc.ts'
import { collect } from './collect.ts'

describe('a response carries what its request posted', () => {
  const url = 'https://board.example/search'
  const post = '{"offset":20}'
  const id = (name: string) => ({ 'WARC-Record-ID': `<urn:uuid:${name}>` })
  const partner = (name: string) => ({ 'WARC-Concurrent-To': `<urn:uuid:${name}>` })
  const posted = (body: string, head = 'POST /search HTTP/1.1') =>
    `${head}\r\nHost: board.example\r\nContent-Type: application/json\r\n\r\n${body}`
  const request = (headers: Record<string, string>, block = posted(post)) =>
    warcRecord({ type: 'request', url, headers, block })
  const response = (headers: Record<string, string>, body = 'page') =>
    warcRecord({ url, headers, block: httpBlock(body) })
  const metadata = warcRecord({ type: 'metadata', url, headers: partner('b'), block: 'fetchTimeMs: 3' })
  const other = warcRecord({ headers: id('x'), block: httpBlock('other') })

  test.each([
    [
      'before, named by the response',
      [request(id('a')), response({ ...id('b'), ...partner('a') }), metadata],
      post,
    ],
    [
      'after, named by the request',
      [response(id('b')), metadata, request({ ...id('a'), ...partner('b') })],
      post,
    ],
    ['before, named by the request', [request({ ...id('a'), ...partner('b') }), response(id('b'))], post],
    ['after, a few records on', [response(id('b')), other, request({ ...id('a'), ...partner('b') })], post],
    ['beside, where neither names the other', [request(id('a')), response(id('b'))], post],
    [
      'named among several',
      [
        request(id('a')),
        response({ ...id('b'), 'WARC-Concurrent-To': '<urn:uuid:z>\r\nWARC-Concurrent-To: <urn:uuid:a>' }),
      ],
      post,
    ],
    [
      'too far away',
      [
        request(id('a')),
        ...Array.from({ length: 9 }, () => request({ ...id('y'), ...partner('w') })),
        response({ ...id('b'), ...partner('a') }),
      ],
      undefined,
    ],
    ['of another response', [request({ ...id('a'), ...partner('q') }), response(id('b'))], undefined],
    [
      'a GET',
      [request(id('a'), posted('', 'GET /search HTTP/1.1')), response({ ...id('b'), ...partner('a') })],
      undefined,
    ],
    [
      'no JSON',
      [request(id('a'), posted('offset=20')), response({ ...id('b'), ...partner('a') })],
      undefined,
    ],
  ])('%s', async (_name, records, expected) => {
    const items = await collect(readWarc(temporaryFile('posts.warc.gz', gzipMembers(records))))
    const page = items.flatMap(item =>
      'response' in item && item.response.url === url ? [item.response] : [],
    )
    expect(page.map(({ post, body }) => [post, Buffer.from(body).toString()])).toEqual([[expected, 'page']])
  })

  test('in chunks and compressed', async () => {
    const zipped = gzipSync(post)
    const block = Buffer.concat([
      Buffer.from('POST /search HTTP/1.1\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n'),
      Buffer.from(`${zipped.length.toString(16)}\r\n`),
      zipped,
      Buffer.from('\r\n0\r\n\r\n'),
    ])
    const path = temporaryFile(
      'chunked-post.warc',
      Buffer.concat([warcRecord({ type: 'request', url, block }), response({})]),
    )
    expect(await collect(readWarc(path))).toMatchObject([{ response: { post } }])
  })

  test('each of several to one address gets its own, in the order of the file', async () => {
    const pairs = ['1', '2', '3', '4', '5', '6'].flatMap(n => [
      response(id(`b${n}`), `page ${n}`),
      request({ ...id(`a${n}`), ...partner(`b${n}`) }, posted(n)),
    ])
    const items = await collect(readWarc(temporaryFile('pages.warc.gz', gzipMembers(pairs))))
    expect(
      items.map(item => 'response' in item && `${item.response.post} ${Buffer.from(item.response.body)}`),
    ).toEqual(['1 page 1', '2 page 2', '3 page 3', '4 page 4', '5 page 5', '6 page 6'])
  })
})
