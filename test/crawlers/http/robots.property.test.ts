import http from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { robotsGroup } from '../../../crawlers/http/robots-rules.ts'
import { behaviours, type HostileName, startHostile } from '../../../scripts/sandbox/hostile.ts'
import { crawlAddresses, hostOf } from './crawl-addresses.ts'
import { robotsAllow } from './robots-oracle.ts'

const PRODUCT = 'jobtide'
const HOSTS = 80
const PAGES_OF_HOST = 125
/** The same cases in every run of the tests. */
const SEED = 9309

/** Pieces that meet often, each in more than one spelling. */
const piece = fc.constantFrom(
  ...['/', 'jobs', 'j%6Fbs', 'a', 'b', '.html', '?q=', '&f[]=', '%5B%5D', '~x', '%7ex', '|', '%7c'],
  ...['café', 'caf%c3%a9', '%2F', ';', '^', "'", '%', '%2A', '%24', ' ', '1'],
)
const patternPiece = fc.oneof({ weight: 4, arbitrary: piece }, fc.constantFrom('*', '*', '$', '**'))

const words = (of: fc.Arbitrary<string>, most: number) =>
  fc.array(of, { maxLength: most, size: 'max' }).map(pieces => pieces.join(''))
const path = words(piece, 5).map(rest => `/${rest}`)
const address = fc.oneof(
  path,
  words(fc.oneof(piece, fc.constantFrom('*', '$')), 5).map(rest => `/${rest}`),
)
const pattern = fc.oneof(
  { weight: 8, arbitrary: words(patternPiece, 3).map(rest => `/${rest}`) },
  fc.constantFrom('', '*', '/', 'jobs', '*.html$', '/$'),
)

const field = (name: string) => fc.constantFrom(name, name.toLowerCase(), name.toUpperCase(), ` ${name} `)
const line = (name: string, value: fc.Arbitrary<string>) =>
  fc
    .tuple(field(name), fc.constantFrom(':', ': ', ':\t'), value, fc.constantFrom('', '', ' # why', '  '))
    .map(parts => parts.join(''))
const agent = line(
  'User-agent',
  fc.constantFrom('*', 'jobtide', 'JobTide', 'jobtide/2.1', 'jobtide-images', 'tide', 'other'),
)
const rule = fc.oneof(line('Disallow', pattern), line('Disallow', pattern), line('Allow', pattern))
const aside = fc.oneof(
  line('Sitemap', fc.constant('https://board.example/sitemap.xml')),
  line('Crawl-delay', fc.constant('0')),
  fc.constantFrom('', '  ', '# a comment: Disallow: /', 'Disallow /jobs', 'Noindex: /', 'nonsense'),
)
const robotsText = fc
  .tuple(
    fc.constantFrom('', '\uFEFF'),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.array(agent, { maxLength: 3 }),
    fc.array(fc.oneof({ weight: 3, arbitrary: agent }, { weight: 6, arbitrary: rule }, aside), {
      maxLength: 14,
      size: 'max',
    }),
  )
  .map(([mark, end, first, lines]) => mark + [...first, ...lines].map(each => each + end).join(''))

/** One host: its robots.txt, its pages, and after how many of them one leads on to another. */
const board = fc.record({
  robots: robotsText,
  paths: fc.array(address, { minLength: PAGES_OF_HOST, maxLength: PAGES_OF_HOST }),
  redirectEvery: fc.integer({ min: 3, max: 20 }),
})
type Board = typeof board extends fc.Arbitrary<infer Value> ? Value : never

const servers: http.Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Serves a board, and notes the pages that it is asked for. */
async function serve({ robots, paths, redirectEvery }: Board) {
  const asked: string[] = []
  const server = http.createServer(({ url = '', headers }, response) => {
    if (url === '/robots.txt') {
      response.end(robots)
      return
    }
    asked.push(url)
    if (asked.length % redirectEvery === 0) {
      response.writeHead(302, { location: `http://${headers.host}${paths[asked.length % PAGES_OF_HOST]}` })
    }
    response.end('a page')
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { robots, base, asked, addresses: paths.map(path => base + path) }
}

const sentOf = (address: string): string => {
  const { pathname, search } = new URL(address)
  return pathname + search
}

it('a file is matched as RFC 9309 says', () => {
  fc.assert(
    fc.property(robotsText, fc.array(address, { minLength: 5, maxLength: 5 }), (robots, paths) => {
      const group = robotsGroup(new TextDecoder().decode(Buffer.from(robots)), `${PRODUCT}/0.0.0 (+x)`)
      for (const url of paths.map(path => new URL(`https://board.example${path}`))) {
        const sent = sentOf(url.href)
        expect([sent, group.allows(url)]).toEqual([sent, robotsAllow(robots, PRODUCT, sent)])
      }
    }),
    { numRuns: 4_000, seed: SEED },
  )
})

it('of ten thousand pages behind random files none is asked for that is disallowed, and all that are allowed are', async () => {
  const hosts = await Promise.all(fc.sample(board, { numRuns: HOSTS, seed: SEED }).map(serve))
  // Page by page, so that all hosts are asked at the same time.
  const addresses = Array.from({ length: PAGES_OF_HOST }, (_, page) =>
    hosts.map(host => host.addresses[page]!),
  ).flat()
  expect(addresses).toHaveLength(10_000)
  const { outcomes, error } = await crawlAddresses(addresses, {
    politeness: { allowPrivateHosts: hosts.map(({ base }) => hostOf(base)) },
    options: { concurrency: 16 },
  })
  expect(error).toBeNull()
  expect(outcomes).toHaveLength(addresses.length)
  let reached = 0
  let disallowed = 0
  for (const { robots, asked, addresses } of hosts) {
    const wanted = new Set(addresses.map(sentOf))
    const allowed = [...wanted].filter(path => robotsAllow(robots, PRODUCT, path))
    expect(asked.filter(path => !robotsAllow(robots, PRODUCT, path))).toEqual([])
    expect(allowed.filter(path => !asked.includes(path))).toEqual([])
    reached += asked.length
    disallowed += wanted.size - allowed.length
  }
  expect(Math.min(reached, disallowed)).toBeGreaterThan(1_500)
})

describe('where robots.txt cannot be read, no page is asked for', () => {
  const unreadable = ['robots-5xx', 'robots-reset', 'robots-timeout', 'robots-slow', 'robots-429'] as const
  it.each(unreadable.map(name => [behaviours[name].does, name] as const))(
    '%s',
    async (_does, name: HostileName) => {
      const hostile = await startHostile()
      try {
        const pages = Array.from({ length: 40 }, (_, page) => `${hostile.base[name]}/${page}`)
        const { kinds } = await crawlAddresses(pages, {
          politeness: { allowPrivateHosts: hostile.hosts, timeoutMs: 300 },
        })
        expect(new Set(kinds)).toEqual(new Set(['unreachable']))
        expect(hostile.requests.map(({ path }) => path)).toEqual(['/robots.txt'])
      } finally {
        await hostile.close()
      }
    },
  )
})
