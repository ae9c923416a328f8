import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { PageRequest, Platform, RawPosting, Reading, StoredResponse } from '../../source.ts'
import { schemaOrg } from '../schema-org/index.ts'
import { Board, draftOf, idOf, PAGE, Position } from './schema.ts'

const Options = z
  .strictObject({
    /** The company's name, as in `https://<name>.breezy.hr`. */
    board: z.string().regex(/^[a-z0-9-]+$/i),
    /** The portal's own domain, where it has one. */
    base: z.url().optional(),
  })
  .transform(options => ({ ...options, base: options.base ?? `https://${options.board}.breezy.hr` }))
type Options = z.infer<typeof Options>

const HOST = /^([a-z0-9-]+)\.breezy\.hr$/i
const Address = Position.pick({ url: true })
const LIST = /^\/json\/?$/

/**
 * Breezy's career portals: a company's whole board in one list, no paging, no key. Asked to be verbose the list brings
 * each advert's words; an advert that comes without them is read on its own page, whose JSON-LD has them.
 */
export const breezy = {
  name: 'breezy',
  title: 'Breezy HR',
  homepage: 'https://breezy.hr',
  lineage: 'employer',
  listing: 'complete',
  terms: { url: 'https://developer.breezy.hr/', reviewed: '2026-11-21', aggregates: true },
  schedule: '40 4 * * *',
  // Blocks at some 14 requests a second.
  pace: 1000,
  expect: { postings: [1, 2000], fill: { description: 0.95, locations: 0.9, url: 1, postedAt: 0.9 } },
  options: Options,
  // `/json` is a common path and portals may have domains of their own; the ids of pages tell them from others.
  owns: ({ pathname, hostname, searchParams }) =>
    (LIST.test(pathname) && (HOST.test(hostname) || searchParams.has('verbose'))) ||
    (PAGE.test(pathname) && (HOST.test(hostname) || /^\/p\/[0-9a-f]{12}(?![0-9a-f])/i.test(pathname))),
  recognise(url) {
    const board = HOST.exec(url.hostname)?.[1]
    const isVendor = /^(?:www|app|api|developer|help|assets)$/i.test(board ?? '')
    return board && !isVendor ? { board } : null
  },
  seeds: ({ base }) => [{ url: new URL('/json?verbose=true', base).href, depth: 0 }],
  read: response => (LIST.test(new URL(response.url).pathname) ? readList(response) : readPage(response)),
} satisfies Platform<Options>

function readList(response: StoredResponse): Reading {
  const board = Board.safeParse(jsonBody(response))
  if (!board.success) throw new SourceChanged(`${response.url}: not a list of positions`)
  const company = companyOfSlug(HOST.exec(new URL(response.url).hostname)?.[1] ?? '')
  const reading = readRecords(board.data, response, {
    source: 'breezy',
    schema: Position,
    outcome: position => draftOf(position, response.url, company),
    idOf: record => idOf(Address.safeParse(record).data?.url ?? '', response.url) || null,
  })
  const isTold = ({ description }: RawPosting): boolean => description != null
  return {
    ...reading,
    postings: reading.postings.filter(isTold),
    follow: reading.postings
      .filter(posting => !isTold(posting))
      .map(posting => pageRequest(posting, response.url)),
  }
}

/** The page on the host that was asked: a list may name the portal's own domain. */
function pageRequest(posting: RawPosting, listUrl: string): PageRequest {
  const { seenAt: _, ...listed } = posting
  const { pathname } = new URL(posting.url ?? '', listUrl)
  return {
    url: new URL(pathname, listUrl).href,
    depth: 1,
    advert: { sourceId: posting.sourceId, stub: JSON.stringify(listed) },
  }
}

/** A page such as any site's, but that its address names the advert: the id is the list's. */
function readPage(response: StoredResponse): Reading {
  const sourceId = idOf(response.url)
  const reading = schemaOrg.read(response, undefined)
  const named = <Said extends object>(said: Said) => ({ ...said, sourceId })
  return {
    ...reading,
    postings: reading.postings
      .slice(0, 1)
      .map(posting => ({ ...posting, source: 'breezy', sourceId, url: response.url })),
    rejected: reading.rejected.map(named),
    dropped: reading.dropped.map(named),
    closed: reading.closed.map(named),
  }
}
