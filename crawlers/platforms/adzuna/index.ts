import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { PageRequest, Platform } from '../../source.ts'
import { Job, outcomeOf, Results } from './schema.ts'

const PER_PAGE = 50

const Options = z.strictObject({
  appId: z.string().min(1),
  appKey: z.string().min(1),
  country: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('gb'),
  what: z.string().optional(),
  where: z.string().optional(),
  /** Most pages of one search; the free plan allows 250 requests a day. */
  pages: z.int().min(1).max(100).default(5),
  base: z.url().default('https://api.adzuna.com'),
})
type Options = z.infer<typeof Options>

const PATH = /^\/v1\/api\/jobs\/([a-z]{2})\/search\/(\d+)\/?$/

/** Adzuna's search API: pages of 50, newest first. Its terms want written consent for published aggregates. */
export const adzuna = {
  name: 'adzuna',
  title: 'Adzuna',
  homepage: 'https://www.adzuna.co.uk',
  lineage: 'aggregator',
  terms: {
    url: 'https://developer.adzuna.com/docs/terms_of_service',
    reviewed: '2026-11-20',
    aggregates: false,
  },
  schedule: '0 6 * * *',
  // 25 requests a minute.
  pace: 2500,
  expect: { postings: [1, 5000], fill: { description: 0.95, locations: 0.95, company: 0.8, postedAt: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  seeds: options => [pageRequest(options, 1, 0)],
  read(response, options) {
    const body = Results.safeParse(jsonBody(response))
    if (!body.success) throw new SourceChanged(`${response.url.split('?')[0]}: no "results" list`)
    const [, country = '', page = '1'] = PATH.exec(new URL(response.url).pathname) ?? []
    const reading = readRecords(body.data.results, response, {
      source: 'adzuna',
      schema: Job,
      outcome: job => outcomeOf(job, country),
    })
    const read = Number(page) * PER_PAGE
    const hasMore = body.data.results.length > 0 && read < (body.data.count ?? Number.POSITIVE_INFINITY)
    if (options && hasMore && Number(page) < options.pages) {
      reading.follow.push(pageRequest(options, Number(page) + 1, 1))
    }
    return reading
  },
} satisfies Platform<Options>

function pageRequest(options: Options, page: number, depth: number): PageRequest {
  const url = new URL(`/v1/api/jobs/${options.country}/search/${page}`, options.base)
  url.searchParams.set('app_id', options.appId)
  url.searchParams.set('app_key', options.appKey)
  url.searchParams.set('results_per_page', String(PER_PAGE))
  url.searchParams.set('sort_by', 'date')
  if (options.what) url.searchParams.set('what', options.what)
  if (options.where) url.searchParams.set('where', options.where)
  return { url: url.href, depth }
}
