import dns, { type LookupAddress } from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import net, { type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FailureKind } from '../../../crawlers/http/crawl.ts'
import { schemaOrg } from '../../../crawlers/platforms/schema-org/index.ts'
import type { PageRequest } from '../../../crawlers/source.ts'
import { type BoardServer, boardServer } from './board-server.ts'
import { crawlAddresses } from './crawl-addresses.ts'
import { inwardNames, noAddresses, privateAddresses, privateSeeds } from './private-spellings.ts'

/** Counts whoever connects, so that not even an attempt goes unseen. */
const victims: Server[] = []
let met = 0
let port = 0

async function listenAt(host: string, at: number): Promise<number> {
  const server = net.createServer(socket => {
    met++
    socket.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, host, resolve)
  })
  victims.push(server)
  return (server.address() as AddressInfo).port
}

const realLookup = dns.lookup

/** Names resolve as the table says, and to nothing otherwise: no question leaves the machine. */
function lookup(name: string, options: { all?: boolean }, callback: (...answer: unknown[]) => void): void {
  if (net.isIP(name) !== 0 || name.toLowerCase() === 'localhost') {
    realLookup(name, options, callback)
    return
  }
  const found: LookupAddress[] = (inwardNames[name.toLowerCase()] ?? []).map(address => ({
    address,
    family: net.isIP(address),
  }))
  const [first] = found
  if (!first) process.nextTick(callback, Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }))
  else if (options.all) process.nextTick(callback, null, found)
  else process.nextTick(callback, null, first.address, first.family)
}

beforeAll(async () => {
  port = await listenAt('127.0.0.1', 0)
  // A machine without IPv6 has nothing to protect there.
  await listenAt('::1', port).catch(() => {})
  dns.lookup = lookup as typeof dns.lookup
  syncBuiltinESMExports()
})

afterAll(() => {
  dns.lookup = realLookup
  syncBuiltinESMExports()
  for (const victim of victims) victim.close()
})

beforeEach(() => {
  met = 0
})

/** Crawls from pages of a server that may be met, and says what became of every private address. */
async function kindsFrom(server: BoardServer, pages: (string | PageRequest)[], respectRobots = true) {
  const { outcomes, kinds } = await crawlAddresses(pages, {
    politeness: { allowPrivateHosts: [server.host], respectRobots, timeoutMs: 3_000 },
    follow: ({ response }) =>
      response === null ? [] : schemaOrg.read(response, { start: [response.url], links: 'a' }).follow,
  })
  const met = outcomes.map(({ request }, index) => [request.url, kinds[index]!] as const)
  return Object.fromEntries(met.filter(([url]) => !url.startsWith(`http://${server.host}/`)))
}

const each = (addresses: string[], kind: FailureKind) => Object.fromEntries(addresses.map(url => [url, kind]))
const blocked = (addresses: string[]) => each(addresses, 'blocked-address')
/** An address in the form in which platforms give it. */
const hrefs = (addresses: string[]): string[] => [
  ...new Set(addresses.map(url => new URL(url).href.split('#')[0]!)),
]
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
/** A header holds ASCII; a host may be percent-encoded as anything else may. */
const inHeader = (text: string): string =>
  text.replaceAll(/[\t\n]/g, '').replaceAll(/[^\u0020-\u007e]/gu, encodeURIComponent)

describe('a private address is not connected to, however it is written', () => {
  it('sixty ways and more, and names that resolve inwards', () => {
    expect(new Set(privateAddresses(port)).size).toBeGreaterThanOrEqual(60)
  })

  it.each([true, false])('as a seed (robots.txt respected: %s)', async respectRobots => {
    const server = await boardServer({})
    const addresses = privateSeeds(port)
    expect(await kindsFrom(server, addresses, respectRobots)).toEqual(blocked(addresses))
    expect(met).toBe(0)
  })

  it('as a link', async () => {
    const addresses = privateAddresses(port)
    const links = addresses.map(url => `<a href="${escaped(url)}">a job</a>`)
    const server = await boardServer({ '/jobs': `<!doctype html><p>${links.join('')}` })
    expect(await kindsFrom(server, [`http://${server.host}/jobs`])).toEqual(blocked(hrefs(addresses)))
    expect(met).toBe(0)
  })

  it('in a sitemap', async () => {
    const addresses = privateAddresses(port)
    const entries = addresses.map(url => `<url><loc>${escaped(url)}</loc></url>`).join('')
    const server = await boardServer({
      '/sitemap.xml': (_request, response) =>
        response.setHeader('content-type', 'application/xml').end(`<urlset>${entries}</urlset>`),
    })
    expect(await kindsFrom(server, [`http://${server.host}/sitemap.xml`])).toEqual(blocked(hrefs(addresses)))
    expect(met).toBe(0)
  })

  it('as the target of a redirect', async () => {
    const addresses = privateAddresses(port)
    const server = await boardServer(
      Object.fromEntries(
        addresses.map((url, index) => [
          `/${index}`,
          (_request, response) => response.writeHead(302, { location: inHeader(url) }).end(),
        ]),
      ),
    )
    const pages = addresses.map((_, index) => `http://${server.host}/${index}`)
    const { outcomes } = await crawlAddresses(pages, { politeness: { allowPrivateHosts: [server.host] } })
    const kinds = outcomes.map(({ request, failure }) => {
      const index = Number(new URL(request.url).pathname.slice(1))
      return [addresses[index]!, failure?.kind] as const
    })
    expect(Object.fromEntries(kinds)).toEqual(blocked(addresses))
    expect(met).toBe(0)
  })

  it('as the target of a redirect of robots.txt', async () => {
    // Each on a server of its own, since a robots.txt is asked for once.
    const addresses = privateAddresses(port)
    const servers = await Promise.all(
      addresses.map(url =>
        boardServer({
          '/robots.txt': (_request, response) => response.writeHead(302, { location: inHeader(url) }).end(),
          '/jobs': 'a page',
        }),
      ),
    )
    const { outcomes } = await crawlAddresses(
      servers.map(({ host }) => `http://${host}/jobs`),
      { politeness: { allowPrivateHosts: servers.map(({ host }) => host) } },
    )
    const kinds = outcomes.map(({ request, failure }) => {
      const index = servers.findIndex(({ host }) => request.url.includes(`//${host}/`))
      return [addresses[index]!, failure?.kind] as const
    })
    expect(Object.fromEntries(kinds)).toEqual(blocked(addresses))
    expect(servers.flatMap(server => server.paths())).toEqual([])
    expect(met).toBe(0)
  })

  it('from a page in the browser, straight and by redirect', async () => {
    const addresses = privateAddresses(port)
    const page = (prefix: (index: number) => string) => `<!doctype html><script>
      const targets = ${JSON.stringify(addresses.map((url, index) => prefix(index) || url)).replaceAll('<', '\\u003c')}
      const attempts = targets.map(target => fetch(target, { mode: 'no-cors' }).then(() => target, () => null))
      Promise.all(attempts).then(reached => {
        document.body.innerHTML = '<p id="ready">reached: ' + reached.filter(Boolean) + '</p>'
      })
    </script>`
    const hops = addresses.map((url, index): [string, Parameters<typeof boardServer>[0][string]] => [
      `/hop/${index}`,
      (_request, response) => response.writeHead(307, { location: inHeader(url) }).end(),
    ])
    const server = await boardServer({
      ...Object.fromEntries(hops),
      '/straight': page(() => ''),
      '/hops': page(index => `/hop/${index}`),
    })
    const { outcomes } = await crawlAddresses(
      ['/straight', '/hops'].map(path => ({
        url: `http://${server.host}${path}`,
        depth: 0,
        waitFor: '#ready',
      })),
      { politeness: { allowPrivateHosts: [server.host], timeoutMs: 20_000 } },
    )
    for (const { response } of outcomes) {
      expect(new TextDecoder().decode(response?.body)).toContain('<p id="ready">reached: </p>')
    }
    expect(outcomes).toHaveLength(2)
    expect(server.paths().filter(path => path.startsWith('/hop/'))).toHaveLength(addresses.length)
    expect(met).toBe(0)
  })
})

it('what is no address of the web is not asked for', async () => {
  const server = await boardServer({})
  const addresses = noAddresses(port)
  expect(await kindsFrom(server, addresses)).toEqual(each(addresses, 'bad-url'))
  expect(met).toBe(0)
})

it('what is allowed by name is met, and no other port or name of the same machine', async () => {
  const server = await boardServer({ '/jobs': 'a page' })
  const name = `localhost:${server.host.split(':')[1]}`
  const { kinds } = await crawlAddresses(
    [`http://${server.host}/jobs`, `http://${name}/jobs`, `http://127.0.0.1:${port}/`],
    { politeness: { allowPrivateHosts: [server.host] } },
  )
  expect(kinds.toSorted()).toEqual(['answered', 'blocked-address', 'blocked-address'])
  expect(met).toBe(0)
  await crawlAddresses([`http://127.0.0.1:${port}/`], {
    politeness: { allowPrivateHosts: [`127.0.0.1:${port}`] },
  })
  expect(met).toBeGreaterThan(0)
})
