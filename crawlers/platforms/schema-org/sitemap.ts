import { gunzipSync } from 'node:zlib'
import { decodeXML } from 'entities'
import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { decodeBody } from '../../http/decode-body.ts'
import type { StoredResponse } from '../../source.ts'
import { absolute } from './page.ts'

const SIZE_LIMIT = 50 * 1024 * 1024
/** sitemaps.org allows no more in one file. */
const ADDRESS_LIMIT = 50_000
const LASTMOD_LIMIT = 60

const parser = new XMLParser({
  ignoreAttributes: true,
  processEntities: false,
  parseTagValue: false,
  removeNSPrefix: true,
  isArray: name => name === 'url' || name === 'sitemap',
})

const Entry = z.object({
  loc: z.union([z.string(), z.array(z.string()).transform(([first]) => first ?? '')]),
  lastmod: z.unknown().optional(),
})
/** An empty element parses to `''`: a sitemap without pages is valid. */
const Root = z
  .object({
    urlset: z.union([z.literal(''), z.object({ url: z.array(z.unknown()).default([]) })]).optional(),
    sitemapindex: z
      .union([z.literal(''), z.object({ sitemap: z.array(z.unknown()).default([]) })])
      .optional(),
  })
  .refine(({ urlset, sitemapindex }) => urlset !== undefined || sitemapindex !== undefined)

export interface SitemapEntry {
  url: string
  /** When the page changed, in the sitemap's own words. */
  lastmod: string | null
}

/** The pages of a sitemap; of an index, the further sitemaps. */
export interface Sitemap {
  pages: SitemapEntry[]
  sitemaps: SitemapEntry[]
  /** Whether it names more addresses than a sitemap may, and the last are left out. */
  isTooLong: boolean
}

/** Whether a response is XML rather than a page, by its type, its name or its gzip header (`sitemap.xml.gz`). */
export function isSitemapLike(response: StoredResponse): boolean {
  if (/\bhtml\b|\bxhtml\b/i.test(response.contentType)) return false
  return (
    /\bxml\b/i.test(response.contentType) ||
    isGzip(response.body) ||
    /\.xml$/i.test(new URL(response.url).pathname)
  )
}

/**
 * Reads https://www.sitemaps.org/protocol.html, plain or gzipped.
 * @throws SourceChanged where the document is something else, or ends before its end
 */
export function readSitemap(response: StoredResponse): Sitemap {
  const xml = xmlOf(response)
  const root = Root.safeParse(parseXml(xml, response.url))
  if (!root.success) throw new SourceChanged(`${response.url}: neither a sitemap nor a sitemap index`)
  // The parser supplies missing end tags: what is cut off in the middle would pass for a short sitemap.
  if (!ROOT_END.test(xml)) throw new SourceChanged(`${response.url}: the sitemap ends in the middle`)
  const { urlset, sitemapindex } = root.data
  const pages = urlset ? urlset.url : []
  const sitemaps = sitemapindex ? sitemapindex.sitemap : []
  return {
    pages: entriesOf(pages.slice(0, ADDRESS_LIMIT), response.url),
    sitemaps: entriesOf(sitemaps.slice(0, ADDRESS_LIMIT), response.url),
    isTooLong: Math.max(pages.length, sitemaps.length) > ADDRESS_LIMIT,
  }
}

const ROOT_END =
  /<\/(?:\w{1,20}:)?(?:urlset|sitemapindex)\s{0,20}>|<(?:\w{1,20}:)?(?:urlset|sitemapindex)\b[^<>]*\/>/

function xmlOf(response: StoredResponse): string {
  const type = response.contentType.replace(/^application\/(?:x-)?gzip/i, 'text/xml')
  if (!isGzip(response.body)) return decodeBody(response.body, type)
  try {
    return decodeBody(gunzipSync(response.body, { maxOutputLength: SIZE_LIMIT }), type)
  } catch (cause) {
    throw new SourceChanged(`${response.url}: not readable as gzip`, { cause })
  }
}

function parseXml(xml: string, url: string): unknown {
  try {
    return parser.parse(xml)
  } catch (cause) {
    throw new SourceChanged(`${url}: not readable as XML`, { cause })
  }
}

function entriesOf(entries: unknown[], base: string): SitemapEntry[] {
  const found = new Map<string, SitemapEntry>()
  for (const entry of entries) {
    const parsed = Entry.safeParse(entry)
    const url = parsed.success ? absolute(decodeXML(parsed.data.loc), base) : undefined
    if (url === undefined || found.has(url)) continue
    const { lastmod } = parsed.data!
    const text = typeof lastmod === 'string' ? lastmod.trim().slice(0, LASTMOD_LIMIT) : ''
    found.set(url, { url, lastmod: text || null })
  }
  return [...found.values()]
}

const isGzip = (body: Uint8Array): boolean => body[0] === 0x1f && body[1] === 0x8b
