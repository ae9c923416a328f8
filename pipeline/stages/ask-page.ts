import { SourceUnavailable } from '../../crawlers/errors.ts'
import {
  type AskedPage,
  type CrawlOptions,
  crawlPages,
  type Outcome,
  type Politeness,
} from '../../crawlers/http/crawl.ts'
import type { StoredResponse } from '../../crawlers/source.ts'
import { publicMessage } from './public-address.ts'

/**
 * Asks for one page as a crawl would (robots.txt, pace, address guard, retries) and keeps nothing of it.
 * @throws SourceUnavailable saying why there was no answer
 * @throws ConfigError where the page needs a browser and there is none
 */
export async function askPage(
  page: AskedPage,
  politeness: Politeness,
  clock: () => Date,
  options: CrawlOptions,
): Promise<StoredResponse> {
  const waiting = [page]
  const outcomes: Outcome[] = []
  const frontier = {
    next: async () => waiting.shift() ?? null,
    done: async (outcome: Outcome) => {
      outcomes.push(outcome)
    },
  }
  const crawled = crawlPages(frontier, politeness, clock, options)
  await crawled.catch(error => {
    // The page's own failure says more than the crawl that it ended.
    if (!(error instanceof SourceUnavailable) || !outcomes[0]?.failure) throw error
  })
  const { response = null, failure = null } = outcomes[0] ?? {}
  if (!response) throw new SourceUnavailable(publicMessage(failure?.message ?? 'stopped'))
  return response
}
