import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { escapeText, statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'
import { uuidOf } from '../uuid.ts'

const workplaceTypes = { remote: 'remote', hybrid: 'hybrid', onsite: 'on-site' }
const intervals = { year: 'per-year-salary', day: 'per-day-wage', hour: 'per-hour-wage' }
/** Places with a code of their own, which boards leave out. */
const ISLANDS = ['Channel Islands', 'Isle of Man']

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()

/** The advert's text in the format's parts: what stands before the first list, the lists, and all the rest. */
function wordsOf(html: string): object {
  const list = /<h3>([^<]*)<\/h3><ul>(.*?)<\/ul>/g
  const lists = [...html.matchAll(list)].map(([, text = '', content = '']) => ({
    text: plain(text),
    content: `\n${content}`,
  }))
  const [opening = '', ...rest] = html.split(list).filter((_, at) => at % 3 === 0)
  const body = '<div>Thank you for reading on.</div>'
  const additional = rest.join('')
  return {
    opening,
    openingPlain: plain(opening),
    descriptionBody: body,
    descriptionBodyPlain: plain(body),
    description: opening + body,
    descriptionPlain: plain(opening + body),
    lists,
    additional,
    additionalPlain: plain(additional),
  }
}

/** Some boards leave pay to the text, as the format wants both ends of it. */
function salaryRange(advert: Advert, random: Random): object {
  const pay = advert.pay && statedPay(advert)
  if (pay?.min == null || pay.max == null || random.chance(0.3)) return {}
  return {
    salaryRange: { interval: intervals[pay.unit], currency: 'GBP', min: pay.min, max: pay.max },
    ...(random.chance(0.3)
      ? {
          salaryDescription: '<div>Where you stand in it depends on experience.</div>',
          salaryDescriptionPlain: 'Where you stand in it depends on experience.',
        }
      : {}),
  }
}

function posting(market: Market, advert: Advert, base: string): object {
  const random = createRandom(market.seed, 'lever', advert.id)
  const { town, region } = advert.place
  const place = region !== null && random.chance(0.3) ? `${town}, ${region}` : town
  const url = `${base}/${boardName(advert.company)}/${uuidOf('lever', advert.id)}`
  const statesWorkplace = !advert.inScope || random.chance(0.7)
  return {
    ...wordsOf(market.describe(advert)),
    categories: {
      commitment: advert.type === 'contract' ? 'Contract' : random.pick(['Permanent', 'Full-time']),
      department: advert.inScope ? 'Technology' : 'General',
      team: random.pick(['North', 'South']),
      location: place,
      allLocations: [place],
    },
    createdAt: Date.parse(`${advert.postedOn}T${random.int(10, 16)}:15:00.125Z`),
    id: uuidOf('lever', advert.id),
    ...salaryRange(advert, random),
    text: advert.title,
    country: ISLANDS.includes(region ?? '') ? null : 'GB',
    workplaceType: statesWorkplace ? workplaceTypes[advert.workplace] : 'unspecified',
    hostedUrl: url,
    applyUrl: `${url}/apply`,
  }
}

/** The postings of a site as HTML, which an Accept header or `mode=html` asks for. */
const listPage = (adverts: readonly Advert[]): string =>
  `<div class='lever'><ul>${adverts.map(({ title }) => `<li>${escapeText(title)}</li>`).join('')}</ul></div>`

/** Lever's Postings API: `skip` and `limit` over a site's list, no total; 404 for a site that is none. */
export const leverServer = {
  platform: 'lever',
  employer: true,
  silent: ['company', 'closedOn'],
  sourceId: advert => uuidOf('lever', advert.id),
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts, base }) {
    const sites = new Set(adverts.map(({ company }) => boardName(company)))
    const unknown = { ok: false, error: 'Document not found' }
    const application = new Hono().use(etag())
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/v0/postings/:site', context => {
      const { site } = context.req.param()
      const { mode, skip = '0', limit = '' } = context.req.query()
      if (adverts.length > 0 && !sites.has(site)) return context.json(unknown, 404)
      const from = Number(skip)
      const ofSite = adverts.filter(({ company }) => boardName(company) === site)
      const page = ofSite.slice(from, limit === '' ? undefined : from + Number(limit))
      const accepts = context.req.header('accept') ?? ''
      if (mode !== 'json' && !accepts.includes('application/json')) return context.html(listPage(page))
      return context.json(page.map(advert => posting(market, advert, base)))
    })
    application.get('/v0/postings/:site/:id', context => {
      const { site, id } = context.req.param()
      const advert = adverts.find(
        advert => boardName(advert.company) === site && uuidOf('lever', advert.id) === id,
      )
      return advert ? context.json(posting(market, advert, base)) : context.json(unknown, 404)
    })
    return application
  },
} satisfies PlatformServer
