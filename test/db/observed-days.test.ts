import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { inTransaction } from '../../db/connection.ts'
import { markObserved, type ObservedDay } from '../../db/loaders/observed-days.ts'
import { freshDatabase } from '../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())
beforeEach(async () => {
  await fresh.database.pool.query('truncate core.observed_days')
})

async function stored(): Promise<string[]> {
  const { rows } = await fresh.database.pool.query<{ row: string }>(
    `select concat_ws(' ', source, board, day, case when partial then 'partial' end) as row
     from core.observed_days order by 1`,
  )
  return rows.map(({ row }) => row.replaceAll('  ', ' '))
}

it('takes days as those of UTC, and a board as partial while every crawl of the day was', async () => {
  await markObserved(fresh.database.pool, [
    { source: 'reed', at: '2025-11-20T23:30:00-01:00' },
    { source: 'reed', at: '2025-11-20T23:59:59Z' },
    { source: 'reed', board: 'reed/it', at: '2025-11-20T06:00:00Z', partial: true },
    { source: 'reed', board: 'reed/it', at: '2025-11-21T06:00:00Z', partial: true },
  ])
  expect(await stored()).toEqual([
    'reed 2025-11-20',
    'reed 2025-11-21',
    'reed reed/it 2025-11-20 partial',
    'reed reed/it 2025-11-21 partial',
  ])
  await markObserved(fresh.database.pool, [{ source: 'reed', board: 'reed/it', at: '2025-11-21T18:00:00Z' }])
  await markObserved(fresh.database.pool, [
    { source: 'reed', board: 'reed/it', at: '2025-11-21T19:00:00Z', partial: true },
  ])
  expect(await stored()).toEqual([
    'reed 2025-11-20',
    'reed 2025-11-21',
    'reed reed/it 2025-11-20 partial',
    'reed reed/it 2025-11-21',
  ])
})

const mark: fc.Arbitrary<ObservedDay> = fc.record({
  source: fc.constantFrom('a', 'b'),
  board: fc.constantFrom('', 'x', 'y'),
  at: fc
    .tuple(fc.integer({ min: 10, max: 13 }), fc.integer({ min: 0, max: 23 }))
    .map(([day, hour]) => `2025-11-${day}T${String(hour).padStart(2, '0')}:15:00Z`),
  partial: fc.boolean(),
})

/** What a set of marks comes to, by the plainest reading of the rule. */
const expected = (marks: readonly ObservedDay[]): string[] =>
  [
    ...Map.groupBy(marks, ({ source, board, at }) =>
      [source, board, at.slice(0, 10)].filter(Boolean).join(' '),
    ),
  ]
    .map(([row, ofRow]) => (ofRow.every(({ partial }) => partial) ? `${row} partial` : row))
    .sort()

it('comes to the same in any order, in any batches, by several at once, and again', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(mark, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      async (marks, size) => {
        await fresh.database.pool.query('truncate core.observed_days')
        const batches = marks.flatMap((_, at) => (at % size === 0 ? [marks.slice(at, at + size)] : []))
        const load = (batch: readonly ObservedDay[]) =>
          inTransaction(fresh.database.pool, client => markObserved(client, batch))
        await Promise.all(batches.map(load))
        expect(await stored()).toEqual(expected(marks))
        const before = await versions()
        for (const batch of batches.toReversed()) await load(batch)
        expect(await versions()).toEqual(before)
      },
    ),
    { numRuns: 60 },
  )
})

/** Which row versions stand: writing a row again, even with the same values, makes another. */
async function versions(): Promise<string[]> {
  const { rows } = await fresh.database.pool.query<{ version: string }>(
    `select ctid::text as version from core.observed_days order by 1`,
  )
  return rows.map(({ version }) => version)
}
