import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inTransaction } from '../../db/connection.ts'
import { announcePublication } from '../../db/loaders/announce-publication.ts'
import { freshDatabase } from '../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let listener: pg.Client
const heard: unknown[] = []
beforeAll(async () => {
  fresh = await freshDatabase()
  listener = new pg.Client({ connectionString: fresh.url })
  await listener.connect()
  listener.on('notification', ({ channel, payload }) => heard.push([channel, JSON.parse(payload!)]))
  await listener.query('listen jobtide_publication')
})
afterAll(async () => {
  await listener.end()
  await fresh.drop()
})

it('is heard when the publication is committed, not before, and never when it is rolled back', async () => {
  const { pool } = fresh.database
  const announcement = { asOf: '2025-11-21', months: 6, publication: 7 }
  await inTransaction(pool, async client => {
    await announcePublication(client, announcement)
    // What was sent to the listener arrives before the answer to its own query.
    await listener.query('select')
    expect(heard).toEqual([])
  })
  await listener.query('select')
  expect(heard).toEqual([['jobtide_publication', announcement]])

  const failing = inTransaction(pool, async client => {
    await announcePublication(client, { ...announcement, publication: 8 })
    throw new Error('the publication fails')
  })
  await expect(failing).rejects.toThrow('the publication fails')
  await inTransaction(pool, client => announcePublication(client, { ...announcement, publication: 9 }))
  await listener.query('select')
  expect(heard).toEqual([
    ['jobtide_publication', announcement],
    ['jobtide_publication', { ...announcement, publication: 9 }],
  ])
})
