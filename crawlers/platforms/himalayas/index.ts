import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { PageRequest, Platform, Reading, StoredResponse } from '../../source.ts'
import { Job, outcomeOf, Page } from './schema.ts'

const DAY = 86_400_000

const Options = z.strictObject({
  /** How many days to go back; about 850 jobs are posted on each. */
  days: z.int().min(1).max(3650).default(2),
  base: z.url().default('https://himalayas.app'),
})
type Options = z.infer<typeof Options>

/**
 * Himalayas' public interface: pages of 20, newest first, no key. All of it would be some 6,000 requests (118,620 jobs
 * in October 2026), which nobody should ask of a free interface every day, so a crawl reads the newest days only.
 */
export const himalayas = {
  name: 'himalayas',
  title: 'Himalayas',
  homepage: 'https://himalayas.app',
  lineage: 'aggregator',
  listing: 'latest',
  terms: { url: 'https://himalayas.app/api', reviewed: '2026-11-21', aggregates: true },
  attribution:
    'Remote jobs from Himalayas (https://himalayas.app), each with a link to its page there as the original source',
  schedule: '0 7 * * *',
  pace: 2000,
  expect: {
    postings: [1, 20_000],
    fill: { description: 0.95, company: 0.95, locations: 0.9, url: 1, postedAt: 0.95 },
  },
  options: Options,
  owns: url => /^\/jobs\/api\/?$/.test(url.pathname),
  recognise: url => (/^(?:www\.)?himalayas\.app$/.test(url.hostname) ? {} : null),
  seeds: ({ base }) => [{ url: new URL('/jobs/api?limit=20', base).href, depth: 0 }],
  read(response, options) {
    const page = Page.safeParse(jsonBody(response))
    if (!page.success) throw new SourceChanged(`${response.url}: no "jobs" list`)
    const reading = readRecords(page.data.jobs, response, {
      source: 'himalayas',
      schema: Job,
      outcome: outcomeOf,
      idOf,
    })
    reading.listing = { total: page.data.totalCount ?? null, partial: null }
    if (options && reachesInto(options.days, reading, response))
      reading.follow = nextPage(page.data, response.url)
    return reading
  },
} satisfies Platform<Options>

/** One job in the days asked for is enough: promoted jobs stand out of turn. */
function reachesInto(days: number, { postings }: Reading, { seenAt }: StoredResponse): boolean {
  const since = Date.parse(seenAt) - days * DAY
  return postings.some(({ postedAt }) => postedAt && Date.parse(postedAt) >= since)
}

/** By the cursor, which does not slip when jobs are added meanwhile, else by offset. */
function nextPage({ jobs, totalCount, nextCursor }: z.infer<typeof Page>, address: string): PageRequest[] {
  const url = new URL(address)
  const offset = Number(url.searchParams.get('offset') ?? 0) + jobs.length
  url.searchParams.delete('offset')
  if (nextCursor) url.searchParams.set('cursor', nextCursor)
  else if (!url.searchParams.has('cursor') && offset < (totalCount ?? Number.POSITIVE_INFINITY))
    url.searchParams.set('offset', String(offset))
  else return []
  return [{ url: url.href, depth: 0, ...(totalCount == null ? {} : { total: totalCount }) }]
}

function idOf(job: unknown): string | null {
  const guid = (job as Partial<Job> | null)?.guid
  return typeof guid === 'string' ? guid : null
}
