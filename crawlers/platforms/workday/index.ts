import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { jsonBody } from '../../reading/json-body.ts'
import { pathSegment } from '../../reading/path-segment.ts'
import { readEntries } from '../../reading/read-entries.ts'
import { readRecords } from '../../reading/read-records.ts'
import { emptyReading, type Platform, type Reading, type StoredResponse } from '../../source.ts'
import { Detail, Entry, JobPosting, outcomeOf, requisitionOf, SearchPage } from './schema.ts'
import { PER_PAGE, searchOf, searchPage } from './search.ts'
import { splitByFacet } from './split.ts'

/** A search says 2,000 where there are more, and pages behind that are the first ones again. */
const CAP = 2000

const Options = z.strictObject({
  /** The tenant and its careers site, as in `https://<tenant>.wd3.myworkdayjobs.com/<site>`: `tenant/site`. */
  board: z.string().regex(/^[^/]+\/[^/]+$/),
  /** `https://<tenant>.wd3.myworkdayjobs.com`: which of Workday's data centres a tenant is in cannot be told from its name. */
  base: z.url(),
  /** Most adverts that a search of the tenant lists. */
  cap: z.int().min(PER_PAGE).default(CAP),
})
type Options = z.infer<typeof Options>

const PATH = /^\/wday\/cxs\/([^/]+)\/([^/]+)\/(?:jobs\/?$|job\/)/
const LIST = /\/jobs\/?$/

/** Workday's careers sites, by the interface that their pages load: searches by POST in pages of 20, and a page for each advert. */
export const workday = {
  name: 'workday',
  title: 'Workday',
  homepage: 'https://www.workday.com',
  lineage: 'employer',
  listing: 'complete',
  // Workday's own terms except the sites that it runs for its customers; each of those has its company's.
  terms: null,
  schedule: '0 1 * * *',
  pace: 1000,
  expect: { postings: [1, 50_000], fill: { description: 0.95, locations: 0.95, url: 1, postedAt: 0.95 } },
  options: Options,
  owns: url => PATH.test(url.pathname),
  recognise(url) {
    const { origin, hostname, pathname } = url
    const [, tenant = '', site = ''] = PATH.exec(pathname) ?? sitePage(hostname, pathname) ?? []
    return tenant && site ? { board: `${tenant}/${site}`, base: origin } : null
  },
  seeds({ board, base }) {
    const path = board.split('/').map(encodeURIComponent).join('/')
    return [searchPage(`${base.replace(/\/$/, '')}/wday/cxs/${path}/jobs`, { appliedFacets: {}, offset: 0 })]
  },
  read: (response, options) =>
    LIST.test(new URL(response.url).pathname)
      ? readSearch(response, options?.cap ?? CAP)
      : readAdvert(response),
} satisfies Platform<Options>

/** Tenant and site of a careers page, which has a language before the site or has not. */
function sitePage(hostname: string, pathname: string): RegExpExecArray | null {
  const tenant = /^([\w-]+)\.wd\d{1,4}\.myworkdayjobs\.com$/.exec(hostname)?.[1]
  const page = pathname.replace(/^\/[a-z]{2}(?:-[A-Z]{2}(?=\/|$)|(?=\/))/, '')
  if (tenant) return /^([^/]+)\/([^/]+)/.exec(tenant + page)
  return /^wd\d{1,4}\.myworkdaysite\.com$/.test(hostname)
    ? /^\/recruiting\/([^/]+)\/([^/]+)/.exec(page)
    : null
}

/** The same requisition on two sites of a tenant is two adverts; at two paths of one site it is one. */
function sourceIdOf(url: string, requisition: string): string {
  const [, tenant, site] = PATH.exec(new URL(url).pathname) ?? []
  return `${tenant}/${site}/${requisition}`
}

function readSearch(response: StoredResponse, cap: number): Reading {
  const { post } = response
  const { origin, pathname } = new URL(response.url)
  const url = origin + pathname
  const page = SearchPage.safeParse(jsonBody(response))
  if (!page.success) throw new SourceChanged(`${url}: no "jobPostings" list`)
  const { jobPostings, facets, total } = page.data
  const { appliedFacets, offset } = searchOf(post)
  const isFirst = offset === 0
  // So a tenant answers what it does not grant, with 200.
  if (isFirst && total == null && jobPostings.length === 0)
    throw new SourceChanged(`${url}: neither adverts nor a "total" of 0`)

  // Only the first page knows where the list ends: further ones say 0, and the one behind the last is the first again.
  const found = isFirst ? (total ?? null) : null
  const isCapped = found !== null && found >= cap
  const split = isCapped && splitByFacet(facets ?? [], appliedFacets, { total: found, cap })
  if (split) {
    const follow = split.parts.map(part => searchPage(url, { appliedFacets: part, offset: 0 }))
    const partial = 'adverts without a value of the facet that the search was split by'
    return { ...emptyReading(), follow, ...(split.complete ? {} : { listing: { total: null, partial } }) }
  }
  const reading = readEntries(jobPostings, {
    schema: Entry,
    page({ bulletFields, ...stub }) {
      const requisition = requisitionOf({ bulletFields, ...stub })
      return {
        url: url.replace(LIST, '') + stub.externalPath,
        depth: 1,
        advert: {
          sourceId: requisition === null ? null : sourceIdOf(url, requisition),
          stub: JSON.stringify(stub),
        },
      }
    },
  })
  const shown = found !== null && jobPostings.length > 0 ? Math.min(found, cap) : 0
  for (let next = PER_PAGE; next < shown; next += PER_PAGE) {
    reading.follow.push(searchPage(url, { appliedFacets, offset: next }, found!))
  }
  const partial = isCapped
    ? `a search lists at most ${cap.toLocaleString('en')}`
    : isFirst && found === null
      ? 'the first page does not say how many there are'
      : null
  return { ...reading, listing: { total: isFirst ? found : total || null, partial } }
}

function readAdvert(response: StoredResponse): Reading {
  const { url } = response
  const detail = Detail.safeParse(jsonBody(response))
  if (!detail.success) throw new SourceChanged(`${url}: no "jobPostingInfo"`)
  const { jobPostingInfo: job, hiringOrganization } = detail.data
  const sourceId = sourceIdOf(url, String(job.jobReqId || job.id || url.slice(url.lastIndexOf('/') + 1)))
  if (job.posted === false || job.canApply === false) {
    const reason = job.posted === false ? 'no longer posted' : 'no longer takes applications'
    return { ...emptyReading(), closed: [{ sourceId, reason }] }
  }
  const company = companyOfSlug(pathSegment(url, PATH))
  return readRecords([{ ...job, hiringOrganization }], response, {
    source: 'workday',
    schema: JobPosting,
    idOf: () => sourceId,
    outcome: posting => outcomeOf(posting, sourceId, url.replace(/\/wday\/cxs\/[^/]+/, ''), company),
  })
}
