import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, inTransaction } from '../../../../db/connection.ts'
import { findPublication } from '../../../../db/queries/publications.ts'
import { writeVacancies } from '../../../../pipeline/quality/bench-vacancies.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { findLocation, findTerm } from '../../../../pipeline/statistics/find-subject.ts'
import { readGuidePage } from '../../../../pipeline/statistics/guide/read-guide-page.ts'
import { publishPremiums } from '../../../../pipeline/statistics/premiums/publish-premiums.ts'
import { marketVacancies } from '../../../../scripts/bench/market-vacancies.ts'
import { freshDatabase } from '../../../database.ts'

const asOf = '2025-11-21'
const vacancies = [...marketVacancies(40_000)].flat().filter(({ postedOn }) => postedOn > '2025-03-01')

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
  await writeVacancies(fresh.database, vacancies)
  await aggregate(fresh.database, asOf, 6)
  await publish(fresh.database, few)
})
afterAll(() => fresh.drop())

const few = { mostTitles: 12, leastQuoted: 60 }

async function publish(database: Database, titles?: typeof few, months = 6) {
  const { publicationId } = (await findPublication(database, asOf, months))!
  return inTransaction(database.pool, client => publishPremiums(database, client, publicationId, titles))
}

const premiums = async ({ pool }: Database) =>
  (await pool.query('select * from mart.skill_premiums order by type, term, category, skill')).rows

const clear = () => fresh.database.pool.query('delete from mart.publication_premiums')

it('publishes the premiums of the salary guides, of both types', async () => {
  const { database } = fresh
  const rows = await premiums(database)
  expect(rows.length).toBeGreaterThan(100)
  expect(new Set(rows.map(row => row.type))).toEqual(new Set(['permanent', 'contract']))
  const publication = (await findPublication(database, asOf, 6))!
  const uk = await findLocation(database, 'UK')
  for (const type of ['permanent', 'contract'] as const) {
    const name = rows.find(row => row.type === type && row.skill === 'SQL' && row.observations > 150)?.term
    const mine = rows.filter(row => row.type === type && row.term === name)
    const guide = await readGuidePage(database, publication, await findTerm(database, name), uk)
    const told = guide.markets[type].skillPremiums.filter(({ adjusted }) => adjusted !== null)
    expect(told.length).toBeGreaterThan(5)
    expect(mine.map(row => row.skill).sort()).toEqual(told.map(({ skill }) => skill).sort())
    for (const { skill, category, raw, adjusted } of told) {
      const near = (ratio: number) => expect.closeTo(ratio - 1, 9)
      expect(mine.find(row => row.skill === skill)).toEqual({
        as_of: asOf,
        months: 6,
        location: 'UK',
        ...{ type, term: name, category, skill },
        unit: type === 'permanent' ? 'year' : 'day',
        quoted_with: raw.mine.quoted,
        quoted_without: raw.other.quoted,
        raw_premium: near(raw.ratio!),
        raw_low: near(raw.ratioInterval![0]),
        raw_high: near(raw.ratioInterval![1]),
        adjusted_premium: near(adjusted!.ratio!),
        adjusted_low: near(adjusted!.ratioInterval![0]),
        adjusted_high: near(adjusted!.ratioInterval![1]),
        observations: raw.mine.quoted + raw.other.quoted,
        r2: expect.closeTo(0.5, 0),
        publication_id: publication.publicationId,
      })
    }
  }
})

it('covers the most quoted titles that quote enough', async () => {
  const { database } = fresh
  const { rows: quoted } = await database.pool.query<{ type: string; term: string; quoted: number }>(
    `select type, term, quoted from mart.pay_statistics
     where location = 'UK' and category = 'Job Titles' and years_back = 0
       and unit = case type when 'permanent' then 'year' else 'day' end
     order by quoted desc, lower(term)`,
  )
  const expected = ({ mostTitles, leastQuoted }: typeof few) =>
    ['contract', 'permanent']
      .flatMap(type => quoted.filter(row => row.type === type).slice(0, mostTitles))
      .filter(row => row.quoted >= leastQuoted)
      .map(row => `${row.type} ${row.term}: ${row.quoted}`)
      .sort()
  const covered = async () =>
    [...new Set((await premiums(database)).map(row => `${row.type} ${row.term}: ${row.observations}`))].sort()

  expect(await covered()).toEqual(expected(few))
  await clear()
  await publish(database)
  expect(await covered()).toEqual(expected({ mostTitles: 30, leastQuoted: 200 }))
  expect(expected({ mostTitles: 30, leastQuoted: 200 })).not.toEqual(expected(few))
  await clear()
  expect(await publish(database, { mostTitles: 30, leastQuoted: 1_000_000 })).toBe(0)
  await publish(database, few)
})

it('writes once, and the same again, whatever the order of loading', async () => {
  const { database } = fresh
  const first = await premiums(database)
  expect(await publish(database, few)).toBe(0)
  expect(await premiums(database)).toEqual(first)
  await clear()
  expect(await publish(database, few)).toBe(first.length)
  expect(await premiums(database)).toEqual(first)

  const other = await freshDatabase()
  try {
    await writeVacancies(other.database, vacancies.toReversed())
    await aggregate(other.database, asOf, 6)
    await publish(other.database, few)
    const { publicationId } = (await findPublication(other.database, asOf, 6))!
    const there = await premiums(other.database)
    expect(there).toEqual(first.map(row => ({ ...row, publication_id: publicationId })))
  } finally {
    await other.drop()
  }
})

it('is of six months only, and goes with the publication', async () => {
  const { database } = fresh
  await aggregate(database, asOf, 3)
  expect(await publish(database, few, 3)).toBe(0)
  const { publicationId } = (await findPublication(database, asOf, 6))!
  await database.pool.query('update mart.publications set current = false where publication_id = $1', [
    publicationId,
  ])
  expect(await premiums(database)).toEqual([])
  await database.pool.query('delete from mart.publications where publication_id = $1', [publicationId])
  const { rows } = await database.pool.query('select count(*) as n from mart.publication_premiums')
  expect(rows[0].n).toBe(0)
})
