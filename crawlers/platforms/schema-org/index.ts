import * as cheerio from 'cheerio/slim'
import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { decodeBody } from '../../http/decode-body.ts'
import { readRecords, rejection } from '../../reading/read-records.ts'
import {
  emptyReading,
  type PageRequest,
  type Platform,
  type Reading,
  type StoredResponse,
} from '../../source.ts'
import { isSaidIn } from './closed-notices.ts'
import { jobPostingsOf } from './json-ld.ts'
import { microdataPostings } from './microdata.ts'
import { linksOf, type Page, scanPage } from './page.ts'
import { type Stated, settle } from './precedence.ts'
import { rdfaPostings } from './rdfa.ts'
import { draftOf, JobPosting } from './schema.ts'
import { isSitemapLike, readSitemap } from './sitemap.ts'

/** Characters of an address that is compared with the operator's pattern; no posting may have a longer one. */
const LONGEST_ADDRESS = 4000

const isRegex = (pattern: string): boolean => attempt(() => new RegExp(pattern))
const isSelector = (selector: string): boolean => attempt(() => cheerio.load('')(selector))

const Options = z
  .strictObject({
    /** A sitemap or an index of sitemaps. */
    sitemap: z.url().optional(),
    /** Pages to begin with instead of, or beside, a sitemap. */
    start: z.array(z.url()).optional(),
    /** CSS selector of the links that lead on to further lists and to adverts. */
    links: z.string().refine(isSelector, 'not a CSS selector').optional(),
    /** Regular expression that an address must match to be asked for. */
    include: z.string().refine(isRegex, 'not a regular expression').optional(),
    /** For pages that need JavaScript: the selector whose appearance says that a page is complete. */
    browser: z.strictObject({ waitFor: z.string().min(1) }).optional(),
  })
  .refine(options => options.sitemap ?? options.start?.length, 'needs a sitemap or start pages')
type Options = z.infer<typeof Options>

/**
 * What a sitemap inside another counts towards the 20 links of a crawl: sitemaps nest three deep, and lists behind their
 * pages have two links left. sitemaps.org nests them once.
 */
const SITEMAP_DEPTH = 6

/** Any site whose adverts carry schema.org's JobPosting, as search engines index them: JSON-LD, microdata or RDFa. */
export const schemaOrg = {
  name: 'schema-org',
  title: 'schema.org JobPosting pages',
  homepage: 'https://schema.org/JobPosting',
  lineage: 'board',
  listing: 'complete',
  terms: null,
  schedule: '0 2 * * *',
  pace: 2000,
  expect: {
    postings: [1, 100_000],
    fill: { description: 0.95, company: 0.9, locations: 0.8, postedAt: 0.9 },
  },
  options: Options,
  owns: (_url, contentType) => contentType === '' || /\b(?:x?html|xml)\b/i.test(contentType),
  seeds: ({ sitemap, start = [], browser }) => [
    ...(sitemap === undefined ? [] : [{ url: sitemap, depth: 0 }]),
    ...start.map(url => pageRequest(url, 0, browser)),
  ],
  read(response: StoredResponse, options?: Options) {
    if (isSitemapLike(response)) return followSitemap(response, options)
    if (response.url === options?.sitemap) throw new SourceChanged(`${response.url}: a page, not a sitemap`)
    return readPage(response, options)
  },
} satisfies Platform<Options>

function followSitemap(response: StoredResponse, options?: Options): Reading {
  const { pages, sitemaps, isTooLong } = readSitemap(response)
  const isWanted = wanted(options)
  const follow = [
    ...sitemaps.map(({ url }) => ({ url, depth: SITEMAP_DEPTH })),
    ...pages
      .filter(({ url }) => isWanted(url))
      .map(({ url, lastmod }) => ({
        ...pageRequest(url, 1, options?.browser),
        advert: { sourceId: null, stub: lastmod },
      })),
  ]
  const listing = { total: null, partial: 'the sitemap names more than 50,000 addresses' }
  return { ...emptyReading(), follow, ...(isTooLong ? { listing } : {}) }
}

function readPage(response: StoredResponse, options?: Options): Reading {
  const html = decodeBody(response.body, response.contentType)
  const page = scanPage(html, response.url)
  if (page.isReserved) {
    const reason = 'reserved against text and data mining'
    return { ...emptyReading(), dropped: [{ sourceId: response.url, reason }] }
  }
  const rejected: Reading['rejected'] = []
  const { jobs, left } = settle(statementsOf(page, html, response.url, rejected))
  const reading = readPostings(jobs, response)
  reading.rejected.push(...rejected)
  for (const { reason, count } of left)
    reading.dropped.push(...Array.from({ length: count }, () => ({ sourceId: null, reason })))
  if (options?.links) {
    const links = linksOf(html, page, options.links)
    if (links === null) reading.rejected.push(rejection(response.url, `page ${page.excess}`, html))
    reading.follow = (links ?? []).filter(wanted(options)).map(url => pageRequest(url, 1, options.browser))
  }
  close(reading, page)
  if (jobs.length + reading.rejected.length + reading.follow.length + reading.closed.length === 0) {
    reading.dropped.push({ sourceId: response.url, reason: 'page without a JobPosting' })
  }
  return reading
}

function readPostings(jobs: Record<string, unknown>[], response: StoredResponse): Reading {
  const titles = new Map<string, Set<string>>()
  return readRecords(jobs, response, {
    source: 'schema-org',
    schema: JobPosting,
    idOf: () => response.url,
    outcome: job => {
      const draft = draftOf(job, response.url)
      const { sourceId, title } = draft
      if (title === '') return draft
      const known = titles.get(sourceId) ?? new Set()
      if (known.has(title)) return { sourceId, dropped: 'repeated on its page' }
      titles.set(sourceId, known.add(title))
      return known.size === 1 ? draft : { ...draft, sourceId: `${sourceId}#${known.size}` }
    },
  })
}

/**
 * The page's postings in each syntax, best first. What cannot be read is an advert lost only if it speaks of one; sites
 * carry much else.
 */
function statementsOf(page: Page, html: string, url: string, rejected: Reading['rejected']): Stated[] {
  const read = (input: string, jobsIn: () => Record<string, unknown>[]): Record<string, unknown>[] => {
    try {
      return jobsIn()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (input.includes('JobPosting')) rejected.push(rejection(url, reason, input))
      return []
    }
  }
  const jsonLd = page.blocks.flatMap(block => read(block, () => jobPostingsOf(block)))
  if (page.excess && jsonLd.length === 0)
    read(html, () => {
      throw new Error(`page ${page.excess}`)
    })
  return [
    { syntax: 'JSON-LD', jobs: jsonLd },
    { syntax: 'microdata', jobs: read(html, () => microdataPostings(page.marked, page.base)) },
    { syntax: 'RDFa', jobs: read(html, () => rdfaPostings(page.marked, page.base)) },
  ]
}

/**
 * Takes back the page's posting where the page itself says that it is closed. Of several postings a notice names none;
 * and what the description of a posting says does not count while the posting is valid by its own date.
 */
function close(reading: Reading, { notices }: Page): void {
  const [posting, ...others] = reading.postings
  if (others.length > 0) return
  const isLive = posting?.validThrough && posting.validThrough.slice(0, 10) >= posting.seenAt.slice(0, 10)
  const notice = notices.find(said => !(isLive && isSaidIn(said, posting.description ?? '')))
  if (!notice) return
  reading.postings = []
  reading.closed.push({
    sourceId: posting?.sourceId ?? null,
    reason: `the page says: ${notice.reason}`,
  })
}

function pageRequest(url: string, depth: number, browser: Options['browser']): PageRequest {
  return browser === undefined ? { url, depth } : { url, depth, waitFor: browser.waitFor }
}

function wanted(options?: Options): (url: string) => boolean {
  if (options?.include === undefined) return () => true
  const pattern = new RegExp(options.include)
  return url => url.length <= LONGEST_ADDRESS && pattern.test(url)
}

function attempt(action: () => unknown): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
