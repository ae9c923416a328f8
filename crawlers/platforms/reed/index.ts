import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { ambiguousLocation } from '../../reading/ambiguous-location.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readEntries } from '../../reading/read-entries.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { PageRequest, Platform, Reading, StoredResponse } from '../../source.ts'
import { Entry, Job, outcomeOf, Results } from './schema.ts'

const Options = z.strictObject({
  key: z.string().min(1),
  keywords: z.string().optional(),
  location: z.string().optional(),
  /** Miles around the location; 10 where it is missing. */
  distance: z.int().min(0).optional(),
  base: z.url().default('https://www.reed.co.uk'),
})
type Options = z.infer<typeof Options>

const SEARCH = /^\/api\/1\.0\/search\/?$/
const JOB = /^\/api\/1\.0\/jobs\/(\d+)\/?$/
/** A search of the site: `/jobs/python-developer-jobs-in-leeds`, `/jobs/jobs-in-leeds`, `/jobs/python-developer-jobs`. */
const SITE_SEARCH = /^\/jobs\/([a-z0-9-]+)\/?$/

const PER_PAGE = 100
const MOST = 10_000

/**
 * Reed's jobseeker API: a search in pages of 100, and each advert's words on an address of its own. The search has no
 * order by date: it is read to its end, so that an advert which is missing has closed, or says that it was cut.
 */
export const reed = {
  name: 'reed',
  title: 'Reed',
  homepage: 'https://www.reed.co.uk',
  lineage: 'board',
  listing: 'complete',
  terms: { url: 'https://www.reed.co.uk/developers/jobseeker', reviewed: '2026-11-21', aggregates: true },
  schedule: '0 1 * * *',
  pace: 1000,
  expect: {
    postings: [1, MOST],
    fill: {
      description: 0.99,
      url: 0.99,
      company: 0.95,
      locations: 0.95,
      postedAt: 0.99,
      validThrough: 0.95,
    },
  },
  options: Options,
  owns: url => SEARCH.test(url.pathname) || JOB.test(url.pathname),
  recognise(url) {
    const isSite = /^(?:www\.)?reed\.co\.uk$/.test(url.hostname)
    if (!isSite && !SEARCH.test(url.pathname) && !JOB.test(url.pathname)) return null
    const [role = '', town] = (SITE_SEARCH.exec(url.pathname)?.[1] ?? '').split(/-?jobs(?:-in-|$)/)
    const keywords = url.searchParams.get('keywords') ?? (town === undefined ? '' : role.replaceAll('-', ' '))
    const location = url.searchParams.get('locationName') ?? town?.replaceAll('-', ' ')
    return { ...(keywords ? { keywords } : {}), ...(location ? { location } : {}) }
  },
  seeds: options => [searchRequest(options, 0)],
  // The key is the user's name of Basic authentication; the password is empty.
  sign: (url, { key }) => ({
    url,
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
  }),
  account: ({ key }) => key,
  read(response, options) {
    const body = jsonBody(response)
    if (JOB.test(new URL(response.url).pathname)) return readJob(body, response)
    const search = Results.safeParse(body)
    if (!search.success) throw new SourceChanged(`${response.url}: no "results" list`)
    return readSearch(search.data, response.url, options)
  },
} satisfies Platform<Options>

function readJob(body: unknown, response: StoredResponse): Reading {
  const isJob = typeof body === 'object' && body !== null && 'jobId' in body
  if (!isJob) throw new SourceChanged(`${response.url}: no job`)
  return readRecords([body], response, {
    source: 'reed',
    schema: Job,
    outcome: outcomeOf,
    idOf: () => JOB.exec(new URL(response.url).pathname)?.[1] ?? null,
  })
}

function readSearch(search: z.infer<typeof Results>, url: string, options?: Options): Reading {
  const { results, totalResults, ambiguousLocations } = search
  const offers = ambiguousLocations ?? []
  if (results.length === 0 && offers.length > 0) return ambiguousLocation(offers.map(placeName), options)
  const reading = readEntries(results, { schema: Entry, page: entry => jobRequest(entry, url) })
  const total = totalResults ?? null
  const read = Number(new URL(url).searchParams.get('resultsToSkip') ?? 0) + results.length
  if (options && results.length > 0 && read < Math.min(total ?? MOST, MOST)) {
    reading.follow.push({ ...searchRequest(options, read), ...(total === null ? {} : { total }) })
  }
  return { ...reading, listing: { total, partial: partialOf(read, results.length, total ?? 0) } }
}

function partialOf(read: number, results: number, total: number): string | null {
  if (total > MOST) return 'the search lists at most 10,000'
  return results === 0 && read < total ? 'the search ends before its total' : null
}

const placeName = (place: unknown): string => (typeof place === 'string' ? place : JSON.stringify(place))

function jobRequest(entry: z.infer<typeof Entry>, url: string): PageRequest {
  const sourceId = String(entry.jobId)
  return {
    url: new URL(`jobs/${encodeURIComponent(sourceId)}`, url).href,
    depth: 1,
    advert: { sourceId, stub: JSON.stringify(entry) },
  }
}

function searchRequest(options: Options, skip: number): PageRequest {
  const url = new URL('/api/1.0/search', options.base)
  if (options.keywords) url.searchParams.set('keywords', options.keywords)
  if (options.location) url.searchParams.set('locationName', options.location)
  if (options.distance !== undefined) url.searchParams.set('distanceFromLocation', String(options.distance))
  url.searchParams.set('resultsToTake', String(PER_PAGE))
  url.searchParams.set('resultsToSkip', String(skip))
  return { url: url.href, depth: 0 }
}
