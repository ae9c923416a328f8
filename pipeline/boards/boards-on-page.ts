import { Parser } from 'htmlparser2'
import { type Board, recogniseBoard } from './board.ts'

/** Addresses in links, frames, scripts and the data that scripts carry. */
const ADDRESS = /(?:https?:)?\/\/[^\s"'<>\\)]{4,2000}/g
const FEED = /^application\/(?:rss|atom)\+xml$/i
const OF_JOBS = /job|vacanc|career|karriere|stellen|position|opening|recruit|hiring/i

/** The employers' boards that a page leads to or embeds, each once. */
export function boardsOnPage(html: string, base: string): Board[] {
  const found = new Map<string, Board>()
  const addresses = html.replaceAll('\\/', '/').replaceAll('&amp;', '&').match(ADDRESS) ?? []
  for (const address of new Set(addresses)) {
    if (!URL.canParse(address, base)) continue
    const board = recogniseBoard(new URL(address, base))
    // Pages link to job boards of many employers for other reasons than to show their own adverts there.
    if (board?.platform.lineage !== 'employer' || !board.platform.options.safeParse(board.options).success)
      continue
    const key = `${board.platform.name} ${JSON.stringify(board.options).toLowerCase()}`
    if (!found.has(key)) found.set(key, board)
  }
  return [...found.values()]
}

/** The feeds that a page names as its own, those that speak of jobs first. */
export function feedsOnPage(html: string, base: string): { url: string; isOfJobs: boolean }[] {
  const feeds: { url: string; isOfJobs: boolean }[] = []
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href = '', title = '' }) {
      const isFeed = name === 'link' && /\balternate\b/i.test(rel) && FEED.test(type.trim())
      if (!isFeed || !URL.canParse(href, base)) return
      const url = new URL(href, base)
      feeds.push({ url: url.href, isOfJobs: OF_JOBS.test(`${url.pathname} ${title}`) })
    },
  })
  parser.end(html)
  return feeds.sort((a, b) => Number(b.isOfJobs) - Number(a.isOfJobs))
}

/** The sitemaps that a robots.txt names; where one of them speaks of jobs, those that do. */
export function sitemapsIn(robots: string): string[] {
  const named = robots.split(/[\r\n]+/).flatMap(line => {
    const address = /^\s*sitemap\s*:(.*)$/i.exec(line)?.[1]?.trim() ?? ''
    return URL.canParse(address) ? new URL(address).href : []
  })
  const ofJobs = named.filter(address => OF_JOBS.test(new URL(address).pathname))
  return [...new Set(ofJobs.length > 0 ? ofJobs : named)]
}
