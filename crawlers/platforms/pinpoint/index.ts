import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { draftOf, idOf, Posting, PostingList } from './schema.ts'

const Options = z
  .strictObject({
    /** The company's name, as in `https://<name>.pinpointhq.com`. */
    board: z.string().regex(/^[a-z0-9-]+$/i),
    /** The careers site's own domain, where it has one. */
    base: z.url().optional(),
  })
  .transform(options => ({ ...options, base: options.base ?? `https://${options.board}.pinpointhq.com` }))
type Options = z.infer<typeof Options>

const Named = Posting.pick({ id: true, url: true, path: true })
const HOST = /^([a-z0-9-]+)\.pinpointhq\.com$/i
const PATH = /^(?:\/[a-z]{2}(?:-[a-z]{2})?)?\/postings\.json$/i

/** Pinpoint's postings: a company's whole board in one response, no paging, no key; no day of posting. */
export const pinpoint = {
  name: 'pinpoint',
  title: 'Pinpoint',
  homepage: 'https://www.pinpointhq.com',
  lineage: 'employer',
  listing: 'complete',
  terms: {
    url: 'https://developers.pinpointhq.com/docs/jobs-json-endpoint',
    reviewed: '2026-11-21',
    aggregates: true,
  },
  schedule: '30 4 * * *',
  pace: 1000,
  expect: { postings: [1, 2000], fill: { description: 0.95, locations: 0.9, url: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    const board = HOST.exec(url.hostname)?.[1]
    const isVendor = /^(?:www|app|developers|help)$/i.test(board ?? '')
    return board && !isVendor ? { board } : null
  },
  seeds: ({ base }) => [{ url: new URL('/postings.json', base).href, depth: 0 }],
  read(response) {
    const list = PostingList.safeParse(jsonBody(response))
    if (!list.success) throw new SourceChanged(`${response.url}: no "data" list`)
    return readRecords(list.data.data, response, {
      source: 'pinpoint',
      schema: Posting,
      idOf: record => {
        const named = Named.safeParse(record).data
        return named ? idOf(named) : null
      },
      outcome: posting => draftOf(posting, response.url, companyOf(posting, response.url)),
    })
  },
} satisfies Platform<Options>

/** Postings name no company; their addresses carry its name, unless the site has a domain of its own. */
function companyOf({ url }: Posting, listUrl: string): string {
  const hosts = [url, listUrl].flatMap(address =>
    address && URL.canParse(address) ? new URL(address).hostname : [],
  )
  return companyOfSlug(hosts.map(host => HOST.exec(host)?.[1]).find(Boolean) ?? '')
}
