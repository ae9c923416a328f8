import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { escapeText, statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'
import { uuidOf } from '../uuid.ts'

/** Most adverts of a page in either format, and those of the RSS feed by default. */
const MOST = 100
const JSON_DEFAULT = 30

const id = (advert: Advert): string => uuidOf('teamtailor', advert.id)
const number = (advert: Advert): number => 8_000_000 + advert.id
const path = (advert: Advert): string => `/jobs/${number(advert)}-${boardName(advert.title)}`
const moment = (advert: Advert): string => `${advert.postedOn}T11:26:20+00:00`
const units = { year: 'YEAR', day: 'DAY', hour: 'HOUR' }

/** Places with a code of their own, which the format wants as a country. */
const isIsland = (advert: Advert): boolean =>
  advert.place.region === 'Channel Islands' || advert.place.region === 'Isle of Man'

function baseSalary(advert: Advert, random: Random): object {
  const pay = advert.pay && statedPay(advert)
  if (!pay || random.chance(0.4)) return {}
  const bounds = {
    ...(pay.min === null ? {} : { minValue: pay.min }),
    ...(pay.max === null ? {} : { maxValue: pay.max }),
  }
  return {
    baseSalary: {
      '@type': 'MonetaryAmount',
      currency: 'GBP',
      value: { '@type': 'QuantitativeValue', ...bounds, unitText: units[pay.unit] },
    },
  }
}

function jsonItem(market: Market, advert: Advert, base: string): object {
  const random = createRandom(market.seed, 'teamtailor', advert.id)
  const { town, region } = advert.place
  const html = market.describe(advert)
  const address = {
    '@type': 'PostalAddress',
    ...(random.chance(0.5) ? { streetAddress: '1 Exchange Square' } : {}),
    ...(region === null ? {} : { addressLocality: town }),
    ...(region !== null && !isIsland(advert) && random.chance(0.4) ? { addressRegion: region } : {}),
    addressCountry: isIsland(advert) ? region : 'GB',
  }
  return {
    id: id(advert),
    title: advert.title,
    url: base + path(advert),
    date_published: moment(advert),
    content_html: html,
    _jobposting: {
      '@context': 'http://schema.org/',
      '@type': 'JobPosting',
      title: advert.title,
      description: html,
      identifier: { '@type': 'PropertyValue', name: advert.company, value: number(advert) },
      datePosted: moment(advert),
      validThrough: `${advert.closedOn}T23:59:59+00:00`,
      employmentType: advert.type === 'contract' ? 'CONTRACTOR' : 'FULL_TIME',
      hiringOrganization: { '@type': 'Organization', name: advert.company, sameAs: base },
      jobLocation: [{ '@type': 'Place', address }],
      ...baseSalary(advert, random),
    },
  }
}

function rssItem(market: Market, advert: Advert, base: string): string {
  const random = createRandom(market.seed, 'teamtailor', advert.id)
  const { town, region } = advert.place
  const status = { remote: 'fully', hybrid: 'hybrid', onsite: random.pick(['onsite', 'none']) }
  const country = isIsland(advert) ? region : 'United Kingdom'
  const city = region === null ? '' : `<tt:city>${escapeText(town)}</tt:city>`
  return (
    `<item><title>${escapeText(advert.title)}</title><description>${escapeText(market.describe(advert))}</description>` +
    `<pubDate>${new Date(moment(advert)).toUTCString().replace('GMT', '+0000')}</pubDate><link>${base}${path(advert)}</link>` +
    `<remoteStatus>${status[advert.workplace]}</remoteStatus><guid isPermaLink="false">${id(advert)}</guid>` +
    `<tt:locations><tt:location><tt:name>${escapeText(town)} office</tt:name>${city}<tt:country>${country}</tt:country></tt:location></tt:locations>` +
    `<tt:department>${advert.inScope ? 'Technology' : 'General'}</tt:department></item>`
  )
}

/** A career site, which has a host to itself: its jobs as JSON Feed and as RSS, in pages. */
export const teamtailorServer = {
  platform: 'teamtailor',
  employer: true,
  silent: ['workplace'],
  sourceId: id,
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts, base }) {
    const company = adverts[0]?.company ?? 'Nobody'
    const application = new Hono().use(etag({ weak: true }))
    application.get('/robots.txt', context =>
      context.text('User-agent: *\nDisallow: /app/\nDisallow: /jobs/internal/\n'),
    )
    application.get('/jobs.json', context => {
      const { page = '1', per_page = JSON_DEFAULT } = context.req.query()
      const size = Math.min(Number(per_page), MOST)
      const from = (Number(page) - 1) * size
      const hasMore = from + size < adverts.length
      return context.json({
        version: 'https://jsonfeed.org/version/1.1',
        title: company,
        home_page_url: `${base}/jobs`,
        feed_url: `${base}/jobs.json`,
        ...(hasMore ? { next_url: `${base}/jobs.json?page=${Number(page) + 1}&per_page=${size}` } : {}),
        items: adverts.slice(from, from + size).map(advert => jsonItem(market, advert, base)),
      })
    })
    application.get('/jobs.rss', context => {
      const { offset = '0', per_page = MOST } = context.req.query()
      const from = Number(offset)
      const page = adverts.slice(from, from + Math.min(Number(per_page), MOST))
      return context.body(
        `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:tt="https://teamtailor.com/locations"><channel>` +
          `<title>${escapeText(company)}</title><link>${base}/jobs</link>\n${page.map(advert => rssItem(market, advert, base)).join('\n')}\n</channel></rss>\n`,
        200,
        { 'content-type': 'application/rss+xml; charset=utf-8' },
      )
    })
    return application
  },
} satisfies PlatformServer
