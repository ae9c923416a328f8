import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RawPosting } from '../../../../crawlers/source.ts'
import { inTransaction } from '../../../../db/connection.ts'
import { markObserved } from '../../../../db/loaders/observed-days.ts'
import { readCoverage } from '../../../../db/queries/coverage.ts'
import { findPublication } from '../../../../db/queries/publications.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { publishCoverage } from '../../../../pipeline/statistics/coverage/publish-coverage.ts'
import { readPageCoverage } from '../../../../pipeline/statistics/coverage/read-page-coverage.ts'
import { findLocation, findTerm } from '../../../../pipeline/statistics/find-subject.ts'
import { freshDatabase } from '../../../database.ts'
import { importPostings } from '../../../raw-postings.ts'

let number = 0
/** An advert of its own employer, seen on the day it was first advertised unless told. */
const advert = (source: string, postedAt: string, more: Partial<RawPosting> = {}): RawPosting => ({
  source,
  sourceId: String(++number),
  title: 'Java Developer',
  description: 'Join the team.',
  company: `Employer ${number} Ltd`,
  locations: ['London, UK'],
  employmentTypes: ['permanent'],
  postedAt,
  seenAt: `${postedAt}T09:00:00Z`,
  ...more,
})

const asOf = '2025-11-21'
let fresh: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  fresh = await freshDatabase()
  await importPostings(fresh.database, [
    // The day before the window, its first and its last; twice a day; and one that was found later.
    advert('alpha', '2025-08-21'),
    advert('alpha', '2025-08-22'),
    advert('alpha', '2025-11-21'),
    advert('alpha', '2025-11-21'),
    advert('alpha', '2025-10-01', { seenAt: '2025-11-21T09:00:00Z' }),
    advert('alpha', '2024-09-01'),
    advert('alpha', '2024-10-01'),
    advert('beta', '2025-10-05', { title: 'Python Developer' }),
    advert('beta', '2025-10-06', { title: 'Python Developer' }),
    advert('beta', '2025-10-07', { title: 'Python Developer' }),
    // Outside of the UK, of no type, and of another trade: on no page.
    advert('gamma', '2025-10-08', { locations: ['Berlin, Germany'] }),
    advert('gamma', '2025-10-08', { employmentTypes: ['internship'] }),
    advert('gamma', '2025-10-08', { title: 'Nurse' }),
  ])
  await markObserved(fresh.database.pool, [
    { source: 'beta', board: 'beta/one', at: '2025-10-05T10:00:00Z', partial: true },
    { source: 'beta', board: 'beta/one', at: '2025-10-06T10:00:00Z', partial: true },
    { source: 'beta', board: 'beta/two', at: '2025-10-06T10:00:00Z' },
    { source: 'beta', board: 'beta/two', at: '2025-10-20T10:00:00Z' },
    { source: 'beta', board: 'beta/two', at: '2024-10-20T10:00:00Z' },
  ])
})
afterAll(() => fresh.drop())

async function publish() {
  await aggregate(fresh.database, asOf, 3)
  const publication = (await findPublication(fresh.database, asOf, 3))!
  await inTransaction(fresh.database.pool, client =>
    publishCoverage(client, publication.publicationId, 3, publication.endsOn),
  )
  return publication
}

it('counts vacancies, days advertised, days observed and boards, by source', async () => {
  const { publicationId } = await publish()
  const coverage = (await readCoverage(fresh.database, publicationId))!
  expect(coverage.observedSince).toBe('2024-09-01')
  expect(coverage.windows.map(({ beginsOn, endsOn, days }) => [beginsOn, endsOn, days])).toEqual([
    ['2025-08-22', '2025-11-21', 92],
    ['2024-08-22', '2024-11-21', 92],
    ['2023-08-22', '2023-11-21', 92],
    ['2022-08-22', '2022-11-21', 92],
  ])
  expect(coverage.windows[0]).toMatchObject({ yearsBack: 0, vacancies: 7, daysObserved: 7 })
  expect(coverage.windows[0]!.sources).toEqual([
    {
      source: 'alpha',
      vacancies: 4,
      daysAdvertised: 3,
      daysObserved: 2,
      partialDays: 0,
      boards: 0,
      boardsKept: 0,
      firstObserved: '2025-08-22',
      lastObserved: '2025-11-21',
    },
    {
      source: 'beta',
      vacancies: 3,
      daysAdvertised: 3,
      daysObserved: 4,
      partialDays: 2,
      boards: 2,
      boardsKept: 1,
      firstObserved: '2025-10-05',
      lastObserved: '2025-10-20',
    },
    {
      source: 'gamma',
      vacancies: 0,
      daysAdvertised: 0,
      daysObserved: 1,
      partialDays: 0,
      boards: 0,
      boardsKept: 0,
      firstObserved: '2025-10-08',
      lastObserved: '2025-10-08',
    },
  ])
  expect(
    coverage.windows[1]!.sources.map(({ source, vacancies, daysObserved }) => [
      source,
      vacancies,
      daysObserved,
    ]),
  ).toEqual([
    ['alpha', 2, 2],
    ['beta', 0, 1],
  ])
  expect(coverage.windows[2]).toMatchObject({ vacancies: 0, daysObserved: 0, sources: [] })
  expect(coverage.comparability.map(({ yearsBack, comparable }) => [yearsBack, comparable])).toEqual([
    [0, false],
    [1, false],
    [2, false],
  ])
  expect(coverage.comparability[0]).toMatchObject({
    sharedSources: ['alpha'],
    sharedNow: 4 / 7,
    sharedEarlier: 1,
    reason:
      'beta (43 % of the vacancies, a year earlier 0 %) was observed on 4 days, a year earlier on 1; observation began on 2024-09-01',
  })
})

it('gives readers the same by the views', async () => {
  const { publicationId } = await publish()
  const { rows } = await fresh.database.pool.query(
    `select c.ends_on, c.comparable, c.reason, w.source, w.days_observed, w.days
     from mart.comparability c join mart.window_coverage w using (publication_id, years_back)
     where c.publication_id = $1 and c.as_of = $2 and c.months = 3 order by 1 desc, w.source`,
    [publicationId, asOf],
  )
  expect(rows.map(row => [row.ends_on, row.source, row.days_observed, row.days, row.comparable])).toEqual([
    ['2025-11-21', 'alpha', 2, 92, false],
    ['2025-11-21', 'beta', 4, 92, false],
    ['2025-11-21', 'gamma', 1, 92, false],
    ['2024-11-21', 'alpha', 2, 92, false],
    ['2024-11-21', 'beta', 1, 92, false],
  ])
  expect(rows[3].reason).toBe('no vacancies in the window to 2023-11-21; observation began on 2024-09-01')
})

it('judges a page by the sources of its own vacancies', async () => {
  const publication = await publish()
  const location = await findLocation(fresh.database, 'London')
  const coverageOf = async (title: string) => {
    const term = await findTerm(fresh.database, title)
    return (await readPageCoverage(fresh.database, publication, {
      termId: term.termId,
      areaId: location.areaId,
      market: 'permanent',
    }))!
  }
  const java = await coverageOf('Java Developer')
  expect(java.windows.map(({ vacancies }) => vacancies)).toEqual([4, 2, 0, 0])
  expect(java.windows[0]!.sources.map(({ source, vacancies }) => [source, vacancies])).toEqual([
    ['alpha', 4],
    ['beta', 0],
    ['gamma', 0],
  ])
  expect(java.comparability[0]).toMatchObject({
    comparable: true,
    reason: null,
    sharedNow: 1,
    sharedEarlier: 1,
  })
  const python = await coverageOf('Python Developer')
  expect(python.comparability[0]).toMatchObject({ comparable: false, sharedNow: 0 })
})
