import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startEmbedded } from '../../db/embedded/server.ts'
import { jobtide, launchJobtide } from '../command-line.ts'
import { postingFile } from '../raw-postings.ts'
import { temporaryFile } from '../temporary-file.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-cli-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const advert = (id: string, more: object = {}) => ({
  source: 'test',
  sourceId: id,
  title: 'Senior Python Developer',
  company: `Company ${id}`,
  description: '<p>You know Python and PostgreSQL.</p>',
  locations: ['London, UK'],
  salaryText: '£60,000 - £70,000 per annum',
  postedAt: '2025-11-01',
  seenAt: '2025-11-20T09:00:00Z',
  ...more,
})

describe('extract', () => {
  it('writes a posting for each line, reports a malformed one by its number and goes on', async () => {
    const input = [
      JSON.stringify(advert('1')),
      '{"source": "test"',
      JSON.stringify(advert('3', { title: 5 })),
      JSON.stringify(advert('4')),
      '',
    ].join('\n')
    const { code, stdout, stderr } = await launchJobtide(['extract'], { input })
    expect(code).toBe(1)
    const postings = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(postings.map(posting => posting.sourceId)).toEqual(['1', '4'])
    expect(postings[0]).toMatchObject({
      titleTerms: expect.arrayContaining(['Senior Python Developer', 'Python Developer']),
      salary: { min: 60_000, max: 70_000, currency: 'GBP', period: 'year', quoted: true },
      region: 'London',
    })
    const errors = stderr
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(errors.map(({ line }) => line)).toEqual([2, 3])
    expect(errors[1].error).toMatch(/title/)
  })

  it('exits with 0 where every line is good', async () => {
    const { code, stderr } = await jobtide(['extract', postingFile([advert('1')])])
    expect([code, stderr]).toEqual([0, ''])
  })
})

describe('bad input ends with one clear line and a non-zero exit, and nothing is begun', () => {
  const record =
    'WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Date: 2025-11-20T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:7d2f9f5e-0f6b-4a6e-9a51-3f5b5b3c6a10>\r\nContent-Type: application/warc-fields\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n'
  const cases: [string, () => string[], RegExp, Record<string, string>?][] = [
    [
      'a file that is not there',
      () => ['import', '/nowhere/at-all.warc.gz'],
      /at-all\.warc\.gz.*(no such file|does not exist)/i,
    ],
    ['a folder', () => ['import', `${tmpdir()}`], /\.warc|folder|directory/i],
    ['a file that is no WARC', () => ['import', temporaryFile('a.warc', 'Dear Sir or Madam')], /a\.warc/],
    [
      'a truncated gzip',
      () => ['import', temporaryFile('b.warc.gz', gzipSync(record.repeat(50)).subarray(0, 60))],
      /b\.warc\.gz.*(truncated|ends|incomplete)/i,
    ],
    [
      'an unknown platform',
      () => ['import', postingFile([advert('1')]), '--platform', 'grenhouse'],
      /grenhouse.*greenhouse/,
    ],
    [
      'a good file beside a bad one',
      () => ['import', postingFile([advert('1')]), '/nowhere/b.jsonl'],
      /b\.jsonl/,
    ],
    ['a day that the calendar has not', () => ['stats', 'Python', '--as-of', '2025-02-30'], /2025-02-30/],
    ['an unknown type', () => ['stats', 'Python', '--type', 'freelance'], /permanent or contract/],
    ['an unknown command', () => ['statistics'], /unknown command 'statistics'/],
    ['no days to aggregate', () => ['aggregate'], /--as-of/],
    [
      'a database that refuses',
      () => ['stats', 'Python'],
      /cannot reach PostgreSQL at 127\.0\.0\.1:1\//,
      { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/none' },
    ],
    [
      'an address of no database',
      () => ['stats', 'Python'],
      /DATABASE_URL/,
      { DATABASE_URL: 'mysql://localhost' },
    ],
    [
      'a configuration that is not there',
      () => ['crawl'],
      /nowhere\.yaml/,
      { JOBTIDE_CONFIG: '/nowhere.yaml' },
    ],
    [
      'a source of no platform',
      () => ['crawl'],
      /c\.yaml:1:12: unknown platform "greenhous"; did you mean "greenhouse"\?/,
      { JOBTIDE_CONFIG: temporaryFile('c.yaml', 'sources: { greenhous: [acme] }') },
    ],
  ]
  it.each(cases)('%s', async (_name, args, message, env) => {
    const { code, stdout, stderr } = await jobtide(args(), { env: { JOBTIDE_HOME: home, ...env } })
    expect(code).not.toBe(0)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/secret|^\s+at /m)
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2)
    expect(existsSync(home) ? readdirSync(home) : []).toEqual([])
  })
})

describe('import, stats and report', () => {
  it('take adverts from a file to figures and pages', async () => {
    const own = { env: { JOBTIDE_HOME: mkdtempSync(join(tmpdir(), 'jobtide-cli-')) } }
    const file = postingFile([
      advert('1'),
      advert('2'),
      advert('3', { title: 'Staff Nurse', description: 'Care.' }),
      { source: 'test' },
    ])
    const first = await launchJobtide(['import', file, '--json'], own)
    expect(first.code).toBe(0)
    expect(JSON.parse(first.stdout.trim().split('\n').at(-1)!)).toMatchObject({
      records: 4,
      loaded: 2,
      outOfScope: 1,
      rejected: 1,
    })
    // The commands from here on share a server, so that none waits for its start.
    const server = await startEmbedded(own.env.JOBTIDE_HOME)
    onTestFinished(async () => {
      await server.release()
      rmSync(own.env.JOBTIDE_HOME, { recursive: true, force: true })
    })
    const second = await jobtide(['import', file, '--json'], own)
    expect(JSON.parse(second.stdout.trim().split('\n').at(-1)!)).toMatchObject({
      records: 4,
      loaded: 0,
      unchanged: 3,
      rejected: 1,
    })
    expect(second.stderr).toMatch(/Nothing changed/)

    const json = await jobtide(
      ['stats', 'python developer', '--location', 'london', '--as-of', '2025-11-21', '--json'],
      own,
    )
    expect(JSON.parse(json.stdout)).toMatchObject({
      term: 'Python Developer',
      category: 'Job Titles',
      location: 'London',
      columns: [
        { vacancies: 2, pay: { year: { quoted: 2, p50: 65_000 } } },
        { vacancies: 0 },
        { vacancies: 0 },
      ],
    })
    const unknown = await jobtide(['stats', 'Pyton Developer', '--as-of', '2025-11-21'], own)
    expect(unknown.stderr).toMatch(/did you mean "Python Developer"/)
    const report = await jobtide(['report', '--as-of', '2025-11-21'], own)
    expect(report.code).toBe(0)
    expect(existsSync(report.stdout.trim())).toBe(true)
  })
})
