import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startHeartBeat } from '../../../pipeline/runs/heart-beat.ts'
import { freshDatabase } from '../../database.ts'
import { membersOf } from '../../fleet.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

const often = { every: 20, within: 100 }
const members = async () =>
  (await membersOf(fresh.database)).map(({ roles, state }) => `${roles.join('+')} ${state}`)

it('shows that a process is there, and says good-bye', async () => {
  const heart = await startHeartBeat(fresh.database, ['crawl', 'publish'], () => {}, often)
  const { pool } = fresh.database
  await pool.query(`update ops.workers set beat_at = now() - interval '61 seconds'`)
  await expect.poll(members).toEqual(['crawl+publish alive'])
  await heart.stop()
  expect(await members()).toEqual(['crawl+publish stopped'])
  await pool.query(`update ops.workers set stopped_at = null, beat_at = now() - interval '61 seconds'`)
  expect(await members()).toEqual(['crawl+publish dead'])
  await pool.query(`update ops.workers set beat_at = now() - interval '31 days'`)
  const next = await startHeartBeat(fresh.database, ['schedule'], () => {}, often)
  expect(await members()).toEqual(['schedule alive'])
  await next.stop()
})

it('tells that the database is out of reach, and that it is back', async () => {
  const told: boolean[] = []
  const heart = await startHeartBeat(fresh.database, ['crawl'], isOut => told.push(isOut), often)
  const before = heart.outage()
  const aside = new pg.Client({ connectionString: fresh.url })
  await aside.connect()
  await aside.query('begin; lock table ops.workers')
  await expect.poll(() => told).toEqual([true])
  expect(before.aborted).toBe(true)
  expect(heart.outage()).toBe(before)
  await aside.query('commit')
  await aside.end()
  await expect.poll(() => told).toEqual([true, false])
  expect(heart.outage().aborted).toBe(false)
  await heart.stop()
})
