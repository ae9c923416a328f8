import * as cheerio from 'cheerio'
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
import { jobPostingsOf } from './json-ld.ts'
import { linksOf, scanPage } from './page.ts'
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

/** Any site whose adverts carry schema.org's JobPosting as JSON-LD: the pages that search engines index. */
export const schemaOrg = {
  name: 'schema-org',
  title: 'schema.org JobPosting pages',
  homepage: 'https://schema.org/JobPosting',
  lineage: 'board',
  // The vocabulary's terms; those of a site are the site's, and are read when its board is configured.
  terms: { url: 'https://schema.org/docs/terms.html', reviewed: '2026-11-20', aggregates: true },
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
  read(response, options) {
    if (isSitemapLike(response)) return followSitemap(response, options)
    if (response.url === options?.sitemap) throw new SourceChanged(`${response.url}: a page, not a sitemap`)
    return readPage(response, options)
  },
} satisfies Platform<Options>

function followSitemap(response: StoredResponse, options?: Options): Reading {
  const { pages, sitemaps } = readSitemap(response)
  const follow = [
    ...sitemaps.map(url => ({ url, depth: 1 })),
    ...pages.filter(wanted(options)).map(url => pageRequest(url, 1, options?.browser)),
  ]
  return { ...emptyReading(), follow }
}

function readPage(response: StoredResponse, options?: Options): Reading {
  const html = decodeBody(response.body, response.contentType)
  const page = scanPage(html)
  const { jobs, rejected } = jobsOf(page.blocks, response.url)
  const seen = new Map<string, string>()
  const reading = readRecords(jobs, response, {
    source: 'schema-org',
    schema: JobPosting,
    idOf: () => response.url,
    outcome: job => {
      const draft = draftOf(job, response.url)
      if (draft.title === '') return draft
      const twin = seen.get(draft.sourceId)
      if (twin === draft.title) return { sourceId: draft.sourceId, dropped: 'repeated on its page' }
      seen.set(draft.sourceId, draft.title)
      return twin === undefined ? draft : { ...draft, sourceId: `${draft.sourceId}#${seen.size}` }
    },
  })
  reading.rejected.push(...rejected)
  if (options?.links) {
    const links = linksOf(html, page, options.links, response.url)
    if (links === null)
      reading.rejected.push(rejection(response.url, 'page nested too deeply for its links', html))
    reading.follow = (links ?? []).filter(wanted(options)).map(url => pageRequest(url, 1, options.browser))
  }
  if (jobs.length + reading.rejected.length + reading.follow.length === 0) {
    reading.dropped.push({ sourceId: response.url, reason: 'page without a JobPosting' })
  }
  return reading
}

/** A block that cannot be read is an advert lost only if it speaks of one; sites carry many other blocks. */
function jobsOf(blocks: string[], url: string): { jobs: unknown[]; rejected: Reading['rejected'] } {
  const jobs: unknown[] = []
  const rejected: Reading['rejected'] = []
  for (const block of blocks) {
    try {
      jobs.push(...jobPostingsOf(block))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (block.includes('JobPosting')) rejected.push(rejection(url, reason, block))
    }
  }
  return { jobs, rejected }
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
