import robotsParser from 'robots-parser'
import { webAddress } from './address-guard.ts'
import type { Answer } from './exchange.ts'
import { PageFailure } from './failure.ts'

/** What robots.txt of one origin says to one crawler. */
export interface RobotsRules {
  /** Null where the page may be fetched, else why not. */
  refusal(url: URL): string | null
  /** Crawl-delay in milliseconds, uncapped; 0 where there is none. */
  delay: number
  /** False where the file could not be read, which disallows all. */
  readable: boolean
}

/** RFC 9309, 2.5: a crawler must read at least the first 500 KiB. */
export const ROBOTS_BYTES = 500 * 1024
const REDIRECTS = 5

const everything = (allowed: boolean, reason: string): RobotsRules => ({
  refusal: () => (allowed ? null : reason),
  delay: 0,
  readable: allowed,
})

/**
 * Reads robots.txt of an origin by RFC 9309: a 2xx file counts; a 4xx one (429 apart) allows all; a server error, a
 * time-out or no answer disallows all. More than five redirects count as none there, which allows all.
 *
 * @param ask one exchange, redirects not followed, the body cut at `ROBOTS_BYTES`
 * @throws PageFailure `blocked-address` where the origin or a redirect of it has a private address
 */
export async function readRobots(
  origin: string,
  userAgent: string,
  ask: (url: URL) => Promise<Answer>,
): Promise<RobotsRules> {
  let url = new URL('/robots.txt', origin)
  try {
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const { status, headers, body } = await ask(url)
      if (status >= 200 && status < 300) return parseRobots(origin, userAgent, body)
      if (status === 429 || status >= 500) return everything(false, `robots.txt answered ${status}`)
      if (status < 300 || status >= 400) return everything(true, '')
      const location = headers.location
      if (typeof location !== 'string') return everything(true, '')
      url = webAddress(location, url)
    }
    return everything(true, '')
  } catch (error) {
    const kind = error instanceof PageFailure ? error.failure.kind : null
    if (kind === 'bad-url') return everything(true, '')
    if (kind === 'unreachable')
      return everything(false, `robots.txt could not be read (${(error as Error).message})`)
    throw error
  }
}

// The package declares an ES default export, and is CommonJS: what is imported is the function itself.
const parse = robotsParser as unknown as typeof robotsParser.default

function parseRobots(origin: string, userAgent: string, body: Uint8Array): RobotsRules {
  // TextDecoder drops a byte order mark, which would otherwise hide the first group.
  const text = new TextDecoder().decode(body)
  const whole = body.length < ROBOTS_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1)
  const parser = parse(new URL('/robots.txt', origin).href, whole)
  const seconds = parser.getCrawlDelay(userAgent)
  return {
    refusal: url => (parser.isAllowed(url.href, userAgent) === false ? 'robots.txt disallows it' : null),
    delay: seconds && seconds > 0 ? seconds * 1000 : 0,
    readable: true,
  }
}
