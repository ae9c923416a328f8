import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { pathSegment } from '../../reading/path-segment.ts'
import { readEntries } from '../../reading/read-entries.ts'
import { readRecords } from '../../reading/read-records.ts'
import {
  emptyReading,
  type PageRequest,
  type Platform,
  type Reading,
  type StoredResponse,
} from '../../source.ts'
import { Entry, isPublic, List, outcomeOf, Posting } from './schema.ts'

const Options = z.strictObject({
  /** The company's identifier, as in `https://jobs.smartrecruiters.com/<identifier>`; upper and lower case as there. */
  board: z.string().min(1),
  base: z.url().default('https://api.smartrecruiters.com'),
})
type Options = z.infer<typeof Options>

const PER_PAGE = 100
const LIST = /^\/v1\/companies\/([^/]+)\/postings\/?$/
const PATH = /^\/v1\/companies\/([^/]+)\/postings(?:\/[^/]+)?\/?$/

/** SmartRecruiters' Posting API: a list in pages of 100, and each posting's words at an address of its own; no key. */
export const smartrecruiters = {
  name: 'smartrecruiters',
  title: 'SmartRecruiters',
  homepage: 'https://www.smartrecruiters.com',
  lineage: 'employer',
  listing: 'complete',
  terms: {
    url: 'https://developers.smartrecruiters.com/docs/posting-api',
    reviewed: '2026-11-21',
    aggregates: true,
  },
  schedule: '15 4 * * *',
  pace: 1000,
  expect: { postings: [1, 10_000], fill: { description: 0.95, locations: 0.95, url: 1, postedAt: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    const isPage = /^(?:jobs|careers)\.smartrecruiters\.com$/.test(url.hostname)
    const board = pathSegment(url.href, isPage ? /^\/(?:oneclick-ui\/company\/)?([\w.-]+)/ : PATH)
    return board ? { board } : null
  },
  seeds: ({ board, base }) => [
    {
      url: `${base.replace(/\/$/, '')}/v1/companies/${encodeURIComponent(board)}/postings?limit=${PER_PAGE}&offset=0`,
      depth: 0,
    },
  ],
  read(response) {
    const body = jsonBody(response)
    return LIST.test(new URL(response.url).pathname) ? readList(body, response) : readPosting(body, response)
  },
} satisfies Platform<Options>

function readList(body: unknown, { url }: StoredResponse): Reading {
  const list = List.safeParse(body)
  if (!list.success) throw new SourceChanged(`${url}: no page of postings`)
  const address = new URL(url)
  const { content, totalFound = null } = list.data
  const limit = list.data.limit || PER_PAGE
  const next = (list.data.offset ?? Number(address.searchParams.get('offset'))) + limit
  const reading = readEntries(content, { schema: Entry, page: entry => pageOf(entry, url) })
  if (content.length > 0 && (totalFound === null ? content.length >= limit : next < totalFound)) {
    address.searchParams.set('offset', String(next))
    const total = totalFound === null ? {} : { total: totalFound }
    reading.follow.push({ url: address.href, depth: 0, ...total })
  }
  // An identifier that nobody has is answered 200 with an empty list too.
  const partial = totalFound === 0 ? 'cannot tell an empty board from an unknown one' : null
  return { ...reading, listing: { total: totalFound, partial } }
}

function pageOf(entry: Entry, listUrl: string): PageRequest | { dropped: string; sourceId: string } {
  const sourceId = String(entry.id)
  if (!isPublic(entry.visibility)) return { dropped: 'not public', sourceId }
  const { origin, pathname } = new URL(listUrl)
  return {
    url: `${origin}${pathname.replace(/\/$/, '')}/${encodeURIComponent(sourceId)}`,
    depth: 1,
    advert: { sourceId, stub: JSON.stringify(entry) },
  }
}

function readPosting(body: unknown, response: StoredResponse): Reading {
  const isPosting = typeof body === 'object' && body !== null && 'id' in body && 'jobAd' in body
  if (!isPosting) throw new SourceChanged(`${response.url}: no posting`)
  if ('active' in body && body.active === false) {
    return { ...emptyReading(), closed: [{ sourceId: String(body.id), reason: 'no longer active' }] }
  }
  const board = pathSegment(response.url, PATH)
  return readRecords([body], response, {
    source: 'smartrecruiters',
    schema: Posting,
    outcome: posting => outcomeOf(posting, board),
  })
}
