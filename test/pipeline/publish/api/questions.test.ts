import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../../../pipeline/publish/api/server.ts'
import { asOf, type Served, serveSketches } from './api-server.ts'

let served: Served
beforeAll(async () => {
  served = await serveSketches()
})
afterAll(() => served.close())

const problem = async (path: string, init?: RequestInit) => {
  const response = await served.get(path, init)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  return [response.status, (await response.json()) as Record<string, unknown>] as const
}

const term = '/api/v1/term_statistics'
const bad: [path: string, status: number, parameter: string | undefined, detail: RegExp][] = [
  [`${term}?locaton=UK`, 400, 'locaton', /"locaton" is no parameter here; did you mean "location"\?/],
  [
    `${term}?vacancies=5`,
    400,
    'vacancies',
    /There are as_of, months, location, type, category, term, years_back/,
  ],
  [`${term}?type=permanent&type=contract`, 400, 'type', /given twice/],
  [`${term}?limit=0`, 400, 'limit', /limit="0": write a whole number from 1 to 1000/],
  [`${term}?limit=1001`, 400, 'limit', /from 1 to 1000/],
  [`${term}?limit=1e2`, 400, 'limit', /whole number/],
  [`${term}?months=`, 400, 'months', /from 1 to 120/],
  [`${term}?months=7`, 404, 'months', /nothing is published over 7 months/],
  [`${term}?as_of=2025-02-30`, 400, 'as_of', /write a day of the calendar/],
  [`${term}?as_of=0000-01-01`, 400, 'as_of', /write a day of the calendar/],
  [
    `${term}?as_of=2025-02-27`,
    404,
    'as_of',
    /nothing is published for 2025-02-27 over 6 months.*publications/,
  ],
  [`${term}?location=Londn`, 404, 'location', /no location is named "Londn"; did you mean "London"\?/],
  [`${term}?location=london`, 404, 'location', /is written "London"/],
  [`${term}?term=Develper`, 404, 'term', /did you mean "Developer"\?/],
  [`${term}?term=`, 400, 'term', /it is empty/],
  [`${term}?term=${'x'.repeat(201)}`, 400, 'term', /more than 200/],
  [`${term}?term=a%00b`, 400, 'term', /character that no text has/],
  [`${term}?years_back=one`, 400, 'years_back', /whole number/],
  [`${term}?years_back=99999999999`, 400, 'years_back', /whole number/],
  [`${term}?format=xml`, 400, 'format', /json or csv/],
  [`${term}?cursor=`, 400, 'cursor', /no cursor of this service/],
  [`${term}?cursor=WzFd`, 400, 'cursor', /no cursor of this service/],
  [`/api/v1/terms?q=${'x'.repeat(8000)}`, 414, undefined, /more than 8000 characters/],
  ['/api/v1/trend-page', 400, 'term', /"term" is missing/],
  ['/api/v1/trend-page?term=Jva', 404, 'term', /did you mean "Java"\?/],
  ['/api/v1/trend-page?term=Java&location=Nowhere', 404, 'location', /no location is named "Nowhere"/],
  ['/api/v1/trend-page?term=Java&type=both', 400, 'type', /it is permanent or contract/],
  ['/api/v1/trend-page?term=Java&as_of=2024-01-01', 404, 'as_of', /nothing is published for 2024-01-01/],
  ['/api/v1/term_statistic', 404, undefined, /did you mean \/api\/v1\/term_statistics\?/],
  ['/api/v2', 404, undefined, /no such endpoint/],
]

describe('a question that has no answer', () => {
  it.each(bad)('%s', async (path, status, parameter, detail) => {
    const [given, body] = await problem(path)
    expect([given, body]).toEqual([
      status,
      {
        title: expect.any(String),
        status,
        detail: expect.stringMatching(detail),
        instance: path.split('?')[0],
        ...(parameter && { parameter }),
      },
    ])
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is refused', async method => {
    const response = await served.get(term, { method, ...(method !== 'DELETE' && { body: 'x' }) })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })

  it('cursors of another question, or that were changed, are refused', async () => {
    const { next } = (await (await served.get(`${term}?limit=2&type=permanent`)).json()) as { next: string }
    const cursor = new URL(next, served.server.address).searchParams.get('cursor')!
    expect((await problem(`${term}?cursor=${cursor}&type=contract`))[1].detail).toMatch(/another question/)
    expect((await problem(`/api/v1/pay_statistics?cursor=${cursor}&type=permanent`))[0]).toBe(400)
    expect((await problem(`${term}?type=permanent&cursor=${cursor}A`))[0]).toBe(400)
    expect((await served.get(`${term}?limit=5&type=permanent&cursor=${cursor}`)).status).toBe(200)
    const forged = (key: unknown[]) => {
      const [question, publications] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
      return Buffer.from(JSON.stringify([question, publications, key])).toString('base64url')
    }
    const length = JSON.parse(Buffer.from(cursor, 'base64url').toString())[2].length
    expect((await problem(`${term}?type=permanent&cursor=${forged(Array(length).fill('x'))}`))[0]).toBe(400)
    expect((await problem(`${term}?type=permanent&cursor=${forged(Array(length).fill('a\0'))}`))[0]).toBe(400)
  })

  it('no text in any parameter is anything but a value', async () => {
    const { pool } = served.fresh.database
    const state = async () =>
      (
        await pool.query(
          'select (select count(*) from mart.publications) p, (select sum(postings) from core.vacancies) v',
        )
      ).rows[0]
    const before = await state()
    const logged = served.log.length
    const names = [
      'location',
      'term',
      'category',
      'type',
      'as_of',
      'months',
      'years_back',
      'limit',
      'cursor',
      'format',
    ]
    const attack = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        `' or 1=1 --`,
        `'; drop table mart.publications; --`,
        `$1`,
        `\\'; select pg_sleep(9); --`,
        `"; delete from core.vacancies; --`,
        '%27%20or%201=1',
        '../../etc/passwd',
        '{{7*7}}',
      ),
    )
    const path = fc.constantFrom(
      'term_statistics',
      'pay_statistics',
      'mixed',
      'trend-page',
      'terms',
      'locations',
    )
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.dictionary(fc.oneof(fc.constantFrom(...names, 'q', 'name', 'n'), attack), attack),
        async (name, query) => {
          const response = await served.get(`/api/v1/${name}?${new URLSearchParams(query)}`)
          expect([200, 400, 404]).toContain(response.status)
          const body = (await response.json()) as Record<string, unknown>
          if (Array.isArray(body.rows)) expect(body.rows.length).toBeLessThanOrEqual(100)
        },
      ),
      { numRuns: 300 },
    )
    expect(await state()).toEqual(before)
    expect(served.log.length).toBe(logged)
  })
})

describe('an answer', () => {
  const paths = [
    term,
    `${term}?format=csv&limit=3`,
    '/api/v1/mixed',
    '/api/v1/publications',
    '/api/v1/terms?q=a',
    '/api/v1/trend-page?term=Java&location=London',
    '/api/openapi.json',
  ]
  it.each(paths)('%s carries a tag, and is not sent to those who have it', async path => {
    const first = await served.get(path)
    const etag = first.headers.get('etag')!
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^"[\w-]{27}"$/)])
    expect(first.headers.get('cache-control')).toBe('public, no-cache')
    for (const given of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await served.get(path, { headers: { 'if-none-match': given } })
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
    }
    expect((await served.get(path, { headers: { 'if-none-match': '"x"' } })).status).toBe(200)
    const head = await served.get(path, { method: 'HEAD' })
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
  })

  it('has a tag of its own for each question and form', async () => {
    const questions = [
      term,
      `${term}?limit=3`,
      `${term}?format=csv`,
      `${term}?type=contract`,
      `${term}?months=3`,
      `${term}?as_of=2025-01-31`,
    ]
    const tags = await Promise.all(questions.map(async path => (await served.get(path)).headers.get('etag')))
    expect(new Set(tags).size).toBe(questions.length)
    expect((await served.get(`${term}?as_of=latest&months=6`)).headers.get('etag')).toBe(tags[0])
  })

  it('may be read by the pages of others, and is nothing but data', async () => {
    const { headers } = await served.get(term, { headers: { origin: 'https://example.org', cookie: 'a=b' } })
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Link',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    expect(headers.has('access-control-allow-credentials')).toBe(false)
    expect(headers.has('set-cookie')).toBe(false)
    const asked = await served.get(term, { method: 'OPTIONS' })
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD'])
  })

  it('comes from one moment of the database, which it cannot change', async () => {
    const { pool } = served.fresh.database
    const one = await pool.connect()
    const seen: string[] = []
    const query = one.query.bind(one)
    one.query = ((...given: Parameters<typeof query>) => {
      seen.push(String((given[0] as { text?: string }).text ?? given[0]))
      return query(...given)
    }) as typeof one.query
    const rest = await Promise.all(Array.from({ length: pool.options.max! - 1 }, () => pool.connect()))
    one.release()
    expect((await served.get(`${term}?limit=1`)).status).toBe(200)
    for (const client of rest) client.release()
    one.query = query
    expect(seen[0]).toBe('begin transaction isolation level repeatable read, read only')
    expect(seen.filter(text => text.startsWith('set local')).join()).toMatch(/statement_timeout = 5000/)
    expect(seen.at(-1)).toBe('rollback')
  })
})

describe('the server', () => {
  it('gives up on what takes too long, and says what to do', async () => {
    const { database } = served.fresh
    await database.pool.query('create view mart.slow as select n from generate_series(1, 3) n, pg_sleep(60)')
    const views = [...served.views, { name: 'slow', key: ['n'] }]
    const lines: string[] = []
    const { address, close } = await startServer(database, {
      host: '127.0.0.1',
      port: 0,
      pages: served.pages,
      views,
      log: line => lines.push(line),
    })
    const response = await fetch(`${address}/api/v1/slow`)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.json()).toMatchObject({
      detail: expect.stringMatching(/took too long; add filters/),
    })
    expect(lines).toEqual([expect.stringMatching(/^GET \/api\/v1\/slow: canceling statement/)])
    await close()
    await database.pool.query('drop view mart.slow')
  })

  it('answers more readers than it has connections', async () => {
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, n) => served.get(`${term}?limit=${n + 1}`)),
    )
    const lengths = await Promise.all(
      answers.map(async each => ((await each.json()) as { rows: unknown[] }).rows.length),
    )
    expect(lengths).toEqual(Array.from({ length: 80 }, (_, n) => n + 1))
  })
})

describe('names', () => {
  it('are found by a part, those that begin with it first', async () => {
    const read = async (path: string) => (await served.get(path)).json()
    expect(await read('/api/v1/terms?q=E')).toEqual({
      terms: expect.arrayContaining([{ name: 'Developer', category: 'Job Titles' }]),
      more: false,
    })
    expect(await read('/api/v1/locations?q=lan')).toEqual({
      locations: [
        { name: 'England', kind: 'test', parent: null },
        { name: 'Scotland', kind: 'test', parent: null },
      ],
      more: false,
    })
    expect(await read('/api/v1/terms?q=%25')).toEqual({ terms: [], more: false })
    expect(await read('/api/v1/terms?q=P&limit=1')).toEqual({
      terms: [{ name: 'Python', category: 'Languages' }],
      more: true,
    })
  })
})

describe('publications', () => {
  it('are listed newest first', async () => {
    const { publications, more } = (await (await served.get('/api/v1/publications')).json()) as {
      publications: Record<string, unknown>[]
      more: boolean
    }
    expect(publications.map(({ asOf: day, months }) => [day, months])).toEqual([
      [asOf, 3],
      [asOf, 6],
      ['2025-01-31', 3],
      ['2025-01-31', 6],
    ])
    expect(more).toBe(false)
  })
})
