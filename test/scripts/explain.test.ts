import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobtide, launchJobtide } from '../command-line.ts'
import { freshDatabase } from '../database.ts'
import { asOf, market } from '../pipeline/statistics/explain/explained-market.ts'
import { importPostings } from '../raw-postings.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  fresh = await freshDatabase()
  await importPostings(fresh.database, market)
})
afterAll(() => fresh.drop())

const question = ['explain', 'data engineer', '--location', 'London', '--as-of', asOf]
const setting = () => ({ env: { DATABASE_URL: fresh.url } })

it('publishes the day it is asked for and explains its number, as text and as JSON', async () => {
  const first = await launchJobtide([...question, '--figure', 'p50', '--limit', '2'], setting())
  expect(first.code).toBe(0)
  expect(first.stderr).toContain(`for ${asOf}`)
  expect(first.stdout).toMatch(
    /^Data Engineer\nPermanent jobs in London, 6 months to 21 November 2025\n─+\n£66,000 {2}median annual salary\n/,
  )
  expect(first.stdout).toContain('Vacancies 2 to 3 of 4, in the order of their points')

  const { code, stdout, stderr } = await jobtide(
    [...question, '--figure', 'skill:Python', '--json', '--limit', '0'],
    setting(),
  )
  expect([code, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toMatchObject({
    figure: 'skill',
    skill: 'Python',
    value: 9,
    recomputed: 9,
    total: 9,
  })
})

it('names a figure it does not know in one line', async () => {
  const error = await jobtide([...question, '--figure', 'p51'], setting())
  expect([error.code, error.stdout]).toEqual([1, ''])
  expect(error.stderr).toMatch(
    /^jobtide: "p51" is no figure; did you mean p50\? There are vacancies, .* and skill:NAME\n$/,
  )
})
