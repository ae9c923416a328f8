import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobtide, launchJobtide } from '../command-line.ts'
import { freshDatabase } from '../database.ts'
import { asOf, backendMarket } from '../pipeline/statistics/guide/backend-market.ts'
import { importPostings } from '../raw-postings.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  fresh = await freshDatabase()
  await importPostings(fresh.database, backendMarket)
})
afterAll(() => fresh.drop())

const setting = () => ({ env: { DATABASE_URL: fresh.url } })

it('publishes the day it is asked for and prints the guide, as text and as JSON', async () => {
  const first = await launchJobtide(
    ['guide', 'backend developer', '--location', 'london', '--as-of', asOf],
    setting(),
  )
  expect(first.code).toBe(0)
  expect(first.stderr).toContain(`for ${asOf}`)
  expect(first.stdout).toMatch(/^Backend Developer\nSalary guide for London, 6 months to 21 November 2025\n/)
  expect(first.stdout).toMatch(/^Median +£71,000 +64,000–78,000/m)

  const { code, stdout, stderr } = await jobtide(
    ['guide', 'backend developer', '--as-of', asOf, '--months', '6', '--json'],
    setting(),
  )
  expect([code, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toMatchObject({
    term: 'Backend Developer',
    location: 'UK',
    markets: { permanent: { pay: { quoted: 24, p50: 59_500 } } },
    positions: { total: 18 },
  })
})

it('names what it does not know in one line', async () => {
  const error = await jobtide(['guide', 'Backend Developr', '--as-of', asOf], setting())
  expect([error.code, error.stdout]).toEqual([1, ''])
  expect(error.stderr).toBe(
    'jobtide: no title or skill is named "Backend Developr"; did you mean "Backend Developer"?\n',
  )
})
