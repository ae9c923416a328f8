import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { SourceUnavailable } from '../../../crawlers/errors.ts'
import { crawlPages, POLITE } from '../../../crawlers/http/crawl.ts'
import { hostMemory } from '../../../crawlers/http/host-memory.ts'
import { answering, boardServer, crawl, NOW } from './board-server.ts'

describe('the frontier', () => {
  it('asks for every page once, also for those that an outcome adds', async () => {
    const server = await boardServer({ '/jobs': 'list', '/jobs/1': 'one', '/jobs/2': 'two' })
    const { outcomes, summary } = await crawl(server, ['/jobs'], {
      follow: ({ request }) => (request.url.endsWith('/jobs') ? ['/jobs/1', '/jobs/2'] : []),
    })
    expect(server.paths()).toEqual(['/jobs', '/jobs/1', '/jobs/2'])
    expect(outcomes.map(outcome => outcome.response?.url.slice(-2))).toEqual(['bs', '/1', '/2'])
    expect(outcomes[0]?.response).toMatchObject({
      status: 200,
      contentType: 'text/html',
      seenAt: NOW.toISOString(),
    })
    expect(summary).toEqual({ answered: 3, failed: {}, ended: 'frontier-empty' })
  })

  it('stays within the budget of pages and of depth', async () => {
    const server = await boardServer({ '/1': '', '/2': '', '/3': '' })
    const { kinds, summary } = await crawl(
      server,
      [{ url: `http://${server.host}/deep`, depth: 3 }, '/1', '/2', '/3'],
      {
        politeness: { maxRequests: 2, maxDepth: 2 },
      },
    )
    expect(kinds).toEqual(['too-deep', 'answered', 'answered', 'deferred'])
    expect(server.paths()).toEqual(['/1', '/2'])
    expect(summary?.ended).toBe('budget')
  })

  it('is done where the budget is just enough', async () => {
    const server = await boardServer({ '/1': '', '/2': '' })
    const { kinds, summary } = await crawl(server, ['/1', '/2'], { politeness: { maxRequests: 2 } })
    expect(kinds).toEqual(['answered', 'answered'])
    expect(summary?.ended).toBe('frontier-empty')
  })

  it('ends with the error of a frontier that cannot take an outcome', async () => {
    const server = await boardServer({ '/1': '', '/2': '' })
    const broken = new Error('the table is gone')
    const { error } = await crawl(server, ['/1', '/2'], {
      follow: () => {
        throw broken
      },
      options: { concurrency: 1 },
    })
    expect(error).toBe(broken)
    expect(server.paths()).toEqual(['/1'])
  })

  it('gives waiting pages back when it is stopped', async () => {
    const stop = new AbortController()
    const server = await boardServer({ '/1': '', '/2': '', '/3': '' })
    const { kinds, summary } = await crawl(server, ['/1', '/2', '/3'], {
      follow: () => {
        stop.abort()
        return []
      },
      politeness: { pace: 200 },
      options: { signal: stop.signal },
    })
    expect(kinds).toEqual(['answered', 'deferred', 'deferred'])
    expect(summary?.ended).toBe('aborted')
  })

  it('gives a page back that fails for a reason that may pass as it is stopped', async () => {
    const stop = new AbortController()
    const server = await boardServer({
      '/1': (_request, response) => {
        stop.abort()
        response.writeHead(502).end()
      },
    })
    const { kinds, summary } = await crawl(server, ['/1'], { options: { signal: stop.signal } })
    expect(kinds).toEqual(['deferred'])
    expect(summary?.ended).toBe('aborted')
  })

  it('reports each page once and ends as aborted on SIGINT, which Crawlee takes for itself', async () => {
    const server = await boardServer({
      '/slow': (_request, response) => {
        process.emit('SIGINT')
        setTimeout(() => response.end('late'), 100)
      },
      '/next': '',
    })
    const { kinds, summary } = await crawl(server, ['/slow', '/next', '/last'], {
      options: { concurrency: 1 },
    })
    expect(kinds).toEqual(['answered', 'deferred'])
    expect(server.paths()).toEqual(['/slow'])
    expect(summary?.ended).toBe('aborted')
  })
})

describe('manners', () => {
  it('says who it is, with no header of a browser, and leaves nothing on disk or on the terminal', async () => {
    const printed = [
      vi.spyOn(process.stdout, 'write'),
      vi.spyOn(process.stderr, 'write'),
      vi.spyOn(console, 'log'),
    ]
    const server = await boardServer({ '/jobs': '' })
    await crawl(server, ['/jobs', '/gone'])
    expect(Object.keys(server.hits[1]?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
    expect(server.hits[1]?.headers['user-agent']).toBe('jobtide/0.0.0 (+https://jobtide.example/contact)')
    expect(existsSync('storage')).toBe(false)
    for (const print of printed) expect(print).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })

  it('keeps the pace and one request at a time per host, over two crawls of one process', async () => {
    const slow = (_request: unknown, response: { end(): void }) => setTimeout(() => response.end(), 30)
    const server = await boardServer({ '/1': slow, '/2': slow, '/3': slow, '/4': slow })
    const shared = { politeness: { pace: 80, respectRobots: false }, options: { hosts: hostMemory() } }
    await Promise.all([crawl(server, ['/1', '/2'], shared), crawl(server, ['/3', '/4'], shared)])
    const gaps = server.hits.slice(1).map((hit, index) => hit.at - server.hits[index]!.at)
    expect(gaps).toHaveLength(3)
    // The pause begins when the answer has arrived; timers may fire a millisecond early.
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(80 + 30 - 4)
    expect(server.most()).toBe(1)
  })

  it('lengthens the pace to a Crawl-delay', async () => {
    const server = await boardServer({
      '/robots.txt': 'User-agent: *\nCrawl-delay: 0.25',
      '/1': '',
      '/2': '',
    })
    await crawl(server, ['/1', '/2'])
    expect(server.hits[2]!.at - server.hits[1]!.at).toBeGreaterThanOrEqual(245)
  })

  it('asks other hosts meanwhile', async () => {
    const server = await boardServer({ '/1': '', '/2': '' })
    const other = await boardServer({ '/3': '' })
    const { outcomes } = await crawl(server, ['/1', '/2', `http://${other.host}/3`], {
      politeness: { pace: 300, allowPrivateHosts: [server.host, other.host] },
    })
    const paths = outcomes.map(({ request }) => new URL(request.url).pathname)
    expect(paths).toHaveLength(3)
    expect(paths.at(-1)).toBe('/2')
  })
})

describe('robots.txt', () => {
  it('is asked for once, before the first page', async () => {
    const server = await boardServer({
      '/robots.txt': 'User-agent: *\nDisallow: /private',
      '/open': '',
      '/too': '',
    })
    const { kinds } = await crawl(server, ['/open', '/private/1', '/too'], { options: { concurrency: 1 } })
    expect(kinds).toEqual(['answered', 'refused-by-robots', 'answered'])
    expect(server.hits.map(hit => hit.path)).toEqual(['/robots.txt', '/open', '/too'])
  })

  it.each([
    ['a server error', answering(500)],
    ['429', answering(429)],
    ['no answer', (request: { destroy(): void }) => request.destroy()],
    [
      'an answer that never ends',
      (_request: unknown, response: { write(text: string): void }) => response.write('User-agent: *\n'),
    ],
  ])('disallows all by %s', async (_name, robots) => {
    const server = await boardServer({ '/robots.txt': robots, '/1': '', '/2': '' })
    const { kinds, error, outcomes } = await crawl(server, ['/1', '/2'], { politeness: { timeoutMs: 300 } })
    expect(server.hits.map(hit => hit.path)).toEqual(['/robots.txt'])
    expect(kinds).toEqual(['unreachable', 'unreachable'])
    expect(outcomes[0]?.failure?.retryAt).toBe('2025-11-21T13:00:00.000Z')
    expect(error).toBeInstanceOf(SourceUnavailable)
    // Whoever is woken by it reads why, and not only how often.
    expect((error as Error).message).toMatch(/^no page was answered, 2 unreachable: robots\.txt \w+/)
  })

  it('holds for the target of a redirect too', async () => {
    const target = await boardServer({ '/robots.txt': 'User-agent: jobtide\nDisallow: /', '/there': '' })
    const server = await boardServer({ '/here': answering(302, { location: `http://${target.host}/there` }) })
    const { kinds } = await crawl(server, ['/here'], {
      politeness: { allowPrivateHosts: [server.host, target.host] },
    })
    expect(kinds).toEqual(['refused-by-robots'])
    expect(target.paths()).toEqual([])
  })
})

describe('answers', () => {
  it.each([
    [403, {}, null],
    [429, { 'retry-after': '7200' }, '2025-11-21T14:00:00.000Z'],
    [503, { 'retry-after': 'Sat, 22 Nov 2025 06:30:00 GMT' }, '2025-11-22T06:30:00.000Z'],
  ])('%i ends the crawl and is not asked again', async (status, headers, retryAt) => {
    const server = await boardServer({ '/1': answering(status, headers), '/2': '' })
    const { kinds, error, outcomes } = await crawl(server, ['/1', '/2'])
    expect(server.paths()).toEqual(['/1'])
    expect(kinds).toEqual(['unavailable', 'deferred'])
    expect(outcomes[0]?.failure).toMatchObject({ status, retryAt })
    expect(error).toBeInstanceOf(SourceUnavailable)
    expect((error as SourceUnavailable).retryAt).toBe(retryAt)
  })

  it.each([
    [404, 'not-found'],
    [410, 'not-found'],
    [400, 'bad-status'],
  ])('%i concerns its page only', async (status, kind) => {
    const server = await boardServer({ '/1': answering(status), '/2': 'here' })
    const { kinds, error } = await crawl(server, ['/1', '/2'])
    expect(kinds).toEqual([kind, 'answered'])
    expect(error).toBeNull()
  })

  it('comes back to a page after a server error, twice at most', async () => {
    let failures = 2
    const server = await boardServer({
      '/recovers': (_request, response) => response.writeHead(failures-- > 0 ? 500 : 200).end('well again'),
      '/broken': answering(502),
    })
    const { kinds, text } = await crawl(server, ['/recovers', '/broken'], { options: { concurrency: 1 } })
    expect(kinds).toEqual(['answered', 'unreachable'])
    expect(text()).toBe('well again')
    expect(server.paths().filter(path => path === '/broken')).toHaveLength(3)
  })

  it('takes a source that no longer answers for being down', async () => {
    const server = await boardServer({})
    const pages = Array.from({ length: 9 }, (_, index) => `http://127.0.0.1:1/${index}`)
    const { kinds, error } = await crawl(server, pages, {
      politeness: { allowPrivateHosts: ['127.0.0.1:1'], respectRobots: false },
      options: { backOff: 1, concurrency: 1 },
    })
    expect(kinds.filter(kind => kind === 'unreachable')).toHaveLength(5)
    expect(error).toBeInstanceOf(SourceUnavailable)
  })

  it('gives up on a body that takes too long', async () => {
    const server = await boardServer({
      '/drip': (_request, response) => {
        const drip = setInterval(() => response.write('.'), 20)
        response.once('close', () => clearInterval(drip))
      },
    })
    const { outcomes } = await crawl(server, ['/drip'], { politeness: { timeoutMs: 150 } })
    expect(outcomes[0]?.failure).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('150 ms'),
    })
  })

  it('does not take a body that breaks off for a whole one', async () => {
    const server = await boardServer({
      '/cut': answering(
        200,
        { 'content-encoding': 'gzip' },
        gzipSync('a posting'.repeat(500)).subarray(0, 40),
      ),
    })
    const { kinds } = await crawl(server, ['/cut'])
    expect(kinds).toEqual(['unreachable'])
  })
})

describe('sizes', () => {
  const bomb = gzipSync(Buffer.alloc(30_000_000))

  it('cuts a compressed bomb, as an encoding and as a file', async () => {
    const server = await boardServer({
      '/jobs': answering(200, { 'content-encoding': 'gzip' }, bomb),
      '/jobs.gz': answering(200, { 'content-type': 'application/gzip' }, bomb),
    })
    const { kinds } = await crawl(server, ['/jobs', '/jobs.gz'], { politeness: { maxBytes: 1_000_000 } })
    expect(bomb.length).toBeLessThan(40_000)
    expect(kinds).toEqual(['too-large', 'too-large'])
  })

  it('unpacks a gzipped sitemap, and lets it be larger than a page', async () => {
    const sitemap = `<urlset>${'<url/>'.repeat(5_000)}</urlset>`
    const server = await boardServer({
      '/sitemap.xml.gz': answering(200, { 'content-type': 'application/gzip' }, gzipSync(sitemap)),
    })
    const { text } = await crawl(server, ['/sitemap.xml.gz'], { politeness: { maxBytes: 1_000 } })
    expect(text()).toBe(sitemap)
  })
})

describe('addresses', () => {
  it('refuses private ones, written in any way', async () => {
    const inner = await boardServer({ '/': 'secret' })
    const port = inner.host.split(':')[1]
    const addresses = [
      `http://${inner.host}/`,
      `http://localhost:${port}/`,
      `http://2130706433:${port}/`,
      `http://0x7f.1:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://[::1]:${port}/`,
      `http://0.0.0.0:${port}/`,
      'http://169.254.169.254/latest/meta-data/',
      `https://127.0.0.1:${port}/`,
      'http://10.0.0.1/',
    ]
    const { kinds } = await crawl(inner, addresses, { politeness: { allowPrivateHosts: [] } })
    expect(kinds).toEqual(addresses.map(() => 'blocked-address'))
    expect(inner.hits).toEqual([])
  })

  it('refuses a redirect of a page, or of robots.txt, to a private one', async () => {
    const inner = await boardServer({ '/': 'secret', '/robots.txt': '' })
    const page = await boardServer({ '/jobs': answering(302, { location: `http://${inner.host}/` }) })
    const robots = await boardServer({
      '/robots.txt': answering(301, { location: `http://${inner.host}/robots.txt` }),
    })
    expect((await crawl(page, ['/jobs'])).kinds).toEqual(['blocked-address'])
    expect((await crawl(robots, ['/jobs'])).kinds).toEqual(['blocked-address'])
    expect(inner.hits).toEqual([])
  })

  it('follows a redirect, and says who answered', async () => {
    const server = await boardServer({ '/old': answering(301, { location: '/new' }), '/new': 'moved' })
    const { outcomes } = await crawl(server, ['/old'])
    expect(outcomes[0]?.response?.url).toBe(`http://${server.host}/new`)
  })

  it('ends a loop, and a chain of more than five', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`/${index}`, answering(302, { location: `/${index + 1}` })]),
    )
    const server = await boardServer({
      ...chain,
      '/a': answering(302, { location: '/b' }),
      '/b': answering(302, { location: '/a' }),
    })
    const { kinds } = await crawl(server, ['/a', '/0'], { options: { concurrency: 1 } })
    expect(kinds).toEqual(['bad-redirect', 'bad-redirect'])
    expect(server.paths()).toEqual(['/a', '/b', '/0', '/1', '/2', '/3', '/4', '/5'])
  })

  it('takes nothing but the web for an address', async () => {
    const server = await boardServer({})
    const { kinds } = await crawl(server, [
      'file:///etc/passwd',
      'ftp://jobs.example/',
      'jobs',
      'http://user:word@jobs.example/',
    ])
    expect(kinds).toEqual(['bad-url', 'bad-url', 'bad-url', 'bad-url'])
  })
})

it('ends with the error of a frontier that cannot be read', async () => {
  const broken = new Error('no connection')
  const frontier = { next: () => Promise.reject(broken), done: () => Promise.resolve() }
  await expect(crawlPages(frontier, { ...POLITE, userAgent: 'jobtide/0' }, () => NOW)).rejects.toBe(broken)
})
