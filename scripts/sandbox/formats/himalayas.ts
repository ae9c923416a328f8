import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'

const HOST = 'https://himalayas.example'
const PER_PAGE = 20

const pageOf = (advert: Advert): string => `${HOST}/companies/employer/jobs/job-${advert.id}`

/** The periods of the interface know no day: such pay stands in the text alone. */
function payOf(advert: Advert, unstated: 0 | null): object {
  const pay = statedPay(advert)
  if (pay === null || pay.unit === 'day')
    return { minSalary: unstated, maxSalary: unstated, salaryPeriod: 'annual', currency: null }
  return {
    minSalary: pay.min ?? unstated,
    maxSalary: pay.max ?? unstated,
    salaryPeriod: pay.unit === 'year' ? 'annual' : 'hourly',
    currency: 'GBP',
  }
}

/** Seconds where the documentation promises milliseconds, but for the jobs that follow it. */
const timeOf = (moment: string, isDocumented: boolean): number =>
  Date.parse(moment) / (isDocumented ? 1 : 1000)

function job(market: Market, advert: Advert): object {
  const random = createRandom(market.seed, 'himalayas', advert.id)
  const isDocumented = random.chance(0.2)
  const countries = random.pick([['United Kingdom'], ['United Kingdom', 'Ireland'], []])
  return {
    title: advert.title,
    excerpt: advert.title,
    companyName: advert.company,
    companySlug: 'employer',
    employmentType: advert.type === 'contract' ? 'Contractor' : 'Full Time',
    ...payOf(advert, random.chance(0.5) ? 0 : null),
    seniority: ['Mid-level'],
    locationRestrictions: isDocumented
      ? countries.map(name => ({ alpha2: 'GB', name, slug: '' }))
      : countries,
    timezoneRestrictions: [0],
    categories: [],
    description: market.describe(advert),
    pubDate: advert.flaw === 'broken-date' ? null : timeOf(`${advert.postedOn}T12:00:00Z`, isDocumented),
    expiryDate: timeOf(`${advert.closedOn}T12:00:00Z`, isDocumented),
    applicationLink: pageOf(advert),
    guid: pageOf(advert),
  }
}

/** Himalayas: pages of twenty at most, newest first, by cursor or by offset. */
export const himalayasServer = {
  platform: 'himalayas',
  employer: false,
  takes: advert => advert.workplace === 'remote',
  // The place is the countries in which applicants may live.
  silent: ['place'],
  sourceId: advert => pageOf(advert),
  options: base => ({ base, days: 3650 }),
  application({ market, adverts }) {
    const application = new Hono().use(etag())
    const newest = adverts.toReversed()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/jobs/api', context => {
      const { limit, offset, cursor } = context.req.query()
      const size = Math.min(Number(limit ?? PER_PAGE), PER_PAGE)
      const from = cursor
        ? newest.findIndex(advert => String(advert.id) === atob(cursor)) + 1
        : Number(offset ?? 0)
      const page = newest.slice(from, from + size)
      const last = page.at(-1)
      return context.json({
        comments: 'Cursors are the better way to page.',
        updatedAt: Date.parse(`${market.until}T05:00:00Z`) / 1000,
        ...(cursor ? {} : { offset: from }),
        limit: size,
        totalCount: newest.length,
        ...(last && from + size < newest.length ? { nextCursor: btoa(String(last.id)) } : {}),
        jobs: page.map(advert => job(market, advert)),
      })
    })
    return application
  },
} satisfies PlatformServer
