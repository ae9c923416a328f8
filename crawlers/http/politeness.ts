/** How a source is asked, and how much of it at most. */
export interface Politeness {
  /** `name/version (+contact address)`; the name is what robots.txt is matched on. */
  userAgent: string
  /** Milliseconds between the end of one request to a host and the start of the next; robots.txt may lengthen it. */
  pace: number
  /** Most pages of one crawl. */
  maxRequests: number
  /** Most links between a seed and a page. */
  maxDepth: number
  /** Milliseconds for one request, body included; never more than 30,000. */
  timeoutMs: number
  /** Most bytes of a decompressed body. A sitemap may have 50 MB whatever this says. */
  maxBytes: number
  /** `host:port` of servers that may have a private address: test and sandbox servers, named one by one. */
  allowPrivateHosts: string[]
  /** Whether a page may be fetched from this address's host; parts of a page that is rendered may come from others. */
  isOurHost(url: URL): boolean
  /** False only for a server of one's own. */
  respectRobots: boolean
}

/** What a polite crawl of an unknown host uses, without the user agent, which names the operator. */
export const POLITE = {
  pace: 1000,
  maxRequests: 10_000,
  maxDepth: 20,
  timeoutMs: 30_000,
  maxBytes: 10_000_000,
  allowPrivateHosts: [],
  isOurHost: () => true,
  respectRobots: true,
} satisfies Omit<Politeness, 'userAgent'>
