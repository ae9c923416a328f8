import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { pathSegment } from '../../reading/path-segment.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { Job, JobBoard, outcomeOf } from './schema.ts'

const Options = z.strictObject({
  /** The board's name, as in `https://jobs.ashbyhq.com/<name>`. */
  board: z.string().min(1),
  base: z.url().default('https://api.ashbyhq.com'),
})
type Options = z.infer<typeof Options>

const PATH = /^\/posting-api\/job-board\/([^/]+)\/?$/

/** Ashby's public posting API: a board's whole list in one response, no paging, no key; answers slowly (10 s). */
export const ashby = {
  name: 'ashby',
  title: 'Ashby',
  homepage: 'https://www.ashbyhq.com',
  lineage: 'employer',
  listing: 'complete',
  terms: {
    url: 'https://developers.ashbyhq.com/docs/public-job-posting-api',
    reviewed: '2026-11-20',
    aggregates: true,
  },
  schedule: '0 5 * * *',
  pace: 2000,
  expect: { postings: [1, 2000], fill: { description: 0.95, locations: 0.95, url: 1, postedAt: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    const board =
      url.hostname === 'jobs.ashbyhq.com' ? pathSegment(url.href, /^\/([^/]+)/) : pathSegment(url.href, PATH)
    return board ? { board } : null
  },
  seeds: ({ board, base }) => [
    {
      url: `${base.replace(/\/$/, '')}/posting-api/job-board/${encodeURIComponent(board)}?includeCompensation=true`,
      depth: 0,
    },
  ],
  read(response) {
    const board = JobBoard.safeParse(jsonBody(response))
    if (!board.success) throw new SourceChanged(`${response.url}: no "jobs" list`)
    const company = companyOfSlug(pathSegment(response.url, PATH))
    return readRecords(board.data.jobs, response, {
      source: 'ashby',
      schema: Job,
      outcome: job => outcomeOf(job, company),
    })
  },
} satisfies Platform<Options>
