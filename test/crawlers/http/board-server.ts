import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import {
  type CrawlOptions,
  crawlPages,
  type Outcome,
  POLITE,
  type Politeness,
} from '../../../crawlers/http/crawl.ts'
import { hostMemory } from '../../../crawlers/http/host-memory.ts'
import type { PageRequest } from '../../../crawlers/source.ts'

export interface Hit {
  path: string
  headers: http.IncomingHttpHeaders
  /** Milliseconds of the process's clock. */
  at: number
}

export interface BoardServer {
  /** `127.0.0.1:port`. */
  host: string
  hits: Hit[]
  /** Paths asked for, robots.txt apart. */
  paths(): string[]
  /** The most requests that were under way at once. */
  most(): number
}

type Page = string | ((request: http.IncomingMessage, response: http.ServerResponse) => void)

/** A server on loopback, up until the test ends, with these pages by path; any other is a 404, robots.txt included. */
export async function boardServer(pages: Record<string, Page>): Promise<BoardServer> {
  const hits: Hit[] = []
  let now = 0
  let most = 0
  const server = http.createServer((request, response) => {
    const path = request.url ?? ''
    hits.push({ path, headers: request.headers, at: performance.now() })
    most = Math.max(most, ++now)
    response.once('close', () => now--)
    const page = pages[path]
    if (typeof page === 'function') page(request, response)
    else
      response
        .writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' })
        .end(page ?? 'no such page')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    hits,
    paths: () => hits.map(hit => hit.path).filter(path => path !== '/robots.txt'),
    most: () => most,
  }
}

export const answering =
  (status: number, headers: http.OutgoingHttpHeaders = {}, body: string | Buffer = ''): Page =>
  (_request, response) =>
    response.writeHead(status, headers).end(body)

export const NOW = new Date('2025-11-21T12:00:00.000Z')

/** Crawls these pages (paths of the server, or whole addresses) and gives the outcomes by address, in their order. */
export async function crawl(
  server: BoardServer,
  pages: (string | PageRequest)[],
  how: {
    politeness?: Partial<Politeness>
    options?: CrawlOptions
    follow?: (outcome: Outcome) => string[]
  } = {},
) {
  const asRequest = (page: string | PageRequest): PageRequest =>
    typeof page === 'string'
      ? { url: page.startsWith('/') ? `http://${server.host}${page}` : page, depth: 0 }
      : page
  const waiting = pages.map(asRequest)
  const outcomes: Outcome[] = []
  const ran = crawlPages(
    {
      next: async () => waiting.shift() ?? null,
      async done(outcome) {
        outcomes.push(outcome)
        for (const page of how.follow?.(outcome) ?? []) waiting.push(asRequest(page))
      },
    },
    {
      ...POLITE,
      userAgent: 'jobtide/0.0.0 (+https://jobtide.example/contact)',
      pace: 5,
      timeoutMs: 5_000,
      allowPrivateHosts: [server.host],
      ...how.politeness,
    },
    () => NOW,
    { hosts: hostMemory(), backOff: 10, ...how.options },
  )
  const [settled] = await Promise.allSettled([ran])
  return {
    outcomes,
    kinds: outcomes.map(({ failure }) => failure?.kind ?? 'answered'),
    text: (index = 0) => new TextDecoder().decode(outcomes[index]?.response?.body),
    summary: settled.status === 'fulfilled' ? settled.value : null,
    error: settled.status === 'rejected' ? settled.reason : null,
  }
}
