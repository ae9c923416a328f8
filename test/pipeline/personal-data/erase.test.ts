import { zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deleteExpired } from '../../../db/loaders/erase.ts'
import { eraseAddress } from '../../../pipeline/personal-data/erase.ts'
import { resolveSources, type Source, type SourceConfig } from '../../../pipeline/sources.ts'
import { aggregate } from '../../../pipeline/stages/aggregate.ts'
import { crawl } from '../../../pipeline/stages/crawl.ts'
import { startBoard } from '../../board-server.ts'
import { boardRecord, startChangingBoards } from '../../changing-board.ts'
import { startChangingSite } from '../../changing-site.ts'
import { freshDatabase } from '../../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

/** A crawl on a day of November 2025. */
function crawlOn(day: number, of: SourceConfig | Source) {
  const source = typeof of.platform === 'string' ? resolveSources([of as SourceConfig])[0]! : (of as Source)
  return crawl(fresh.database, source, {
    userAgent: 'jobtide-test/0 (+https://jobtide.example)',
    clock: () => new Date(Date.UTC(2025, 10, day, 12)),
    browser: {},
    log: () => {},
  })
}

/** The tables in which a text stands, in any column of any row, stored bodies decompressed. */
async function whereIs(text: string): Promise<string[]> {
  const { pool } = fresh.database
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)'`,
  )
  expect(tables.length).toBeGreaterThan(15)
  const found = new Set<string>()
  for (const { name } of tables) {
    const { rows } = await pool.query(`select * from ${name} t`)
    for (const row of rows)
      for (const value of Object.values(row)) {
        const plain = Buffer.isBuffer(value) ? unpacked(value) : JSON.stringify(value)
        if (plain.includes(text)) found.add(name.replace(/_\d{4}.*$/, ''))
      }
  }
  return [...found].sort()
}

function unpacked(bytes: Buffer): string {
  try {
    return zstdDecompressSync(bytes).toString()
  } catch {
    return bytes.toString('latin1')
  }
}

const MAIL = 'mina.oakenshaw@plumloom.example'
const PHONE = '020 7946 0018'
const jobs = [
  { id: 1, title: 'Java Developer' },
  {
    id: 2,
    title: 'Oakenshaw Basin Developer',
    content: `You write Java. Ask Mina Oakenshaw, ${MAIL}, ${PHONE}, or &lt;a href=&quot;mailto:${MAIL}&quot;&gt;write&lt;/a&gt;.`,
  },
  { id: 3, title: 'Python Developer' },
]
const URL = 'https://acme.example/jobs/2'

describe('an advert on a list with others', () => {
  it('is erased from a list in which it could not be read as well', async () => {
    const live = await startChangingBoards()
    try {
      const source = live.source('acme')
      const advert = boardRecord(2, { content: 'You write Java with Mina Oakenshaw.' })
      live.boards.set('acme', { records: [boardRecord(1), advert] })
      await crawlOn(18, source)
      live.boards.set('acme', { records: [boardRecord(1), { ...advert, title: null }] })
      await crawlOn(19, source)
      expect(await whereIs('Oakenshaw')).toEqual(['ops.rejections', 'raw.snapshots'])
      expect(await eraseAddress(fresh.database, URL)).toEqual({
        postings: 1,
        sightings: 1,
        rejections: 1,
        bodiesCut: 2,
        bodiesDeleted: 0,
      })
      expect(await whereIs('Oakenshaw')).toEqual([])
    } finally {
      await live.close()
    }
  })

  it('is stored without mails and phones, erased without a trace, and does not come back', async () => {
    const board = await startBoard(jobs)
    try {
      await crawlOn(18, board.source())
      for (const text of [MAIL, 'mina.oakenshaw', PHONE, '7946']) expect(await whereIs(text)).toEqual([])
      expect(await whereIs('Mina Oakenshaw')).toEqual(['raw.snapshots'])
      expect(await whereIs('[mail removed]')).toEqual(['raw.snapshots'])
      expect(await whereIs(URL)).toEqual(['core.postings', 'core.vacancies', 'raw.snapshots'])
      await aggregate(fresh.database, '2025-11-21', 6)

      expect(await eraseAddress(fresh.database, URL)).toEqual({
        postings: 1,
        sightings: 1,
        rejections: 0,
        bodiesCut: 1,
        bodiesDeleted: 0,
      })
      for (const text of ['Oakenshaw', 'oakenshaw']) expect(await whereIs(text)).toEqual([])
      expect(await whereIs(URL)).toEqual(['ops.erased'])
      expect(await whereIs('https://acme.example/jobs/3')).toEqual([
        'core.postings',
        'core.vacancies',
        'raw.snapshots',
      ])

      const { accounting, coverage } = await crawlOn(19, board.source())
      expect(accounting).toMatchObject({
        records: 3,
        unchanged: 2,
        outOfScope: 1,
        reasons: { outOfScope: { 'erased on request': 1 } },
      })
      expect(coverage.closed).toBe(0)
      expect(await whereIs('Oakenshaw')).toEqual([])
      expect(await whereIs(URL)).toEqual(['ops.erased'])
    } finally {
      await board.close()
    }
  })

  it('keeps mails where the source is told to', async () => {
    const board = await startBoard(jobs)
    await crawlOn(18, { ...board.source(), redact: false })
    expect(await whereIs(MAIL)).toEqual(['raw.snapshots'])
    await board.close()
  })
})

describe('an advert on a page of its own', () => {
  it('goes with its page, and is not asked for again', async () => {
    const site = await startChangingSite()
    try {
      site.adverts.set(1, { title: 'Java Developer' })
      site.adverts.set(2, { title: 'Oakenshaw Basin Developer', description: `Write to ${MAIL}.` })
      await crawlOn(18, site.source)
      expect(await whereIs(MAIL)).toEqual([])
      const url = `http://${site.source.allowPrivateHosts[0]}/jobs/2`
      const { postings, bodiesDeleted } = await eraseAddress(fresh.database, url)
      expect([postings, bodiesDeleted]).toEqual([1, 1])
      expect(await whereIs('Oakenshaw')).toEqual([])

      site.log.length = 0
      await crawlOn(19, site.source)
      expect(site.log.map(({ path }) => path)).not.toContain('/jobs/2')
      expect(await whereIs('Oakenshaw')).toEqual([])
    } finally {
      await site.close()
    }
  })
})

describe('retention', () => {
  it('deletes bodies past their last day, and keeps what was read in them', async () => {
    const board = await startBoard(jobs)
    await crawlOn(18, { ...board.source(), retention: 30 })
    await board.close()
    expect(await deleteExpired(fresh.database.pool, '2025-12-18')).toBe(0)
    expect(await whereIs('Mina Oakenshaw')).toEqual(['raw.snapshots'])
    expect(await deleteExpired(fresh.database.pool, '2025-12-19')).toBe(1)
    expect(await whereIs('Mina Oakenshaw')).toEqual([])
    const { rows } = await fresh.database.pool.query('select count(*)::int as postings from core.postings')
    expect(rows).toEqual([{ postings: 3 }])
  })
})
