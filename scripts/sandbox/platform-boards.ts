import { Hono } from 'hono'
import type { Advert, Market } from './advert.ts'
import { listen, type ServedRequest } from './http-server.ts'
import type { PlatformServer } from './platform-server.ts'
import { platformServers } from './platform-servers.ts'

/** A platform's server that runs, with what it shows. */
export interface PlatformBoard {
  server: PlatformServer
  base: string
  /** On an employer's board all of one company. */
  adverts: readonly Advert[]
  /** How jobtide is told of it. */
  source: {
    name: string
    platform: string
    options: Record<string, unknown>
    pace: number
    terms: { url: string; reviewed: string; aggregates: boolean }
    allowPrivateHosts: string[]
  }
  /** Every request it answered. */
  log: ServedRequest[]
}

/** The company of boards that belong to one. */
const EMPLOYER = 'Quillmere'

/**
 * A server of every platform on 127.0.0.1, each showing some of the adverts that are open on `day`. Call `close` in the
 * end.
 * @param most adverts of one server
 */
export async function startPlatformBoards(
  market: Market,
  {
    day = market.until,
    most = 40,
    servers = platformServers,
  }: {
    day?: string
    most?: number
    servers?: readonly PlatformServer[]
  } = {},
): Promise<{ boards: PlatformBoard[]; close(): Promise<void> }> {
  const open = market.open(day)
  const boards: PlatformBoard[] = []
  const closers: (() => Promise<void>)[] = []
  for (const [index, server] of servers.entries()) {
    const taken = open.filter(advert => server.takes?.(advert) ?? true)
    // Each platform begins elsewhere in the market, so that together they show much of it.
    const start = Math.floor((taken.length * index) / servers.length)
    const adverts = [...taken.slice(start), ...taken.slice(0, start)]
      .slice(0, most)
      .toSorted((a, b) => a.id - b.id)
      .map(advert => (server.employer ? { ...advert, company: EMPLOYER } : advert))
    const log: ServedRequest[] = []
    const application = new Hono()
    const live = await listen(application, 0, served => log.push(served))
    application.route('/', server.application({ market, adverts, base: live.base }))
    closers.push(live.close)
    boards.push({
      server,
      base: live.base,
      adverts,
      log,
      source: {
        name: server.platform,
        platform: server.platform,
        options: server.options(live.base, EMPLOYER),
        pace: 0,
        terms: { url: `${live.base}/terms`, reviewed: day, aggregates: true },
        allowPrivateHosts: [live.host],
      },
    })
  }
  return {
    boards,
    close: async () => {
      await Promise.all(closers.map(close => close()))
    },
  }
}
