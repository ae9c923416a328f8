import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBoards } from '../../../scripts/sandbox/boards.ts'
import { createMarket } from '../../../scripts/sandbox/market.ts'

const market = createMarket({ scale: 0.02 })
let live: Awaited<ReturnType<typeof startBoards>>
beforeAll(async () => {
  live = await startBoards(market)
})
afterAll(() => live.close())

const base = (name: string): string => live.boards.find(board => board.name === name)!.url
const read = async (url: string): Promise<string> => (await fetch(url)).text()
const locations = (xml: string): string[] => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url!)
const idsOf = (board: 'greenhouse' | 'tideboard' | 'brightboard' | 'jobwire'): string[] =>
  market.open(market.until, board).map(advert => advert.boardId)

test('sources have the form of the configuration, each with its private host allowed', () => {
  expect(live.sources.map(source => source.name)).toEqual([
    ...market.employers.map(({ token }) => `greenhouse/${token}`),
    'schema-org/tideboard',
    'schema-org/brightboard',
    'rss/jobwire',
  ])
  for (const { pace, allowPrivateHosts, options } of live.sources) {
    expect(pace).toBe(0)
    const address = new URL(options.base ?? options.sitemap ?? options.url ?? '')
    expect(allowPrivateHosts).toEqual([address.host])
    expect(address.hostname).toBe('127.0.0.1')
  }
  expect(live.sources.find(({ name }) => name === 'schema-org/brightboard')?.options.browser).toEqual({
    waitFor: 'article.advert',
  })
})

describe('greenhouse', () => {
  const list = async (token: string) =>
    JSON.parse(await read(`${base('greenhouse')}/v1/boards/${token}/jobs?content=true`))

  test('the lists together show what is open, with integer ids and a total', async () => {
    const lists = await Promise.all(market.employers.map(({ token }) => list(token)))
    const ids = lists.flatMap(({ jobs }) => jobs.map((job: { id: number }) => job.id))
    expect(ids.sort()).toEqual(idsOf('greenhouse').map(Number).sort())
    expect(ids.every(Number.isSafeInteger)).toBe(true)
    expect(lists.every(({ jobs, meta }) => jobs.length === meta.total)).toBe(true)
  })

  test('the content is HTML whose markup is escaped as a whole', async () => {
    const { jobs } = await list(market.open(market.until, 'greenhouse')[0]!.token!)
    expect(jobs[0].content).toMatch(/^&lt;p&gt;/)
    expect(jobs[0].content).not.toContain('<')
    expect(jobs[0].first_published).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
  })

  test('an unknown board is a 404 with a JSON body, an unchanged one a 304', async () => {
    const gone = await fetch(`${base('greenhouse')}/v1/boards/nobody/jobs`)
    expect(gone.status).toBe(404)
    expect(await gone.json()).toMatchObject({ status: 404 })
    const url = `${base('greenhouse')}/v1/boards/${market.employers[0]!.token}/jobs?content=true`
    const etag = (await fetch(url)).headers.get('etag')!
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })
})

describe('tideboard', () => {
  test('robots.txt leads over the sitemap index to every open advert, and to a few that are gone', async () => {
    const [, index] = /^Sitemap: (.+)$/m.exec(await read(`${base('tideboard')}/robots.txt`))!
    const files = locations(await read(index!))
    const pages = (await Promise.all(files.map(read))).flatMap(locations)
    const answers = await Promise.all(pages.map(url => fetch(url)))
    const shown = answers.filter(answer => answer.status === 200)
    const gone = answers.filter(answer => answer.status === 410)
    expect(shown.length + gone.length).toBe(pages.length)
    const ids = await Promise.all(
      shown.map(async answer => /"value":"(TB\d+)"/.exec(await answer.text())?.[1]),
    )
    expect(ids.sort()).toEqual(idsOf('tideboard').sort())
  })

  test('another day shows other adverts, and those of yesterday as gone', async () => {
    const day = market.adverts.find(
      advert => advert.board === 'tideboard' && advert.closedOn > '2024-03-01',
    )!.closedOn
    const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
    const other = await startBoards(market, { day })
    try {
      other.show(next)
      const { url } = other.boards.find(({ name }) => name === 'tideboard')!
      const pages = (await Promise.all(locations(await read(`${url}/sitemap.xml`)).map(read))).flatMap(
        locations,
      )
      expect(pages.length).toBeGreaterThanOrEqual(market.open(next, 'tideboard').length)
      const statuses = await Promise.all(pages.map(async page => (await fetch(page)).status))
      expect(statuses.filter(status => status === 200)).toHaveLength(market.open(next, 'tideboard').length)
      expect(statuses).toContain(410)
    } finally {
      await other.close()
    }
  })

  test('pages name the canonical host, and carry a board of their own in it', async () => {
    const advert = market.open(market.until, 'tideboard')[0]!
    const html = await read(`${base('tideboard')}/jobs/${advert.boardId.toLowerCase()}`)
    expect(html).toContain('"name":"www.tideboard.example"')
    expect(html).toContain(`"url":"https://www.tideboard.example/jobs/${advert.boardId.toLowerCase()}"`)
    expect((await fetch(`${base('tideboard')}/jobs/tb0`)).status).toBe(404)
  })
})

describe('brightboard', () => {
  test('pages are empty until their script has asked for the advert', async () => {
    const advert = market.open(market.until, 'brightboard')[0]!
    const page = await read(`${base('brightboard')}/advert/${advert.boardId}`)
    expect(page).not.toContain('JobPosting')
    expect(page).not.toContain('class="advert"')
    expect(page).toContain('/board.js')
    const found = JSON.parse(await read(`${base('brightboard')}/api/adverts/${advert.boardId}`))
    expect(found.html).toContain('<article class="advert">')
    expect(found.jsonLd).toContain(`"value":"${advert.boardId}"`)
    const all = JSON.parse(await read(`${base('brightboard')}/api/adverts`))
    expect(all).toHaveLength(idsOf('brightboard').length)
  })
})

describe('jobwire', () => {
  test('the feed shows the latest, newest first', async () => {
    const response = await fetch(`${base('jobwire')}/jobs.rss`)
    expect(response.headers.get('content-type')).toContain('application/rss+xml')
    const guids = [...(await response.text()).matchAll(/<guid[^>]*>([^<]+)</g)].map(([, guid]) => guid)
    const open = idsOf('jobwire').slice(-100).reverse()
    expect(guids).toEqual(open.map(id => `https://jobwire.example/jobs/${id}`))
  })
})

test('what stands between a board and whoever asks it answers, until it is taken away', async () => {
  const address = `${base('jobwire')}/jobs.rss`
  const before = await read(address)
  live.interfere('jobwire', async (_, answer) => {
    const answered = await answer()
    return new Response((await answered.text()).replaceAll('<guid', '<id'), { status: answered.status })
  })
  expect(await read(address)).toBe(before.replaceAll('<guid', '<id'))
  live.interfere('jobwire', () => new Response('', { status: 503 }))
  expect((await fetch(address)).status).toBe(503)
  expect((await fetch(`${base('tideboard')}/sitemap.xml`)).status).toBe(200)
  live.interfere('jobwire', null)
  expect(await read(address)).toBe(before)
})

test('a port that is taken is an error, and no server stays behind', async () => {
  const taken = Number(new URL(base('jobwire')).port)
  await expect(startBoards(market, { ports: { jobwire: taken } })).rejects.toThrow(/EADDRINUSE/)
})

test('closing ends the servers', async () => {
  const other = await startBoards(market)
  await other.close()
  await expect(fetch(other.boards[0]!.url)).rejects.toThrow()
})
