import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../db/connection.ts'
import { jobTitles } from '../../../db/loaders/terms.ts'
import { aggregate, aggregateDays } from '../../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../../database.ts'
import { loadSketches, type PostingSketch } from '../../db/posting-rows.ts'
import { oracleOf, publishedCells } from './window-oracle.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

const skills = ['Java', 'Python', 'SQL', 'Go', 'Rust', 'Perl']
const firstDay = Date.UTC(2023, 0, 1)
const days = 1100

const sketch = fc
  .record({
    day: fc.nat(days),
    open: fc.option(fc.nat(300)),
    market: fc.constantFrom('permanent', 'permanent', 'contract', null),
    pay: fc.option(fc.tuple(fc.integer({ min: 20, max: 90 }), fc.nat(30), fc.constantFrom('day', 'hour'))),
    title: fc.constantFrom('Developer', 'Tester', 'Analyst'),
    skills: fc.subarray(skills),
    areas: fc.constantFrom<string[][]>(
      ['UK'],
      ['UK', 'England'],
      ['UK', 'England', 'London'],
      ['UK', 'Scotland'],
      [],
    ),
  })
  .map(({ day, open, market, pay, title, skills: names, areas }): Omit<PostingSketch, 'id'> => {
    const date = (n: number) => new Date(firstDay + n * 86_400_000).toISOString().slice(0, 10)
    const unit = market === 'permanent' ? 'year' : (pay?.[2] as 'day' | 'hour')
    const scale = unit === 'year' ? 1000 : unit === 'day' ? 10 : 1.25
    return {
      postedOn: date(day),
      closedOn: open === null ? null : date(day + open),
      market: market as 'permanent' | 'contract' | null,
      pay: pay && [pay[0] * scale, (pay[0] + pay[1]) * scale, unit],
      terms: [
        { category: jobTitles, name: title },
        ...names.map((name, at) => ({ category: at % 2 ? 'Databases' : 'Languages', name })),
      ],
      areas,
    }
  })

let round = 0
/** Loads sketches as adverts of companies of their own; the same number later is another version of the same advert. */
const load = (database: Database, sketches: Omit<PostingSketch, 'id'>[], numbers: number[]) =>
  loadSketches(
    database,
    sketches.map((each, at) => ({
      ...each,
      id: `${round}-${numbers[at]}`,
      company: `Company ${round} ${numbers[at]}`,
      seenAt: new Date(Date.parse(`${each.postedOn}T12:00:00Z`) + 1000 * ++clock).toISOString(),
    })),
    50,
  )
let clock = 0

const ends = ['2024-02-29', '2025-01-31', '2025-08-31', '2025-12-31']

describe('windows that are brought up to date', () => {
  it('hold what plain SQL counts, whatever changed and in whatever order they were computed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(sketch, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 4 }),
        fc.shuffledSubarray(ends, { minLength: 2 }),
        fc.constantFrom(3, 6),
        fc.constantFrom(1, 4, 1000),
        async (batches, order, months, storedFrom) => {
          round++
          const { database } = fresh
          for (const [at, batch] of batches.entries()) {
            // Every later batch changes some adverts of the first and adds others.
            await load(
              database,
              batch,
              batch.map((_, n) => (n % 3 === 0 ? n : 1000 * at + n)),
            )
            const chosen = order.slice(0, at + 1)
            // Two workers on the same days, and then all of them.
            await Promise.all([
              aggregateDays(
                database,
                chosen.map(asOf => ({ asOf, months })),
                { storedFrom },
              ),
              aggregate(database, chosen[0]!, months, { storedFrom }),
            ])
          }
          await aggregateDays(
            database,
            order.map(asOf => ({ asOf, months })),
            { storedFrom },
          )
          for (const asOf of order)
            expect(await publishedCells(database, asOf, months)).toEqual(
              await oracleOf(database, asOf, months),
            )
        },
      ),
      { numRuns: 12, seed: 5 },
    )
  })
})
