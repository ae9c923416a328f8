import { crawlPages, POLITE } from '../../crawlers/http/crawl.ts'
import { hostMemory } from '../../crawlers/http/host-memory.ts'

/**
 * Crawls addresses of this machine without pause, everything else being as in earnest.
 * @returns the bytes of the bodies
 * @throws Error where a page was not answered
 */
export async function crawlBenchPages(addresses: readonly string[], concurrency: number): Promise<number> {
  let handedOut = 0
  let bytes = 0
  const { answered } = await crawlPages(
    {
      next: async () => {
        const url = addresses[handedOut++]
        return url === undefined ? null : { url, depth: 0 }
      },
      async done({ response }) {
        bytes += response?.body.length ?? 0
      },
    },
    {
      ...POLITE,
      userAgent: 'jobtide-bench/0',
      pace: 0,
      maxRequests: addresses.length,
      allowPrivateHosts: [...new Set(addresses.map(address => new URL(address).host))],
    },
    () => new Date(),
    { concurrency, hosts: hostMemory() },
  )
  if (answered !== addresses.length) throw new Error(`${answered} of ${addresses.length} pages were answered`)
  return bytes
}
