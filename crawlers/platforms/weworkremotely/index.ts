import { z } from 'zod'
import { decodeBody } from '../../http/decode-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { feedItems } from '../rss/feed.ts'
import { draftOf, Item } from './schema.ts'

const Options = z.strictObject({
  /** Feeds of categories as their addresses name them (`remote-programming-jobs`); by default the one feed of all. */
  categories: z
    .array(z.string().regex(/^(?:all-other-)?remote-(?:[a-z-]+-)?jobs$/))
    .min(1)
    .optional(),
  base: z.url().default('https://weworkremotely.com'),
})
type Options = z.infer<typeof Options>

const CATEGORY = /^\/categories\/((?:all-other-)?remote-(?:[a-z-]+-)?jobs)(?:\.rss)?$/

/** We Work Remotely's public feeds: the latest jobs of the board or of a category, about 90 each. */
export const weworkremotely = {
  name: 'weworkremotely',
  title: 'We Work Remotely',
  homepage: 'https://weworkremotely.com',
  lineage: 'board',
  listing: 'latest',
  terms: {
    url: 'https://weworkremotely.com/remote-job-rss-feed',
    reviewed: '2026-11-21',
    aggregates: true,
  },
  attribution:
    'Remote jobs from We Work Remotely (https://weworkremotely.com), each with a link to its page there',
  // The feed says that it is good for an hour.
  schedule: '20 */6 * * *',
  pace: 5000,
  expect: {
    postings: [1, 1000],
    fill: { description: 0.95, company: 0.95, locations: 0.9, url: 1, postedAt: 0.95 },
  },
  options: Options,
  owns(url) {
    // Remote OK had a feed of another form under the same path until 2026.
    if (/(?:^|\.)remoteok\.(?:com|io)$/.test(url.hostname)) return false
    return (
      url.pathname === '/remote-jobs.rss' || (url.pathname.endsWith('.rss') && CATEGORY.test(url.pathname))
    )
  },
  recognise(url) {
    if (!/^(?:www\.)?weworkremotely\.com$/.test(url.hostname)) return null
    const category = CATEGORY.exec(url.pathname)?.[1]
    return category ? { categories: [category] } : {}
  },
  seeds: ({ categories, base }) =>
    (categories?.map(category => `/categories/${category}.rss`) ?? ['/remote-jobs.rss']).map(path => ({
      url: new URL(path, base).href,
      depth: 0,
    })),
  read(response) {
    const xml = decodeBody(response.body, response.contentType || 'application/xml')
    return readRecords(feedItems(xml, response.url), response, {
      source: 'weworkremotely',
      schema: Item,
      outcome: draftOf,
      idOf: item => (item as Partial<Item>).guid ?? null,
    })
  },
} satisfies Platform<Options>
