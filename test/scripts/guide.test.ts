import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase } from '../database.ts'
import { asOf, backendMarket } from '../pipeline/statistics/guide/backend-market.ts'
import { importPostings } from '../raw-postings.ts'

const launcher = join(import.meta.dirname, '../../scripts/jobtide')
let fresh: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  fresh = await freshDatabase()
  await importPostings(fresh.database, backendMarket)
})
afterAll(() => fresh.drop())

const guide = (...args: string[]) =>
  promisify(execFile)(launcher, ['guide', ...args], {
    env: { ...process.env, DATABASE_URL: fresh.url },
  })

it('publishes the day it is asked for and prints the guide, as text and as JSON', async () => {
  const first = await guide('backend developer', '--location', 'london', '--as-of', asOf)
  expect(first.stderr).toContain(`for ${asOf}`)
  expect(first.stdout).toMatch(/^Backend Developer\nSalary guide for London, 6 months to 21 November 2025\n/)
  expect(first.stdout).toMatch(/^Median +£71,000 +64,000–78,000/m)

  const { stdout, stderr } = await guide('backend developer', '--as-of', asOf, '--months', '6', '--json')
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toMatchObject({
    term: 'Backend Developer',
    location: 'UK',
    markets: { permanent: { pay: { quoted: 24, p50: 59_500 } } },
    positions: { total: 18 },
  })
})

it('names what it does not know in one line', async () => {
  const error = await guide('Backend Developr', '--as-of', asOf).catch(cause => cause)
  expect([error.code, error.stdout]).toEqual([1, ''])
  expect(error.stderr).toBe(
    'jobtide: no title or skill is named "Backend Developr"; did you mean "Backend Developer"?\n',
  )
})
