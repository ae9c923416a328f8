import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { exactIntegers } from '../../reading/exact-integers.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { PageRequest, Platform, StoredResponse } from '../../source.ts'
import { Job, outcomeOf, PER_PAGE, Results, searchOf } from './schema.ts'

const Options = z.strictObject({
  key: z.string().min(1),
  keywords: z.string().optional(),
  location: z.string().optional(),
  /** Most pages of one search; a free key is good for 500 requests in all. */
  pages: z.int().min(1).max(100).default(5),
  /** A key is of one country's site, and so is its interface (`https://uk.jooble.org`). */
  base: z.url().default('https://jooble.org'),
})
type Options = z.infer<typeof Options>

/** Where an account's key stands in the path, addresses that are kept have this word. */
const PATH = '/api/KEY'
const SITE = /^(?:www\.|[a-z]{2}\.)?jooble\.org$/

/** Jooble's search API: POSTed searches, answered with pieces of adverts. The key is a part of the path. */
export const jooble = {
  name: 'jooble',
  title: 'Jooble',
  homepage: 'https://jooble.org',
  lineage: 'aggregator',
  listing: 'latest',
  terms: { url: 'https://jooble.org/api/about', reviewed: '2026-11-21', aggregates: true },
  schedule: '30 6 * * *',
  pace: 2000,
  expect: { postings: [1, 10_000], fill: { description: 0.95, locations: 0.9, url: 0.95, postedAt: 0.95 } },
  options: Options,
  owns: url => url.pathname === PATH,
  recognise(url) {
    if (!SITE.test(url.hostname)) return null
    const keywords = url.searchParams.get('ukw')
    const location = url.searchParams.get('rgns')
    return {
      ...(keywords ? { keywords } : {}),
      ...(location ? { location } : {}),
      ...(/^[a-z]{2}\./.test(url.hostname) ? { base: `https://${url.hostname}` } : {}),
    }
  },
  seeds: options => [pageRequest(options, 1, PER_PAGE)],
  sign: (url, { key }) => ({ url: new URL(`/api/${encodeURIComponent(key)}`, url) }),
  account: ({ key }) => key,
  read(response, options) {
    // An id of 19 digits would be rounded to its neighbour's.
    const body = Results.safeParse(jsonBody(response, exactIntegers))
    if (!body.success) throw new SourceChanged(`${response.url}: no "jobs" list`)
    const { jobs, totalCount } = body.data
    const reading = readRecords(jobs, response, { source: 'jooble', schema: Job, outcome: outcomeOf })
    const total = totalCount ?? null
    const { page, size } = pageOf(response, jobs.length)
    const isMore = jobs.length > 0 && page * size < (total ?? Number.POSITIVE_INFINITY)
    if (options && isMore && page < options.pages) {
      reading.follow.push({ ...pageRequest(options, page + 1, size), ...(total === null ? {} : { total }) })
    }
    const asked = options && options.pages * size
    const partial = partialOf((page - 1) * size, jobs.length, total ?? 0, asked)
    return { ...reading, listing: { total, partial } }
  },
} satisfies Platform<Options>

/** A first page shorter than was asked for shows how many the interface gives at most; the next ask for as many. */
function pageOf(response: StoredResponse, found: number): { page: number; size: number } {
  const { page, ResultOnPage } = searchOf(response.post)
  return { page, size: page === 1 && found > 0 ? Math.min(found, ResultOnPage) : ResultOnPage }
}

function partialOf(read: number, found: number, total: number, asked: number | undefined): string | null {
  if (found === 0 && read < total) return 'the interface ends its list before its total'
  return asked && asked < total ? `only the first ${asked} are asked for (option "pages")` : null
}

function pageRequest(options: Options, page: number, size: number): PageRequest {
  const { keywords = '', location = '' } = options
  return {
    url: new URL(PATH, options.base).href,
    depth: 0,
    post: JSON.stringify({ keywords, location, page: String(page), ResultOnPage: String(size) }),
  }
}
