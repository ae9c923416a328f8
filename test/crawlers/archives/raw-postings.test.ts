import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRawPostings } from '../../../crawlers/archives/raw-postings.ts'
import { verifyArchive } from '../../../crawlers/archives/verify-archive.ts'
import { collect } from './collect.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postings-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function stored(name: string, content: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const posting = { source: 'drop', sourceId: '1', title: 'Analyst', seenAt: '2026-11-20' }
const line = (fields: object = {}): string => JSON.stringify({ ...posting, ...fields })

/** A posting as `line: title`, a rejection as `line! reason`. */
async function read(input: string | Readable): Promise<string[]> {
  const lines: string[] = []
  for await (const item of readRawPostings(input)) {
    lines.push(
      'posting' in item ? `${item.line}: ${item.posting.title}` : `${item.line}! ${item.rejected.reason}`,
    )
  }
  return lines
}

describe('JSON lines', () => {
  const content = `\uFEFF${line()}\r\n\n${line({ title: 'Zoë' })}\n{"cut\n${line({ title: 'Last' })}`
  const expected = ['1: Analyst', '3: Zoë', '4! not JSON', '5: Last']

  test('from a file, a gzip file and a stream', async () => {
    expect(await read(stored('a.jsonl', content))).toEqual(expected)
    expect(await read(stored('a.jsonl.gz', gzipSync(content)))).toEqual(expected)
    const bytes = Buffer.from(content)
    const crumbs = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) =>
      bytes.subarray(at * 7, at * 7 + 7),
    )
    expect(await read(Readable.from(crumbs))).toEqual(expected)
  })

  test.each([
    [{ sourceId: undefined }, 'sourceId: missing'],
    [{ title: '' }, 'title: must not be empty'],
    [{ title: '\u0000 ' }, 'title: missing'],
    [
      { seenAt: 'yesterday' },
      'seenAt: expected an ISO 8601 time with a zone or a calendar day (YYYY-MM-DD), found other text',
    ],
    [{ locations: 'London' }, 'locations: expected a list, found text'],
    [{ pay: { min: '30k' } }, 'pay.min: expected number, found text'],
    [{ form: 'poem' }, 'form: expected "announcement", found other text'],
    [{ sourceId: 'x'.repeat(501) }, 'sourceId: longer than 500 characters'],
  ])('%j is rejected in one line', async (fields, reason) => {
    expect(await read(Readable.from([line(fields)]))).toEqual([`1! ${reason}`])
  })

  test('text is cleaned, null fields are left out', async () => {
    const text = line({
      title: ' Ana\u0007lyst\ud800 ',
      company: null,
      description: 'a\u0000b',
      locations: ['', ' York '],
    })
    const [item] = await collect(readRawPostings(Readable.from([text])))
    expect(item).toEqual({
      line: 1,
      posting: { ...posting, title: 'Analyst\uFFFD', description: 'ab', locations: ['York'] },
    })
  })

  test('adverts of a platform of announcements are announcements', async () => {
    const [thread, board] = await collect(
      readRawPostings(Readable.from([`${line({ source: 'hn-hiring' })}\n${line({ source: 'greenhouse' })}`])),
    )
    expect(thread).toMatchObject({ posting: { form: 'announcement' } })
    expect(board).not.toHaveProperty('posting.form')
  })

  test('a line longer than 4 MB is dropped and the next one read', async () => {
    const content = [line({ description: 'x'.repeat(5 * 1024 * 1024) }), line()].join('\n')
    expect(await read(stored('long.jsonl', content))).toEqual(['1! line longer than 4 MB', '2: Analyst'])
  })

  test('a truncated gzip file and a file of something else are refused beforehand', async () => {
    const truncated = stored('cut.jsonl.gz', gzipSync(content).subarray(0, -12))
    await expect(verifyArchive(truncated)).rejects.toThrow('truncated')
    await expect(verifyArchive(stored('list.jsonl', '[1, 2]'))).rejects.toThrow('not JSON lines')
    await expect(verifyArchive(stored('jobs.xlsx', 'PK'))).rejects.toThrow(
      'not a .warc, .cdxj, .jsonl or .csv file',
    )
    await expect(verifyArchive(stored('bad-header.csv', 'title\nAnalyst\n'))).rejects.toThrow(
      'the header lacks',
    )
    await expect(read(stored('a.warc', 'WARC/1.1'))).rejects.toThrow(
      'holds stored responses, not raw postings',
    )
    await expect(verifyArchive(stored('fine.jsonl', `\n${line()}`))).resolves.toBeUndefined()
  })
})

describe('CSV', () => {
  test('columns are the fields of a raw posting', async () => {
    const path = stored(
      'jobs.csv',
      '\uFEFFsource,sourceId,title,seenAt,locations,employmentTypes,pay_min,pay_max,pay_currency,pay_unit,description,internal note\r\n' +
        'drop,1,"Analyst, senior",2026-11-20,London|Leeds;York,permanent,41000.5,,GBP,year,"two\nlines",x\r\n',
    )
    expect(await collect(readRawPostings(path))).toEqual([
      {
        line: 3,
        posting: {
          ...posting,
          title: 'Analyst, senior',
          locations: ['London', 'Leeds', 'York'],
          employmentTypes: ['permanent'],
          description: 'two\nlines',
          pay: { min: 41000.5, currency: 'GBP', unit: 'year' },
        },
      },
    ])
  })

  test('a bad row is rejected and the rest goes on', async () => {
    const rows = [
      'source,sourceId,title,seenAt,pay_min',
      'drop,1,One,2026-11-20,12k',
      'drop,2',
      'drop,3,,2026-11-20,',
    ]
    expect(
      await read(stored('bad.csv.gz', gzipSync([...rows, 'drop,4,Four,2026-11-20,7'].join('\n')))),
    ).toEqual([
      '2! pay.min: expected number, found text',
      '3! not a row of this file: Invalid Record Length: columns length is 5, got 2',
      '4! title: missing',
      '5: Four',
    ])
  })

  test('a header without the mandatory columns refuses the file', async () => {
    const path = stored('header.csv', 'title,company\nAnalyst,Acme\n')
    await expect(read(path)).rejects.toThrow(
      `${path}: the header lacks source, sourceId, seenAt; "jobtide import --map"`,
    )
  })

  test('a quote that never closes is one clear line', async () => {
    const path = stored(
      'quote.csv',
      'source,sourceId,title,seenAt\ndrop,1,"Analyst,2026-11-20\ndrop,2,B,2026-11-20\n',
    )
    expect((await read(path).catch(error => [String(error)])).join()).toMatch(/quote/i)
  })
})
