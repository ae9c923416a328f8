import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { pathSegment } from '../../reading/path-segment.ts'
import { readEntries } from '../../reading/read-entries.ts'
import { readRecords } from '../../reading/read-records.ts'
import { emptyReading, type Platform, type Reading, type StoredResponse } from '../../source.ts'
import { Detail, Entry, List, Opening, outcomeOf, tenantOf } from './schema.ts'

const Options = z.strictObject({
  /** The company's name in `https://<name>.bamboohr.com/careers`. */
  board: z.string().regex(/^[A-Za-z0-9-]+$/),
  /** By default `https://<board>.bamboohr.com`; a name that nobody has is redirected to BambooHR's own site. */
  base: z.url().optional(),
})
type Options = z.infer<typeof Options>

const LIST = /^\/careers\/list\/?$/
const DETAIL = /^\/careers\/(\d+)\/detail\/?$/

/** What BambooHR's careers pages load: the list of openings in one response, the words of each in another; no key. */
export const bamboohr = {
  name: 'bamboohr',
  title: 'BambooHR',
  homepage: 'https://www.bamboohr.com',
  lineage: 'employer',
  listing: 'complete',
  terms: { url: 'https://www.bamboohr.com/terms-of-service/', reviewed: '2026-11-21', aggregates: true },
  schedule: '30 4 * * *',
  pace: 1000,
  expect: { postings: [1, 1000], fill: { description: 0.95, locations: 0.8, url: 1, postedAt: 0.95 } },
  options: Options,
  // Other sites have pages of that path, but no JSON there.
  owns: (url, contentType) =>
    (LIST.test(url.pathname) || DETAIL.test(url.pathname)) &&
    (/\bjson\b/.test(contentType) || url.hostname.endsWith('.bamboohr.com')),
  recognise(url) {
    const board = tenantOf(url)
    // The script that careers pages embed is below /js.
    const isCareers = /^\/(?:careers|jobs|js)(?:\/|$)/.test(url.pathname)
    return board && isCareers && board !== 'www' ? { board } : null
  },
  seeds: ({ board, base }) => [
    { url: new URL('/careers/list', base ?? `https://${board}.bamboohr.com`).href, depth: 0 },
  ],
  read: response => (LIST.test(new URL(response.url).pathname) ? readList(response) : readOpening(response)),
} satisfies Platform<Options>

/** An opening's number counts within its company, so the company, or the host that stands in for it, is part of the id. */
const sourceIdOf = (url: URL, number: string): string => `${tenantOf(url) ?? url.host}/${number}`

function readList(response: StoredResponse): Reading {
  const list = List.safeParse(jsonBody(response))
  if (!list.success) throw new SourceChanged(`${response.url}: no "result" list`)
  const url = new URL(response.url)
  const reading = readEntries(list.data.result, {
    schema: Entry,
    page: entry => ({
      url: `${url.origin}/careers/${entry.id}/detail`,
      depth: 1,
      advert: { sourceId: sourceIdOf(url, String(entry.id)), stub: JSON.stringify(entry) },
    }),
  })
  return { ...reading, listing: { total: null, partial: null } }
}

function readOpening(response: StoredResponse): Reading {
  const detail = Detail.safeParse(jsonBody(response))
  if (!detail.success) throw new SourceChanged(`${response.url}: no "jobOpening"`)
  const { jobOpening } = detail.data.result
  const url = new URL(response.url)
  const number = pathSegment(response.url, DETAIL)
  const sourceId = sourceIdOf(url, number)
  const status = jobOpening.jobOpeningStatus
  if (typeof status === 'string' && !/^(?:open|draft)$/i.test(status)) {
    return { ...emptyReading(), closed: [{ sourceId, reason: `status: ${status.slice(0, 40)}` }] }
  }
  return readRecords([jobOpening], response, {
    source: 'bamboohr',
    schema: Opening,
    idOf: () => sourceId,
    outcome: opening => outcomeOf(opening, sourceId, `${url.origin}/careers/${number}`),
  })
}
