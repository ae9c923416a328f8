import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hono } from 'hono'

export interface LiveServer {
  /** `http://127.0.0.1:PORT` */
  base: string
  /** `127.0.0.1:PORT` */
  host: string
  close(): Promise<void>
}

/**
 * Serves a Hono application of GET routes on loopback; port 0 takes a free one.
 * @throws the server's own error (`EADDRINUSE`) where the port is taken
 */
export async function listen(application: Hono, port = 0): Promise<LiveServer> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`)
    const headers = new Headers()
    for (const name of ['if-none-match', 'accept'] as const) {
      const value = request.headers[name]
      if (value) headers.set(name, value)
    }
    const answer = await application.fetch(new Request(url, { method: request.method ?? 'GET', headers }))
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(request.method === 'HEAD' ? undefined : Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { base: `http://${host}`, host, close: () => close(server) }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}
