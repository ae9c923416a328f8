import dns from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
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
    http: stricter(new RequestFilteringHttpAgent({ keepAlive: true })),
    https: stricter(new RequestFilteringHttpsAgent({ keepAlive: true })),
  }
  const open = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) }
  return {
    agentsFor: url => (allowed.has(url.host) ? open : filtering),
    close() {
      for (const agent of [filtering.http, filtering.https, open.http, open.https]) agent.destroy()
    },
  }
}

class BlockedAddress extends Error {
  override name = 'BlockedAddress'
}

/** All that IANA has given out of IPv6 so far: what lies outside is no host of the web. */
const GIVEN_OUT = new net.BlockList()
GIVEN_OUT.addSubnet('2000::', 3, 'ipv6')
/** The host of Azure's virtual machines, which answers them alone. */
const AZURE = '168.63.129.16'

/** @throws BlockedAddress for what the library (3.2.1) takes for public and is not */
function assertPublic(address: string): void {
  const isPublic = net.isIPv6(address) ? GIVEN_OUT.check(address, 'ipv6') : address !== AZURE
  if (!isPublic) throw new BlockedAddress(`${address} is no address of the public web`)
}

/** The agent with the check that the library lacks, on literal addresses and on those that a name resolves to. */
function stricter<A extends http.Agent>(agent: A): A {
  const createConnection = agent.createConnection.bind(agent)
  const lookup: net.LookupFunction = (hostname, options, done) => {
    dns.lookup(hostname, options, (error, found: unknown, family) => {
      try {
        for (const each of [found].flat()) {
          const address = typeof each === 'string' ? each : (each as dns.LookupAddress | undefined)?.address
          if (address) assertPublic(address)
        }
      } catch (blocked) {
        done(blocked as Error, '')
        return
      }
      done(error, found as string, family)
    })
  }
  agent.createConnection = (options, connected) => {
    const host = (options as net.TcpNetConnectOpts).host ?? ''
    if (net.isIP(host) !== 0) assertPublic(host)
    return createConnection({ ...options, lookup } as typeof options, connected)
  }
  return agent
}

/** Whether a connection was refused by the guard; the library marks its errors by their wording only (3.2.1). */
export const isBlockedAddress = (error: unknown): boolean =>
  error instanceof Error &&
  (error instanceof BlockedAddress ||
    error.cause instanceof BlockedAddress ||
    /^DNS lookup .{1,300} is not allowed\. Because/.test(error.message.slice(0, 600)))

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
