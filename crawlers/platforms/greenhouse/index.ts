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
  listing: 'complete',
  terms: { url: 'https://developers.greenhouse.io/job-board.html', reviewed: '2026-11-20', aggregates: true },
  schedule: '0 4 * * *',
  pace: 1000,
  expect: { postings: [1, 5000], fill: { description: 0.95, locations: 0.9, url: 1, postedAt: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    const isPage = /^(?:job-)?boards(?:\.eu)?\.greenhouse\.io$/.test(url.hostname)
    const named = pathSegment(url.href, isPage ? /^\/([\w-]+)/ : PATH)
    // Careers pages that embed a board name it in the query: /embed/job_board/js?for=acme
    const board = isPage && named === 'embed' ? url.searchParams.get('for') : named
    return board ? { board } : null
  },
  seeds: ({ board, base }) => [
    { url: `${base.replace(/\/$/, '')}/v1/boards/${encodeURIComponent(board)}/jobs?content=true`, depth: 0 },
  ],
  read(response) {
    const body = jsonBody(response)
    const token = pathSegment(response.url, PATH)
    const { jobs, total } = jobsOf(body, response.url)
    const reading = readRecords(jobs, response, {
      source: 'greenhouse',
      schema: Job,
      outcome: job => outcomeOf(job, token),
    })
    return total === null ? reading : { ...reading, listing: { total, partial: null } }
  },
} satisfies Platform<Options>

/** A list, or one job by itself; `total` is what the board says it has. */
function jobsOf(body: unknown, url: string): { jobs: unknown[]; total: number | null } {
  const list = JobList.safeParse(body)
  if (list.success) return { jobs: list.data.jobs, total: list.data.meta?.total ?? null }
  const isOneJob = typeof body === 'object' && body !== null && 'id' in body && 'title' in body
  if (isOneJob) return { jobs: [body], total: null }
  throw new SourceChanged(`${url}: no "jobs" list`)
}
