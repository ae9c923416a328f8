import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { pathSegment } from '../../reading/path-segment.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { PageRequest, Platform, RawPosting, Reading, StoredResponse } from '../../source.ts'
import { Board, draftOfEntry, Entry, Job, outcomeOf } from './schema.ts'

const Options = z.strictObject({
  /** The board's name, as in `https://ats.rippling.com/<name>/jobs`; its case counts. */
  board: z.string().min(1),
  base: z.url().default('https://api.rippling.com'),
})
type Options = z.infer<typeof Options>

const LIST = /^\/platform\/api\/ats\/v1\/board\/([^/]+)\/jobs\/?$/
const JOB = /^\/platform\/api\/ats\/v1\/board\/([^/]+)\/jobs\/[0-9a-f-]{36}\/?$/i
/** A page for people, in their language at times: `/en-GB/acme/jobs/…`. */
const PAGE = /^\/(?:[a-z]{2}-[A-Z]{2}\/)?([\w-]+)\/jobs(?:\/|$)/

/** Rippling's job boards: the whole list in one response without words, then one record for each advert; no key. */
export const rippling = {
  name: 'rippling',
  title: 'Rippling',
  homepage: 'https://www.rippling.com',
  lineage: 'employer',
  listing: 'complete',
  terms: {
    url: 'https://developer.rippling.com/documentation/job-board-api',
    reviewed: '2026-11-21',
    aggregates: true,
  },
  schedule: '50 4 * * *',
  pace: 1000,
  expect: { postings: [1, 2000], fill: { description: 0.95, locations: 0.95, url: 1, postedAt: 0.95 } },
  options: Options,
  owns: url => LIST.test(url.pathname) || JOB.test(url.pathname),
  recognise(url) {
    const isPage = url.hostname === 'ats.rippling.com'
    const board = isPage
      ? pathSegment(url.href, PAGE)
      : pathSegment(url.href, LIST) || pathSegment(url.href, JOB)
    return board ? { board } : null
  },
  seeds: ({ board, base }) => [
    {
      url: new URL(`/platform/api/ats/v1/board/${encodeURIComponent(board)}/jobs`, base).href,
      depth: 0,
    },
  ],
  read: response => (LIST.test(new URL(response.url).pathname) ? readList(response) : readJob(response)),
} satisfies Platform<Options>

function readList(response: StoredResponse): Reading {
  const board = Board.safeParse(jsonBody(response))
  if (!board.success) throw new SourceChanged(`${response.url}: not a list of jobs`)
  const { postings, ...reading } = readRecords(board.data, response, {
    source: 'rippling',
    schema: Entry,
    outcome: draftOfEntry,
    idOf,
  })
  const adverts = [...Map.groupBy(postings, posting => posting.sourceId).values()]
  return { ...reading, postings: [], follow: adverts.map(rows => jobRequest(rows, response.url)) }
}

/** @param rows the advert at each of its places, of which the order says nothing */
function jobRequest(rows: RawPosting[], listUrl: string): PageRequest {
  const { sourceId, title, url } = rows[0]!
  const locations = [...new Set(rows.flatMap(row => row.locations ?? []))].sort()
  const list = new URL(listUrl).pathname.replace(/\/$/, '')
  return {
    url: new URL(`${list}/${encodeURIComponent(sourceId)}`, listUrl).href,
    depth: 1,
    advert: { sourceId, stub: JSON.stringify({ title, url, locations }) },
  }
}

function readJob(response: StoredResponse): Reading {
  const body = jsonBody(response)
  if (idOf(body) === null) throw new SourceChanged(`${response.url}: not a job`)
  const company = companyOfSlug(pathSegment(response.url, JOB))
  return readRecords([body], response, {
    source: 'rippling',
    schema: Job,
    outcome: job => outcomeOf(job, company),
    idOf,
  })
}

const Named = z.object({ uuid: z.string() })
const idOf = (record: unknown): string | null => Named.safeParse(record).data?.uuid ?? null
