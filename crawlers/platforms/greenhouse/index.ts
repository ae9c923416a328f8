import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { pathSegment } from '../../reading/path-segment.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { Job, JobList, outcomeOf } from './schema.ts'

const Options = z.strictObject({
  /** The board's token, as in `https://boards.greenhouse.io/<token>`. */
  board: z.string().min(1),
  base: z.url().default('https://boards-api.greenhouse.io'),
})
type Options = z.infer<typeof Options>

const PATH = /^\/v1\/boards\/([^/]+)\/jobs(?:\/\d+)?\/?$/

/** Greenhouse Job Board API: a board's whole list in one response, no paging, no key. */
export const greenhouse = {
  name: 'greenhouse',
  title: 'Greenhouse',
  homepage: 'https://www.greenhouse.com',
  lineage: 'employer',
  terms: { url: 'https://developers.greenhouse.io/job-board.html', reviewed: '2026-11-20', aggregates: true },
  schedule: '0 4 * * *',
  pace: 1000,
  expect: { postings: [1, 5000], fill: { description: 0.95, locations: 0.9, url: 1, postedAt: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  seeds: ({ board, base }) => [
    { url: `${base.replace(/\/$/, '')}/v1/boards/${encodeURIComponent(board)}/jobs?content=true`, depth: 0 },
  ],
  read(response) {
    const body = jsonBody(response)
    const token = pathSegment(response.url, PATH)
    return readRecords(jobsOf(body, response.url), response, {
      source: 'greenhouse',
      schema: Job,
      outcome: job => outcomeOf(job, token),
    })
  },
} satisfies Platform<Options>

function jobsOf(body: unknown, url: string): unknown[] {
  const list = JobList.safeParse(body)
  if (list.success) return list.data.jobs
  const isOneJob = typeof body === 'object' && body !== null && 'id' in body && 'title' in body
  if (isOneJob) return [body]
  throw new SourceChanged(`${url}: no "jobs" list`)
}
