import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'
import { payLine } from '../search-interface.ts'

const MOST_HITS = 1000
/** The three threads of a month, in the order in which they are opened. */
const titles = ['Who is hiring?', 'Who wants to be hired?', 'Freelancer? Seeking freelancer?']
const workplaces = { remote: 'REMOTE', hybrid: 'Hybrid', onsite: 'ONSITE' }

const idOf = (advert: Advert): number => 41_000_000 + advert.id

/** Text as the site's own markup has it. */
const escapeAll = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll("'", '&#x27;')
    .replaceAll('/', '&#x2F;')

const textOf = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Paragraphs begin with a tag that nothing closes; lists are written by hand. */
const paragraphsOf = (html: string): string =>
  html
    .replaceAll(/<li>/g, '\n- ')
    .replaceAll(/<\/?(?:p|h3|ul)>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => `<p>${escapeAll(textOf(line))}`)
    .join('')

/** The first line by the thread's custom; those who post keep to it more or less. */
function headline(market: Market, advert: Advert): string {
  const random = createRandom(market.seed, 'hn-hiring', advert.id)
  const place = advert.place.region === null ? 'UK' : `${advert.place.town}, UK`
  const type = advert.type === 'contract' ? 'Contract' : random.pick(['Full-time', 'Full time', 'Permanent'])
  const pay = advert.flaw ? '' : payLine(advert)
  const parts = [
    advert.company,
    advert.title,
    place,
    ...random.shuffle([workplaces[advert.workplace], type]),
    ...(pay !== '' && random.chance(0.6) ? [pay] : []),
  ]
  return parts.join(' | ')
}

function comment(market: Market, advert: Advert, thread: number): object {
  const id = idOf(advert)
  const at = `${advert.postedOn}T${String(8 + (advert.id % 12)).padStart(2, '0')}:03:00.000Z`
  const isDeleted = advert.flaw === 'missing-title'
  const text = escapeAll(headline(market, advert)) + paragraphsOf(market.describe(advert))
  const reply = {
    id: 47_000_000 + advert.id,
    type: 'comment',
    author: 'passer-by',
    created_at: at,
    parent_id: id,
    text: 'Do you take people from abroad | Contract | REMOTE?',
    children: [],
  }
  return {
    id,
    type: 'comment',
    author: isDeleted ? null : `poster${advert.id}`,
    created_at: at,
    created_at_i: Date.parse(at) / 1000,
    parent_id: thread,
    story_id: thread,
    text: isDeleted ? null : text,
    children: advert.id % 4 === 0 ? [reply] : [],
  }
}

interface Thread {
  id: number
  title: string
  created_at: string
  /** Empty in the threads of people who offer themselves. */
  adverts: readonly Advert[]
}

/** Newest first. */
function threadsOf(adverts: readonly Advert[]): Thread[] {
  const months = Map.groupBy(adverts, ({ postedOn }) => postedOn.slice(0, 7))
  return [...months].reverse().flatMap(([month, ofMonth]) => {
    const date = new Date(`${month}-01T00:00:00Z`)
    const name = date.toLocaleDateString('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' })
    return titles.map((title, at) => ({
      id: Number(month.replace('-', '')) * 10 + at,
      title: `Ask HN: ${title} (${name})`,
      created_at: `${month}-01T00:0${at}:00.000Z`,
      adverts: at === 0 ? ofMonth : [],
    }))
  })
}

const story = ({ id, title, created_at }: Thread): object => ({
  author: 'whoishiring',
  created_at,
  created_at_i: Date.parse(created_at) / 1000,
  title,
  story_id: id,
})

/** People who offer themselves look like adverts to who does not know the thread. */
const person = (thread: number): object => ({
  id: thread + 60_000_000,
  type: 'comment',
  author: 'looking',
  created_at: '2020-01-01T00:00:00.000Z',
  parent_id: thread,
  text: 'SEEKING WORK | Software Engineer | London, UK | REMOTE',
  children: [],
})

/** Algolia's interface to Hacker News: the account's stories by date, and each with its tree of comments. */
export const hnHiringServer = {
  platform: 'hn-hiring',
  employer: false,
  // What a title does not say in a trade's words, a first line does not say either.
  takes: advert => advert.role !== null,
  silent: ['closedOn'],
  sourceId: advert => String(idOf(advert)),
  options: base => ({ base }),
  application({ market, adverts }) {
    const threads = threadsOf(adverts)
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/api/v1/search_by_date', context => {
      const { tags = '', hitsPerPage = '20', page = '0' } = context.req.query()
      const found = tags.includes('author_whoishiring') ? threads : []
      const size = Math.min(Number(hitsPerPage), MOST_HITS)
      const from = Number(page) * size
      // Whatever the page, nothing beyond the thousandth is given.
      const hits = found.slice(from, Math.min(from + size, MOST_HITS))
      return context.json({
        hits: hits.map(thread => ({ objectID: String(thread.id), ...story(thread), _tags: ['story'] })),
        nbHits: found.length,
        page: Number(page),
        nbPages: Math.ceil(Math.min(found.length, MOST_HITS) / size),
        hitsPerPage: size,
      })
    })
    application.get('/api/v1/items/:id', context => {
      const thread = threads.find(({ id }) => String(id) === context.req.param('id'))
      if (!thread) return context.json({ status: 404, error: 'Not Found' }, 404)
      const isHiring = thread.title.includes(titles[0]!)
      const children = isHiring
        ? thread.adverts.map(advert => comment(market, advert, thread.id))
        : [person(thread.id)]
      return context.json({ id: thread.id, type: 'story', parent_id: null, ...story(thread), children })
    })
    return application
  },
} satisfies PlatformServer
