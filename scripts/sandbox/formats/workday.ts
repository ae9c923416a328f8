import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { toDay } from '../calendar.ts'
import type { PlatformServer, Shown } from '../platform-server.ts'
import { createRandom } from '../random.ts'
import { uuidOf } from '../uuid.ts'

const MOST_PER_PAGE = 20
const MOST_VALUES = 100
/** Most adverts of one search, as real tenants have it. */
const CAP = 2000
const SITE = 'Careers'
const remoteTypes = {
  remote: ['Remote', 'Fully Remote'],
  hybrid: ['Hybrid'],
  onsite: ['On-site', 'Onsite'],
}

const requisition = (advert: Advert): string => `R${100_000 + advert.id}`
const hexId = (...seed: (string | number)[]): string => uuidOf('workday', ...seed).replaceAll('-', '')
const slug = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '-')

/** The values of an advert in a facet, by name. */
type FacetReader = (advert: Advert) => string[]
const countryOf: FacetReader = ({ place }) =>
  ['Channel Islands', 'Isle of Man'].includes(place.path[1] ?? '') ? [place.path[1]!] : ['United Kingdom']
const facetReaders: Record<string, FacetReader> = {
  locationCountry: countryOf,
  locations: ({ place }) => [place.town],
  jobFamily: advert => [advert.role ?? 'General'],
  // Some requisitions are in no group: the counts of this facet come to less than the total.
  jobFamilyGroup: advert => (advert.id % 23 === 0 ? [] : [advert.inScope ? 'Technology' : 'Operations']),
  timeType: () => ['Full time'],
}
const facetId = (facet: string, value: string): string => hexId(facet, value)

/** What list and detail say alike, and the address of both. */
function facts(market: Market, advert: Advert) {
  const random = createRandom(market.seed, 'workday', advert.id)
  const { town, path } = advert.place
  const country = countryOf(advert)[0]!
  const location =
    path.length === 1 ? country : random.pick([town, town, `${town}, ${country}`, `${country} - ${town}`])
  // Of a requisition that was put up more than once, the path has a number behind it.
  const times = random.chance(0.1) ? '-1' : ''
  return {
    location,
    path: `/job/${slug(location)}/${slug(advert.title) || 'Untitled'}_${requisition(advert)}${times}`,
    postedOn: postedOn(advert, market.until),
    // Where the text says remote plainly, employers leave the field empty at times.
    remoteType:
      advert.inScope && advert.workplace === 'remote' && random.chance(0.5)
        ? undefined
        : random.pick(remoteTypes[advert.workplace]),
    country,
  }
}

/** All that the list says of an advert's age. */
function postedOn(advert: Advert, today: string): string {
  const days = toDay(today) - toDay(advert.postedOn)
  if (days <= 0) return 'Posted Today'
  return days === 1 ? 'Posted Yesterday' : `Posted ${days >= 30 ? '30+' : days} Days Ago`
}

function entry(market: Market, advert: Advert): object {
  const { path, location, remoteType, postedOn } = facts(market, advert)
  return {
    title: advert.title,
    externalPath: path,
    locationsText: location,
    timeType: 'Full time',
    ...(remoteType ? { remoteType } : {}),
    postedOn,
    bulletFields: [requisition(advert)],
  }
}

function detail(market: Market, advert: Advert, base: string): object {
  const { path, location, remoteType, postedOn, country } = facts(market, advert)
  return {
    jobPostingInfo: {
      id: hexId(advert.id),
      title: advert.title,
      jobDescription: market.describe(advert),
      location,
      postedOn,
      ...(advert.flaw === 'broken-date' ? {} : { startDate: advert.postedOn }),
      endDate: advert.closedOn,
      timeType: 'Full time',
      ...(remoteType ? { remoteType } : {}),
      jobReqId: requisition(advert),
      jobPostingId: path.slice(path.lastIndexOf('/') + 1),
      jobPostingSiteId: SITE,
      country: { descriptor: country, id: facetId('locationCountry', country) },
      canApply: true,
      posted: true,
      includeResumeParsing: true,
      externalUrl: `${base}/${SITE}${path}`,
      questionnaireId: hexId('questionnaire'),
    },
    hiringOrganization: { name: advert.company, url: '' },
    similarJobs: [],
    userAuthenticated: false,
  }
}

interface Search {
  appliedFacets: Record<string, string[]>
  limit: number
  offset: number
}

/** The posted search; null where it is not one, or asks for more than is given. */
function searchOf(body: unknown): Search | null {
  if (typeof body !== 'object' || body === null) return null
  const { appliedFacets = {}, limit = MOST_PER_PAGE, offset = 0 } = body as Partial<Search>
  const values = Object.values(appliedFacets)
  if (!values.every(Array.isArray) || values.flat().length > MOST_VALUES) return null
  const isPage = Number.isInteger(limit) && limit > 0 && limit <= MOST_PER_PAGE && Number.isInteger(offset)
  return isPage && offset >= 0 ? { appliedFacets, limit, offset } : null
}

const matches = (advert: Advert, applied: Search['appliedFacets']): boolean =>
  Object.entries(applied).every(
    ([facet, ids]) =>
      ids.length === 0 || facetReaders[facet]?.(advert).some(value => ids.includes(facetId(facet, value))),
  )

function facet(name: string, descriptor: string, adverts: readonly Advert[]): object {
  const counts = new Map<string, number>()
  for (const value of adverts.flatMap(advert => facetReaders[name]!(advert)))
    counts.set(value, (counts.get(value) ?? 0) + 1)
  return {
    facetParameter: name,
    descriptor,
    values: [...counts].map(([value, count]) => ({ descriptor: value, id: facetId(name, value), count })),
  }
}

const facetsOf = (adverts: readonly Advert[]): object[] => [
  {
    facetParameter: 'locationMainGroup',
    values: [facet('locationCountry', 'Country', adverts), facet('locations', 'Locations', adverts)],
  },
  facet('timeType', 'Time Type', adverts),
  facet('jobFamilyGroup', 'Job Category', adverts),
  facet('jobFamily', 'Job Family', adverts),
]

/**
 * A tenant's careers site. A search says no more than `cap` and lists no more; an offset behind its end is answered
 * with the first page again. Only the first page says the total.
 */
export function workdayApplication({ market, adverts, base }: Shown, { cap = CAP } = {}): Hono {
  const application = new Hono()
  application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
  const newestFirst = adverts.toReversed()
  const byPath = new Map(newestFirst.map(advert => [facts(market, advert).path, advert]))
  const isBoard = (tenant: string, site: string): boolean =>
    site === SITE && (adverts.length === 0 || adverts.some(({ company }) => boardName(company) === tenant))
  const refusal = (httpStatus: number) => ({
    errorCode: `HTTP_${httpStatus}`,
    errorCaseId: hexId('case', httpStatus),
    httpStatus,
    message: '',
    messageParams: {},
  })

  application.post('/wday/cxs/:tenant/:site/jobs', async context => {
    const { tenant, site } = context.req.param()
    if (!isBoard(tenant, site)) return context.json(refusal(404), 404)
    if (!context.req.header('content-type')?.startsWith('application/json'))
      return context.json(refusal(415), 415)
    const search = searchOf(await context.req.json().catch(() => null))
    if (!search) return context.json(refusal(400), 400)
    const found = newestFirst.filter(advert => matches(advert, search.appliedFacets))
    const listed = found.slice(0, cap)
    const from = search.offset < listed.length ? search.offset : 0
    return context.json({
      total: search.offset === 0 ? listed.length : 0,
      jobPostings: listed.slice(from, from + search.limit).map(advert => entry(market, advert)),
      facets: facetsOf(found),
      userAuthenticated: false,
    })
  })
  application.get('/wday/cxs/:tenant/:site/job/:place/:title', context => {
    const { tenant, site, place, title } = context.req.param()
    const advert = isBoard(tenant, site) && byPath.get(`/job/${place}/${title}`)
    return advert ? context.json(detail(market, advert, base)) : context.json(refusal(404), 404)
  })
  return application
}

export const workdayServer = {
  platform: 'workday',
  employer: true,
  // Of the kind of employment a careers site says the hours only.
  silent: ['type'],
  sourceId: advert => `${boardName(advert.company)}/${SITE}/${requisition(advert)}`,
  options: (base, company) => ({ board: `${boardName(company)}/${SITE}`, base }),
  application: shown => workdayApplication(shown),
} satisfies PlatformServer
