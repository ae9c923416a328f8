import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { ConfigError } from '../../../crawlers/errors.ts'
import type { Database } from '../../../db/connection.ts'
import { publishedViews } from '../contract/published-views.ts'
import { readContract } from '../contract/read-contract.ts'
import { createApi } from './api.ts'
import { createPages } from './pages.ts'

/** What to serve, and where. */
export interface ServerSettings {
  host: string
  /** 0 for any free one. */
  port: number
  /** The folder of the static pages; it need not be there yet. */
  pages: string
  /** Views that the API answers. */
  views?: typeof publishedViews
  /** Takes what went wrong on our side, a line each. */
  log(line: string): void
}

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:4280` */
  address: string
  /** Takes no more requests, answers those in hand, and ends. */
  close(): Promise<void>
}

/** Milliseconds that requests in hand have when the server ends. */
const grace = 5_000

/**
 * Serves the API below `/api` and the pages of a folder beside it.
 * @throws ConfigError where the address cannot be had
 */
export async function startServer(database: Database, settings: ServerSettings): Promise<RunningServer> {
  const { host, port, log } = settings
  const contract = await readContract(database.pool, settings.views ?? publishedViews)
  const api = createApi(database, contract, log)
  const pages = createPages(settings.pages, log)
  const server = createAdaptorServer({
    fetch: request => (/^\/api(\/|$)/.test(new URL(request.url).pathname) ? api : pages).fetch(request),
    createServer,
    serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
    overrideGlobalObjects: false,
  }) as Server
  server.maxConnections = 512
  await listen(server, host, port)
  const { address, port: given, family } = server.address() as AddressInfo
  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${given}`,
    close: () => close(server),
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(port, host, listening.resolve)
  try {
    await listening.promise
  } catch (cause) {
    throw new ConfigError(reason(cause as NodeJS.ErrnoException, host, port), { cause })
  }
}

function reason({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `port ${port} of ${host} is taken; end what listens there, or name another with --port (0: any free one)`
  if (code === 'EACCES') return `port ${port} of ${host} may not be used; name one above 1023 with --port`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `${host} is no address of this machine; name one with --host (127.0.0.1: this machine alone)`
  return `cannot listen on port ${port} of ${host}: ${message}`
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  const late = setTimeout(() => server.closeAllConnections(), grace)
  await closed
  clearTimeout(late)
}
