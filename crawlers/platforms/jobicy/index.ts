import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { Job, JobList, outcomeOf } from './schema.ts'

const Options = z.strictObject({
  /** A region as the board spells it in addresses (`uk`, `europe`); all where it is missing. */
  geo: z.string().min(1).optional(),
  /** A category as the board spells it in addresses (`dev`, `data-science`). */
  industry: z.string().min(1).optional(),
  base: z.url().default('https://jobicy.com'),
})
type Options = z.infer<typeof Options>

const PATH = /^\/api\/v2\/remote-jobs\/?$/
/** The most that one response lists; there are no further pages. */
const COUNT = 100

/** Jobicy's public interface: the latest 100 remote jobs, six hours after the site itself, no key. */
export const jobicy = {
  name: 'jobicy',
  title: 'Jobicy',
  homepage: 'https://jobicy.com',
  lineage: 'board',
  listing: 'latest',
  terms: { url: 'https://jobicy.com/jobs-rss-feed', reviewed: '2026-11-21', aggregates: true },
  attribution: 'Remote jobs from Jobicy (https://jobicy.com), each with a link to its page there',
  // A few polls a day are welcome, more than one an hour is not.
  schedule: '15 */8 * * *',
  pace: 5000,
  expect: {
    postings: [1, COUNT],
    fill: { description: 0.95, company: 0.95, locations: 0.9, url: 1, postedAt: 0.95 },
  },
  options: Options,
  owns: url => PATH.test(url.pathname) && !url.searchParams.has('get'),
  recognise(url) {
    if (!/^(?:www\.)?jobicy\.com$/.test(url.hostname)) return null
    const [geo, industry] = [url.searchParams.get('geo'), url.searchParams.get('industry')]
    return { ...(geo ? { geo } : {}), ...(industry ? { industry } : {}) }
  },
  seeds({ geo, industry, base }) {
    const url = new URL('/api/v2/remote-jobs', base)
    url.searchParams.set('count', String(COUNT))
    if (geo) url.searchParams.set('geo', geo)
    if (industry) url.searchParams.set('industry', industry)
    return [{ url: url.href, depth: 0 }]
  },
  read(response) {
    const list = JobList.safeParse(jsonBody(response))
    if (!list.success) throw new SourceChanged(`${response.url}: no "jobs" list`)
    return readRecords(list.data.jobs, response, { source: 'jobicy', schema: Job, outcome: outcomeOf })
  },
} satisfies Platform<Options>
