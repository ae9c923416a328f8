import type { ServedRequest } from '../sandbox/http-server.ts'
import type { Disturbance } from './kill-crawls.ts'
import { pageKey } from './page-key.ts'
import type { SoakHost } from './soak-boards.ts'

/** What the servers' logs say of a crawl. */
export interface LogFigures {
  requests: number
  pages: number
  /** Requests for a page that had been asked for before: it was lost in a kill. */
  repeated: number
  robots: number
  /** Requests that were under way when a kill struck, and those of them whose connection broke before the answer. */
  struck: number
  cutOff: number
  /** Least milliseconds between the end of one request and the beginning of the next on a host, by host. */
  leastGap: Record<string, number>
  /** How often a host went from one process to the other, by host. */
  handedOver: Record<string, number>
}

/** Milliseconds by which two readings of one clock may be apart: the logs hold fractions, the crawler's timers too. */
const CLOCK_ERROR = 0.05

/**
 * Judges a crawl by the servers' logs alone: one request at a time on each host, gaps of at least `pace` milliseconds,
 * and no page asked for after it had been stored.
 * @returns the figures, and one line for each fault
 */
export function judgeLogs(
  hosts: readonly SoakHost[],
  kills: readonly Disturbance[],
  pace: number,
): { figures: LogFigures; faults: string[] } {
  const faults: string[] = []
  const figures: LogFigures = {
    requests: 0,
    pages: 0,
    repeated: 0,
    robots: 0,
    struck: 0,
    cutOff: 0,
    leastGap: {},
    handedOver: {},
  }
  for (const { host, log } of hosts) {
    const requests = log.toSorted((a, b) => a.began - b.began)
    figures.requests += requests.length
    figures.robots += requests.filter(({ path }) => path === '/robots.txt').length
    figures.struck += requests.filter(({ began, ended }) =>
      kills.some(({ struck }) => began <= struck && ended >= struck),
    ).length
    figures.cutOff += requests.filter(({ isWhole }) => !isWhole).length
    faults.push(...judgeTurns(host, requests, pace, figures))
    faults.push(...judgePages(host, requests, kills, figures))
  }
  return { figures, faults }
}

function judgeTurns(
  host: string,
  requests: readonly ServedRequest[],
  pace: number,
  figures: LogFigures,
): string[] {
  const faults: string[] = []
  let least = Number.POSITIVE_INFINITY
  let handedOver = 0
  for (const [at, { began, path, userAgent }] of requests.entries()) {
    const before = requests[at - 1]
    if (!before) continue
    const gap = began - before.ended
    least = Math.min(least, gap)
    if (userAgent !== before.userAgent) handedOver++
    if (gap >= pace - CLOCK_ERROR) continue
    const what = gap < 0 ? 'overlap by' : 'are apart by'
    faults.push(`${host}: ${before.path} and ${path} ${what} ${Math.abs(gap).toFixed(2)} ms`)
  }
  figures.leastGap[host] = least
  figures.handedOver[host] = handedOver
  return faults
}

/** A page may be asked for again only where a kill came in between and the page was not stored by then. */
function judgePages(
  host: string,
  requests: readonly ServedRequest[],
  kills: readonly Disturbance[],
  figures: LogFigures,
): string[] {
  const faults: string[] = []
  const asked = Map.groupBy(requests, ({ path, post }) => pageKey(`http://${host}${path}`, post))
  figures.pages += asked.size
  for (const [page, times] of asked) {
    figures.repeated += times.length - 1
    for (const [at, { began }] of times.entries()) {
      const earlier = kills.filter(kill => kill.at < began)
      if (earlier.some(({ stored }) => stored.has(page)))
        faults.push(`${page}: asked for after it was stored`)
      const before = times[at - 1]
      if (before && !kills.some(kill => kill.struck < began && kill.at > before.began))
        faults.push(`${page}: asked for again without a kill in between`)
    }
  }
  return faults
}
