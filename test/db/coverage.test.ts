import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inTransaction } from '../../db/connection.ts'
import { countAdvertisedDays } from '../../db/loaders/coverage.ts'
import { markObserved, type ObservedDay } from '../../db/loaders/observed-days.ts'
import { observeWindows, readInterruptions } from '../../db/queries/coverage.ts'
import { freshDatabase } from '../database.ts'
import { loadSketches, type PostingSketch } from './posting-rows.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

const advertisedDays = async () =>
  (await fresh.database.pool.query('select day, source, vacancies from core.advertised_days order by 1, 2'))
    .rows

const sketch: fc.Arbitrary<PostingSketch> = fc
  .record({
    job: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    area: fc.constantFrom('UK', 'UK', 'England'),
    market: fc.constantFrom('permanent', 'contract', null),
    inScope: fc.boolean(),
  })
  .map(({ job, day, area, market, inScope }) => ({
    id: `job ${job}`,
    company: `Employer ${job}`,
    postedOn: `2025-10-${String(day).padStart(2, '0')}`,
    areas: [area],
    market: market as 'permanent' | 'contract' | null,
    inScope,
  }))

it('counts days anew where vacancies came, went or changed, and comes to what counting all gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sketch, { minLength: 1, maxLength: 8 }), async sketches => {
      // One row per record and load: what a load tells twice of a record is settled before.
      await loadSketches(fresh.database, [...new Map(sketches.map(each => [each.id, each])).values()], 100)
      await Promise.all([1, 2].map(() => inTransaction(fresh.database.pool, countAdvertisedDays)))
      const { rows } = await fresh.database.pool.query(
        `select posted_on as day, source, count(*)::int as vacancies from core.vacancies v
         where market is not null
           and exists (select from core.areas a where a.name = 'UK' and a.area_id = any(v.areas))
         group by 1, 2 order by 1, 2`,
      )
      expect(await advertisedDays()).toEqual(rows)
    }),
    { numRuns: 25 },
  )
})

const ends = ['2025-08-31', '2024-08-31', '2023-08-31', '2022-08-31']
/** Six months before the end of August is the end of February, which has 28 days but in 2024. */
const begins = ['2025-02-28', '2024-02-29', '2023-02-28', '2022-02-28']

const mark: fc.Arbitrary<ObservedDay> = fc.record({
  source: fc.constantFrom('a', 'b'),
  board: fc.constantFrom('', 'x', 'y'),
  at: fc
    .tuple(
      fc.constantFrom(2021, 2022, 2023, 2024, 2025),
      fc.constantFrom('02-27', '02-28', '03-01', '05-05', '08-31', '09-01'),
    )
    .map(([year, day]) => `${year}-${day}T12:00:00Z`),
  partial: fc.boolean(),
})

it('sees of each window what the marks say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mark, { minLength: 1, maxLength: 40 }), async given => {
      // A sighting does not tell that a listing is partial.
      const marks = given.map(each => ({ ...each, partial: each.board !== '' && each.partial! }))
      await fresh.database.pool.query('truncate core.observed_days, core.advertised_days')
      await markObserved(fresh.database.pool, marks)
      const observed = await observeWindows(fresh.database.pool, 6, ends)
      expect(observed.observedSince).toBe(marks.map(dayOf).toSorted()[0])
      expect(
        observed.windows.map(({ daysObserved, sources }) => ({
          daysObserved,
          sources: sources.map(({ vacancies: _, daysAdvertised: __, ...source }) => source),
        })),
      ).toEqual(ends.map((_, at) => oracle(marks, at)))
    }),
    { numRuns: 50 },
  )
})

it('tells when boards were not crawled for longer than usual', async () => {
  const { pool } = fresh.database
  await pool.query('delete from core.observed_days')
  const march = (day: number) => `2025-03-${String(day).padStart(2, '0')}`
  const crawled = {
    // Away for a week, and for a day.
    daily: [1, 2, 3, 4, 12, 13, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31],
    weekly: [3, 10, 17, 31],
    ended: [1, 2, 3, 27, 28],
    once: [5],
  }
  await inTransaction(fresh.database.pool, client =>
    markObserved(
      client,
      Object.entries(crawled).flatMap(([board, days]) =>
        days.map(day => ({ source: 'a', board, at: `${march(day)}T12:00:00Z` })),
      ),
    ),
  )
  const read = (from: string, to: string) => readInterruptions(pool, { from, to })
  const ended = [
    { board: 'ended', from: march(29), to: march(31), days: 3, isOver: false },
    { board: 'weekly', from: march(18), to: march(30), days: 13, isOver: true },
    { board: 'ended', from: march(4), to: march(26), days: 23, isOver: true },
  ]
  expect(await read(march(20), march(31))).toEqual(ended)
  expect(await read(march(1), march(31))).toEqual([
    ...ended,
    { board: 'daily', from: march(5), to: march(11), days: 7, isOver: true },
  ])
})

const dayOf = ({ at }: ObservedDay): string => at.slice(0, 10)
const within = (marks: readonly ObservedDay[], at: number) =>
  at < ends.length ? marks.filter(each => dayOf(each) > begins[at]! && dayOf(each) <= ends[at]!) : []
const boardsOf = (marks: readonly ObservedDay[], source: string) =>
  new Set(marks.filter(each => each.source === source && each.board !== '').map(({ board }) => board!))

function oracle(marks: readonly ObservedDay[], at: number) {
  const inWindow = within(marks, at)
  const sources = [...Map.groupBy(inWindow, ({ source }) => source)].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    daysObserved: new Set(inWindow.map(dayOf)).size,
    sources: sources.map(([source, ofSource]) => {
      const days = Map.groupBy(ofSource, dayOf)
      const names = [...days.keys()].sort()
      const boards = boardsOf(inWindow, source)
      const earlier = boardsOf(within(marks, at + 1), source)
      return {
        source,
        daysObserved: days.size,
        // With two boards at most, one in part is more than a tenth.
        partialDays: [...days.values()].filter(ofDay =>
          [...Map.groupBy(ofDay, ({ board }) => board)].some(([, ofBoard]) =>
            ofBoard.every(({ partial }) => partial),
          ),
        ).length,
        boards: boards.size,
        boardsKept: [...boards].filter(board => earlier.has(board)).length,
        firstObserved: names[0],
        lastObserved: names.at(-1),
      }
    }),
  }
}
