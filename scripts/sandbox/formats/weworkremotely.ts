import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { escapeText } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'

const HOST = 'https://weworkremotely.example'
const MOST = 100
const RSS = { 'content-type': 'application/rss+xml; charset=utf-8' }

const pageOf = (advert: Advert): string => `${HOST}/remote-jobs/job-${advert.id}`
const rfc822 = (day: string): string => new Date(`${day}T13:25:57Z`).toUTCString().replace('GMT', '+0000')

/** An item: the company stands in the title, the firm's seat above the text, and the whole text is escaped. */
function item(market: Market, advert: Advert): string {
  const random = createRandom(market.seed, 'weworkremotely', advert.id)
  const [region, country] = random.pick([
    ['UK Only', '🇬🇧 United Kingdom'],
    ['Europe Only', '🇬🇧 United Kingdom, 🇮🇪 Ireland'],
    ['Anywhere in the World', '🇦🇩 Andorra, 🇬🇧 United Kingdom, 🇿🇼 Zimbabwe'],
  ])
  const text = `<p><strong>Headquarters:</strong> ${escapeText(advert.place.town)}, UK</p>${market.describe(advert)}`
  return `<item>
<media:content url="${HOST}/logo/${advert.id}.gif" type="image/png"/>
<title>${escapeText(`${advert.company}: ${advert.title}`)}</title>
<region>${region}</region><country>${country}</country><state></state>
<category>${advert.inScope ? 'Full-Stack Programming' : 'All Other Remote'}</category>
<type>${advert.type === 'contract' ? 'Contract' : 'Full-Time'}</type>
<description>${escapeText(text)}</description>
<pubDate>${advert.flaw === 'broken-date' ? '' : rfc822(advert.postedOn)}</pubDate>
<expires_at>${rfc822(advert.closedOn)}</expires_at>
<guid>${pageOf(advert)}</guid><link>${pageOf(advert)}</link>
</item>`
}

const feedOf = (market: Market, adverts: readonly Advert[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss"><channel>
<title>Remote jobs</title><link>${HOST}/remote-jobs.rss</link><description>Remote jobs</description><language>en-US</language><ttl>60</ttl>
${adverts
  .slice(-MOST)
  .reverse()
  .map(advert => item(market, advert))
  .join('\n')}
</channel></rss>
`

/** We Work Remotely: the feed of all, and those of two categories. */
export const weworkremotelyServer = {
  platform: 'weworkremotely',
  employer: false,
  takes: advert => advert.workplace === 'remote',
  // The place is where applicants may live.
  silent: ['place'],
  sourceId: advert => pageOf(advert),
  options: base => ({ base }),
  application({ market, adverts }) {
    const application = new Hono().use(etag({ weak: true }))
    const feeds: Record<string, readonly Advert[]> = {
      '/remote-jobs.rss': adverts,
      '/categories/remote-programming-jobs.rss': adverts.filter(({ inScope }) => inScope),
      '/categories/all-other-remote-jobs.rss': adverts.filter(({ inScope }) => !inScope),
    }
    application.get('/robots.txt', context => context.text('User-agent: *\nDisallow: /job-seekers/\n'))
    for (const [path, shown] of Object.entries(feeds))
      application.get(path, context => context.body(feedOf(market, shown), 200, RSS))
    return application
  },
} satisfies PlatformServer
