import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { Job, JobList, outcomeOf } from './schema.ts'

const Options = z.strictObject({
  /** A category's name or slug (`software-dev`); all where it is missing. */
  category: z.string().min(1).optional(),
  base: z.url().default('https://remotive.com'),
})
type Options = z.infer<typeof Options>

const PATH = /^\/api\/remote-jobs\/?$/

/**
 * Remotive's public interface: one response, a day after the site itself, no key. The documentation promises every
 * active job, but what is given away is a selection (19 jobs in September 2026), so a missing one need not be closed.
 */
export const remotive = {
  name: 'remotive',
  title: 'Remotive',
  homepage: 'https://remotive.com',
  lineage: 'board',
  listing: 'latest',
  terms: {
    url: 'https://github.com/remotive-com/remote-jobs-api',
    reviewed: '2026-11-21',
    aggregates: true,
  },
  attribution: 'Remote jobs from Remotive (https://remotive.com), each with a link to its page there',
  schedule: '30 4,16 * * *',
  pace: 30_000,
  quota: [
    { requests: 2, per: 'minute' },
    { requests: 4, per: 'day' },
  ],
  expect: {
    postings: [1, 5000],
    fill: { description: 0.95, company: 0.95, locations: 0.9, url: 1, postedAt: 0.95 },
  },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    if (!/^(?:www\.)?remotive\.(?:com|io)$/.test(url.hostname)) return null
    const category = url.searchParams.get('category')
    return category ? { category } : {}
  },
  seeds({ category, base }) {
    const url = new URL('/api/remote-jobs', base)
    if (category) url.searchParams.set('category', category)
    return [{ url: url.href, depth: 0 }]
  },
  read(response) {
    const list = JobList.safeParse(jsonBody(response))
    if (!list.success) throw new SourceChanged(`${response.url}: no "jobs" list`)
    const total = list.data['total-job-count'] ?? list.data['job-count'] ?? null
    return {
      ...readRecords(list.data.jobs, response, { source: 'remotive', schema: Job, outcome: outcomeOf }),
      listing: { total, partial: null },
    }
  },
} satisfies Platform<Options>
