import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import { xmlBody } from '../../reading/xml-body.ts'
import type { PageRequest, Platform, Reading, StoredResponse } from '../../source.ts'
import { draftOfJson, draftOfRss, JsonFeed, JsonItem, RssFeed, RssItem } from './schema.ts'

const PER_PAGE = 100

const Options = z
  .strictObject({
    /** The site's name, as in `https://<name>.teamtailor.com`; those of North America are `<name>.na`. */
    board: z.string().regex(/^[a-z0-9.-]+$/i),
    /** JSON knows pay and kind of employment where the employer gave them, RSS the way of working. */
    format: z.enum(['json', 'rss']).default('json'),
    /** The site's own domain, where it has one. */
    base: z.url().optional(),
  })
  .transform(options => ({ ...options, base: options.base ?? `https://${options.board}.teamtailor.com` }))
type Options = z.infer<typeof Options>

const HOST = /^([a-z0-9-]+(?:\.na)?)\.teamtailor\.com$/i
const JSON_PATH = /^\/jobs\.json$/
const Named = RssItem.pick({ guid: true })
const RSS_PATH = /^\/jobs\.rss$/

/** Teamtailor's career sites, in pages of 100; one advert has one id in both formats. */
export const teamtailor = {
  name: 'teamtailor',
  title: 'Teamtailor',
  homepage: 'https://www.teamtailor.com',
  lineage: 'employer',
  listing: 'complete',
  terms: {
    url: 'https://support.teamtailor.com/en/articles/11171756-rss-feed-how-to-guide',
    reviewed: '2026-11-21',
    aggregates: true,
  },
  schedule: '20 4 * * *',
  pace: 1000,
  expect: { postings: [1, 3000], fill: { description: 0.95, locations: 0.9, url: 1, postedAt: 0.95 } },
  options: Options,
  // Sites have domains of their own. Any site may have a /jobs.rss; this one's is asked for by offset.
  owns: ({ pathname, hostname, searchParams }) =>
    JSON_PATH.test(pathname) ||
    (RSS_PATH.test(pathname) && (HOST.test(hostname) || searchParams.has('offset'))),
  recognise(url) {
    const board = HOST.exec(url.hostname)?.[1]
    const isVendor = /^(?:www|app|docs|support|api|scripts|partner)$/i.test(board ?? '')
    return board && !isVendor ? { board } : null
  },
  seeds: ({ base, format }) => [
    {
      url: new URL(
        format === 'json' ? `/jobs.json?per_page=${PER_PAGE}` : `/jobs.rss?per_page=${PER_PAGE}&offset=0`,
        base,
      ).href,
      depth: 0,
    },
  ],
  read: response => (RSS_PATH.test(new URL(response.url).pathname) ? readRss(response) : readJson(response)),
} satisfies Platform<Options>

function readJson(response: StoredResponse): Reading {
  const feed = JsonFeed.safeParse(jsonBody(response))
  if (!feed.success) throw new SourceChanged(`${response.url}: no JSON Feed with "items"`)
  const { items, title, next_url } = feed.data
  const reading = readRecords(items, response, {
    source: 'teamtailor',
    schema: JsonItem,
    outcome: item => draftOfJson(item, title ?? '', response.url),
  })
  return { ...reading, follow: items.length > 0 ? nextPage(next_url, response.url) : [] }
}

/** The next page, on the host that was asked: a site names its own domain there, whichever it is reached by. */
function nextPage(next: string | null | undefined, url: string): PageRequest[] {
  if (!next || !URL.canParse(next, url)) return []
  const { search } = new URL(next, url)
  return search === '' ? [] : [{ url: new URL(search, url).href, depth: 0 }]
}

function readRss(response: StoredResponse): Reading {
  const feed = RssFeed.safeParse(xmlBody(response, 'rss'))
  if (!feed.success) throw new SourceChanged(`${response.url}: an RSS feed without a channel`)
  const { item: items, title } = feed.data.channel
  const reading = readRecords(items, response, {
    source: 'teamtailor',
    schema: RssItem,
    outcome: item => draftOfRss(item, title ?? ''),
    idOf: item => Named.safeParse(item).data?.guid ?? null,
  })
  if (items.length < PER_PAGE) return reading
  const next = new URL(response.url)
  next.searchParams.set('per_page', String(PER_PAGE))
  next.searchParams.set('offset', String(Number(next.searchParams.get('offset') ?? 0) + items.length))
  return { ...reading, follow: [{ url: next.href, depth: 0 }] }
}
