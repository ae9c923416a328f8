import { afterAll, beforeAll, expect, it } from 'vitest'
import { exclusively } from '../../db/locks.ts'
import { closeRun, listRuns, openRun } from '../../db/queries/runs.ts'
import { freshDatabase } from '../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

it('tells a run at work from one whose process is gone', async () => {
  const { database } = fresh
  await openRun(database, 'import', 'left.warc.gz')
  await exclusively(database.pool, 'import busy.warc.gz', async () => {
    await openRun(database, 'import', 'busy.warc.gz')
    const done = await openRun(database, 'crawl', 'greenhouse/acme')
    await closeRun(database, done, { accounting: { records: 3 } })
    const failed = await openRun(database, 'crawl', 'greenhouse/gone')
    await closeRun(database, failed, { error: 'no answer' })
    expect(
      (await listRuns(database, 10)).map(({ subject, state, error }) => [subject, state, error]),
    ).toEqual([
      ['greenhouse/gone', 'failed', 'no answer'],
      ['greenhouse/acme', 'done', null],
      ['busy.warc.gz', 'running', null],
      ['left.warc.gz', 'interrupted', null],
    ])
  })
})

it('runs work of one name once at a time', async () => {
  const outcome = await exclusively(fresh.database.pool, 'a', async () => {
    expect(await exclusively(fresh.database.pool, 'a', async () => 1)).toBe(null)
    return exclusively(fresh.database.pool, 'b', async () => 2)
  })
  expect(outcome).toEqual({ done: { done: 2 } })
  expect(await exclusively(fresh.database.pool, 'a', async () => 3)).toEqual({ done: 3 })
})
