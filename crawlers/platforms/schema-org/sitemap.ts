import { gunzipSync } from 'node:zlib'
import { decodeXML } from 'entities'
import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { decodeBody } from '../../http/decode-body.ts'
import type { StoredResponse } from '../../source.ts'
import { absolute } from './page.ts'

const SIZE_LIMIT = 50 * 1024 * 1024
const ADDRESS_LIMIT = 50_000

const parser = new XMLParser({
  ignoreAttributes: true,
  processEntities: false,
  parseTagValue: false,
  removeNSPrefix: true,
  isArray: name => name === 'url' || name === 'sitemap',
})

const Entry = z.object({
  loc: z.union([z.string(), z.array(z.string()).transform(([first]) => first ?? '')]),
})
/** An empty element parses to `''`: a sitemap without pages is valid. */
const Sitemap = z.union([
  z.object({ urlset: z.union([z.literal(''), z.object({ url: z.array(z.unknown()).default([]) })]) }),
  z.object({
    sitemapindex: z.union([z.literal(''), z.object({ sitemap: z.array(z.unknown()).default([]) })]),
  }),
])

/** The addresses of a sitemap; of an index, the addresses of further sitemaps. */
export interface SitemapAddresses {
  pages: string[]
  sitemaps: string[]
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
 * @throws SourceChanged where the document is something else
 */
export function readSitemap(response: StoredResponse): SitemapAddresses {
  const sitemap = Sitemap.safeParse(parseXml(response))
  if (!sitemap.success) throw new SourceChanged(`${response.url}: neither a sitemap nor a sitemap index`)
  if ('urlset' in sitemap.data) {
    const entries = sitemap.data.urlset === '' ? [] : sitemap.data.urlset.url
    return { pages: addressesOf(entries, response.url), sitemaps: [] }
  }
  const entries = sitemap.data.sitemapindex === '' ? [] : sitemap.data.sitemapindex.sitemap
  return { pages: [], sitemaps: addressesOf(entries, response.url) }
}

function parseXml(response: StoredResponse): unknown {
  try {
    const body = isGzip(response.body)
      ? gunzipSync(response.body, { maxOutputLength: SIZE_LIMIT })
      : response.body
    return parser.parse(
      decodeBody(body, response.contentType.replace(/^application\/(?:x-)?gzip/i, 'text/xml')),
    )
  } catch (cause) {
    throw new SourceChanged(`${response.url}: not readable as XML`, { cause })
  }
}

function addressesOf(entries: unknown[], base: string): string[] {
  const addresses = entries.flatMap(entry => {
    const parsed = Entry.safeParse(entry)
    return parsed.success ? (absolute(decodeXML(parsed.data.loc), base) ?? []) : []
  })
  return [...new Set(addresses)].slice(0, ADDRESS_LIMIT)
}

const isGzip = (body: Uint8Array): boolean => body[0] === 0x1f && body[1] === 0x8b
