import { crawlPages, POLITE } from '../../crawlers/http/crawl.ts'
import type { Database } from '../../db/connection.ts'
import { openHosts } from '../stages/hosts.ts'

/**
 * Crawls addresses of this machine without pause, everything else being as in earnest: hosts are leased in the database,
 * and what their robots.txt say is kept there.
 * @returns the bytes of the bodies
 * @throws Error where a page was not answered
 */
export async function crawlBenchPages(
  database: Database,
  addresses: readonly string[],
  concurrency: number,
): Promise<number> {
  const hosts = openHosts(database)
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
    { concurrency, hosts },
  ).finally(() => hosts.turns.close())
  if (answered !== addresses.length) throw new Error(`${answered} of ${addresses.length} pages were answered`)
  return bytes
}
