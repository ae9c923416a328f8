import { type AddressGuard, webAddress } from './address-guard.ts'
import { type Answer, exchange } from './exchange.ts'
import { PageFailure } from './failure.ts'
import type { HostMemory } from './host-memory.ts'
import type { Politeness } from './politeness.ts'
import { ROBOTS_BYTES, type RobotsRules, readRobots } from './robots.ts'

/** What every request of one crawl goes through. */
export interface Manners {
  politeness: Politeness
  hosts: HostMemory
  guard: AddressGuard
  clock: () => Date
  log: (level: 'debug' | 'info' | 'warn', message: string) => void
  /** Aborted when the crawl ends early: nobody waits for a turn any more. */
  signal: AbortSignal
}

export interface Errand {
  url: string
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
  const passed = new Set<string>()
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    if (passed.has(url.href)) throw new PageFailure('bad-redirect', `redirects in a circle: ${url.href}`)
    passed.add(url.href)
    const rules = politeness.respectRobots ? await rulesFor(url, manners) : null
    if (rules) assertAllowed(url, rules, manners.clock())

    const pause = errand.paced ? Math.max(politeness.pace, Math.min(rules?.delay ?? 0, LONGEST_DELAY)) : 0
    const release = await hosts.turns.take(url.host, pause, errand.paced ? manners.signal : undefined)
    let answer: Answer
    try {
      answer = await exchange({
        url,
        guard: manners.guard,
        userAgent: politeness.userAgent,
        timeoutMs: Math.min(errand.timeoutMs ?? LONGEST_REQUEST, politeness.timeoutMs, LONGEST_REQUEST),
        maxBytes: byteLimit(url, politeness),
        method,
        body,
        ...(errand.headers ? { headers: errand.headers } : {}),
      })
    } finally {
      release()
    }

    const location = answer.headers.location
    if (![301, 302, 303, 307, 308].includes(answer.status) || typeof location !== 'string') return answer
    if (answer.status < 307) {
      method = 'GET'
      body = null
    }
    url = webAddress(location, url)
  }
  throw new PageFailure('bad-redirect', `more than ${REDIRECTS} redirects from ${errand.url}`)
}

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

  const ask = async (target: URL): Promise<Answer> => {
    const release = await hosts.turns.take(target.host, politeness.pace)
    try {
      return await exchange({
        url: target,
        guard,
        userAgent: politeness.userAgent,
        timeoutMs: Math.min(politeness.timeoutMs, LONGEST_REQUEST),
        maxBytes: ROBOTS_BYTES,
        cut: true,
      })
    } finally {
      release()
    }
  }
  const entry = { rules: readRobots(url.origin, politeness.userAgent, ask), until: now + DAY }
  if (hosts.robots.size >= ORIGINS_KEPT) {
    for (const [origin, { until }] of hosts.robots) if (until <= now) hosts.robots.delete(origin)
  }
  hosts.robots.set(key, entry)
  try {
    const rules = await entry.rules
    if (!rules.readable) {
      entry.until = now + UNREADABLE_KEPT
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
