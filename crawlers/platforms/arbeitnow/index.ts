import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { Job, outcomeOf, Page } from './schema.ts'

const Options = z.strictObject({ base: z.url().default('https://www.arbeitnow.com') })
type Options = z.infer<typeof Options>

const PATH = '/api/job-board-api'

/**
 * Arbeitnow's public interface: pages of a hundred or more, newest first, no key. They have an end and no cap, a few
 * dozen requests reach it, so a crawl walks them all and knows what has closed.
 */
export const arbeitnow = {
  name: 'arbeitnow',
  title: 'Arbeitnow',
  homepage: 'https://www.arbeitnow.com',
  lineage: 'aggregator',
  listing: 'complete',
  terms: {
    url: 'https://www.arbeitnow.com/blog/job-board-api',
    reviewed: '2026-11-21',
    aggregates: true,
  },
  attribution: 'Jobs from Arbeitnow (https://www.arbeitnow.com), each with a link to its page there',
  schedule: '30 6 * * *',
  pace: 2000,
  expect: {
    postings: [1, 20_000],
    fill: { description: 0.95, company: 0.95, locations: 0.8, url: 1, postedAt: 0.95 },
  },
  options: Options,
  owns: url => url.pathname.replace(/\/$/, '') === PATH,
  recognise: url => (/^(?:www\.)?arbeitnow\.com$/.test(url.hostname) ? {} : null),
  seeds: ({ base }) => [{ url: new URL(`${PATH}?page=1`, base).href, depth: 0 }],
  read(response) {
    const page = Page.safeParse(jsonBody(response))
    if (!page.success) throw new SourceChanged(`${response.url}: no "data" list`)
    const { data, links } = page.data
    const reading = readRecords(data, response, {
      source: 'arbeitnow',
      schema: Job,
      outcome: outcomeOf,
      idOf,
    })
    reading.listing = { total: null, partial: null }
    // The address in `next` is not followed: now and then it carries a search for some featured word.
    if (data.length > 0 && links?.next !== null) {
      const url = new URL(response.url)
      const number = Number(url.searchParams.get('page') ?? 1) + 1
      reading.follow.push({ url: new URL(`${PATH}?page=${number}`, url).href, depth: 0 })
    }
    return reading
  },
} satisfies Platform<Options>

function idOf(job: unknown): string | null {
  const slug = (job as Partial<Job> | null)?.slug
  return typeof slug === 'string' ? slug : null
}
