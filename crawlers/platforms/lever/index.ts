import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { pathSegment } from '../../reading/path-segment.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { Job, outcomeOf } from './schema.ts'

const PER_PAGE = 100
const EUROPE = 'https://api.eu.lever.co'

const Options = z.strictObject({
  /** The site's name, as in `https://jobs.lever.co/<name>`. */
  board: z.string().min(1),
  /** `https://api.eu.lever.co` for the sites of `https://jobs.eu.lever.co`. */
  base: z.url().default('https://api.lever.co'),
})
type Options = z.infer<typeof Options>

/** A site's list, or one posting of it. */
const PATH = /^\/v0\/postings\/([^/]+)(?:\/[\da-f]{8}-[\da-f-]{27})?\/?$/

/** Lever's Postings API: pages of a list without a total, no key; two hosts, the world's and Europe's. */
export const lever = {
  name: 'lever',
  title: 'Lever',
  homepage: 'https://www.lever.co',
  lineage: 'employer',
  listing: 'complete',
  terms: { url: 'https://github.com/lever/postings-api', reviewed: '2026-11-21', aggregates: true },
  schedule: '10 4 * * *',
  pace: 1000,
  expect: { postings: [1, 5000], fill: { description: 0.95, locations: 0.9, url: 1, postedAt: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    const isPage = /^jobs(?:\.eu)?\.lever\.co$/.test(url.hostname)
    const board = pathSegment(url.href, isPage ? /^\/([^/]+)/ : PATH)
    if (!board) return null
    return url.hostname.endsWith('.eu.lever.co') ? { board, base: EUROPE } : { board }
  },
  // Without "mode" the answer depends on the Accept header, and may be HTML.
  seeds: ({ board, base }) => [
    {
      url: `${base.replace(/\/$/, '')}/v0/postings/${encodeURIComponent(board)}?mode=json&skip=0&limit=${PER_PAGE}`,
      depth: 0,
    },
  ],
  read(response) {
    const jobs = jobsOf(jsonBody(response), response.url)
    const company = companyOfSlug(pathSegment(response.url, PATH))
    const reading = readRecords(jobs, response, {
      source: 'lever',
      schema: Job,
      outcome: job => outcomeOf(job, company),
    })
    const url = new URL(response.url)
    // A short page need not be the last: the server may grant fewer than were asked for. An empty one is.
    if (url.searchParams.has('limit') && jobs.length > 0) {
      const skip = Number(url.searchParams.get('skip')) || 0
      url.searchParams.set('skip', String(skip + jobs.length))
      reading.follow.push({ url: url.href, depth: 0 })
    }
    return reading
  },
} satisfies Platform<Options>

function jobsOf(body: unknown, url: string): unknown[] {
  if (Array.isArray(body)) return body
  const isObject = typeof body === 'object' && body !== null
  if (isObject && 'id' in body && 'text' in body) return [body]
  // An unknown site is answered so, with the status 404.
  if (isObject && 'error' in body && typeof body.error === 'string')
    throw new SourceChanged(`${url}: ${body.error.slice(0, 100)}`)
  throw new SourceChanged(`${url}: no list of postings`)
}
