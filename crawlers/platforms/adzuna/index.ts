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
/** `www.adzuna.co.uk`, `www.adzuna.de`, `www.adzuna.com.au` … */
const SITE = /^(?:www\.)?adzuna\.(?:com?\.)?([a-z]{2,3})$/
const COUNTRIES: Record<string, string> = { uk: 'gb', com: 'us' }

/** Adzuna's search API: pages of 50, newest first. Its terms want written consent for published aggregates. */
export const adzuna = {
  name: 'adzuna',
  title: 'Adzuna',
  homepage: 'https://www.adzuna.co.uk',
  lineage: 'aggregator',
  listing: 'latest',
  terms: {
    url: 'https://developer.adzuna.com/docs/terms_of_service',
    reviewed: '2026-11-20',
    aggregates: false,
  },
  attribution: 'Jobs by Adzuna',
  schedule: '0 6 * * *',
  pace: 2500,
  quota: [
    { requests: 25, per: 'minute' },
    { requests: 250, per: 'day' },
    { requests: 1000, per: 'week' },
    { requests: 2500, per: 'month' },
  ],
  expect: { postings: [1, 5000], fill: { description: 0.95, locations: 0.95, company: 0.8, postedAt: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    const site = SITE.exec(url.hostname)?.[1]
    const country = site ? (COUNTRIES[site] ?? site) : PATH.exec(url.pathname)?.[1]
    if (!country) return null
    const what = url.searchParams.get('q') ?? url.searchParams.get('what')
    const where = url.searchParams.get('w') ?? url.searchParams.get('where')
    return { country, ...(what ? { what } : {}), ...(where ? { where } : {}) }
  },
  seeds: options => [pageRequest(options, 1)],
  sign(url, { appId, appKey }) {
    const signed = new URL(url)
    signed.searchParams.set('app_id', appId)
    signed.searchParams.set('app_key', appKey)
    return { url: signed }
  },
  account: ({ appKey }) => appKey,
  read(response, options) {
    const body = Results.safeParse(jsonBody(response))
    if (!body.success) throw new SourceChanged(`${response.url.split('?')[0]}: no "results" list`)
    const { results, count } = body.data
    const [, country = '', number = '1'] = PATH.exec(new URL(response.url).pathname) ?? []
    const page = Number(number)
    const reading = readRecords(results, response, {
      source: 'adzuna',
      schema: Job,
      outcome: job => outcomeOf(job, country),
    })
    const total = count ?? null
    const isMore = results.length > 0 && page * PER_PAGE < (count ?? Number.POSITIVE_INFINITY)
    if (options && isMore && page < options.pages) {
      reading.follow.push({ ...pageRequest(options, page + 1), ...(total === null ? {} : { total }) })
    }
    return { ...reading, listing: { total, partial: partialOf(page, results.length, total ?? 0, options) } }
  },
} satisfies Platform<Options>

function partialOf(page: number, results: number, total: number, options?: Options): string | null {
  if (results === 0 && (page - 1) * PER_PAGE < total) return 'the interface ends its list before its total'
  const asked = options && options.pages * PER_PAGE
  return asked && asked < total ? `only the newest ${asked} are asked for (option "pages")` : null
}

function pageRequest(options: Options, page: number): PageRequest {
  const url = new URL(`/v1/api/jobs/${options.country}/search/${page}`, options.base)
  url.searchParams.set('results_per_page', String(PER_PAGE))
  url.searchParams.set('sort_by', 'date')
  if (options.what) url.searchParams.set('what', options.what)
  if (options.where) url.searchParams.set('where', options.where)
  return { url: url.href, depth: 0 }
}
