import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, BoardName, LiveBoard, Market, SourceConfig } from './advert.ts'
import { boardScript } from './board-script.ts'
import { toDay, toIso } from './calendar.ts'
import { greenhouseList } from './formats/greenhouse.ts'
import { feed } from './formats/rss.ts'
import {
  advertPage,
  articleOf,
  emptyPage,
  indexPage,
  jsonLd,
  type PageBoard,
  pagePath,
  sitemap,
  sitemapIndex,
} from './formats/schema-org.ts'
import { type LiveServer, listen } from './http-server.ts'

/** Adverts of a sitemap file, and of the feed. */
const SITEMAP_LENGTH = 500
const FEED_LENGTH = 100
/** Closed adverts that the sitemap still names, as real ones do for a while. */
const STALE = 3

const XML = { 'content-type': 'application/xml; charset=utf-8' }

function greenhouseBoards(market: Market, adverts: Advert[]): Hono {
  const application = new Hono().use(etag())
  application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
  application.get('/v1/boards/:token/jobs', context => {
    const token = context.req.param('token')
    if (!market.employers.some(employer => employer.token === token)) {
      return context.json({ status: 404, error: 'Job board not found' }, 404)
    }
    return context.json(
      greenhouseList(
        market,
        adverts.filter(advert => advert.token === token),
      ),
    )
  })
  return application
}

/** robots.txt, the sitemap index and its sitemaps: how both boards of pages are discovered. */
function addDiscovery(application: Hono, adverts: Advert[], stale: Advert[] = []): void {
  const listed = [...adverts, ...stale]
  const base = (url: string): string => new URL(url).origin
  application.get('/robots.txt', context =>
    context.text(
      `User-agent: *\nDisallow: /account/\nAllow: /\n\nSitemap: ${base(context.req.url)}/sitemap.xml\n`,
    ),
  )
  application.get('/sitemap.xml', context => {
    const files = Math.max(1, Math.ceil(listed.length / SITEMAP_LENGTH))
    const urls = Array.from(
      { length: files },
      (_, i) => `${base(context.req.url)}/sitemaps/jobs-${i + 1}.xml`,
    )
    return context.body(sitemapIndex(urls), 200, XML)
  })
  application.get('/sitemaps/:file{jobs-[0-9]+\\.xml}', context => {
    const number = Number(context.req.param('file').slice(5, -4))
    const part = listed.slice((number - 1) * SITEMAP_LENGTH, number * SITEMAP_LENGTH)
    if (part.length === 0 && number !== 1) return context.notFound()
    const entries = part.map(advert => ({
      url: base(context.req.url) + pagePath(advert),
      day: advert.postedOn,
    }))
    return context.body(sitemap(entries), 200, XML)
  })
}

function tideboard(market: Market, adverts: Advert[], day: string): Hono {
  const byPath = new Map(adverts.map(advert => [pagePath(advert), advert]))
  const yesterday = toIso(toDay(day) - 1)
  const isGone = (advert: Advert): boolean => advert.board === 'tideboard' && advert.closedOn === yesterday
  const stale = market.adverts.filter(isGone).slice(0, STALE)
  const gone = new Set(stale.map(pagePath))
  const application = new Hono()
  addDiscovery(application, adverts, stale)
  application.get('/', context => context.html(indexPage('tideboard', adverts)))
  application.get('/jobs/:id', context => {
    const advert = byPath.get(context.req.path)
    if (advert) return context.html(advertPage(market, advert))
    return context.html(
      '<!doctype html><p>This job is no longer advertised.</p>',
      gone.has(context.req.path) ? 410 : 404,
    )
  })
  return application
}

function brightboard(market: Market, adverts: Advert[]): Hono {
  const byId = new Map(adverts.map(advert => [advert.boardId, advert]))
  const application = new Hono()
  addDiscovery(application, adverts)
  application.get('/board.js', context =>
    context.body(boardScript, 200, { 'content-type': 'text/javascript' }),
  )
  application.get('/', context => context.html(emptyPage()))
  application.get('/advert/:id', context =>
    byId.has(context.req.param('id')) ? context.html(emptyPage()) : context.notFound(),
  )
  application.get('/api/adverts', context =>
    context.json(adverts.map(advert => ({ path: pagePath(advert), title: advert.title }))),
  )
  application.get('/api/adverts/:id', context => {
    const advert = byId.get(context.req.param('id'))
    return advert
      ? context.json({ title: advert.title, html: articleOf(market, advert), jsonLd: jsonLd(market, advert) })
      : context.notFound()
  })
  return application
}

function jobwire(market: Market, adverts: Advert[]): Hono {
  const application = new Hono().use(etag())
  const latest = adverts.slice(-FEED_LENGTH).reverse()
  application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
  application.get('/jobs.rss', context =>
    context.body(feed(market, latest), 200, { 'content-type': 'application/rss+xml; charset=utf-8' }),
  )
  return application
}

const titles: Record<BoardName, string> = {
  greenhouse: 'Employers on Greenhouse-format boards',
  tideboard: 'Tideboard, pages with schema.org JobPosting',
  brightboard: 'Brightboard, pages that need JavaScript',
  jobwire: 'Jobwire, an RSS feed of the latest adverts',
}

/** How jobtide is told of the boards. */
function sourcesOf(market: Market, servers: Record<BoardName, LiveServer>): SourceConfig[] {
  const allow = (name: BoardName) => ({
    pace: 0,
    terms: { url: `${servers[name].base}/terms`, reviewed: '2025-11-21', aggregates: true },
    allowPrivateHosts: [servers[name].host],
  })
  const pages = (name: PageBoard, more: object = {}): SourceConfig => ({
    name: `schema-org/${name}`,
    platform: 'schema-org',
    options: { sitemap: `${servers[name].base}/sitemap.xml`, ...more },
    ...allow(name),
  })
  return [
    ...market.employers.map(
      ({ token }): SourceConfig => ({
        name: `greenhouse/${token}`,
        platform: 'greenhouse',
        options: { board: token, base: servers.greenhouse.base },
        ...allow('greenhouse'),
      }),
    ),
    pages('tideboard'),
    pages('brightboard', { browser: { waitFor: 'article.advert' } }),
    {
      name: 'rss/jobwire',
      platform: 'rss',
      options: { url: `${servers.jobwire.base}/jobs.rss` },
      ...allow('jobwire'),
    },
  ]
}

/** What stands between a board and whoever asks it: an outage, another format. */
export type Interference = (request: Request, answer: () => Promise<Response>) => Response | Promise<Response>

/** The boards of a market while they are served. */
export interface LiveBoards {
  boards: LiveBoard[]
  sources: SourceConfig[]
  /** Turns all boards to another day. */
  show(day: string): void
  /** Puts something between a board and whoever asks it; null takes it away. */
  interfere(board: BoardName, interference: Interference | null): void
  close(): Promise<void>
}

/** What each board answers on a day. */
function applicationsOn(market: Market, day: string): Record<BoardName, Hono> {
  toDay(day)
  const shown = (board: BoardName): Advert[] => market.open(day, board)
  return {
    greenhouse: greenhouseBoards(market, shown('greenhouse')),
    tideboard: tideboard(market, shown('tideboard'), day),
    brightboard: brightboard(market, shown('brightboard')),
    jobwire: jobwire(market, shown('jobwire')),
  }
}

/**
 * The market's boards as real HTTP servers on 127.0.0.1, showing what is open on `day` (default: the market's last).
 *
 * `ports` fixes ports by board; the others are free ones. Call `close` in the end.
 * @throws the server's own error (`EADDRINUSE`) where a port is taken; no server is left running then
 */
export async function startBoards(
  market: Market,
  { day = market.until, ports = {} }: { day?: string; ports?: Partial<Record<BoardName, number>> } = {},
): Promise<LiveBoards> {
  let applications = applicationsOn(market, day)
  const names = Object.keys(applications) as BoardName[]
  const interferences = new Map<BoardName, Interference>()
  const answering = (name: BoardName) => ({
    async fetch(request: Request): Promise<Response> {
      const answer = async () => applications[name].fetch(request)
      return interferences.get(name)?.(request, answer) ?? answer()
    },
  })
  const servers: Partial<Record<BoardName, LiveServer>> = {}
  const close = async (): Promise<void> => {
    await Promise.all(Object.values(servers).map(server => server.close()))
  }
  try {
    for (const name of names) servers[name] = await listen(answering(name), ports[name])
  } catch (error) {
    await close()
    throw error
  }
  const all = servers as Record<BoardName, LiveServer>
  const boards = names.map(
    (name): LiveBoard => ({
      name,
      title: titles[name],
      url: all[name].base,
      adverts: market.open(day, name).length,
    }),
  )
  return {
    boards,
    sources: sourcesOf(market, all),
    show(other) {
      applications = applicationsOn(market, other)
    },
    interfere(board, interference) {
      if (interference) interferences.set(board, interference)
      else interferences.delete(board)
    },
    close,
  }
}
