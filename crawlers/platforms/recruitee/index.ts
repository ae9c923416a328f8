import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { readRecords } from '../../reading/read-records.ts'
import type { Platform } from '../../source.ts'
import { englishFirst, Offer, OfferList, outcomeOf } from './schema.ts'

const Options = z
  .strictObject({
    /** The site's name, as in `https://<name>.recruitee.com`. */
    board: z
      .string()
      .regex(/^[a-z\d-]+$/i)
      .optional(),
    /** Of a site on a host of its own: `https://jobs.example.org`. */
    base: z.url().optional(),
  })
  .refine(({ board, base }) => board !== undefined || base !== undefined, 'give "board" or "base"')
type Options = z.infer<typeof Options>

const PATH = /^\/api\/offers\/?$/
/** Hosts of Recruitee itself, which are no company's site. */
const OWN_HOSTS = new Set(['www', 'api', 'app', 'docs', 'help', 'status', 'support'])

/** Recruitee's careers sites (Tellent): a host for each company, its whole list in one response, no key. */
export const recruitee = {
  name: 'recruitee',
  title: 'Recruitee',
  homepage: 'https://recruitee.com',
  lineage: 'employer',
  listing: 'complete',
  terms: { url: 'https://docs.recruitee.com/reference/offers', reviewed: '2026-11-21', aggregates: true },
  schedule: '30 4 * * *',
  pace: 2000,
  expect: {
    postings: [1, 2000],
    fill: { description: 0.95, locations: 0.9, company: 0.95, url: 1, postedAt: 0.95, workplace: 0.9 },
  },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    const board = siteOf(url)
    if (board) return { board }
    return PATH.test(url.pathname) ? { base: url.origin } : null
  },
  seeds: ({ board, base }) => [
    { url: `${(base ?? `https://${board}.recruitee.com`).replace(/\/$/, '')}/api/offers/`, depth: 0 },
  ],
  read(response) {
    const list = OfferList.safeParse(jsonBody(response))
    if (!list.success) throw new SourceChanged(`${response.url}: no "offers" list`)
    const site = companyOfSlug(siteOf(new URL(response.url)))
    const reading = readRecords(englishFirst(list.data.offers), response, {
      source: 'recruitee',
      schema: Offer,
      outcome: offer => outcomeOf(offer, site),
    })
    const offers = Map.groupBy(reading.postings, posting => posting.sourceId)
    return { ...reading, postings: [...offers.values()].flatMap(([first]) => first ?? []) }
  },
} satisfies Platform<Options>

/** The company's name in the host; `''` on a host of its own. */
function siteOf(url: URL): string {
  const name = /^([a-z\d-]+)\.recruitee\.com$/.exec(url.hostname)?.[1] ?? ''
  return OWN_HOSTS.has(name) ? '' : name
}
