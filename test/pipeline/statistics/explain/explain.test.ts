import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, inTransaction } from '../../../../db/connection.ts'
import { rebuildVacancies } from '../../../../db/loaders/vacancies.ts'
import { findPublication } from '../../../../db/queries/publications.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { explain } from '../../../../pipeline/statistics/explain/explain.ts'
import type {
  ExplainedVacancy,
  Explanation,
  Question,
} from '../../../../pipeline/statistics/explain/explanation.ts'
import { findLocation, findTerm } from '../../../../pipeline/statistics/find-subject.ts'
import type { MarketType } from '../../../../pipeline/statistics/trend-page.ts'
import { freshDatabase } from '../../../database.ts'
import { importPostings } from '../../../raw-postings.ts'
import { asOf, market } from './explained-market.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let database: Database

beforeAll(async () => {
  fresh = await freshDatabase()
  database = fresh.database
  await importPostings(database, market)
  await database.pool.query(`
    with hidden as (update core.postings set publishable = false where source_id = 'secret' returning *)
    insert into core.stale_clusters select title_key, company_key, place_key from hidden on conflict do nothing`)
  await inTransaction(database.pool, rebuildVacancies)
  await aggregate(database, asOf, 6)
})
afterAll(() => fresh.drop())

async function ask(
  question: Partial<Question> & { type?: MarketType; location?: string; term?: string },
  audience: 'operator' | 'public' = 'operator',
): Promise<Explanation> {
  const { type = 'permanent', location = 'London', term = 'Data Engineer', ...asked } = question
  return explain(
    database,
    (await findPublication(database, asOf, 6))!,
    await findTerm(database, term),
    await findLocation(database, location),
    type,
    { figure: 'vacancies', skill: null, unit: null, yearsBack: 0, limit: 0, offset: null, ...asked },
    audience,
  )
}

/** Ids of the examples by reason and detail. */
const leftOut = ({ leftOut: rows }: Explanation) =>
  Object.fromEntries(
    rows.map(({ reason, detail, total, examples }) => [
      [reason, detail].filter(Boolean).join(': '),
      [total, ...examples.map(example => example.sourceId).sort()],
    ]),
  )

const speakers = ({ vacancies }: Explanation) =>
  vacancies.map(({ adverts }) => adverts.find(({ speaks }) => speaks)!.sourceId)

const vacancyOf = ({ vacancies }: Explanation, sourceId: string): ExplainedVacancy =>
  vacancies.find(({ adverts }) => adverts.some(advert => advert.sourceId === sourceId))!

const marked = (excerpt: { text: string; marks: [number, number][] } | null) =>
  excerpt?.marks.map(([start, end]) => excerpt.text.slice(start, end)).join('|')

describe('a count', () => {
  it('is of the vacancies that it lists, newest first, and says why others were left out', async () => {
    const explanation = await ask({})
    expect(explanation).toMatchObject({
      value: 10,
      recomputed: 10,
      total: 10,
      begins: '2025-05-21',
      endsOn: asOf,
    })
    expect(speakers(explanation)[0]).toBe('text-pay')
    expect(speakers(explanation).sort()).toEqual(
      [
        ...['competitive', 'euros', 'monthly', 'predicted', 'range', 'silent'],
        ...['text-pay', 'title-pay', 'too-little', 'typed-pay'],
      ].sort(),
    )
    expect(leftOut(explanation)).toEqual({
      duplicate: [2, 'outspoken', 'range-again'],
      'type: contract': [2, 'day-rate', 'hour-rate'],
      'type: internship': [1, 'intern'],
      'type: no type stated, so contract': [1, 'untyped'],
      'place: elsewhere in the UK': [1, 'north'],
      'place: outside the UK': [1, 'abroad'],
      'place: no place known': [1, 'nowhere'],
      'place: in the UK, nothing narrower stated': [1, 'country'],
      'scope: not in English (de)': [1, 'german'],
      forbidden: [1, 'secret'],
      before: [1, 'eve'],
      'before: and again in these months': [1, 'dusk'],
      after: [1, 'morrow'],
    })
  })

  it('names every advert of a job, and which one speaks for it', async () => {
    const { adverts } = vacancyOf(await ask({}), 'range')
    expect(adverts.map(({ source, url, speaks }) => [source, url, speaks])).toEqual([
      ['board', 'https://board.example/jobs/range', true],
      ['other-board', 'https://board.example/jobs/range-again', false],
    ])
  })

  it('tells the public nothing of adverts whose source forbids it', async () => {
    const told = JSON.stringify(await ask({}, 'public'))
    expect(told).not.toContain('secret')
    expect(told).toContain('range-again')
  })

  it('of what is open on a day leaves out what has closed', async () => {
    const explanation = await ask({ figure: 'live' })
    expect([explanation.value, explanation.recomputed, speakers(explanation).sort()]).toEqual([
      2,
      2,
      ['text-pay', 'title-pay'],
    ])
    expect(leftOut(explanation)['closed: not seen for 30 days']?.[0]).toBe(8)
  })

  it('of a window one year earlier is empty, and what came since is left out', async () => {
    const explanation = await ask({ yearsBack: 1 })
    expect([explanation.value, explanation.total, explanation.endsOn]).toEqual([0, 0, '2024-11-21'])
    expect(leftOut(explanation).after?.[0]).toBe(13)
  })
})

describe('a skill', () => {
  it('counts the jobs whose speaking advert asks for it', async () => {
    const explanation = await ask({ figure: 'skill', skill: 'python' })
    expect([explanation.value, explanation.recomputed, explanation.skill]).toEqual([8, 8, 'Python'])
    expect(explanation.basis).toEqual({ kind: 'count', of: 10 })
    expect(leftOut(explanation)).toMatchObject({
      withoutSkill: [2, 'silent', 'text-pay'],
      spokenFor: [1, 'outspoken'],
      duplicate: [1, 'range-again'],
    })
    const { words } = vacancyOf(explanation, 'range')
    expect(words.terms.map(({ term, excerpt }) => [term, marked(excerpt), excerpt?.text])).toEqual([
      ['Data Engineer', 'Data Engineer', 'Data Engineer'],
      ['Python', 'Python', 'We ask for experience in Python, dbt and Airflow.'],
    ])
  })

  it('by itself leaves out adverts that are not of IT', async () => {
    expect(leftOut(await ask({ term: 'Python' }))).toMatchObject({ 'scope: not an IT role': [1, 'chef'] })
  })
})

describe('pay', () => {
  it('is taken over the quotes, and says why others have none', async () => {
    const explanation = await ask({ figure: 'p50' })
    expect([explanation.value, explanation.recomputed, explanation.total]).toEqual([66_000, 66_000, 4])
    expect(explanation.basis).toMatchObject({
      kind: 'percentile',
      sample: 4,
      below: { rank: 2, pounds: 62_000 },
      above: { rank: 3, pounds: 70_000 },
      fraction: 0.5,
      ranks: null,
    })
    expect(speakers(explanation)).toEqual(['range', 'typed-pay', 'title-pay', 'text-pay'])
    expect(leftOut(explanation)).toMatchObject({
      predicted: [1, 'predicted'],
      'currency: EUR': [1, 'euros'],
      'period: month': [1, 'monthly'],
      'bounds: outside £10,000–£400,000 a year': [1, 'too-little'],
      unstated: [2, 'competitive', 'silent'],
    })
  })

  it('shows the words that state it', async () => {
    const explanation = await ask({})
    const words = (id: string) => vacancyOf(explanation, id).words.pay
    expect(['range', 'title-pay', 'text-pay', 'typed-pay', 'predicted'].map(id => marked(words(id)))).toEqual(
      [
        '£50,000 - £60,000 per annum',
        'Senior Data Engineer - £70k',
        '£90,000',
        '61000–63000 GBP YEAR',
        "55000 GBP YEAR (the board's own estimate)",
      ],
    )
    expect(words('competitive')).toEqual({ text: 'Competitive', marks: [] })
    expect(vacancyOf(explanation, 'silent').words.pay).toBeNull()
  })

  it('by the day leaves out what is paid by the hour', async () => {
    const explanation = await ask({ figure: 'p90', type: 'contract' })
    expect([explanation.unit, explanation.value, explanation.recomputed]).toEqual(['day', 500, 500])
    expect(leftOut(explanation)).toMatchObject({ 'otherUnit: hour': [2, 'hour-rate', 'untyped'] })
    expect((await ask({ figure: 'quoted', type: 'contract', unit: 'hour' })).value).toBe(2)
    await expect(ask({ figure: 'quoted', unit: 'day' })).rejects.toThrow(
      'permanent pay is quoted by the year',
    )
  })
})

describe('a share and a rank', () => {
  it('say of what, and what stands beside it', async () => {
    const share = await ask({ figure: 'share' })
    expect(share.basis).toMatchObject({
      kind: 'share',
      ofAll: { part: 10, whole: 10 },
      ofCategory: { whole: 10 },
    })
    expect([share.value, share.recomputed]).toEqual([1, 1])
    const rank = await ask({ figure: 'rank', term: 'Python' })
    expect([rank.value, rank.recomputed]).toEqual([2, 2])
    expect(rank.basis).toMatchObject({
      kind: 'rank',
      vacancies: 8,
      ranked: 12,
      steps: [
        { rank: 1, vacancies: 10, terms: 2, names: ['Data Engineer', 'Engineer'] },
        {
          rank: 2,
          vacancies: 8,
          terms: 4,
          names: ['Apache Airflow', 'dbt', 'Deployment Pipeline', 'Python'],
        },
        { rank: 3, vacancies: 2, terms: 1, names: ['SQL'] },
        { rank: 4, vacancies: 1, terms: 5 },
      ],
    })
  })
})

describe('words that are gone', () => {
  it('are said to be, and the title that was kept still shows its term', async () => {
    await database.pool.query(`update raw.snapshots set keep_until = current_date - 1`)
    const { words, adverts } = vacancyOf(await ask({ figure: 'skill', skill: 'Python' }), 'title-pay')
    await database.pool.query(`update raw.snapshots set keep_until = null`)
    expect(words).toEqual({
      state: 'gone',
      pay: null,
      terms: [
        { term: 'Data Engineer', mentions: 1, excerpt: { text: 'Senior Data Engineer', marks: [[7, 20]] } },
        { term: 'Python', mentions: 0, excerpt: null },
      ],
    })
    expect(adverts[0]!.pay).toEqual({
      min: 70_000,
      max: 70_000,
      currency: 'GBP',
      period: 'year',
      quoted: true,
    })
  })
})

describe('a publication that the adverts have gone past', () => {
  it('is explained by what it saw', async () => {
    const before = await ask({})
    await importPostings(database, [
      {
        ...market[0]!,
        sourceId: 'newcomer',
        company: 'Newcomer',
        url: 'https://board.example/jobs/newcomer',
      },
      { ...market[0]!, salaryText: '£99,000 per annum', seenAt: '2025-10-20T09:00:00Z' },
    ])
    const after = await ask({})
    expect([after.value, after.recomputed, after.total]).toEqual([10, 10, 10])
    expect(vacancyOf(after, 'range').quote).toEqual(vacancyOf(before, 'range').quote)
    expect(leftOut(after).later).toEqual([1, 'newcomer'])
  })
})
