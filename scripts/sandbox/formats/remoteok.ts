import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'

const HOST = 'https://remoteok.example'
const MOST = 100

const idOf = (advert: Advert): string => String(1_100_000 + advert.id)

/** UTF-8 read as Latin-1, as part of the real feed is. */
const garbled = (text: string): string => Buffer.from(text).toString('latin1')

/** JSON as PHP writes it: all that is not ASCII as escapes. */
const phpJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\0-~]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** A job. Its pay is 0: the fields are US dollars, and these jobs are paid in pounds. */
function job(market: Market, advert: Advert): object {
  const random = createRandom(market.seed, 'remoteok', advert.id)
  const id = idOf(advert)
  const spell = random.chance(0.3) ? garbled : (text: string): string => text
  const date = `${advert.postedOn}T${random.int(10, 20)}:30:00+00:00`
  return {
    slug: `remote-job-${id}`,
    id,
    epoch: advert.flaw === 'broken-date' ? 0 : Date.parse(date) / 1000,
    date: advert.flaw === 'broken-date' ? '' : date,
    company: spell(advert.company),
    company_logo: '',
    position: spell(advert.title),
    tags: advert.inScope ? ['dev'] : ['non tech'],
    description: spell(market.describe(advert)),
    location: random.chance(0.2) ? `${advert.place.town}, ` : advert.place.town,
    apply_url: `${HOST}/l/${id}`,
    salary_min: 0,
    salary_max: 0,
    logo: '',
    url: `${HOST}/remote-jobs/${id}`,
  }
}

/** Remote OK: the latest hundred behind the terms. */
export const remoteokServer = {
  platform: 'remoteok',
  employer: false,
  takes: advert => advert.workplace === 'remote',
  silent: ['type', 'closedOn'],
  sourceId: advert => idOf(advert),
  options: base => ({ base }),
  application({ market, adverts }) {
    const application = new Hono()
    application.get('/robots.txt', context =>
      context.text('User-agent: *\nCrawl-delay: 1\nDisallow: /*?\nAllow: /\n'),
    )
    application.get('/api', context => {
      const notice = {
        last_updated: Date.parse(`${market.until}T05:00:00Z`) / 1000,
        legal: 'Link back, with follow, and say where it comes from.',
      }
      const jobs = adverts
        .slice(-MOST)
        .reverse()
        .map(advert => job(market, advert))
      return context.body(phpJson([notice, ...jobs]), 200, { 'content-type': 'application/json' })
    })
    return application
  },
} satisfies PlatformServer
