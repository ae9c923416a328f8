import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../../db/connection.ts'
import { rebuildVacancies } from '../../../db/loaders/vacancies.ts'
import { grantReader } from '../../../db/reader-role.ts'
import { histogram } from '../../../pipeline/statistics/histogram.ts'
import { payOfQuotes } from '../../../pipeline/statistics/pay-of-quotes.ts'
import { payUnits, readTrendPage } from '../../../pipeline/statistics/read-trend-page.ts'
import type { TrendPage } from '../../../pipeline/statistics/trend-page.ts'
import { freshDatabase } from '../../database.ts'
import { loadSketches } from '../../db/posting-rows.ts'
import { asOf, chooseSubjects, publishAnew, type Subject } from './published-sandbox.ts'

const role = `reader_trend_${process.pid}`
let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase('sandbox')
  await grantReader(fresh.database, role, [], { password: 'of-no-importance' })
})
afterAll(async () => {
  await fresh.database.pool.query(`drop owned by ${role}; drop role ${role}`)
  await fresh.drop()
})

/** Rows of a function, as a role that sees nothing below `mart`. */
async function ask(call: string, values: unknown[]) {
  const client = await fresh.database.pool.connect()
  try {
    await client.query(`begin; set local role ${role}`)
    return (await client.query(`select * from mart.${call}`, values)).rows
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** What the four functions say of a page's subject, in the shape of the page. */
async function answers({ term, area, type }: Subject, months: number) {
  const values = [term.name, area.name, type, asOf, months, term.category]
  const [skills, trend, histogram, vacancies] = await Promise.all(
    ['co_occurring_skills', 'monthly_trend', 'pay_histogram', 'vacancies_behind'].map(name =>
      ask(`${name}($1, $2, $3, $4, $5, $6)`, values),
    ),
  )
  const rowOf = ({
    skill: name,
    category,
    vacancies,
    share,
    share_low,
    share_high,
  }: (typeof rows)[number]) => ({
    ...{ name, category, vacancies, share },
    shareInterval: [share_low, share_high],
  })
  const rows = skills!
  const quotes = vacancies!.filter(({ quote_unit }) => quote_unit === payUnits[type][0])
  const pay = payOfQuotes(quotes.map(({ quote_low: low, quote_high: high }) => ({ low, high })))
  return {
    topSkills: rows
      .filter(row => row.rank_overall !== null)
      .map(row => ({ rank: row.rank_overall, ...rowOf(row) })),
    skillsByCategory: [...Map.groupBy(rows, row => row.category as string)]
      .sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
      .map(([category, own]) => ({
        category,
        skills: own.slice(0, 20).map(row => {
          const { category: _, ...skill } = rowOf(row)
          return { rank: row.rank_in_category, ...skill }
        }),
      })),
    most: Math.max(0, ...[...Map.groupBy(rows, row => row.category).values()].map(own => own.length)),
    trend: trend!.map(
      ({ ends_on, all_vacancies: _, share, share_low, share_high, p50_low, p50_high, ...point }) => ({
        month: ends_on.slice(0, 7),
        ...point,
        shareOfAll: share,
        shareInterval: share_low === null ? null : [share_low, share_high],
        p50Interval: p50_low === null ? null : [p50_low, p50_high],
      }),
    ),
    histogram: histogram!.map(({ bin_from: from, bin_to: to, vacancies }) => ({ from, to, vacancies })),
    behind: [vacancies!.length, pay?.quoted ?? 0, pay?.p10 ?? null, pay?.p50 ?? null, pay?.p90 ?? null],
  }
}

/** The same of the page. */
function shown({ columns: [column], topSkills, skillsByCategory, trend, histogram, type }: TrendPage) {
  const { quoted, p10, p50, p90 } = column.pay[payUnits[type][0]]!
  return { topSkills, skillsByCategory, trend, histogram, behind: [column.vacancies, quoted, p10, p50, p90] }
}

describe('functions of mart say what the page shows, to the last bit', () => {
  it.each([
    ['some stored', 12, 3],
    ['all read from vacancies', 100_000, 6],
  ])('%s', async (_, storedFrom, months) => {
    const { database } = fresh
    const publication = await publishAnew(database, months, storedFrom)
    const subjects = await chooseSubjects(database, publication, 8, 10)
    expect(subjects.length).toBeGreaterThan(15)
    let longest = 0
    for (const subject of subjects) {
      const { term, area, type } = subject
      const page = await readTrendPage(database, publication, term, area, type)
      const { most, ...said } = await answers(subject, months)
      expect({ ...subject, ...said }).toEqual({ ...subject, ...shown(page) })
      longest = Math.max(longest, most)
    }
    expect(longest).toBe(30)
  })
})

it('answers what the publication saw, whatever has changed since', async () => {
  const { database } = fresh
  const publication = await publishAnew(database, 6, 100_000)
  const [subject] = await chooseSubjects(database, publication, 1, 1)
  const before = await answers(subject!, 6)
  await inTransaction(database.pool, async client => {
    await client.query(
      `with changed as (
         update core.postings set pay_min = 1.25 * pay_min, pay_max = 1.25 * pay_max, terms = terms[3:] || terms[1:2]
         returning title_key, company_key, place_key
       ) insert into core.stale_clusters select distinct * from changed`,
    )
    await rebuildVacancies(client)
  })
  const { rows } = await database.pool.query('select count(*) as n from core.past_vacancies')
  expect(rows[0].n).toBeGreaterThan(1000)
  expect(await answers(subject!, 6)).toEqual(before)
})

it('has the bins of the page for any quotes', async () => {
  const quote = fc.oneof(
    fc.integer({ min: 10_000, max: 400_000 }),
    fc.integer({ min: 20, max: 400 }).map(n => 250 * n),
    fc.double({ min: 5, max: 3000, noNaN: true }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(quote, { maxLength: 120 }), async quotes => {
      const ascending = Float64Array.from(quotes).sort()
      const { rows } = await fresh.database.pool.query(
        `select bin_from + (n - 1) * bin_width as "from", bin_from + n * bin_width as "to", b.vacancies
         from core.histogram($1) cross join unnest(bins) with ordinality b (vacancies, n) order by n`,
        [[...ascending]],
      )
      expect(rows).toEqual(histogram(ascending))
    }),
    { numRuns: 200, seed: 8 },
  )
})

describe('names', () => {
  const behind = (...values: unknown[]) =>
    ask(`vacancies_behind(${values.map((_, at) => `$${at + 1}`).join(', ')})`, values)

  it('are found whatever the case; nothing comes of unknown ones, nor of days not published', async () => {
    const all = await behind('developer', 'uk', 'permanent', asOf)
    expect(all.length).toBeGreaterThan(50)
    expect(await behind('Developer', 'UK', 'permanent', asOf, 6, 'job titles')).toEqual(all)
    for (const values of [
      ['Developer', 'UK', 'permanent', asOf, 4],
      ['Developer', 'UK', 'permanent', '2025-11-20'],
      ['Developer', 'UK', 'temporary', asOf],
      ['Developer', 'Atlantis', 'permanent', asOf],
      ['Developr', 'UK', 'permanent', asOf],
      ['Developer', 'UK', 'permanent', asOf, 6, 'Databases'],
    ])
      for (const name of ['vacancies_behind', 'co_occurring_skills', 'monthly_trend', 'pay_histogram'])
        expect([
          name,
          values,
          await ask(`${name}(${values.map((_, at) => `$${at + 1}`).join(', ')})`, values),
        ]).toEqual([name, values, []])
  })

  it('that a title and a skill share mean the title, or what the category says', async () => {
    const { database } = fresh
    await loadSketches(database, [
      {
        id: 'title',
        title: 'As title',
        postedOn: asOf,
        company: 'A',
        terms: [{ category: 'Job Titles', name: 'Twofold' }],
      },
      {
        id: 'skill',
        title: 'As skill',
        postedOn: asOf,
        company: 'B',
        terms: [{ category: 'Databases', name: 'Twofold' }],
      },
    ])
    await publishAnew(database, 6, 250)
    const titles = async (...values: unknown[]) =>
      (await behind('twofold', 'UK', 'permanent', asOf, ...values)).map(row => row.title)
    expect(await titles()).toEqual(['As title'])
    expect(await titles(6, 'Databases')).toEqual(['As skill'])
    expect(await titles(6, 'job titles')).toEqual(['As title'])
  })
})
