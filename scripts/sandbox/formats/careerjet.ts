import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { escapeText, statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'
import { excerptOf, findAdverts, isSigned, lineOf, payLine, SANDBOX_KEY } from '../search-interface.ts'

const MOST_PER_PAGE = 100
const MOST_PAGES = 10
/** Towns of which the country has several. */
const AMBIGUOUS: Record<string, string[]> = {
  newport: ['Newport, Isle of Wight', 'Newport, South Wales', 'Newport, Shropshire'],
  richmond: ['Richmond, London', 'Richmond, North Yorkshire'],
}
const types = { year: 'Y', day: 'D', hour: 'H' }

/** RFC 822; the time of day tells adverts of one day apart. */
function dateOf(advert: Advert): string {
  if (advert.flaw === 'broken-date') return 'Someday, 31 Feb'
  const second = new Date(`${advert.postedOn}T08:00:00Z`).getTime() + (advert.id % 36_000) * 1000
  return new Date(second).toUTCString()
}

/** What an advert is known by, as the format has no ids. */
const headOf = (advert: Advert) => ({
  title: advert.title,
  company: advert.company,
  locations: advert.place.town,
  salary: payLine(advert),
  date: dateOf(advert),
})

const idOf = (advert: Advert): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.values(headOf(advert))))
    .digest('hex')
    .slice(0, 32)

function job(market: Market, advert: Advert, fragment: number): object {
  const random = createRandom(market.seed, 'careerjet', advert.id)
  const pay = statedPay(advert)
  const text = lineOf(market.describe(advert))
  const asText = random.chance(0.2)
  const figure = (amount: number | null): number | string | null =>
    amount !== null && asText ? amount.toFixed(2) : amount
  return {
    ...headOf(advert),
    site: random.pick(['', 'board.example']),
    description: escapeText(text.length > fragment ? `${excerptOf(text, fragment)}...` : text),
    url: `https://jobviewtrack.example/v2/${idOf(advert)}.html?affid=sandbox`,
    ...(pay
      ? {
          salary_min: figure(pay.min),
          salary_max: figure(pay.max),
          salary_type: types[pay.unit],
          salary_currency_code: 'GBP',
        }
      : {}),
  }
}

/** Careerjet's search, version 4: ten pages of 100 at most; a town of which there are several is asked back. */
export const careerjetServer = {
  platform: 'careerjet',
  employer: false,
  silent: ['type', 'workplace', 'closedOn'],
  sourceId: idOf,
  options: base => ({ key: SANDBOX_KEY, userIp: '127.0.0.1', base }),
  application({ market, adverts }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/v4/query', context => {
      const { keywords, location = '', page = '1', page_size = '20', ...query } = context.req.query()
      const refuse = (error: string, status: 400 | 401 | 403) =>
        context.json({ type: 'ERROR', error }, status)
      if (!isSigned(context.req.header('authorization'))) return refuse('Invalid API key', 401)
      const missing = ['user_ip', 'user_agent'].find(name => !query[name])
      if (missing) return refuse(`Missing param ${missing}`, 403)
      if (Number(page) > MOST_PAGES) return refuse('Invalid page', 400)
      const locations = AMBIGUOUS[location.toLowerCase()]
      if (locations) return context.json({ type: 'LOCATIONS', message: 'Several places', locations })
      const found = findAdverts(adverts, keywords, location)
      const size = Math.min(Number(page_size), MOST_PER_PAGE)
      const from = (Number(page) - 1) * size
      const fragment = Number(query.fragment_size ?? 120)
      return context.json({
        type: 'JOBS',
        hits: found.length,
        message: `${found.length} matching jobs found`,
        pages: Math.ceil(found.length / size),
        response_time: 0.12,
        jobs: found.slice(from, from + size).map(advert => job(market, advert, fragment)),
      })
    })
    return application
  },
} satisfies PlatformServer
