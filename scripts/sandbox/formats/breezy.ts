import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { escapeText, statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'
import { uuidOf } from '../uuid.ts'

const id = (advert: Advert): string => uuidOf('breezy', advert.id).slice(-12)
const friendlyId = (advert: Advert): string => `${id(advert)}-${boardName(advert.title)}`
const types = {
  permanent: { id: 'fullTime', name: 'Full-Time' },
  contract: { id: 'contract', name: 'Contract' },
}
const units = { year: 'YEAR', day: 'DAY', hour: 'HOUR' }

const isIsland = ({ place }: Advert): boolean =>
  place.region === 'Channel Islands' || place.region === 'Isle of Man'

/** As an employer writes it into the form. */
function salary(advert: Advert, random: Random): string {
  const pay = advert.pay && statedPay(advert)
  if (pay?.min == null || pay.max == null || random.chance(0.3)) return ''
  const amount = (value: number): string =>
    `£${value.toLocaleString('en-GB', Number.isInteger(value) ? {} : { minimumFractionDigits: 2 })}`
  const range = pay.min === pay.max ? amount(pay.min) : `${amount(pay.min)} – ${amount(pay.max)}`
  return `${range} / ${pay.unit}`
}

function position(market: Market, advert: Advert, base: string, isVerbose: boolean): object {
  const random = createRandom(market.seed, 'breezy', advert.id)
  const { town, region } = advert.place
  const country = isIsland(advert) ? { name: region, id: '' } : { name: 'United Kingdom', id: 'GB' }
  const type = types[advert.type]
  const location = {
    country,
    state: null,
    city: region === null ? '' : town,
    primary: true,
    is_remote: advert.workplace === 'remote',
    name: region === null ? 'United Kingdom' : isIsland(advert) ? `${town}, ${region}` : `${town}, GB`,
  }
  return {
    id: id(advert),
    friendly_id: friendlyId(advert),
    name: advert.title,
    url: `${base}/p/${friendlyId(advert)}`,
    published_date: `${advert.postedOn}T${random.int(10, 16)}:45:23.799Z`,
    type: random.chance(0.2)
      ? { ...type, name: `%LABEL_POSITION_TYPE_${type.name.toUpperCase().replace('-', '_')}%` }
      : type,
    location,
    locations: [location],
    department: advert.inScope ? 'Technology' : 'General',
    salary: salary(advert, random),
    company: { name: advert.company, logo_url: null, friendly_id: boardName(advert.company) },
    ...(isVerbose ? { description: market.describe(advert) } : {}),
  }
}

function page(market: Market, advert: Advert): string {
  const random = createRandom(market.seed, 'breezy', advert.id)
  const { town, region } = advert.place
  const html = market.describe(advert)
  const pay = advert.pay && statedPay(advert)
  const statesPay = pay?.min != null && pay.max != null && random.chance(0.5)
  const jsonLd = {
    '@context': 'http://schema.org',
    '@type': 'JobPosting',
    title: advert.title,
    description: html,
    datePosted: advert.postedOn,
    employmentType: advert.type === 'contract' ? 'CONTRACTOR' : 'FULL_TIME',
    hiringOrganization: { '@type': 'Organization', name: advert.company },
    jobLocation: {
      '@type': 'Place',
      address: {
        '@type': 'PostalAddress',
        ...(region === null ? {} : { addressLocality: town }),
        addressCountry: isIsland(advert) ? region : 'GB',
      },
    },
    ...(advert.workplace === 'remote' ? { jobLocationType: 'TELECOMMUTE' } : {}),
    ...(statesPay
      ? {
          baseSalary: {
            '@type': 'MonetaryAmount',
            currency: 'GBP',
            value: {
              '@type': 'QuantitativeValue',
              minValue: pay.min,
              maxValue: pay.max,
              unitText: units[pay.unit],
            },
          },
        }
      : {}),
  }
  const script = JSON.stringify(jsonLd).replaceAll('</script', '<\\/script')
  const title = escapeText(advert.title)
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} at ${escapeText(advert.company)}</title>` +
    `<script type="application/ld+json">${script}</script></head><body><div class="banner"><h1>${title}</h1></div>` +
    `<div class="description">${html}</div></body></html>`
  )
}

/** A career portal, which has a host to itself: its positions in one list, with their words only where these are asked for. */
export const breezyServer = {
  platform: 'breezy',
  employer: true,
  silent: ['workplace', 'closedOn'],
  sourceId: id,
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts, base }) {
    const application = new Hono().use(etag({ weak: true }))
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/json', context => {
      const isVerbose = context.req.query('verbose') === 'true'
      return context.json(adverts.map(advert => position(market, advert, base, isVerbose)))
    })
    application.get('/p/:id', context => {
      const advert = adverts.find(open => friendlyId(open) === context.req.param('id'))
      return advert ? context.html(page(market, advert)) : context.notFound()
    })
    return application
  },
} satisfies PlatformServer
