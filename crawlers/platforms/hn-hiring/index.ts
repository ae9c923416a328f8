import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import { emptyReading, type Platform, type Reading, type StoredResponse } from '../../source.ts'
import { Comment, isHiringThread, Listing, outcomeOf, Thread } from './schema.ts'

const Options = z.strictObject({
  /** Threads opened on this day or later; by default all, back to 2011. */
  since: z.iso.date().optional(),
  base: z.url().default('https://hn.algolia.com'),
})
type Options = z.infer<typeof Options>

const SITES = ['news.ycombinator.com', 'hn.algolia.com']
const ITEM = /^\/api\/v1\/items\/(\d+)\/?$/
const LISTING = /^\/api\/v1\/search_by_date\/?$/
/** What a search gives at most, however many pages are asked for. */
const MOST = 1000
const PARTIAL = 'the search lists at most 1,000 threads'

/** Hacker News' monthly "Who is hiring?" threads through Algolia: each comment directly below one is an advert. */
export const hnHiring = {
  name: 'hn-hiring',
  title: 'Hacker News: Who is hiring?',
  homepage: 'https://news.ycombinator.com/submitted?id=whoishiring',
  lineage: 'board',
  listing: 'latest',
  form: 'announcement',
  terms: { url: 'https://hn.algolia.com/api', reviewed: '2026-11-20', aggregates: true },
  schedule: '0 3 * * *',
  pace: 1000,
  expect: { postings: [50, 200_000], fill: { description: 1, url: 1, postedAt: 1 } },
  options: Options,
  owns: url =>
    ITEM.test(url.pathname) ||
    (LISTING.test(url.pathname) && (url.searchParams.get('tags') ?? '').includes('author_whoishiring')),
  // Whichever thread or search is named, the source is all of them.
  recognise(url) {
    const isItem = /^\/(?:item|api\/v1\/items\/\d+)\/?$/.test(url.pathname)
    const asked = [...url.searchParams.values()].join(' ')
    const isOfThem = isItem || /who.?is.?hiring/i.test(asked)
    return SITES.includes(url.hostname) && isOfThem ? {} : null
  },
  seeds: ({ base }) => [
    {
      url: new URL(`/api/v1/search_by_date?tags=story,author_whoishiring&hitsPerPage=${MOST}`, base).href,
      depth: 0,
    },
  ],
  read(response, options) {
    const body = jsonBody(response)
    const thread = Thread.safeParse(body)
    if (thread.success) return readThread(thread.data, response)
    const listing = Listing.safeParse(body)
    if (listing.success) return readListing(listing.data, response.url, options)
    throw new SourceChanged(`${response.url}: neither a thread nor a list of threads`)
  },
} satisfies Platform<Options>

function readThread(thread: z.infer<typeof Thread>, response: StoredResponse): Reading {
  const sourceId = ITEM.exec(new URL(response.url).pathname)?.[1] ?? null
  if (thread.parent_id != null) {
    return { ...emptyReading(), dropped: [{ sourceId, reason: 'a comment, not a thread' }] }
  }
  if (thread.title && !isHiringThread(thread.title)) {
    return { ...emptyReading(), dropped: [{ sourceId, reason: 'not a "Who is hiring?" thread' }] }
  }
  return readRecords(thread.children, response, { source: 'hn-hiring', schema: Comment, outcome: outcomeOf })
}

function readListing(listing: z.infer<typeof Listing>, url: string, options?: Options): Reading {
  const since = options?.since ?? ''
  const follow = listing.hits
    .filter(hit => isHiringThread(hit.title ?? '') && (hit.created_at ?? '9').slice(0, 10) >= since)
    .map(hit => ({ url: new URL(`/api/v1/items/${encodeURIComponent(hit.objectID)}`, url).href, depth: 1 }))
  // Threads, not adverts: how many of those there are, nobody says.
  const isCut = (listing.nbHits ?? 0) > listing.hits.length
  return { ...emptyReading(), listing: { total: null, partial: isCut ? PARTIAL : null }, follow }
}
