import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { divideByMonth, type PartItem, readMonth } from '../../../crawlers/archives/month-parts.ts'
import { readWarc } from '../../../crawlers/archives/warc.ts'
import { temporaryFile } from '../../temporary-file.ts'
import { gzipMembers, httpBlock, warcRecord } from './build-warc.ts'
import { collect } from './collect.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobtide-parts-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const all = { from: '1990-01', to: '2100-12' }
const withoutPlace = ({ where: _, bytes: __, ...item }: PartItem & { where?: unknown; bytes?: unknown }) =>
  item

const url = 'https://board.example/jobs'
const digest = { 'WARC-Payload-Digest': 'sha1:AAAA' }
const records = [
  warcRecord({ url, date: '2025-01-30T00:00:00Z', headers: digest, block: httpBlock('first') }),
  warcRecord({ url: `${url}/search`, date: '2025-02-01T00:00:00Z', block: httpBlock('found') }),
  warcRecord({
    type: 'request',
    url: `${url}/search`,
    date: '2025-02-01T00:00:00Z',
    block: Buffer.from(
      'POST /jobs/search HTTP/1.1\r\nHost: board.example\r\nContent-Type: application/json\r\n\r\n{"page":1}',
    ),
  }),
  warcRecord({ block: 'no response', date: '2025-02-01T00:00:00Z' }),
  warcRecord({
    type: 'revisit',
    url,
    date: '2025-02-20T00:00:00Z',
    headers: {
      ...digest,
      'WARC-Profile': 'http://netpreserve.org/warc/1.0/revisit/identical-payload-digest',
    },
    block: '',
  }),
  warcRecord({ url, date: '2025-01-31T23:59:59.9Z', block: httpBlock('late') }),
]

test.each([
  ['of a gzip member each', 'a.warc.gz', gzipMembers(records)],
  ['in one gzip member', 'b.warc.gz', gzipSync(Buffer.concat(records))],
  ['without compression', 'c.warc', Buffer.concat(records)],
])('months of an archive with records %s hold what it holds', async (_, name, content) => {
  const path = temporaryFile(name, content)
  const parts = join(folder, name)
  expect(await divideByMonth(path, parts, all)).toEqual(
    new Map([
      ['2025-01', 2],
      ['2025-02', 2],
    ]),
  )
  const whole = (await collect(readWarc(path))).map(withoutPlace)
  const [first, found, broken, again, late] = whole
  expect(found).toMatchObject({ response: { post: '{"page":1}' } })
  expect((await collect(readMonth(parts, '2025-01'))).map(withoutPlace)).toEqual([first, late])
  expect((await collect(readMonth(parts, '2025-02'))).map(withoutPlace)).toEqual([found, broken, again])
  expect(await collect(readMonth(parts, '2025-03'))).toEqual([])
})

test('months outside of the period are left out, and told of neither', async () => {
  const path = temporaryFile('period.warc', Buffer.concat(records))
  const seen: string[] = []
  const parts = join(folder, 'period')
  const counts = await divideByMonth(path, parts, { from: '2025-02', to: '2025-06' }, null, ({ seenAt }) =>
    seen.push(seenAt),
  )
  expect(counts).toEqual(new Map([['2025-02', 2]]))
  expect(seen).toEqual(['2025-02-01T00:00:00.000Z', '2025-02-20T00:00:00.000Z'])
  expect(await collect(readMonth(parts, '2025-01'))).toEqual([])
})

test('raw postings are divided with the lines that are none', async () => {
  const posting = (sourceId: string, seenAt: string) => ({
    source: 'council',
    sourceId,
    title: 'Engineer',
    seenAt,
  })
  const lines = [
    posting('1', '2025-01-05'),
    posting('2', '2025-03-05'),
    { source: 'council' },
    posting('3', '2025-01-06'),
  ]
  const path = temporaryFile('council.jsonl', lines.map(line => JSON.stringify(line)).join('\n'))
  const parts = join(folder, 'council')
  expect(await divideByMonth(path, parts, all)).toEqual(
    new Map([
      ['2025-01', 2],
      ['2025-03', 1],
    ]),
  )
  expect(await collect(readMonth(parts, '2025-01'))).toMatchObject([
    { posting: { sourceId: '1' } },
    { posting: { sourceId: '3' } },
  ])
  expect(await collect(readMonth(parts, '2025-03'))).toMatchObject([
    { posting: { sourceId: '2' } },
    { rejected: { input: JSON.stringify({ source: 'council' }) } },
  ])
})

test('parts are kept, and made again of an archive that has changed', async () => {
  const path = temporaryFile('changing.warc', Buffer.concat(records))
  const parts = join(folder, 'changing')
  let told = 0
  const divide = () => divideByMonth(path, parts, all, null, () => told++)
  await divide()
  await divide()
  expect(told).toBe(4)
  writeFileSync(path, records[0]!)
  utimesSync(path, 1_700_000_000, 1_700_000_000)
  expect(await divide()).toEqual(new Map([['2025-01', 1]]))
  expect(await collect(readMonth(parts, '2025-02'))).toEqual([])
})
