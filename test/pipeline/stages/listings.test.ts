import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveSources, type SourceConfig } from '../../../pipeline/sources.ts'
import { crawl } from '../../../pipeline/stages/crawl.ts'
import { freshDatabase } from '../../database.ts'

/** A board in the format of Arbeitnow (pages of adverts) or Reed (keys, totals, pages of adverts with their own), as a test sets it up. */
let answers: (url: URL) => { status?: number; json: unknown }
let log: string[]
let server: ReturnType<typeof createServer>
let host: string
let fresh: Awaited<ReturnType<typeof freshDatabase>>

beforeEach(async () => {
  fresh = await freshDatabase()
  log = []
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://board.example')
    if (url.pathname === '/robots.txt') return response.writeHead(404).end()
    log.push(url.pathname + url.search)
    const { status = 200, json } = answers(url)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as { port: number }).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await fresh.drop()
})

async function crawlOf(config: Omit<SourceConfig, 'allowPrivateHosts'>, at = '2025-11-21T12:00:00Z') {
  const [source] = resolveSources([{ pace: 0, ...config, allowPrivateHosts: [host] }])
  const setting = {
    userAgent: 'jobtide-test/0 (+https://jobtide.example)',
    clock: () => new Date(at),
    browser: {},
    log: () => {},
    backOff: 20,
  }
  return crawl(fresh.database, source!, setting)
}

const arbeitnow = () => ({ platform: 'arbeitnow', options: { base: `http://${host}` } })
const job = (n: number) => ({
  slug: `developer-${n}`,
  company_name: `Employer ${n}`,
  title: 'Python Developer',
  description: '<p>You write Python.</p>',
  remote: false,
  url: `https://www.arbeitnow.example/jobs/developer-${n}`,
  tags: [],
  job_types: [],
  location: 'Berlin',
  created_at: 1_763_000_000,
})
const page = (from: number, count: number, next: boolean) => ({
  json: {
    data: Array.from({ length: count }, (_, n) => job(from + n)),
    links: { next: next ? 'https://www.arbeitnow.com/api/job-board-api?page=9' : null },
    meta: {},
  },
})

describe('pages of a listing', () => {
  it('end where one comes twice, and close nothing then', async () => {
    answers = url => page(Number(url.searchParams.get('page') ?? 1) === 1 ? 1 : 4, 3, true)
    const { coverage } = await crawlOf(arbeitnow())
    expect(log).toHaveLength(3)
    expect(coverage).toMatchObject({
      state: 'partial',
      new: 6,
      reasons: ['a page of the listing came twice'],
    })
  })

  it('that never end stop at the budget', async () => {
    answers = url => page(Number(url.searchParams.get('page') ?? 1) * 10, 3, true)
    const { coverage } = await crawlOf({ ...arbeitnow(), budget: { requests: 5 } })
    expect(log).toHaveLength(5)
    expect(coverage).toMatchObject({ state: 'partial', new: 15, closed: 0 })
    expect(coverage.reasons).toContain('the budget of 5 requests is used up')
  })

  it('close nothing where one fails', async () => {
    answers = url =>
      page(Number(url.searchParams.get('page') ?? 1) === 1 ? 1 : 4, 3, !url.search.includes('2'))
    expect((await crawlOf(arbeitnow())).coverage).toMatchObject({ state: 'complete', new: 6, listed: 6 })
    answers = url => (url.search.includes('2') ? { status: 500, json: {} } : page(1, 3, true))
    const { coverage } = await crawlOf(arbeitnow(), '2025-11-22T12:00:00Z')
    expect(coverage).toMatchObject({ state: 'partial', unchanged: 3, closed: 0 })
  })
})

describe('what a board says of its own size', () => {
  const board = (jobs: number, total: number) => ({
    json: {
      jobs: Array.from({ length: jobs }, (_, n) => ({
        id: n + 1,
        internal_job_id: n + 1,
        title: 'Python Developer',
        content: 'You write Python.',
        location: { name: `Leeds ${n}` },
        absolute_url: `https://acme.example/${n + 1}`,
      })),
      meta: { total },
    },
  })
  const greenhouse = () => ({ platform: 'greenhouse', options: { board: 'acme', base: `http://${host}` } })

  it('makes the listing partial where it lists less', async () => {
    answers = () => board(3, 3)
    expect((await crawlOf(greenhouse())).coverage).toMatchObject({ state: 'complete', total: 3, listed: 3 })
    answers = () => board(2, 3)
    const { coverage } = await crawlOf(greenhouse(), '2025-11-22T12:00:00Z')
    expect(coverage).toMatchObject({ state: 'partial', closed: 0 })
    expect(coverage.reasons).toEqual(['the board says it has more adverts than it lists'])
  })

  it('makes it partial where it changes between two pages', async () => {
    answers = ({ searchParams, pathname }) => {
      if (/\/jobs\/\d/.test(pathname)) return { status: 404, json: {} }
      const from = Number(searchParams.get('resultsToSkip') ?? 0)
      const results = Array.from({ length: from === 0 ? 100 : 50 }, (_, n) => ({
        jobId: from + n + 1,
        jobTitle: 'Python Developer',
      }))
      return { json: { results, totalResults: from === 0 ? 150 : 151 } }
    }
    const { coverage } = await crawlOf({
      platform: 'reed',
      options: { key: 'test-key', keywords: 'python', base: `http://${host}` },
    })
    expect(coverage.reasons).toContain('the total changed while the listing was read')
    expect(coverage.state).toBe('partial')
  })
})

describe('the quota of a keyed interface', () => {
  it('is kept over restarts and over all sources of one account, and puts the source off', async () => {
    answers = ({ pathname }) => ({
      json: {
        count: 10_000,
        results: Array.from({ length: 50 }, (_, n) => ({
          id: `${pathname.split('/').at(-1)}-${n}`,
          title: 'Python Developer',
          description: 'Python',
        })),
      },
    })
    const adzuna = (what: string) => ({
      name: `adzuna/${what}`,
      platform: 'adzuna',
      options: { appId: 'test-id', appKey: 'test-key', what, pages: 15, base: `http://${host}` },
    })
    await crawlOf(adzuna('python'))
    expect(log).toHaveLength(15)
    // 25 a minute: ten are left to the second source of the account.
    await expect(crawlOf(adzuna('java'))).rejects.toThrow(
      /the quota of adzuna is used up until 2025-11-21T12:0/,
    )
    expect(log).toHaveLength(25)
    await expect(crawlOf(adzuna('java'), '2025-11-21T12:00:30Z')).rejects.toThrow(/put off until/)
    const { coverage } = await crawlOf(adzuna('java'), '2025-11-21T12:05:00Z')
    expect(log).toHaveLength(30)
    expect(coverage).toMatchObject({ state: 'partial' })
    const { rows } = await fresh.database.pool.query(
      `select count(*) as n from (select account as text from ops.spent_requests union all select url from raw.captures
         union all select error from ops.runs union all select deferred_reason from ops.sources) t where text ~ 'test-key'`,
    )
    expect(rows).toEqual([{ n: 0 }])
  })
})
