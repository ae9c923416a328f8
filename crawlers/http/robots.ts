import { webAddress } from './address-guard.ts'
import type { Answer } from './exchange.ts'
import { PageFailure } from './failure.ts'
import { robotsGroup } from './robots-rules.ts'

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

/** What an origin's robots.txt came to, fit for keeping. */
export interface RobotsFile {
  verdict: 'read' | 'allow-all' | 'disallow-all'
  /** The file's first 500 KiB where it was read, else why all is allowed or disallowed. */
  text: string
}

/**
 * Reads robots.txt of an origin by RFC 9309: a 2xx file counts; a 4xx one (429 apart) allows all; a server error, a
 * time-out or no answer disallows all. More than five redirects count as none there, which allows all.
 *
 * @param ask one exchange, redirects not followed, the body cut at `ROBOTS_BYTES`
 * @throws PageFailure `blocked-address` where the origin or a redirect of it has a private address
 */
export async function readRobots(origin: string, ask: (url: URL) => Promise<Answer>): Promise<RobotsFile> {
  let url = new URL('/robots.txt', origin)
  try {
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const { status, headers, body } = await ask(url)
      if (status >= 200 && status < 300) return { verdict: 'read', text: textOf(body) }
      if (status === 429 || status >= 500)
        return { verdict: 'disallow-all', text: `robots.txt answered ${status}` }
      if (status < 300 || status >= 400)
        return { verdict: 'allow-all', text: `robots.txt answered ${status}` }
      const location = headers.location
      if (typeof location !== 'string') return { verdict: 'allow-all', text: 'redirected nowhere' }
      url = webAddress(location, url)
    }
    return { verdict: 'allow-all', text: 'too many redirects' }
  } catch (error) {
    const kind = error instanceof PageFailure ? error.failure.kind : null
    if (kind === 'bad-url') return { verdict: 'allow-all', text: 'redirected nowhere' }
    if (kind === 'unreachable')
      return { verdict: 'disallow-all', text: `robots.txt could not be read (${(error as Error).message})` }
    throw error
  }
}

/** A byte order mark would hide the first group, and a line that was cut means something else. */
function textOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body).replaceAll('\0', '').toWellFormed()
  return body.length < ROBOTS_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1)
}

/** The rules of a file for a user agent. */
export function robotsRules(origin: string, userAgent: string, file: RobotsFile): RobotsRules {
  if (file.verdict !== 'read') {
    const refused = file.verdict === 'disallow-all'
    return { refusal: () => (refused ? file.text : null), delay: 0, readable: !refused }
  }
  const group = robotsGroup(file.text, userAgent)
  return {
    // They hold for their own origin alone.
    refusal: url => (url.origin !== origin || group.allows(url) ? null : 'robots.txt disallows it'),
    delay: group.delay * 1000,
    readable: true,
  }
}
