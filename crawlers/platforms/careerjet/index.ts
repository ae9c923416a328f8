import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { ambiguousLocation } from '../../reading/ambiguous-location.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { PageRequest, Platform } from '../../source.ts'
import { Answer, Job, outcomeOf } from './schema.ts'

const Options = z.strictObject({
  key: z.string().min(1),
  keywords: z.string().optional(),
  location: z.string().optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2}_[A-Z]{2}$/)
    .default('en_GB'),
  /** The address from which this machine is seen to ask: the interface refuses one that the account has not registered. */
  userIp: z.union([z.ipv4(), z.ipv6()]),
  userAgent: z.string().min(1).default('jobtide'),
  /** The page of the publisher's site that the account was registered with. */
  referer: z.url().optional(),
  base: z.url().default('https://search.api.careerjet.net'),
})
type Options = z.infer<typeof Options>

const PATH = /^\/v4\/query\/?$/
/** The sites in English and their locales. */
const LOCALES: Record<string, string> = {
  'careerjet.co.uk': 'en_GB',
  'careerjet.ie': 'en_IE',
  'careerjet.com': 'en_US',
  'careerjet.ca': 'en_CA',
  'careerjet.com.au': 'en_AU',
  'careerjet.co.nz': 'en_NZ',
  'careerjet.co.in': 'en_IN',
  'careerjet.sg': 'en_SG',
  'careerjet.co.za': 'en_ZA',
}
const PER_PAGE = 100
const MOST_PAGES = 10
/** Longer than adverts are; where it is not sent, an excerpt has 120 characters. */
const EXCERPT = 5000

/** Careerjet's search API, version 4: at most ten pages of 100, newest first. */
export const careerjet = {
  name: 'careerjet',
  title: 'Careerjet',
  homepage: 'https://www.careerjet.co.uk',
  lineage: 'aggregator',
  listing: 'latest',
  terms: { url: 'https://www.careerjet.co.uk/partners/api', reviewed: '2026-11-21', aggregates: true },
  schedule: '0 7 * * *',
  pace: 2000,
  expect: { postings: [1, 1000], fill: { description: 0.95, locations: 0.9, url: 0.95, postedAt: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    const query = url.searchParams
    const locale =
      LOCALES[url.hostname.replace(/^www\./, '')] ?? (PATH.test(url.pathname) && query.get('locale_code'))
    if (!locale) return null
    const keywords = query.get('s') ?? query.get('keywords')
    const location = query.get('l') ?? query.get('location')
    return { locale, ...(keywords ? { keywords } : {}), ...(location ? { location } : {}) }
  },
  seeds: options => [pageRequest(options, 1)],
  // The key is the user's name of Basic authentication; the password is empty. Who asks is no part of what is asked for.
  sign(url, { key, userIp, userAgent, referer }) {
    const signed = new URL(url)
    signed.searchParams.set('user_ip', userIp)
    signed.searchParams.set('user_agent', userAgent)
    const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
    return { url: signed, headers: { authorization, ...(referer ? { referer } : {}) } }
  },
  account: ({ key }) => key,
  read(response, options) {
    const body = Answer.safeParse(jsonBody(response))
    if (!body.success) throw new SourceChanged(`${response.url}: neither jobs nor locations`)
    const answer = body.data
    if (answer.type === 'LOCATIONS') return ambiguousLocation(answer.locations ?? [], options)
    const { jobs, hits } = answer
    const reading = readRecords(jobs, response, {
      source: 'careerjet',
      schema: Job,
      outcome: outcomeOf,
      idOf: () => null,
    })
    const total = hits ?? null
    // The answer's own number of pages, in case that it gives fewer adverts a page than it was asked for.
    const pages = answer.pages ?? Math.ceil((total ?? 0) / PER_PAGE)
    const page = Number(new URL(response.url).searchParams.get('page') ?? 1)
    if (options && jobs.length > 0 && page < Math.min(pages, MOST_PAGES)) {
      reading.follow.push({ ...pageRequest(options, page + 1), ...(total === null ? {} : { total }) })
    }
    return { ...reading, listing: { total, partial: partialOf(page, jobs.length, pages) } }
  },
} satisfies Platform<Options>

function partialOf(page: number, jobs: number, pages: number): string | null {
  if (pages > MOST_PAGES) return `the interface lists at most ${MOST_PAGES} pages of a search`
  return jobs === 0 && page <= pages ? 'the interface ends its list before its total' : null
}

function pageRequest(options: Options, page: number): PageRequest {
  const url = new URL('/v4/query', options.base)
  url.searchParams.set('locale_code', options.locale)
  if (options.keywords) url.searchParams.set('keywords', options.keywords)
  if (options.location) url.searchParams.set('location', options.location)
  url.searchParams.set('sort', 'date')
  url.searchParams.set('page', String(page))
  url.searchParams.set('page_size', String(PER_PAGE))
  url.searchParams.set('fragment_size', String(EXCERPT))
  return { url: url.href, depth: 0 }
}
