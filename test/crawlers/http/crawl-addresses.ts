import {
  type AskedPage,
  type CrawlOptions,
  crawlPages,
  type Outcome,
  POLITE,
  type Politeness,
} from '../../../crawlers/http/crawl.ts'
import { type HostMemory, hostMemory } from '../../../crawlers/http/host-memory.ts'

export const NOW = new Date('2025-11-21T12:00:00.000Z')

/** What a process knows of hosts before it has met any. */
export const freshHosts = (): HostMemory => hostMemory()

/** How to crawl where nothing is to be waited for. */
export interface Manner {
  politeness?: Partial<Politeness>
  options?: CrawlOptions
  /** Further addresses that an outcome leads to. */
  follow?(outcome: Outcome): AskedPage[]
}

/** Crawls addresses without pause, and gives the outcomes in their order; what ended the crawl is `error`. */
export async function crawlAddresses(pages: (string | AskedPage)[], manner: Manner = {}) {
  const waiting = pages.map(page => (typeof page === 'string' ? { url: page, depth: 0 } : page))
  const outcomes: Outcome[] = []
  const [settled] = await Promise.allSettled([
    crawlPages(
      {
        next: async () => waiting.shift() ?? null,
        async done(outcome) {
          outcomes.push(outcome)
          waiting.push(...(manner.follow?.(outcome) ?? []))
        },
      },
      {
        ...POLITE,
        userAgent: 'jobtide/0.0.0 (+https://jobtide.example/contact)',
        pace: 0,
        timeoutMs: 5_000,
        ...manner.politeness,
      },
      () => NOW,
      { hosts: freshHosts(), backOff: 1, ...manner.options },
    ),
  ])
  return {
    outcomes,
    kinds: outcomes.map(({ failure }) => failure?.kind ?? 'answered'),
    summary: settled.status === 'fulfilled' ? settled.value : null,
    error: settled.status === 'rejected' ? settled.reason : null,
  }
}

export const hostOf = (address: string): string => new URL(address).host
