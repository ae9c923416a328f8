import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { escapeText } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'

const HOST = 'https://jobwire.example'

/** The feed's address in archives. */
export const feedUrl = `${HOST}/jobs.rss`

/** RFC 822, as RSS wants it; a feed that writes any other date breaks it on purpose. */
const pubDate = (advert: Advert): string =>
  advert.flaw === 'broken-date'
    ? 'Someday, 99 Foo 2025 25:61:00'
    : new Date(`${advert.postedOn}T09:00:00Z`).toUTCString().replace('GMT', '+0000')

const pageOf = (advert: Advert): string => `${HOST}/jobs/${advert.boardId}`

/** An item; its guid is the advert's canonical address, so that it is the same live and in archives. */
function item(market: Market, advert: Advert): string {
  const url = pageOf(advert)
  const title =
    advert.flaw === 'missing-title' ? '' : `<title>${escapeText(escapeText(advert.title))}</title>`
  const type = advert.type === 'contract' ? 'Contract' : 'Permanent'
  return (
    `<item>${title}<link>${url}</link><guid isPermaLink="true">${url}</guid><pubDate>${pubDate(advert)}</pubDate>` +
    `<dc:creator>${escapeText(advert.company)}</dc:creator><job:location>${escapeText(advert.place.town)}</job:location>` +
    `<job:type>${type}</job:type><description><![CDATA[${market.describe(advert)}]]></description></item>`
  )
}

/** An RSS 2.0 feed of the adverts. */
export const feed = (market: Market, adverts: Advert[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:job="https://jobwire.example/ns/job"><channel>
<title>Jobwire: latest jobs</title><link>${HOST}/</link><description>New jobs in the UK</description><language>en-gb</language>
${adverts.map(advert => item(market, advert)).join('\n')}
</channel></rss>
`

/** A feed of the adverts, newest first. */
export const rssServer = {
  platform: 'rss',
  employer: false,
  silent: ['closedOn'],
  sourceId: advert => pageOf(advert),
  options: base => ({ url: `${base}/jobs.rss` }),
  application({ market, adverts }) {
    const application = new Hono().use(etag())
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/jobs.rss', context =>
      context.body(feed(market, adverts.toReversed()), 200, {
        'content-type': 'application/rss+xml; charset=utf-8',
      }),
    )
    return application
  },
} satisfies PlatformServer
