import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Database, inTransaction } from '../../../db/connection.ts'
import { storeCaptures } from '../../../db/loaders/raw.ts'
import { readCaptures } from '../../../db/queries/captures.ts'
import { exportWarc } from '../../../pipeline/stages/export.ts'
import { importFile } from '../../../pipeline/stages/import.ts'
import { gzipMembers, httpBlock, warcRecord } from '../../crawlers/archives/build-warc.ts'
import { collect } from '../../crawlers/archives/collect.ts'
import { freshDatabase } from '../../database.ts'
import { postingFile } from '../../raw-postings.ts'
import { temporaryFile } from '../../temporary-file.ts'

const opened: Awaited<ReturnType<typeof freshDatabase>>[] = []
const open = async () => {
  const fresh = await freshDatabase()
  opened.push(fresh)
  return fresh.database
}
afterEach(async () => {
  for (const { drop } of opened.splice(0)) await drop()
})
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const board = (name: string, day: string, revision: number) =>
  warcRecord({
    url: `https://api.ashbyhq.com/posting-api/job-board/${name}`,
    date: `${day}T06:00:00.250Z`,
    block: httpBlock(
      JSON.stringify({
        jobs: ['Java Developer', 'Data Engineer', 'Account Executive'].map((title, at) => ({
          id: `${name}-${at}`,
          title,
          location: at % 2 === 0 ? 'London' : 'Leeds',
          descriptionPlain: `You know Terraform and PostgreSQL well, take ${at + revision}.`,
        })),
      }),
    ),
  })

const search = (offset: number) => [
  warcRecord({
    type: 'request',
    url: 'https://tenant.example/search',
    headers: { 'WARC-Record-ID': `<urn:uuid:${offset}>` },
    block: `POST /search HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"offset":${offset}}`,
  }),
  warcRecord({
    url: 'https://tenant.example/search',
    date: '2026-01-06T00:00:00Z',
    headers: { 'WARC-Concurrent-To': `<urn:uuid:${offset}>` },
    block: httpBlock(`{"page":${offset}}`),
  }),
]

const names = Array.from({ length: 40 }, (_, at) => `board-${at}`)
/** Boards of three weeks, of which a quarter change in the second, and two pages that were posted for. */
const archive = () =>
  temporaryFile(
    'boards.warc.gz',
    gzipMembers([
      ...names.map(name => board(name, '2026-01-05', 0)),
      ...search(0),
      ...search(20),
      ...names.map((name, at) => board(name, '2026-01-12', at % 4 === 0 ? 1 : 0)),
      ...names.map((name, at) => board(name, '2026-01-19', at % 4 === 0 ? 1 : 0)),
    ]),
  )

const posting = (id: string, more: object = {}) => ({
  source: 'drop',
  sourceId: id,
  title: 'Python Developer',
  company: 'Tidewater',
  locations: ['York'],
  description: 'Django and PostgreSQL.',
  seenAt: '2026-01-20',
  ...more,
})

const quiet = () => {}
const options = { force: false, now: '2026-02-01T00:00:00.000Z' }

/** All that was stored and made of it, apart from which run loaded it. */
async function content(database: Database): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {}
  for (const [table, row] of [
    ['raw.captures', 't::text'],
    ['raw.snapshots', 't::text'],
    ['raw.sightings', 't::text'],
    ['core.postings', `(to_jsonb(t) - '{run_id,terms,areas}'::text[])::text`],
    ['core.vacancies', `(to_jsonb(t) - '{terms,areas,since}'::text[])::text`],
  ]) {
    const { rows } = await database.pool.query(`select ${row} as row from ${table} t order by 1`)
    tables[table!] = rows.map(found => found.row)
  }
  return tables
}

describe('an export', () => {
  it('read back gives the same captures, bodies, sightings and postings', async () => {
    const database = await open()
    await importFile(database, archive(), null, quiet)
    const drop = postingFile([posting('1', { url: 'https://jobs.example/1' }), posting('2')])
    await importFile(database, drop, null, quiet)
    const before = await content(database)
    expect(before['raw.captures']).toHaveLength(124)
    expect(before['raw.snapshots']).toHaveLength(54)

    const path = join(folder, 'all.warc.gz')
    const progress: [number, number][] = []
    const written = await exportWarc(database, path, {}, options, (...step) => progress.push(step))
    expect(written).toMatchObject({ responses: 52, revisits: 70, resources: 2, purged: 0 })
    expect(written.bytes).toBe(readFileSync(path).length)
    expect(progress.at(-1)).toEqual([124, 124])
    expect(readdirSync(folder).sort()).toEqual(['all.cdxj', 'all.warc.gz'])

    for (const file of [path, join(folder, 'all.cdxj')]) {
      const other = await open()
      const { accounting } = await importFile(other, file, null, quiet)
      expect(accounting.rejected).toBe(0)
      const after = await content(other)
      for (const [table, rows] of Object.entries(before))
        expect(after[table], `${file} ${table}`).toEqual(rows)
    }
    const again = await importFile(database, path, null, quiet)
    expect(again.written).toBe(0)
    expect(await content(database)).toEqual(before)
  })

  it('takes a platform, a span of days and an address', async () => {
    const database = await open()
    await importFile(database, archive(), null, quiet)
    const seen = async (filter: object) =>
      (await collect(readCaptures(database, filter))).map(({ seenAt, url }) => `${seenAt} ${url}`)
    const days = (await seen({})).map(text => text.slice(0, 10))
    expect(days).toEqual([...days].sort())
    expect(await seen({ platform: 'ashby' })).toHaveLength(120)
    expect(await seen({ platform: 'unknown' })).toHaveLength(2)
    expect(await seen({ platform: 'ashby', from: '2026-01-12', to: '2026-01-12' })).toHaveLength(40)
    expect(await seen({ from: '2026-01-13' })).toHaveLength(40)
    expect(await seen({ to: '2026-01-06' })).toHaveLength(42)
    expect(await seen({ prefix: 'https://api.ashbyhq.com/posting-api/job-board/board-3' })).toHaveLength(33)
    expect(await seen({ prefix: 'https://%' })).toHaveLength(0)
    await expect(
      exportWarc(database, join(folder, 'none.warc.gz'), { platform: 'lever', from: '2026-01-01' }, options),
    ).rejects.toThrow('nothing to export: no stored response of platform "lever" from 2026-01-01')
    expect(existsSync(join(folder, 'none.warc.gz'))).toBe(false)
  })

  it('leaves out and counts what its retention has ended', async () => {
    const database = await open()
    const capture = (name: string, seenAt: string, status = 200) => ({
      platform: 'ashby',
      url: `https://board.example/${name}`,
      seenAt,
      status,
      contentType: 'application/json',
      hash: createHash('sha256').update(name).digest(),
      body: Buffer.from(name),
    })
    await inTransaction(database.pool, async client => {
      await storeCaptures(client, [
        capture('gone', '2026-01-01T00:00:00Z'),
        capture('kept', '2026-01-01T00:00:00Z'),
      ])
      await storeCaptures(client, [capture('kept', '2026-01-02T00:00:00Z', 304)])
      await storeCaptures(client, [capture('over', '2026-01-03T00:00:00Z')], 7)
    })
    await database.pool.query(`delete from raw.snapshots where hash = $1`, [capture('gone', '').hash])
    const path = join(folder, 'purged.warc.gz')
    expect(await exportWarc(database, path, {}, options)).toMatchObject({
      responses: 1,
      revisits: 1,
      purged: 2,
    })
    const other = await open()
    await importFile(other, path, null, quiet)
    const { rows } = await other.pool.query('select url, status from raw.captures order by seen_at')
    expect(rows).toEqual([
      { url: 'https://board.example/kept', status: 200 },
      { url: 'https://board.example/kept', status: 304 },
    ])
  })

  it('overwrites nothing unless it is told to, and leaves nothing half done', async () => {
    const database = await open()
    await importFile(database, postingFile([posting('1')]), null, quiet)
    const path = join(folder, 'mine.warc.gz')
    writeFileSync(path, 'mine')
    await expect(exportWarc(database, path, {}, options)).rejects.toThrow(
      `${path} is there already; --force overwrites it`,
    )
    expect(readFileSync(path, 'utf8')).toBe('mine')
    await exportWarc(database, path, {}, { ...options, force: true })
    expect(readFileSync(path).length).toBeGreaterThan(100)
    await expect(exportWarc(database, path, {}, options)).rejects.toThrow('--force')
    await expect(exportWarc(database, join(folder, 'a.warc'), {}, options)).rejects.toThrow(
      'name it .warc.gz',
    )

    const broken = () => {
      throw new Error('stopped')
    }
    await expect(exportWarc(database, join(folder, 'half.warc.gz'), {}, options, broken)).rejects.toThrow(
      'stopped',
    )
    expect(readdirSync(folder).filter(name => name.startsWith('half'))).toEqual([])
  })
})
