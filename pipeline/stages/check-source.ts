import { POLITE } from '../../crawlers/http/crawl.ts'
import type { Reading } from '../../crawlers/source.ts'
import { ownHosts, type Source } from '../sources.ts'
import { askPage } from './ask-page.ts'
import type { CrawlSetting } from './crawl.ts'
import { publicAddress, publicMessage } from './public-address.ts'

/** What the first page of a source said. */
export interface FirstPage {
  source: string
  url: string
  /** Adverts read on the page, and those whose words are on a page of their own. */
  read: number
  elsewhere: number
  /** Further pages of lists that it leads to. */
  lists: number
  /** How many adverts the board says it has; null where it does not say. */
  total: number | null
  /** Why the listing does not show all of them. */
  partial: string | null
  /** Records that could not be read, and those that are none by the source's own word, by reason. */
  rejected: Record<string, number>
  dropped: Record<string, number>
  /** Null where all is well. */
  problem: string | null
}

/**
 * Asks a source for its first page and says what came of it; nothing is stored. What keeps several processes off one
 * host, and the count of a quota, are in the database and so not asked here. Never rejects: an error is a problem.
 */
export async function askFirstPage(source: Source, setting: CrawlSetting): Promise<FirstPage> {
  const { platform, options } = source
  const [seed] = platform.seeds(options)
  const page: FirstPage = {
    source: source.name,
    url: publicAddress(seed!.url),
    read: 0,
    elsewhere: 0,
    lists: 0,
    total: null,
    partial: null,
    rejected: {},
    dropped: {},
    problem: null,
  }
  const politeness = {
    ...POLITE,
    userAgent: setting.userAgent,
    pace: source.pace,
    allowPrivateHosts: source.allowPrivateHosts,
    isOurHost: ownHosts(source),
  }
  const { browser, log, signal } = setting
  try {
    const response = await askPage(seed!, politeness, setting.clock, {
      browser,
      log,
      signal,
      sign: platform.sign && (url => platform.sign!(url, options)),
    })
    describe(page, platform.read({ ...response, url: publicAddress(response.url) }, options))
    page.problem = problemOf(page, source)
  } catch (error) {
    page.problem = publicMessage((error as Error).message)
  }
  return page
}

function describe(page: FirstPage, { postings, follow, listing, rejected, dropped }: Reading): void {
  page.read = postings.length
  page.elsewhere = follow.filter(({ advert }) => advert).length
  page.lists = follow.length - page.elsewhere
  page.total = listing?.total ?? null
  page.partial = listing?.partial ?? null
  page.rejected = byReason(rejected)
  page.dropped = byReason(dropped)
}

function byReason(records: readonly { reason: string }[]): Record<string, number> {
  const groups = Map.groupBy(records, ({ reason }) => reason)
  return Object.fromEntries([...groups].map(([reason, { length }]) => [reason, length]))
}

function problemOf({ read, elsewhere, lists, rejected }: FirstPage, { expect }: Source): string | null {
  if (read + elsewhere + lists > 0) return null
  if (Object.keys(rejected).length > 0) return 'none of its records could be read'
  return expect.postings[0] > 0 ? 'names no advert: is the name right, and has it any?' : null
}
