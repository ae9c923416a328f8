import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase } from '../database.ts'
import { asOf, market } from '../pipeline/statistics/explain/explained-market.ts'
import { importPostings } from '../raw-postings.ts'

const launcher = join(import.meta.dirname, '../../scripts/jobtide')
let fresh: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  fresh = await freshDatabase()
  await importPostings(fresh.database, market)
})
afterAll(() => fresh.drop())

const explain = (...args: string[]) =>
  promisify(execFile)(
    launcher,
    ['explain', 'data engineer', '--location', 'London', '--as-of', asOf, ...args],
    {
      env: { ...process.env, DATABASE_URL: fresh.url },
    },
  )

it('publishes the day it is asked for and explains its number, as text and as JSON', async () => {
  const first = await explain('--figure', 'p50', '--limit', '2')
  expect(first.stderr).toContain(`for ${asOf}`)
  expect(first.stdout).toMatch(
    /^Data Engineer\nPermanent jobs in London, 6 months to 21 November 2025\n─+\n£66,000 {2}median annual salary\n/,
  )
  expect(first.stdout).toContain('Vacancies 2 to 3 of 4, in the order of their points')

  const { stdout, stderr } = await explain('--figure', 'skill:Python', '--json', '--limit', '0')
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toMatchObject({
    figure: 'skill',
    skill: 'Python',
    value: 9,
    recomputed: 9,
    total: 9,
  })
})

it('names a figure it does not know in one line', async () => {
  const error = await explain('--figure', 'p51').catch(cause => cause)
  expect([error.code, error.stdout]).toEqual([1, ''])
  expect(error.stderr).toMatch(
    /^jobtide: "p51" is no figure; did you mean p50\? There are vacancies, .* and skill:NAME\n$/,
  )
})
