import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { ConfigError } from '../../../crawlers/errors.ts'

/** Answers a request; what is known of its connection comes with it. */
export type Answer = (request: Request, environment: HttpBindings) => Response | Promise<Response>

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:4280` */
  address: string
  /** Takes no more requests, answers those in hand, and ends. */
  close(): Promise<void>
}

export interface ListenSettings {
  host: string
  /** 0 for any free one. */
  port: number
  /** The option of the command line that names the port; by default `--port`. */
  option?: string
}

/** Milliseconds that requests in hand have when the server ends. */
const grace = 5_000

/**
 * Listens for HTTP, within bounds of time and size.
 * @throws ConfigError where the address cannot be had
 */
export async function listen(answer: Answer, settings: ListenSettings): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch: (request, environment) => answer(request, environment as HttpBindings),
    createServer,
    serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
    overrideGlobalObjects: false,
  }) as Server
  server.maxConnections = 512
  await bind(server, settings)
  const { address, port: given, family } = server.address() as AddressInfo
  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${given}`,
    close: () => close(server),
  }
}

async function bind(server: Server, settings: ListenSettings): Promise<void> {
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(settings.port, settings.host, listening.resolve)
  try {
    await listening.promise
  } catch (cause) {
    throw new ConfigError(reason(cause as NodeJS.ErrnoException, settings), { cause })
  }
}

function reason(
  { code, message }: NodeJS.ErrnoException,
  { host, port, option = '--port' }: ListenSettings,
): string {
  if (code === 'EADDRINUSE')
    return `port ${port} of ${host} is taken; end what listens there, or name another with ${option} (0: any free one)`
  if (code === 'EACCES') return `port ${port} of ${host} may not be used; name one above 1023 with ${option}`
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
