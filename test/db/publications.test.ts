import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPublication } from '../../db/queries/publications.ts'
import { aggregate } from '../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../database.ts'
import { loadSketches } from './posting-rows.ts'

const asOf = '2025-02-28'
let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

/** Adds an advert and publishes the day. */
async function publishAgain(id: string) {
  await loadSketches(fresh.database, [{ id, company: id, postedOn: '2025-02-01' }])
  return aggregate(fresh.database, asOf, 6)
}

it('a reader gets the newest publication of a day; the one before it is kept, older ones go', async () => {
  const { pool } = fresh.database
  const ids: number[] = []
  for (const id of ['a', 'b', 'c']) {
    ids.push((await publishAgain(id)).publicationId)
  }
  expect((await findPublication(fresh.database, asOf, 6))!.publicationId).toBe(ids[2])
  const kept = await pool.query('select publication_id, current from mart.publications order by 1')
  expect(kept.rows).toEqual([
    { publication_id: ids[1], current: false },
    { publication_id: ids[2], current: true },
  ])
  const seen = `select p.publication_id, c.vacancies from mart.publications p
    join mart.window_terms c on c.window_id = p.window_ids[1] and c.since <= p.change_number and c.until > p.change_number
    join core.terms t on t.term_id = c.term_id and t.kind = 'all' order by 1`
  expect((await pool.query(seen)).rows).toEqual([
    { publication_id: ids[1], vacancies: 2 },
    { publication_id: ids[2], vacancies: 3 },
  ])
  const versions = await pool.query(
    `select distinct vacancies from mart.window_terms join core.terms using (term_id) where kind = 'all' order by 1`,
  )
  expect(versions.rows).toEqual([{ vacancies: 2 }, { vacancies: 3 }])
  const read = await pool.query(
    'select location, term, vacancies, rank, share_of_all from mart.term_statistics where years_back = 0',
  )
  expect(read.rows).toEqual([{ location: 'UK', term: 'Developer', vacancies: 3, rank: 1, share_of_all: 1 }])
})

it('publishing the same windows again is no new publication, and holds as of the latest change', async () => {
  const { publicationId } = (await findPublication(fresh.database, asOf, 6))!
  await loadSketches(fresh.database, [{ id: 'later', company: 'later', postedOn: '2025-06-01' }])
  expect(await aggregate(fresh.database, asOf, 6)).toMatchObject({ publicationId, fresh: false, computed: 0 })
  const { rows } = await fresh.database.pool.query(
    'select max(advertised_change) as n from core.changed_days',
  )
  expect((await findPublication(fresh.database, asOf, 6))!.changeNumber).toBe(rows[0].n)
})

it('days of the calendar go in time, month ends and what was asked for stay', async () => {
  const { database } = fresh
  const published = async () =>
    (
      await database.pool.query(
        'select as_of::text as day, kind from mart.publications where current order by 1',
      )
    ).rows.map(row => `${row.day} ${row.kind}`)
  for (const [day, kind] of [
    ['2025-03-31', 'calendar'],
    ['2025-04-02', 'calendar'],
    ['2025-04-03', 'asked'],
    ['2025-04-28', 'calendar'],
    ['2025-05-01', 'calendar'],
  ] as const)
    await aggregate(database, day, 6, { kind, keepDays: 7 })
  expect(await published()).toEqual([
    '2025-02-28 asked',
    '2025-03-31 calendar',
    '2025-04-03 asked',
    '2025-04-28 calendar',
    '2025-05-01 calendar',
  ])
})
