import { afterAll, beforeAll, expect, it } from 'vitest'
import { inTransaction } from '../../db/connection.ts'
import { computeWindow, publishWindows } from '../../db/loaders/windows.ts'
import { findPublication } from '../../db/queries/publications.ts'
import { freshDatabase } from '../database.ts'
import { loadSketches } from './posting-rows.ts'

const versions = { code: 'test', taxonomy: 'test' }
const asOf = '2025-02-28'
let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

/** Adds an advert and publishes the one window over it four times over. */
async function publishAgain(id: string) {
  const { pool } = fresh.database
  await loadSketches(fresh.database, [{ id, company: id, postedOn: '2025-02-01' }])
  return inTransaction(pool, async client => {
    const windowId = await computeWindow(client, asOf, 6, versions)
    return publishWindows(client, asOf, 6, Array(4).fill(windowId), versions)
  })
}

it('a reader gets the newest publication of a day; the one before it is kept, older ones go', async () => {
  const { pool } = fresh.database
  const ids: number[] = []
  for (const id of ['a', 'b', 'c']) {
    ids.push((await publishAgain(id))!.publicationId)
    await pool.query(`update mart.windows set computed_at = computed_at - interval '2 hours'`)
  }
  expect((await findPublication(fresh.database, asOf, 6))!.publicationId).toBe(ids[2])
  const kept = await pool.query('select publication_id, current from mart.publications order by 1')
  expect(kept.rows).toEqual([
    { publication_id: ids[1], current: false },
    { publication_id: ids[2], current: true },
  ])
  expect((await pool.query('select count(*) as n from mart.windows')).rows).toEqual([{ n: 2 }])
  const read = await pool.query(
    'select location, term, vacancies, rank, share_of_all from mart.term_statistics where years_back = 0',
  )
  expect(read.rows).toEqual([{ location: 'UK', term: 'Developer', vacancies: 3, rank: 1, share_of_all: 1 }])
})

it('publishing the same windows again is no new publication', async () => {
  const { windowIds, publicationId } = (await findPublication(fresh.database, asOf, 6))!
  const again = await inTransaction(fresh.database.pool, client =>
    publishWindows(client, asOf, 6, windowIds, versions),
  )
  expect(again).toEqual({ publicationId, fresh: false })
})
