import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'

const HOST = 'https://arbeitnow.example'
const PER_PAGE = 100

const slugOf = (advert: Advert): string => `job-at-employer-${410_000 + advert.id}`

function job(market: Market, advert: Advert): object {
  const random = createRandom(market.seed, 'arbeitnow', advert.id)
  const { town } = advert.place
  const country = town === 'United Kingdom' || random.chance(0.6) ? '' : ', United Kingdom'
  return {
    slug: slugOf(advert),
    company_name: advert.company,
    title: advert.title,
    description: market.describe(advert),
    remote: advert.workplace === 'remote',
    url: `${HOST}/jobs/companies/employer/${slugOf(advert)}`,
    tags: [advert.inScope ? 'IT' : 'Other'],
    job_types: [
      advert.type === 'contract' ? 'Contract' : 'Full-Time',
      ...(random.chance(0.3) ? ['professional / experienced'] : []),
    ],
    location: town + country,
    created_at:
      advert.flaw === 'broken-date'
        ? 0
        : Date.parse(`${advert.postedOn}T${random.int(10, 20)}:00:00Z`) / 1000,
  }
}

/** Arbeitnow: pages of a hundred, newest first; every other `next` goes astray into a search. */
export const arbeitnowServer = {
  platform: 'arbeitnow',
  employer: false,
  silent: ['closedOn'],
  sourceId: advert => slugOf(advert),
  options: base => ({ base }),
  application({ market, adverts, base }) {
    const application = new Hono()
    const newest = adverts.toReversed()
    application.get('/robots.txt', context => context.text('User-agent: *\nDisallow:\n'))
    application.get('/api/job-board-api', context => {
      const { page = '1', search } = context.req.query()
      const number = Number(page)
      const found = search ? newest.filter(({ title }) => title.includes(search)) : newest
      const data = found.slice((number - 1) * PER_PAGE, number * PER_PAGE)
      const at = (to: number): string => `${base}/api/job-board-api?page=${to}`
      const next = number % 2 === 1 ? `${at(number + 1)}&search=Featured` : at(number + 1)
      return context.json({
        data: data.map(advert => job(market, advert)),
        links: {
          first: at(1),
          last: null,
          prev: number > 1 ? at(number - 1) : null,
          next: number * PER_PAGE < found.length ? next : null,
        },
        meta: { current_page: number, per_page: PER_PAGE, terms: 'Link back.', info: 'Newest first.' },
      })
    })
    return application
  },
} satisfies PlatformServer
