import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import {
  type Behaviour,
  GREENHOUSE_LIST,
  greenhouseJob,
  greenhouseList,
  html,
  json,
  send,
  type Visit,
  xml,
} from './behaviour.ts'

const PER_PAGE = 50
const SEARCH = '/v1/api/jobs/gb/search/1?results_per_page=50'

/** The number in an address such as `…/search/3`. */
const pageOf = ({ url }: Visit): number => Number(/(\d+)\/?$/.exec(url.pathname)?.[1] ?? 1)

/** One page of a search, in the shape of the Adzuna API. */
const searchPage = (page: number, count: number) => ({
  count,
  results: Array.from({ length: PER_PAGE }, (_, index) => {
    const id = (page - 1) * PER_PAGE + index + 1
    return {
      id: String(id),
      title: `Deckhand ${id}`,
      description: 'Splices rope and paints hulls.',
      redirect_url: `https://saltmarsh.example/land/ad/${id}`,
      company: { display_name: 'Saltmarsh Marine' },
      location: { display_name: 'Grimsby', area: ['UK', 'Lincolnshire', 'Grimsby'] },
      created: '2025-11-03T09:00:00Z',
    }
  }),
})

const list = JSON.stringify(greenhouseList([greenhouseJob(1), greenhouseJob(2)]))
const tag = createHash('sha1').update(list).digest('hex').slice(0, 12)
const JSON_TYPE = { 'content-type': 'application/json' }

/** Lists that move, repeat themselves or never end, and adverts that say two things at once. */
export const listings = {
  'total-drift': {
    does: 'another total on each page of the same search',
    entry: SEARCH,
    answer: visit => json(searchPage(pageOf(visit), 180 + 7 * visit.before))(visit),
  },
  'offset-ignored': {
    does: 'the first page, whichever is asked for',
    entry: SEARCH,
    answer: json(searchPage(1, 500)),
  },
  'beyond-cap': {
    does: 'pages beyond the third repeat the first; the total says there are ten',
    entry: SEARCH,
    answer: visit => json(searchPage(pageOf(visit) > 3 ? 1 : pageOf(visit), 500))(visit),
  },
  'endless-pages': {
    does: 'a new page of adverts for every number, and a total that grows with it',
    entry: SEARCH,
    answer: visit => json(searchPage(pageOf(visit), (pageOf(visit) + 1) * PER_PAGE))(visit),
  },
  'endless-links': {
    does: 'a calendar that always links to its next month',
    entry: '/calendar/1',
    answer: visit =>
      html(`<!doctype html><p>Nothing this month. <a href="/calendar/${pageOf(visit) + 1}">Next</a>`)(visit),
  },
  'nested-sitemaps': {
    does: 'sitemap indexes that name two further indexes each, without end',
    entry: '/sitemap-1.xml',
    answer: visit => {
      const number = Number(/-(\d+)\.xml$/.exec(visit.url.pathname)?.[1] ?? 1)
      const next = [number * 2, number * 2 + 1].map(
        child => `<sitemap><loc>${visit.url.origin}/sitemap-${child}.xml</loc></sitemap>`,
      )
      xml(`<?xml version="1.0"?><sitemapindex>${next.join('')}</sitemapindex>`)(visit)
    },
  },
  'etag-flap': {
    does: 'another ETag at each request for the same body, and never 304',
    entry: GREENHOUSE_LIST,
    answer: visit => send(200, { ...JSON_TYPE, etag: `"${tag}-${visit.before}"` }, list)(visit),
  },
  'etag-weak': {
    does: 'a weak ETag, and 304 to it',
    entry: GREENHOUSE_LIST,
    answer: visit => {
      const known = visit.request.headers['if-none-match']?.includes(tag)
      const headers = { etag: `W/"${tag}"` }
      if (known) visit.response.writeHead(304, headers).end()
      else send(200, { ...JSON_TYPE, ...headers }, list)(visit)
    },
  },
  'etag-gzip': {
    does: 'an ETag with the suffix -gzip, and 304 to it that names the one without',
    entry: GREENHOUSE_LIST,
    answer: visit => {
      const known = visit.request.headers['if-none-match'] === `"${tag}-gzip"`
      if (known) visit.response.writeHead(304, { etag: `"${tag}"` }).end()
      else {
        const headers = { ...JSON_TYPE, etag: `"${tag}-gzip"`, 'content-encoding': 'gzip' }
        send(200, headers, gzipSync(list))(visit)
      }
    },
  },
  'false-304': {
    does: '304 to a request without any condition',
    entry: GREENHOUSE_LIST,
    answer: ({ response }) => response.writeHead(304).end(),
  },
  'two-languages': {
    does: 'one id twice, in two languages',
    entry: GREENHOUSE_LIST,
    answer: json(
      greenhouseList([
        greenhouseJob(1, { language: 'en' }),
        greenhouseJob(1, {
          language: 'de',
          title: 'Hafenlotse',
          content: 'Bringt Schiffe in das Dock und hinaus.',
        }),
      ]),
    ),
  },
  'expired-banner': {
    does: 'an open advert whose text quotes the banner of a closed one',
    entry: GREENHOUSE_LIST,
    answer: json(
      greenhouseList([
        greenhouseJob(1, {
          content:
            '&lt;div class="banner expired" hidden&gt;This job has expired&lt;/div&gt;&lt;p&gt;You write notices such as &quot;applications are closed&quot; for our board.&lt;/p&gt;',
        }),
      ]),
    ),
  },
  'clock-change': {
    does: 'dates at midnight, and in the hours that a change of clocks skips or repeats',
    entry: GREENHOUSE_LIST,
    answer: json(
      greenhouseList(
        [
          '2025-03-30T00:00:00+00:00',
          '2025-03-30T01:30:00+00:00',
          '2025-03-30T00:00:00+01:00',
          '2025-10-26T01:30:00+01:00',
          '2025-10-26T01:30:00+00:00',
          '2025-10-27T00:00:00+00:00',
          '2025-11-02T01:30:00-04:00',
          '2025-11-01T23:59:59-04:00',
        ].map((moment, index) => greenhouseJob(index + 1, { first_published: moment })),
      ),
    ),
  },
} satisfies Record<string, Behaviour>
