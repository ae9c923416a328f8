import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'
import { excerptOf, findAdverts, lineOf, payLine, SANDBOX_KEY, shownDay } from '../search-interface.ts'

const MOST_PER_PAGE = 50
const EXCERPT = 500
/** Days and hours of work in a year, by which rates are made yearly. */
const PER_YEAR = { year: 1, day: 240, hour: 1920 }
const workplaces = {
  remote: 'Fully remote.',
  hybrid: 'Hybrid, three days in the office.',
  onsite: 'This is an on-site role.',
}

const idOf = (advert: Advert): string => String(5_100_000_000 + advert.id)

/** Figures are yearly, whatever was offered; some adverts without any get one that Adzuna estimates. */
function salary(advert: Advert, random: Random): object {
  const pay = statedPay(advert)
  if (pay) {
    const yearly = (amount: number | null): number | undefined =>
      amount === null ? undefined : amount * PER_YEAR[pay.unit]
    return { salary_min: yearly(pay.min), salary_max: yearly(pay.max), salary_is_predicted: '0' }
  }
  if (random.chance(0.5)) return random.chance(0.5) ? {} : { salary_is_predicted: '0' }
  const estimate = random.int(30_000, 60_000) + 0.61
  return { salary_min: estimate, salary_max: estimate, salary_is_predicted: '1' }
}

/** The first words of the advert. Employers who know that put the rate and the way of working in front. */
function excerpt(market: Market, advert: Advert): string {
  const rate = advert.pay && advert.pay.unit !== 'year' ? `${payLine(advert)}. ` : ''
  const text = `${rate}${workplaces[advert.workplace]} ${lineOf(market.describe(advert))}`
  return `${excerptOf(text, EXCERPT)}…`
}

function job(market: Market, advert: Advert): object {
  const random = createRandom(market.seed, 'adzuna', advert.id)
  const { town, region, path } = advert.place
  const id = idOf(advert)
  const created = shownDay(advert)
  return {
    __CLASS__: 'Adzuna::API::Response::Job',
    id: random.chance(0.9) ? id : Number(id),
    adref: `eyJhbGciOi${id}`,
    title: advert.title,
    description: excerpt(market, advert),
    redirect_url: `https://www.adzuna.example/jobs/details/${id}?utm_medium=api&utm_source=1`,
    created: `${created}T${random.int(10, 20)}:20:47Z`,
    company: { __CLASS__: 'Adzuna::API::Response::Company', display_name: advert.company },
    location: {
      __CLASS__: 'Adzuna::API::Response::Location',
      display_name: region === null || region === town ? town : `${town}, ${region}`,
      area: path.filter(name => name !== 'England'),
    },
    category: {
      __CLASS__: 'Adzuna::API::Response::Category',
      ...(advert.inScope
        ? { label: 'IT Jobs', tag: 'it-jobs' }
        : { label: 'Other/General Jobs', tag: 'other-general-jobs' }),
    },
    contract_type: advert.type,
    ...(random.chance(0.7) ? { contract_time: 'full_time' } : {}),
    ...salary(advert, random),
    ...(random.chance(0.6) ? { latitude: 52.1, longitude: -1.2 } : {}),
  }
}

/** Adzuna's search: pages of 50 at most, counted from 1, newest first; the keys in the query. */
export const adzunaServer = {
  platform: 'adzuna',
  employer: false,
  silent: ['closedOn'],
  sourceId: idOf,
  options: base => ({ appId: 'sandbox', appKey: SANDBOX_KEY, pages: 100, base }),
  application({ market, adverts }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/v1/api/jobs/gb/search/:page{[0-9]+}', context => {
      const { app_id, app_key, results_per_page = '10', what, where } = context.req.query()
      if (!app_id || app_key !== SANDBOX_KEY)
        return context.json({ exception: 'AUTH_FAIL', display: 'Authorisation failed' }, 401)
      const found = findAdverts(adverts, what, where)
      const size = Math.min(Number(results_per_page), MOST_PER_PAGE)
      const from = (Number(context.req.param('page')) - 1) * size
      return context.json({
        __CLASS__: 'Adzuna::API::Response::JobSearchResults',
        count: found.length,
        mean: 52_000.5,
        results: found.slice(from, from + size).map(advert => job(market, advert)),
      })
    })
    return application
  },
} satisfies PlatformServer
