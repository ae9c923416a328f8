import http from 'node:http'
import https from 'node:https'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { PageFailure } from './failure.ts'

export interface Agents {
  http: http.Agent
  https: https.Agent
}

/** Decides for each address which connections may be made. */
export interface AddressGuard {
  /** The agents for this address: they refuse private addresses when connecting, unless the host is allowed by name. */
  agentsFor(url: URL): Agents
  close(): void
}

/**
 * The check is made on the address a connection is opened to, after the name is resolved, so neither a name that
 * points inwards nor one that changes its mind between check and use gets through.
 *
 * @param allowPrivateHosts `host:port`, as in `Politeness`
 */
export function addressGuard(allowPrivateHosts: string[]): AddressGuard {
  const allowed = new Set(allowPrivateHosts.map(host => new URL(`http://${host}`).host))
  const filtering = {
    http: new RequestFilteringHttpAgent({ keepAlive: true }),
    https: new RequestFilteringHttpsAgent({ keepAlive: true }),
  }
  const open = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) }
  return {
    agentsFor: url => (allowed.has(url.host) ? open : filtering),
    close() {
      for (const agent of [filtering.http, filtering.https, open.http, open.https]) agent.destroy()
    },
  }
}

/** Whether a connection was refused by the guard; the library marks its errors by their wording only (3.2.1). */
export const isBlockedAddress = (error: unknown): boolean =>
  error instanceof Error && /^DNS lookup .{1,300} is not allowed\. Because/.test(error.message.slice(0, 600))

/**
 * An absolute http(s) address without credentials and fragment.
 * @throws PageFailure `bad-url`
 */
export function webAddress(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username || url.password) {
    throw new PageFailure('bad-url', `not an address of the web: ${text.slice(0, 200)}`)
  }
  url.hash = ''
  return url
}
