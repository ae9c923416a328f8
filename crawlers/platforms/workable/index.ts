import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { pathSegment } from '../../reading/path-segment.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform, RawPosting } from '../../source.ts'
import { Account, Job, outcomeOf } from './schema.ts'

const Options = z.strictObject({
  /** The account's name, as in `https://apply.workable.com/<name>/`. */
  board: z.string().min(1),
  base: z.url().default('https://apply.workable.com'),
})
type Options = z.infer<typeof Options>

const PATH = /^\/api\/v1\/widget\/accounts\/([^/]+)\/?$/
/** The widget's address of old, on www.workable.com only; it redirects today, archives hold its answers. */
const OLD_PATH = /^\/api\/accounts\/([^/]+)\/?$/

/** Workable's public careers widget: an account's whole list in one response, no paging, no key. */
export const workable = {
  name: 'workable',
  title: 'Workable',
  homepage: 'https://www.workable.com',
  lineage: 'employer',
  listing: 'complete',
  terms: { url: 'https://www.workable.com/terms', reviewed: '2026-11-21', aggregates: true },
  schedule: '20 4 * * *',
  // Too many requests from one address are shut out for hours.
  pace: 5000,
  expect: { postings: [1, 2000], fill: { description: 0.95, locations: 0.9, url: 1, postedAt: 0.95 } },
  options: Options,
  owns: url => accountOf(url) !== '',
  recognise(url) {
    const isPage = url.hostname === 'apply.workable.com' && !/^\/(?:api|j)\//.test(url.pathname)
    const board = isPage ? pathSegment(url.href, /^\/([^/]+)/) : accountOf(url)
    return board ? { board } : null
  },
  seeds: ({ board, base }) => [
    {
      url: `${base.replace(/\/$/, '')}/api/v1/widget/accounts/${encodeURIComponent(board)}?details=true`,
      depth: 0,
    },
  ],
  read(response) {
    const account = Account.safeParse(jsonBody(response))
    if (!account.success) throw new SourceChanged(`${response.url}: no "jobs" list`)
    const company = account.data.name?.trim() || companyOfSlug(accountOf(new URL(response.url)))
    const reading = readRecords(account.data.jobs, response, {
      source: 'workable',
      schema: Job,
      outcome: job => outcomeOf(job, company),
      idOf: shortcodeOf,
    })
    const jobs = Map.groupBy(reading.postings, posting => posting.sourceId)
    return { ...reading, postings: [...jobs.values()].map(atAllPlaces) }
  },
} satisfies Platform<Options>

/** A job stands in the list once for each of its places. */
function atAllPlaces(repeats: RawPosting[]): RawPosting {
  const locations = [...new Set(repeats.flatMap(({ locations }) => locations ?? []))]
  return { ...repeats[0]!, ...(locations.length > 0 ? { locations } : {}) }
}

/** `''` where the address is none of an account's. */
function accountOf(url: URL): string {
  return pathSegment(url.href, url.hostname === 'www.workable.com' ? OLD_PATH : PATH)
}

function shortcodeOf(record: unknown): string | null {
  const isObject = typeof record === 'object' && record !== null
  return isObject && 'shortcode' in record && typeof record.shortcode === 'string' ? record.shortcode : null
}
