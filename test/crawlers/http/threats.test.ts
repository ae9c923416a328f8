import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SourceChanged, SourceUnavailable } from '../../../crawlers/errors.ts'
import type { FailureKind } from '../../../crawlers/http/crawl.ts'
import { greenhouse } from '../../../crawlers/platforms/greenhouse/index.ts'
import { schemaOrg } from '../../../crawlers/platforms/schema-org/index.ts'
import { platforms } from '../../../crawlers/registry.ts'
import { RawPosting, type Reading, type StoredResponse } from '../../../crawlers/source.ts'
import { behaviours, type Hostile, type HostileName, startHostile } from '../../../scripts/sandbox/hostile.ts'
import { boardServer } from './board-server.ts'
import { crawlAddresses, freshHosts, hostOf, type Manner, NOW } from './crawl-addresses.ts'

let hostile: Hostile
beforeAll(async () => {
  hostile = await startHostile(() => NOW)
})
afterAll(() => hostile.close())

/** Milliseconds that an answer which comes to an end has, however busy the machine is. */
const PATIENT = 30_000
const NEVER_ENDS = new Set<HostileName>(['robots-timeout', 'robots-slow', 'slow-headers', 'slow-body'])

/** Milliseconds that this thread has worked: what else the machine does is not counted. */
function worked(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Crawls one behaviour from where it begins, or these pages of it. */
async function meet(name: HostileName, paths: string[] = [behaviours[name].entry], manner: Manner = {}) {
  const before = hostile.requests.length
  const crawled = await crawlAddresses(
    paths.map(path => hostile.base[name] + path),
    { ...manner, politeness: { allowPrivateHosts: hostile.hosts, timeoutMs: PATIENT, ...manner.politeness } },
  )
  const requests = hostile.requests.slice(before)
  return { ...crawled, requests, asked: requests.map(({ path }) => path) }
}

/** The response to the page where a behaviour begins. */
async function responseOf(name: HostileName): Promise<StoredResponse> {
  const { outcomes } = await meet(name)
  expect(outcomes[0]?.failure).toBeNull()
  return outcomes[0]!.response!
}

const textsOf = (reading: Reading): string => JSON.stringify(reading)

/** Each with the word of the table of threats that it belongs to. */
const kinds: [threat: string, HostileName, FailureKind | 'answered', requests: number][] = [
  ['robots.txt', 'robots-crlf-bom', 'refused-by-robots', 1],
  ['robots.txt', 'robots-600-kib', 'refused-by-robots', 1],
  ['robots.txt', 'robots-redirects', 'refused-by-robots', 6],
  ['robots.txt', 'robots-404', 'answered', 2],
  ['robots.txt', 'robots-5xx', 'unreachable', 1],
  ['robots.txt', 'robots-429', 'unreachable', 1],
  ['robots.txt', 'robots-reset', 'unreachable', 1],
  ['robots.txt', 'robots-timeout', 'unreachable', 1],
  ['robots.txt', 'robots-slow', 'unreachable', 1],
  ['403, 429', 'waf-403', 'unavailable', 2],
  ['403, 429', 'too-many-seconds', 'unavailable', 2],
  ['403, 429', 'too-many-date', 'unavailable', 2],
  ['compressed bombs', 'bomb-gzip', 'too-large', 2],
  ['endless bodies', 'endless-body', 'too-large', 2],
  ['endless bodies', 'endless-headers', 'unreachable', 4],
  ['slow bodies', 'slow-headers', 'unreachable', 4],
  ['slow bodies', 'slow-body', 'unreachable', 4],
  ['broken bodies', 'truncated-gzip', 'unreachable', 4],
  ['broken bodies', 'cut-json', 'unreachable', 4],
  ['broken bodies', 'short-body', 'unreachable', 4],
  ['broken bodies', 'not-http', 'unreachable', 4],
  ['redirects', 'redirect-loop', 'bad-redirect', 3],
  ['redirects', 'redirect-endless', 'bad-redirect', 7],
  ['redirects', 'redirect-marketing', 'answered', 3],
  ['conditional requests', 'false-304', 'bad-status', 2],
  ['reservation', 'tdm-reservation', 'reserved', 2],
]

describe('what becomes of a page, and how often its server is asked', () => {
  it.concurrent.each(kinds)('%s: %s', async (_threat, name, kind, requests) => {
    const { kinds } = await crawlAddresses([hostile.address[name]], {
      politeness: { allowPrivateHosts: hostile.hosts, timeoutMs: NEVER_ENDS.has(name) ? 1_500 : PATIENT },
    })
    expect(kinds).toEqual([kind])
    expect(hostile.requests.filter(({ behaviour }) => behaviour === name)).toHaveLength(requests)
  })
})

describe('robots.txt', () => {
  it('is read for its first 500 KiB', async () => {
    const { kinds } = await meet('robots-600-kib', ['/private', '/late'])
    expect(kinds).toEqual(['refused-by-robots', 'answered'])
  })

  it('delays by a minute at most, and it is said', async () => {
    const said: string[] = []
    const stop = new AbortController()
    const log = (_level: string, message: string) => {
      said.push(message)
      stop.abort()
    }
    const { kinds } = await meet('robots-delay', undefined, { options: { log, signal: stop.signal } })
    expect(kinds).toEqual(['deferred'])
    expect(said).toEqual([expect.stringContaining('Crawl-delay of 3600 s is cut to 60 s')])
  })

  it('with a hundred thousand wildcards does not hold the crawl up', async () => {
    const line = `Disallow: /${'*a'.repeat(12)}b\n`
    const robots = `User-agent: *\n${line.repeat(Math.floor(500_000 / line.length))}`
    const server = await boardServer({ '/robots.txt': robots })
    const pages = Array.from({ length: 5 }, (_, page) => `http://${server.host}/${'a'.repeat(2_000)}${page}`)
    const start = worked()
    const { kinds } = await crawlAddresses(pages, { politeness: { allowPrivateHosts: [server.host] } })
    expect(new Set(kinds)).toEqual(new Set(['not-found']))
    expect(worked() - start).toBeLessThan(10_000)
  })
})

describe('pace', () => {
  it('is kept by all crawls together, one request at a time', async () => {
    const server = await boardServer(
      Object.fromEntries(Array.from({ length: 12 }, (_, page) => [`/${page}`, 'a page'])),
    )
    const hosts = freshHosts()
    await Promise.all(
      Array.from({ length: 6 }, (_, crawl) =>
        crawlAddresses([`http://${server.host}/${2 * crawl}`, `http://${server.host}/${2 * crawl + 1}`], {
          politeness: { allowPrivateHosts: [server.host], pace: 40 },
          options: { hosts },
        }),
      ),
    )
    expect(server.hits).toHaveLength(13)
    const gaps = server.hits.slice(1).map(({ at }, index) => at - server.hits[index]!.at)
    // Timers may fire a millisecond early.
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(38)
    expect(server.most()).toBe(1)
  })
})

describe('403 and 429', () => {
  it.each([
    ['waf-403', null],
    ['too-many-seconds', '2025-11-21T14:00:00.000Z'],
    ['too-many-date', '2025-11-22T06:00:00.000Z'],
  ] as const)(
    '%s ends the crawl at the first page, without another try under another name',
    async (name, retryAt) => {
      const { kinds, error, requests } = await meet(name, ['/1', '/2', '/3'])
      expect(kinds.filter(kind => kind !== 'deferred')).toEqual(['unavailable'])
      expect(error).toBeInstanceOf(SourceUnavailable)
      expect((error as SourceUnavailable).retryAt).toBe(retryAt)
      expect(requests).toHaveLength(2)
      const agents = new Set(requests.map(({ headers }) => headers['user-agent']))
      expect([...agents]).toEqual(['jobtide/0.0.0 (+https://jobtide.example/contact)'])
    },
  )
})

describe('no end', () => {
  const leadingOn = ({ request, response }: Parameters<NonNullable<Manner['follow']>>[0]) =>
    response === null
      ? []
      : schemaOrg
          .read(response, { start: [response.url], links: 'a' })
          .follow.map(page => ({ ...page, depth: request.depth + page.depth }))

  it('of pages: ends with the depth', async () => {
    const { kinds, asked } = await meet('endless-links', undefined, { follow: leadingOn })
    expect(kinds.at(-1)).toBe('too-deep')
    expect(asked).toHaveLength(22)
  })

  it('of sitemaps: ends with the budget at the latest', async () => {
    const { asked, error } = await meet('nested-sitemaps', undefined, {
      follow: leadingOn,
      politeness: { maxRequests: 50 },
    })
    expect(error).toBeNull()
    expect(asked.length).toBeLessThanOrEqual(51)
  })

  it('of body or headers: ends with the time', async () => {
    for (const name of ['slow-headers', 'slow-body'] as const) {
      const { kinds } = await meet(name, undefined, { politeness: { timeoutMs: 200 } })
      expect(kinds).toEqual(['unreachable'])
    }
  })
})

describe('a charset', () => {
  it.each(['charset-in-meta', 'no-type'] as const)('%s: the pay is read', async name => {
    const { postings } = schemaOrg.read(await responseOf(name))
    expect(postings.map(({ description }) => description)).toEqual(['£30,000 to £40,000 a year'])
  })

  it.each(['wrong-charset', 'mojibake'] as const)('%s: the advert is not lost', async name => {
    const { postings, rejected } = schemaOrg.read(await responseOf(name))
    expect(postings[0]?.description).toMatch(/30,000 to .{1,2}40,000 a year/)
    expect(rejected).toEqual([])
  })
})

describe('deep nesting', () => {
  it('of elements is read in a moment, and its links are given up', async () => {
    const response = await responseOf('deep-nesting')
    const start = worked()
    const { postings, rejected, follow } = schemaOrg.read(response, { start: [response.url], links: 'a' })
    expect(worked() - start).toBeLessThan(2_000)
    expect(postings.map(({ title }) => title)).toEqual(['Harbour pilot'])
    expect(rejected.map(({ reason }) => reason)).toEqual([expect.stringContaining('nested')])
    expect(follow).toEqual([])
  })

  it('of JSON-LD hides no other advert, and pollutes nothing', async () => {
    const reading = schemaOrg.read(await responseOf('deep-json'))
    expect(reading.postings.map(({ title }) => title)).toContain('Harbour pilot')
    expect(JSON.stringify(reading)).not.toContain('[[[[')
    expect('polluted' in {}).toBe(false)
  })
})

it('NUL and halves of surrogate pairs stay outside, and the records beside them are read', async () => {
  const reading = greenhouse.read(await responseOf('nul-and-surrogates'))
  expect(reading.postings.map(({ sourceId }) => sourceId)).toEqual(['1', '2'])
  expect(reading.rejected).toEqual([])
  const texts = reading.postings.flatMap(posting => Object.values(posting).flat()).map(String)
  for (const text of texts) {
    expect(text.isWellFormed()).toBe(true)
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
  }
})

describe('XML entities', () => {
  it.each(['entity-bomb', 'outer-entity'] as const)('%s: none is unfolded', async name => {
    const response = await responseOf(name)
    const start = worked()
    let said: string
    try {
      said = textsOf(schemaOrg.read(response))
    } catch (error) {
      expect(error).toBeInstanceOf(SourceChanged)
      said = String(error)
    }
    expect(said).not.toMatch(/wave|root:/)
    expect(said.length).toBeLessThan(1_000)
    expect(worked() - start).toBeLessThan(1_000)
  })
})

it('markup where text is expected stays text', async () => {
  const { response } = (await meet('markup-for-text')).outcomes[0]!
  expect(response?.contentType).toBe('text/plain')
  expect(new TextDecoder().decode(response?.body)).toBe('<script>alert(1)</script>Harbour pilot')
})

it('a posting has no field for the name, mail or telephone of a recruiter', () => {
  expect(
    Object.keys(RawPosting.shape).filter(field => /contact|recruit|mail|phone|person/i.test(field)),
  ).toEqual([])
})

it('a platform carries its terms and the day they were read, or leaves them to its sources', () => {
  for (const { name, terms } of platforms) {
    if (terms === null) continue
    expect([name, URL.canParse(terms.url), /^\d{4}-\d\d-\d\d$/.test(terms.reviewed)]).toEqual([
      name,
      true,
      true,
    ])
  }
})

describe('what is not what was asked for', () => {
  it('a page instead of an interface is a change of the source, no empty board', async () => {
    const response = await responseOf('html-for-json')
    expect(() => greenhouse.read(response)).toThrow(SourceChanged)
  })

  it.each(['soft-404', 'redirect-marketing'] as const)('%s: is no advert', async name => {
    const { postings, dropped, closed } = schemaOrg.read(await responseOf(name))
    expect(postings).toEqual([])
    expect(dropped.length + closed.length).toBeGreaterThan(0)
  })

  it('an advert that quotes the banner of a closed one is open', async () => {
    const { postings, closed, dropped } = greenhouse.read(await responseOf('expired-banner'))
    expect(postings).toHaveLength(1)
    expect([...closed, ...dropped]).toEqual([])
  })

  it('one id in two languages is the same advert twice', async () => {
    const { postings } = greenhouse.read(await responseOf('two-languages'))
    expect(new Set(postings.map(({ sourceId }) => sourceId)).size).toBe(1)
  })

  it('a moment keeps its offset where clocks change', async () => {
    const { postings } = greenhouse.read(await responseOf('clock-change'))
    expect(postings.map(({ postedAt }) => postedAt && new Date(postedAt).toISOString())).toEqual([
      '2025-03-30T00:00:00.000Z',
      '2025-03-30T01:30:00.000Z',
      '2025-03-29T23:00:00.000Z',
      '2025-10-26T00:30:00.000Z',
      '2025-10-26T01:30:00.000Z',
      '2025-10-27T00:00:00.000Z',
      '2025-11-02T05:30:00.000Z',
      '2025-11-02T03:59:59.000Z',
    ])
  })
})

describe('conditional requests', () => {
  /** What the second of two crawls is answered, which brings what the first was told. */
  async function again(name: HostileName) {
    const first = await meet(name)
    const { validators } = first.outcomes[0]!
    expect(validators?.etag).toMatch(/^(?:W\/)?"[\w-]+"$/)
    const second = await crawlAddresses([{ url: hostile.address[name], depth: 0, validators: validators! }], {
      politeness: { allowPrivateHosts: [hostOf(hostile.base[name])] },
    })
    return { first: first.outcomes[0]!, second: second.outcomes[0]! }
  }

  it.each(['etag-weak', 'etag-gzip'] as const)('%s: what is unchanged is not sent again', async name => {
    const { second } = await again(name)
    expect(second).toMatchObject({ response: null, failure: null, unchanged: { seenAt: NOW.toISOString() } })
  })

  it('a tag that flaps costs a request, and nothing else', async () => {
    const { first, second } = await again('etag-flap')
    expect(second.response?.body).toEqual(first.response?.body)
    expect(second.unchanged).toBeNull()
  })
})
