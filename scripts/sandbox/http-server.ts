import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LiveServer {
  /** `http://127.0.0.1:PORT`, or where else it listens. */
  base: string
  /** `127.0.0.1:PORT` */
  host: string
  close(): Promise<void>
}

/** One request as the server saw it; times in epoch milliseconds, with fractions. */
export interface ServedRequest {
  method: string
  path: string
  /** What was posted; null for a request without a body. */
  post: string | null
  userAgent: string
  status: number
  began: number
  /** When the whole answer was handed to the system; of a request that was given up, when its connection closed. */
  ended: number
  isWhole: boolean
}

/**
 * Serves an application (Hono's, or of the same form); port 0 takes a free one.
 * @param onServed told of each request when it is over: answered to the end, or given up by the client
 * @param address of this machine to listen at; default loopback
 * @throws the server's own error (`EADDRINUSE`) where the port is taken
 */
export async function listen(
  application: { fetch(request: Request): Response | Promise<Response> },
  port = 0,
  onServed: (served: ServedRequest) => void = () => {},
  address = '127.0.0.1',
): Promise<LiveServer> {
  const server = createServer(async (request, response) => {
    const began = now()
    let handedOver = Number.NaN
    let post: string | null = null
    const { method = 'GET' } = request
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? address}`)
    response.once('close', () =>
      onServed({
        method,
        path: url.pathname + url.search,
        post,
        userAgent: request.headers['user-agent'] ?? '',
        status: response.statusCode,
        began,
        // The event comes late where the server was busy, and the client may have asked again by then.
        ended: response.writableFinished ? handedOver : now(),
        isWhole: response.writableFinished,
      }),
    )
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers))
      if (typeof value === 'string') headers.set(name, value)
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const body = hasBody ? await bodyOf(request).catch(() => null) : null
    // The client went in the middle of what it posts.
    if (hasBody && !body) return
    if (body) post = body.toString()
    const answer = await application.fetch(new Request(url, { method, headers, body }))
    const content = method === 'HEAD' ? undefined : Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    handedOver = now()
    response.end(content)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, resolve)
  })
  const host = `${address}:${(server.address() as AddressInfo).port}`
  return { base: `http://${host}`, host, close: () => close(server) }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Epoch milliseconds, with fractions. */
const now = (): number => performance.timeOrigin + performance.now()
