import { afterAll, beforeAll, expect, it } from 'vitest'
import { readTrendPage } from '../../../pipeline/statistics/read-trend-page.ts'
import type { TrendPage } from '../../../pipeline/statistics/trend-page.ts'
import { freshDatabase } from '../../database.ts'
import { chooseSubjects, publishAnew, type Subject } from './published-sandbox.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase('sandbox')
})
afterAll(() => fresh.drop())

it('gives the same page whether lists and points are stored or read from vacancies', async () => {
  const { database } = fresh
  let subjects: Subject[] | undefined
  const pagesOf = async (storedFrom: number) => {
    const publication = await publishAnew(database, 6, storedFrom)
    subjects ??= await chooseSubjects(database, publication, 12, 8)
    const pages: TrendPage[] = []
    for (const { term, area, type } of subjects)
      pages.push({ ...(await readTrendPage(database, publication, term, area, type)), publication: null })
    const { rows } = await database.pool.query('select count(*) as stored from mart.window_lists')
    return { pages, stored: rows[0].stored as number }
  }
  // Of a page some lists are stored, and those of smaller cells are read.
  const stored = await pagesOf(12)
  const read = await pagesOf(100_000)
  expect(stored.stored).toBeGreaterThan(1000)
  expect(read.stored).toBe(0)
  for (const [at, page] of stored.pages.entries()) expect(read.pages[at]).toEqual(page)
  const filled = stored.pages.filter(page => page.topSkills.length === 30 && page.histogram.length > 5)
  expect(filled.length).toBeGreaterThan(10)
  expect(stored.pages[0]!.trend.length).toBeGreaterThan(20)
})
