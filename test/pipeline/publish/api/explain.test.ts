import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ExplanationAnswer } from '../../../../pipeline/publish/api/explain-schema.ts'
import { type RunningServer, startServer } from '../../../../pipeline/publish/api/server.ts'
import { publishedViews } from '../../../../pipeline/publish/contract/published-views.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../../../database.ts'
import { importPostings } from '../../../raw-postings.ts'
import { asOf, market } from '../../statistics/explain/explained-market.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let server: RunningServer
const log: string[] = []

beforeAll(async () => {
  fresh = await freshDatabase()
  const filler = ' We are a firm that does many things.'.repeat(2_000)
  await importPostings(
    fresh.database,
    market.map(posting => ({ ...posting, description: `${posting.description}<p>${filler}</p>` })),
  )
  await aggregate(fresh.database, asOf, 6)
  server = await startServer(fresh.database, {
    host: '127.0.0.1',
    port: 0,
    pages: '/nonexistent',
    views: publishedViews,
    log: line => log.push(line),
  })
})
afterAll(async () => {
  await server.close()
  await fresh.drop()
})

const get = (query: string) =>
  fetch(`${server.address}/api/v1/explain?term=data%20engineer&location=london${query}`)
const answer = async (query: string) => ExplanationAnswer.parse(await (await get(query)).json())

describe('GET /api/v1/explain', () => {
  it('pages through all the vacancies behind a number, each once', async () => {
    const whole = await answer('&limit=100')
    expect(whole.total).toBeGreaterThan(8)
    const ids: string[] = []
    for (let offset = 0; offset < whole.total; offset += 3) {
      const page = await answer(`&limit=3&offset=${offset}`)
      expect([page.offset, page.total, page.value]).toEqual([offset, whole.total, whole.value])
      ids.push(...page.vacancies.map(({ vacancyId }) => vacancyId))
    }
    expect(ids).toEqual(whole.vacancies.map(({ vacancyId }) => vacancyId))
    expect((await answer(`&offset=${whole.total}`)).vacancies).toEqual([])
  })

  it('gives the adverts around a percentile, and never more than an excerpt of one', async () => {
    const median = await answer('&figure=p50&limit=2')
    expect([median.value, median.offset]).toEqual([66_000, 1])
    expect(median.vacancies.map(({ point }) => point)).toEqual([
      { rank: 2, pounds: 62_000 },
      { rank: 3, pounds: 70_000 },
    ])
    const text = await (await get('&figure=skill:Python&limit=100')).text()
    expect(text).toContain('experience in Python')
    expect(text.length).toBeLessThan(30_000)
    const excerpts = [...text.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(match => match[1]!.length)
    expect(Math.max(...excerpts)).toBeLessThan(320)
  })

  it('answers the same with the same tag', async () => {
    const first = await get('')
    const etag = first.headers.get('etag')!
    const again = await fetch(first.url, { headers: { 'if-none-match': etag } })
    expect([first.status, again.status, await again.text()]).toEqual([200, 304, ''])
  })

  it.each([
    ['&figure=p55', 400, 'figure', /"p55" is no figure; did you mean p\d5\? There are vacancies, quoted/],
    ['&figure=skill:Pyton', 404, 'figure', /no skill is named "Pyton"; did you mean "Python"\?/],
    ['&figure=p50&unit=day', 400, 'unit', /permanent pay is quoted by the year, not by the day/],
    ['&unit=week', 400, 'unit', /it is year, day or hour/],
    ['&years_back=3', 400, 'years_back', /from 0 to 2/],
    ['&limit=0', 400, 'limit', /from 1 to 100/],
    ['&offset=-1', 400, 'offset', /whole number/],
    ['&as_of=2024-01-01', 404, 'as_of', /nothing is published/],
  ])('refuses %s', async (query, status, parameter, detail) => {
    const response = await get(query)
    const problem = (await response.json()) as Record<string, unknown>
    expect([response.status, problem.parameter]).toEqual([status, parameter])
    expect(problem.detail).toMatch(detail)
    expect(log).toEqual([])
  })
})
