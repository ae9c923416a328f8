import { ConfigError } from '../../crawlers/errors.ts'
import { POLITE, type Politeness } from '../../crawlers/http/crawl.ts'
import { decodeBody } from '../../crawlers/http/decode-body.ts'
import { platformNamed } from '../../crawlers/registry.ts'
import type { StoredResponse } from '../../crawlers/source.ts'
import { askPage } from '../stages/ask-page.ts'
import type { CrawlSetting } from '../stages/crawl.ts'
import { type Board, recogniseBoard } from './board.ts'
import { boardsOnPage, feedsOnPage, sitemapsIn } from './boards-on-page.ts'

/** A board, and by what it was found. */
export interface FoundBoard extends Board {
  how: string
}

type Asking = Pick<CrawlSetting, 'clock' | 'log'> &
  Pick<Politeness, 'userAgent'> &
  Partial<Pick<Politeness, 'pace' | 'allowPrivateHosts'>>

/**
 * The board behind an address. Where no platform knows the address itself, its page is fetched, and searched in this
 * order: a known board that it leads to or embeds; a feed of jobs; adverts in schema.org markup, or the sitemap that
 * robots.txt names.
 * @throws ConfigError where there is none, or several to choose from
 * @throws SourceUnavailable where the page cannot be had
 */
export async function findBoard(url: URL, asking: Asking): Promise<FoundBoard> {
  const known = recogniseBoard(url)
  if (known) return { ...known, how: `an address of ${known.platform.title}` }
  const ask = (address: string) =>
    askPage({ url: address, depth: 0 }, { ...POLITE, ...asking }, asking.clock, { log: asking.log })
  const page = await ask(url.href)
  const moved = recogniseBoard(new URL(page.url))
  if (moved) return { ...moved, how: `it leads on to ${page.url}` }
  const text = decodeBody(page.body, page.contentType)
  return (
    document(text, page.url) ??
    boardOn(text, page.url) ??
    feedOn(text, page.url) ??
    (await markedUp(page, async () => {
      const robots = await ask(new URL('/robots.txt', page.url).href).catch(() => null)
      return robots === null ? [] : sitemapsIn(decodeBody(robots.body, 'text/plain'))
    }))
  )
}

/** What the address itself is: a feed or a sitemap. */
function document(text: string, url: string): FoundBoard | null {
  const [, root] = /<(rss|feed|urlset|sitemapindex)[\s>]/.exec(text.slice(0, 5_000)) ?? []
  if (root === undefined || /<html[\s>]/i.test(text.slice(0, 5_000))) return null
  return root === 'rss' || root === 'feed'
    ? { platform: platformNamed('rss'), options: { url }, how: 'it is a feed' }
    : { platform: platformNamed('schema-org'), options: { sitemap: url }, how: 'it is a sitemap' }
}

function boardOn(html: string, url: string): FoundBoard | null {
  const boards = boardsOnPage(html, url)
  if (boards.length > 1)
    throw new ConfigError(
      `${url} leads to ${boards.length} boards; add the one you mean by its address: ${someOf(
        boards.map(({ platform, options }) => `${platform.title} ${options.board ?? options.base}`),
      )}`,
    )
  return boards[0] ? { ...boards[0], how: `${url} leads to it` } : null
}

function feedOn(html: string, url: string): FoundBoard | null {
  const feed = feedsOnPage(html, url).find(({ isOfJobs }) => isOfJobs)
  return feed
    ? { platform: platformNamed('rss'), options: { url: feed.url }, how: `${url} names it as its feed` }
    : null
}

async function markedUp(page: StoredResponse, findSitemaps: () => Promise<string[]>): Promise<FoundBoard> {
  const platform = platformNamed('schema-org')
  const hasAdvert = platform.read(page).postings.length > 0
  const sitemaps = await findSitemaps()
  if (sitemaps.length === 1) {
    const how = hasAdvert
      ? 'the page carries schema.org markup, and robots.txt names the sitemap'
      : 'robots.txt names the sitemap; whether it leads to adverts is not known yet'
    return { platform, options: { sitemap: sitemaps[0] }, how }
  }
  if (sitemaps.length > 1)
    throw new ConfigError(
      `robots.txt names ${sitemaps.length} sitemaps; add the one that leads to adverts by its address: ${someOf(sitemaps)}`,
    )
  if (hasAdvert)
    return { platform, options: { start: [page.url] }, how: 'the page carries schema.org markup' }
  const feeds = feedsOnPage(decodeBody(page.body, page.contentType), page.url)
  const hint = feeds[0] ? `; its feed is ${feeds[0].url}, if that lists adverts` : ''
  throw new ConfigError(
    `${page.url} shows no way to its adverts: no board of a known platform, no feed of jobs, no schema.org markup, and no sitemap in robots.txt${hint}`,
  )
}

const someOf = (names: readonly string[]): string =>
  names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '')
