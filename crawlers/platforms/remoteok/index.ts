import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { Feed, Job, Notice, outcomeOf } from './schema.ts'

const Options = z.strictObject({ base: z.url().default('https://remoteok.com') })
type Options = z.infer<typeof Options>

/** Remote OK's feed: the latest 100 jobs, a day after the site itself, no key, no pages and no search. */
export const remoteok = {
  name: 'remoteok',
  title: 'Remote OK',
  homepage: 'https://remoteok.com',
  lineage: 'board',
  listing: 'latest',
  terms: { url: 'https://remoteok.com/api', reviewed: '2026-11-21', aggregates: true },
  attribution:
    'Remote jobs from Remote OK (https://remoteok.com), each with a followed link (no "nofollow") to its page there; never with its logo',
  schedule: '45 */8 * * *',
  pace: 5000,
  expect: { postings: [1, 100], fill: { description: 0.95, company: 0.95, url: 1, postedAt: 0.95 } },
  options: Options,
  // A path as short as this one may be a page of documentation elsewhere.
  owns: (url, contentType) => /^\/api\/?$/.test(url.pathname) && /\bjson\b/i.test(contentType),
  recognise: url => (/^(?:www\.)?remoteok\.(?:com|io)$/.test(url.hostname) ? {} : null),
  seeds: ({ base }) => [{ url: new URL('/api', base).href, depth: 0 }],
  read(response) {
    const feed = Feed.safeParse(jsonBody(response))
    if (!feed.success) throw new SourceChanged(`${response.url}: no list of jobs`)
    const jobs = feed.data.filter(element => !Notice.safeParse(element).success)
    return readRecords(jobs, response, { source: 'remoteok', schema: Job, outcome: outcomeOf })
  },
} satisfies Platform<Options>
