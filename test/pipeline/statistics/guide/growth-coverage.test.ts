import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Publication } from '../../../../db/queries/publications.ts'
import { judgeGrowth } from '../../../../pipeline/statistics/guide/growth-coverage.ts'
import { monthsBefore } from '../../../../pipeline/statistics/guide/window-of.ts'
import { freshDatabase } from '../../../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>

const publication = { asOf: '2025-11-21' } as Publication

/** Looks at one source on every nth day of a period, and has it give vacancies on as many. */
async function observe(from: string, to: string, step: number, vacancies: number): Promise<void> {
  const days = `select day::date from generate_series($1::date, $2::date, make_interval(days => $3)) day`
  const { pool } = fresh.database
  await pool.query(
    `insert into core.observed_days (source, board, day, partial) select 'board', '', day, false from (${days}) d`,
    [from, to, step],
  )
  await pool.query(
    `insert into core.advertised_days (day, source, vacancies) select day, 'board', $4 from (${days}) d`,
    [from, to, step, vacancies],
  )
}

describe('growth of three months on the three before', () => {
  beforeEach(async () => {
    fresh = await freshDatabase()
  })
  afterEach(() => fresh.drop())

  it('is comparable where both were observed alike', async () => {
    await observe('2025-05-22', '2025-08-21', 1, 2)
    await observe('2025-08-22', '2025-11-21', 1, 3)
    expect(await judgeGrowth(fresh.database, publication)).toEqual({ comparable: true, reason: null })
  })

  it('is not where the earlier months were observed thinly, and says so', async () => {
    await observe('2025-05-22', '2025-08-21', 10, 2)
    await observe('2025-08-22', '2025-11-21', 1, 2)
    const { comparable, reason } = await judgeGrowth(fresh.database, publication)
    expect(comparable).toBe(false)
    expect(reason).toBe(
      'board (100 % of the vacancies, in the three months before 100 %) was observed on 92 days, in the three months before on 10',
    )
  })

  it('is not judged where nothing was counted', async () => {
    expect(await judgeGrowth(fresh.database, publication)).toEqual({ comparable: null, reason: null })
  })
})

describe('months before a day', () => {
  it.each([
    ['2025-11-21', 3, '2025-08-21'],
    ['2025-08-31', 6, '2025-02-28'],
    ['2024-08-31', 6, '2024-02-29'],
    ['2025-01-15', 6, '2024-07-15'],
    ['2025-03-31', 120, '2015-03-31'],
  ])('%s less %i months is %s', (day, months, earlier) => expect(monthsBefore(day, months)).toBe(earlier))
})
