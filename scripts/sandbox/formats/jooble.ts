import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { escapeText } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'
import { excerptOf, findAdverts, lineOf, payLine, SANDBOX_KEY, shownDay } from '../search-interface.ts'

const MOST_PER_PAGE = 100
const SNIPPET = 300

/** Neighbours beyond 2^53, which one number stands for where they are read as numbers. */
const idOf = (advert: Advert): string =>
  `${advert.id % 3 === 0 ? '-' : ''}${7_000_000_000_000_000_000n + BigInt(advert.id)}`

/** Words that were searched for stand in bold. */
const mark = (html: string, words: readonly string[]): string =>
  words.reduce((marked, word) => marked.replaceAll(word, `<b>${word}</b>`), html)

function job(market: Market, advert: Advert, words: readonly string[], place: number): object {
  const random = createRandom(market.seed, 'jooble', advert.id)
  const id = idOf(advert)
  const snippet = excerptOf(lineOf(market.describe(advert)), SNIPPET)
  return {
    title: advert.title,
    location: advert.place.region === null ? advert.place.town : `${advert.place.town}, UK`,
    snippet: `&nbsp;...${mark(escapeText(snippet), words)}...&nbsp;`,
    salary: payLine(advert),
    source: random.pick(['board.example', 'careers.example']),
    type: advert.type === 'contract' ? 'Contract' : random.pick(['Full-time', 'Permanent']),
    link: `https://jooble.example/desc/${id}?ckey=${words.join('+')}&pos=${place}&elckey=1&p=1`,
    company: advert.company,
    updated: `${shownDay(advert)}T00:00:00.0000000`,
    id,
  }
}

/** Jooble's search: posted, with the key in the path; ids are numbers of 19 digits. */
export const joobleServer = {
  platform: 'jooble',
  employer: false,
  silent: ['workplace', 'closedOn'],
  sourceId: idOf,
  options: base => ({ key: SANDBOX_KEY, pages: 100, base }),
  application({ market, adverts }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.post('/api/:key', async context => {
      if (context.req.param('key') !== SANDBOX_KEY) return context.text('Unauthorized', 401)
      const asked = (await context.req.json()) as Record<string, string>
      const { keywords = '', location = '', page = '1', ResultOnPage = '20' } = asked
      const found = findAdverts(adverts, keywords, location)
      const size = Math.min(Number(ResultOnPage), MOST_PER_PAGE)
      const from = (Number(page) - 1) * size
      const words = keywords.split(/\s+/).filter(word => word !== '')
      const jobs = found
        .slice(from, from + size)
        .map((advert, at) => job(market, advert, words, from + at + 1))
      const body = JSON.stringify({ totalCount: found.length, jobs })
      // JSON.stringify cannot write such numbers.
      return context.body(body.replaceAll(/"id":"(-?\d{19})"/g, '"id":$1'), 200, {
        'content-type': 'application/json; charset=utf-8',
      })
    })
    return application
  },
} satisfies PlatformServer
