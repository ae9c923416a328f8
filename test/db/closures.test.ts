import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inTransaction } from '../../db/connection.ts'
import { storeClosures } from '../../db/loaders/closures.ts'
import { storeMet } from '../../db/loaders/listed.ts'
import { eraseAddress } from '../../pipeline/personal-data/erase.ts'
import { emptyAccounting } from '../../pipeline/quality/accounting.ts'
import { settle } from '../../pipeline/stages/load.ts'
import { freshDatabase } from '../database.ts'
import { importPostings } from '../raw-postings.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

const pool = () => fresh.database.pool
const advert = (id: string) => ({
  source: 'test',
  sourceId: id,
  url: `https://jobs.example/${id}`,
  title: 'Python Developer',
  seenAt: '2025-11-20T09:00:00Z',
})
const closure = { source: 'test', sourceId: '1', closedAt: '2025-11-21T09:00:00Z', reason: 'gone' }

it('waits for a load under way, so that neither takes the marks of the other', async () => {
  await importPostings(fresh.database, [advert('1')])
  const loading = await pool().connect()
  await loading.query('begin')
  await loading.query(`select pg_advisory_xact_lock(hashtext('load'))`)
  const closing = inTransaction(pool(), client => storeClosures(client, 'test/board', [closure]))
  expect(await Promise.race([closing, sleep(200, 'waits')])).toBe('waits')
  await loading.query('commit')
  loading.release()
  expect(await closing).toBe(1)
})

it('is done beside vacancies being made and adverts being erased', async () => {
  await importPostings(
    fresh.database,
    Array.from({ length: 20 }, (_, n) => advert(String(n))),
  )
  const { runId } = (await pool().query('select min(run_id) as "runId" from ops.runs')).rows[0]
  const work = Array.from({ length: 20 }, (_, n) => [
    settle(fresh.database, runId, emptyAccounting()),
    eraseAddress(fresh.database, `https://jobs.example/${n}`),
    inTransaction(pool(), client =>
      storeClosures(client, 'test/board', [{ ...closure, sourceId: String(n) }]),
    ),
  ])
  await Promise.all(work.flat())
  const { rows } = await pool().query('select count(*) as n from core.postings')
  expect(rows).toEqual([{ n: 0 }])
})

it('belongs to the latest run, whoever of two writes last', async () => {
  const met = { source: 'test', sourceId: '1', pageHash: null, stub: null, metAt: '2025-11-20T09:00:00Z' }
  for (const run of [7, 6]) await inTransaction(pool(), client => storeMet(client, 'test/board', run, [met]))
  const { rows } = await pool().query('select run_id as run from raw.listed')
  expect(rows).toEqual([{ run: 7 }])
})
