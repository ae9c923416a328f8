import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inTransaction } from '../../db/connection.ts'
import { loadPostings, type PostingRow, widenSightings } from '../../db/loaders/postings.ts'
import { freshDatabase } from '../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

const row = (record: string, seenAt: string, more: Partial<PostingRow> = {}): PostingRow => ({
  source: 'test',
  source_id: record,
  record_id: record,
  url: null,
  content_hash: Buffer.from(record),
  content_first_seen: seenAt,
  content_seen_at: seenAt,
  first_seen: seenAt,
  last_seen: seenAt,
  run_id: 1,
  publishable: true,
  new_in_scope: true,
  code_version: 'test',
  taxonomy_version: 'test',
  title: 'Developer',
  title_terms: ['Developer'],
  role: null,
  seniority: null,
  in_scope: true,
  employment_type: null,
  market: 'permanent',
  ir35: null,
  pay_min: 40_000.5,
  pay_max: null,
  pay_currency: 'GBP',
  pay_period: 'year',
  pay_quoted: true,
  places: '[{"name":"Leeds"}]',
  areas: [1],
  terms: [1, 2],
  region: null,
  workplace: null,
  skills: '[]',
  company: 'Acme "A\\B"',
  posted_on: '2025-11-01',
  posted_stated: true,
  closed_on: null,
  language: 'en',
  issues: '[]',
  title_key: 'developer',
  company_key: record,
  place_key: 'leeds',
  ...more,
})

const load = (...rows: PostingRow[]) =>
  inTransaction(fresh.database.pool, client => loadPostings(client, rows))

const stored = async () =>
  (await fresh.database.pool.query('select to_jsonb(p) as posting from core.postings p order by source_id'))
    .rows

/** The clusters marked since the last call. */
const marked = async () =>
  (await fresh.database.pool.query('delete from core.stale_clusters returning company_key')).rows
    .map(cluster => cluster.company_key)
    .sort()

describe('postings', () => {
  it('are the same after loading them again, alone or among others', async () => {
    const rows = ['a', 'b', 'c'].map(id => row(id, '2025-11-01T09:00:00.000Z'))
    await load(...rows)
    const before = await stored()
    expect(before.map(each => each.posting)).toMatchObject([
      {
        source_id: 'a',
        company: 'Acme "A\\B"',
        places: [{ name: 'Leeds' }],
        pay_min: 40_000.5,
        gone_at: null,
      },
      { source_id: 'b' },
      { source_id: 'c' },
    ])
    await load(...rows)
    await load(rows[1]!, row('d', '2025-11-02T09:00:00Z'))
    expect((await stored()).slice(0, 3)).toEqual(before)
  })

  it('replace all that their record had, and keep how it was met first', async () => {
    await load(
      row('a', '2025-11-05T09:00:00Z', {
        source_id: 'a/1',
        company_key: 'one',
        run_id: 7,
        publishable: false,
      }),
      row('a', '2025-11-05T09:00:00Z', { source_id: 'a/2', company_key: 'two', run_id: 7 }),
      row('b', '2025-11-05T09:00:00Z'),
    )
    expect(await marked()).toEqual(['b', 'one', 'two'])
    await load(
      row('a', '2025-11-09T09:00:00Z', {
        source_id: 'a/2',
        company_key: 'three',
        run_id: 8,
        new_in_scope: false,
        publishable: false,
      }),
    )
    expect(await marked()).toEqual(['one', 'three', 'two'])
    expect((await stored()).map(each => each.posting)).toMatchObject([
      {
        source_id: 'a/2',
        company_key: 'three',
        run_id: 7,
        new_in_scope: true,
        publishable: true,
        first_seen: '2025-11-05T09:00:00+00:00',
        last_seen: '2025-11-09T09:00:00+00:00',
        content_first_seen: '2025-11-09T09:00:00+00:00',
        content_seen_at: '2025-11-09T09:00:00+00:00',
      },
      { source_id: 'b', run_id: 1 },
    ])
  })

  it('that state no day are of the day they were first seen, whichever sighting comes first', async () => {
    const early = row('a', '2025-11-05T23:59:59+00:00', { posted_stated: false })
    const late = row('a', '2025-11-09T00:30:00+01:00', { posted_stated: false })
    await load(early)
    await load(late)
    const one = (await stored())[0].posting
    expect(one).toMatchObject({ posted_on: '2025-11-05', last_seen: '2025-11-08T23:30:00+00:00' })
    await load(row('b', '2025-11-08T23:30:00Z', { posted_stated: false }))
    expect((await stored())[1].posting.posted_on).toBe('2025-11-08')
    await load(row('b', '2025-11-05T12:00:00Z', { posted_stated: false }))
    expect((await stored())[1].posting.posted_on).toBe('2025-11-05')
  })

  it('out of scope mark no cluster, but one that leaves the scope marks what it left', async () => {
    await load(row('a', '2025-11-01T09:00:00Z', { in_scope: false }))
    expect(await marked()).toEqual([])
    await load(row('a', '2025-11-02T09:00:00Z'))
    expect(await marked()).toEqual(['a'])
    await load(row('a', '2025-11-03T09:00:00Z', { in_scope: false, company_key: 'elsewhere' }))
    expect(await marked()).toEqual(['a'])
  })

  it('widen by later sightings, and mark their clusters only where that moves them', async () => {
    await load(
      row('a', '2025-11-05T09:00:00Z', { posted_stated: false }),
      row('b', '2025-11-05T09:00:00Z', { source_id: 'b/1', company_key: 'one', in_scope: false }),
      row('b', '2025-11-05T09:00:00Z', { source_id: 'b/2', company_key: 'two' }),
      row('c', '2025-11-05T09:00:00Z'),
    )
    await marked()
    const sighting = (recordId: string, firstSeen: string, lastSeen: string) => ({
      source: 'test',
      recordId,
      firstSeen,
      lastSeen,
      contentSeenAt: firstSeen,
    })
    const widen = () =>
      inTransaction(fresh.database.pool, client =>
        widenSightings(client, [
          sighting('none', '2025-11-01T00:00:00Z', '2025-11-01T00:00:00Z'),
          sighting('c', '2025-11-05T09:00:00Z', '2025-11-05T09:00:00Z'),
          sighting('b', '2025-11-05T09:00:00Z', '2025-11-07T09:00:00Z'),
          sighting('a', '2025-11-04T09:00:00Z', '2025-11-05T09:00:00Z'),
        ]),
      )
    await widen()
    expect(await marked()).toEqual(['a', 'two'])
    const wide = await stored()
    expect(wide.map(each => each.posting)).toMatchObject([
      {
        first_seen: '2025-11-04T09:00:00+00:00',
        last_seen: '2025-11-05T09:00:00+00:00',
        posted_on: '2025-11-04',
      },
      { source_id: 'b/1', last_seen: '2025-11-07T09:00:00+00:00', posted_on: '2025-11-01' },
      {
        source_id: 'b/2',
        last_seen: '2025-11-07T09:00:00+00:00',
        content_seen_at: '2025-11-05T09:00:00+00:00',
      },
      { source_id: 'c', last_seen: '2025-11-05T09:00:00+00:00' },
    ])
    await widen()
    expect(await marked()).toEqual([])
    expect(await stored()).toEqual(wide)
  })

  it('are replaced as they stand when another transaction has just changed them', async () => {
    await load(row('a', '2025-11-05T09:00:00Z'))
    const { pool } = fresh.database
    const other = await pool.connect()
    try {
      await other.query('begin')
      await other.query('update core.postings set run_id = 0')
      const replacing = load(row('a', '2025-11-06T09:00:00Z'))
      for (let waiting = 0; waiting === 0; )
        waiting = (await pool.query('select count(*) as n from pg_locks where not granted')).rows[0].n
      await other.query('commit')
      await replacing
    } finally {
      other.release()
    }
    expect((await stored()).map(each => each.posting)).toMatchObject([
      { run_id: 0, last_seen: '2025-11-06T09:00:00+00:00' },
    ])
  })
})
