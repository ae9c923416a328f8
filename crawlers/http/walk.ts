import { type AddressGuard, webAddress } from './address-guard.ts'
import { type Answer, exchange } from './exchange.ts'
import { PageFailure } from './failure.ts'
import type { HostMemory } from './host-memory.ts'
import type { Turn } from './host-turns.ts'
import type { Politeness } from './politeness.ts'
import { ROBOTS_BYTES, type RobotsFile, type RobotsRules, readRobots, robotsRules } from './robots.ts'

/** What every request of one crawl goes through. */
export interface Manners {
  politeness: Politeness
  hosts: HostMemory
  guard: AddressGuard
  clock: () => Date
  log: (level: 'debug' | 'info' | 'warn', message: string) => void
  /** Adds credentials to a page's address as it is sent. */
  sign?: ((url: URL) => { url: URL; headers?: Record<string, string> }) | undefined
  /** Told of every request before it is made; a rejection ends the crawl. */
  spend?: (() => Promise<void>) | undefined
  /** Aborted when the crawl ends early: nobody waits for a turn any more. */
  signal: AbortSignal
}

export interface Errand {
  url: string
  /** What is sent instead of `url`, credentials included; where it leads on, they stay behind. */
  signed?: { url: URL; headers?: Record<string, string> } | undefined
  /** False for the parts of a page that is being rendered: they follow one another without a pause. */
  paced: boolean
  timeoutMs?: number
  method?: string
  headers?: Record<string, string>
  body?: Buffer | null
}

const REDIRECTS = 5
const LONGEST_REQUEST = 30_000
/** sitemaps.org: at most 50 MB uncompressed. */
const SITEMAP_BYTES = 52_428_800
const LONGEST_DELAY = 60_000
const DAY = 86_400_000
/** An unreadable robots.txt is asked for again sooner than a readable one; RFC 9309 sets no lower bound. */
const UNREADABLE_KEPT = 3_600_000
const ORIGINS_KEPT = 5_000

/**
 * Runs an errand to its last answer. Each hop, the first and every redirect, passes the address guard, robots.txt of
 * its own host, and that host's turn.
 *
 * @throws PageFailure
 */
export async function walk(errand: Errand, manners: Manners): Promise<Answer> {
  const { politeness, hosts } = manners
  let { method = 'GET', body = null } = errand
  let url = webAddress(errand.url)
  let sentTo = errand.signed?.url
  const passed = new Set<string>()
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    if (passed.has(url.href)) throw new PageFailure('bad-redirect', `redirects in a circle: ${url.href}`)
    passed.add(url.href)
    if (errand.paced && !politeness.isOurHost(url))
      throw new PageFailure('foreign-host', `${url.host} is no host of this source: ${url.href}`)
    const rules = politeness.respectRobots ? await rulesFor(url, manners) : null
    if (rules) assertAllowed(url, rules, manners.clock())

    const pause = errand.paced ? Math.max(politeness.pace, Math.min(rules?.delay ?? 0, LONGEST_DELAY)) : 0
    const turn = await hosts.turns.take(url.host, pause, errand.paced ? manners.signal : undefined)
    const signed = hop === 0 ? errand.signed : undefined
    let answer: Answer
    try {
      if (errand.paced) await manners.spend?.()
      answer = await exchange({
        url,
        sentTo,
        guard: manners.guard,
        userAgent: politeness.userAgent,
        timeoutMs: Math.min(errand.timeoutMs ?? LONGEST_REQUEST, politeness.timeoutMs, LONGEST_REQUEST),
        maxBytes: byteLimit(url, politeness),
        method,
        body,
        headers: { ...errand.headers, ...signed?.headers },
        signal: turn.lost,
      })
    } finally {
      turn.end()
    }

    const location = answer.headers.location
    if (![301, 302, 303, 307, 308].includes(answer.status) || typeof location !== 'string') return answer
    if (answer.status < 307) {
      method = 'GET'
      body = null
    }
    const next = webAddress(asUtf8(location), url)
    const shown = errand.signed ? withoutCredentials(next, webAddress(errand.url), errand.signed.url) : next
    // A server may name the key that it was asked with: it is asked as it says, and nobody else hears of it.
    sentTo = shown.href === next.href ? undefined : next
    url = shown
  }
  throw new PageFailure('bad-redirect', `more than ${REDIRECTS} redirects from ${errand.url}`)
}

/** An address without what signing put into another one: parts of its path, and values of its query. */
function withoutCredentials(address: URL, plain: URL, signed: URL): URL {
  const partsOf = ({ pathname, searchParams }: URL) => [...pathname.split('/'), ...searchParams.values()]
  const known = partsOf(plain)
  const credentials = new Set(partsOf(signed).filter(part => part !== '' && !known.includes(part)))
  const shown = new URL(address)
  shown.pathname = address.pathname
    .split('/')
    .map(part => (credentials.has(part) ? 'KEY' : part))
    .join('/')
  for (const [name, value] of address.searchParams)
    if (credentials.has(value)) shown.searchParams.set(name, 'KEY')
  return shown
}

/** Node reads headers as latin1; an address with letters beyond ASCII is meant as UTF-8. */
const asUtf8 = (header: string): string => Buffer.from(header, 'latin1').toString()

function assertAllowed(url: URL, rules: RobotsRules, now: Date): void {
  const refusal = rules.refusal(url)
  if (refusal === null) return
  if (rules.readable) throw new PageFailure('refused-by-robots', `${refusal}: ${url.href}`)
  const retryAt = new Date(now.getTime() + UNREADABLE_KEPT).toISOString()
  throw new PageFailure('unreachable', `${refusal}: ${url.href}`, { retryAt, passing: false })
}

const byteLimit = (url: URL, politeness: Politeness): number =>
  /sitemap|\.xml(\.gz)?$/i.test(url.pathname)
    ? Math.max(SITEMAP_BYTES, politeness.maxBytes)
    : politeness.maxBytes

/** The rules of the address's origin, read at most once a day; an unreadable file once an hour. */
async function rulesFor(url: URL, manners: Manners): Promise<RobotsRules> {
  const { politeness, hosts, guard, clock, log } = manners
  const key = `${url.origin} ${politeness.userAgent.split('/')[0]}`
  const now = clock().getTime()
  const known = hosts.robots.get(key)
  if (known && known.until > now) return known.rules

  async function kept() {
    const stored = await hosts.store?.read(key)
    return stored && stored.until > now ? stored : null
  }
  async function fetchIn(turns: { last: Turn | null }): Promise<{ file: RobotsFile; until: number }> {
    turns.last = await hosts.turns.take(url.host, politeness.pace)
    // Another process may have read it while this one waited for its turn.
    const stored = await kept()
    if (stored) return stored
    let hops = 0
    const file = await readRobots(url.origin, async target => {
      if (hops++ > 0) {
        turns.last?.end()
        turns.last = null
        turns.last = await hosts.turns.take(target.host, politeness.pace)
      }
      return exchange({
        url: target,
        guard,
        userAgent: politeness.userAgent,
        timeoutMs: Math.min(politeness.timeoutMs, LONGEST_REQUEST),
        maxBytes: ROBOTS_BYTES,
        cut: true,
        signal: turns.last?.lost ?? null,
      })
    })
    const until = now + (file.verdict === 'disallow-all' ? UNREADABLE_KEPT : DAY)
    await hosts.store?.write(key, file, until)
    return { file, until }
  }
  async function load(): Promise<RobotsRules> {
    const turns: { last: Turn | null } = { last: null }
    // The turn ends when the file is stored, so that whoever has the next one finds it.
    const { file, until } = (await kept()) ?? (await fetchIn(turns).finally(() => turns.last?.end()))
    entry.until = until
    return robotsRules(url.origin, politeness.userAgent, file)
  }
  const entry = { rules: load(), until: now + DAY }
  if (hosts.robots.size >= ORIGINS_KEPT) {
    for (const [origin, { until }] of hosts.robots) if (until <= now) hosts.robots.delete(origin)
  }
  hosts.robots.set(key, entry)
  try {
    const rules = await entry.rules
    if (!rules.readable) {
      log('warn', `${url.host}: robots.txt could not be read; nothing is fetched there for an hour`)
    }
    if (rules.delay > LONGEST_DELAY) {
      log('warn', `${url.host}: Crawl-delay of ${rules.delay / 1000} s is cut to ${LONGEST_DELAY / 1000} s`)
    }
    return rules
  } catch (error) {
    hosts.robots.delete(key)
    throw error
  }
}
