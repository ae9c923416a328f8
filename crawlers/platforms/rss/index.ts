import { z } from 'zod'
import { decodeBody } from '../../http/decode-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { feedItems } from './feed.ts'
import { draftOf, Item, TitleForm } from './schema.ts'

const Options = z.strictObject({
  url: z.url(),
  /** The employer, where the whole feed is one employer's. */
  company: z.string().min(1).optional(),
  /** How the feed writes its titles. */
  title: TitleForm.optional(),
})
type Options = z.infer<typeof Options>

/** Job feeds in RSS 2.0 or Atom: the last items only, so a feed is asked often. */
export const rss = {
  name: 'rss',
  title: 'RSS and Atom feeds',
  homepage: 'https://www.rssboard.org/rss-specification',
  lineage: 'board',
  listing: 'latest',
  terms: null,
  schedule: '0 */6 * * *',
  pace: 5000,
  expect: { postings: [1, 5000], fill: { description: 0.9, url: 0.95, postedAt: 0.9 } },
  options: Options,
  owns(url, contentType) {
    if (/\b(?:rss|atom)\+xml\b/i.test(contentType)) return true
    const isXml = /\bxml\b/i.test(contentType) && !/\bxhtml\b/i.test(contentType)
    return isXml && !/sitemap/i.test(url.pathname)
  },
  seeds: ({ url }) => [{ url, depth: 0 }],
  read(response, options) {
    const xml = decodeBody(response.body, response.contentType || 'application/xml')
    const feed = { url: response.url, company: options?.company, title: options?.title }
    return readRecords(feedItems(xml, response.url), response, {
      source: 'rss',
      schema: Item,
      outcome: item => draftOf(item, feed),
      idOf: item => (item as Record<string, string>).guid ?? (item as Record<string, string>).link ?? null,
    })
  },
} satisfies Platform<Options>
