import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { escapeText, statedPay } from '../describe.ts'
import type { PlatformServer, Shown } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'
import { asMicrodata, asRdfa, type Thing } from './schema-org-markup.ts'

/** Boards of schema.org pages, with the reserved host that names them in archives and in identifiers. */
export const hosts = { tideboard: 'www.tideboard.example', brightboard: 'brightboard.example' } as const
export type PageBoard = keyof typeof hosts

export const titlesOfBoards: Record<PageBoard, string> = {
  tideboard: 'Tideboard',
  brightboard: 'Brightboard',
}

/** The path of an advert's page, the same live and in archives. */
export const pagePath = (advert: Advert): string =>
  advert.board === 'brightboard' ? `/advert/${advert.boardId}` : `/jobs/${advert.boardId.toLowerCase()}`

/** Adverts of boards that have no pages are shown as Tideboard's. */
const hostOf = (advert: Advert): string => hosts[advert.board as PageBoard] ?? hosts.tideboard

/** The advert's address in archives, and the one it names as its own everywhere. */
export const pageUrl = (advert: Advert): string => `https://${hostOf(advert)}${pagePath(advert)}`

const employmentWords = {
  permanent: ['FULL_TIME', 'FULL_TIME', 'FULL_TIME', 'Full-time', ['FULL_TIME'], 'Permanent'],
  contract: ['CONTRACTOR', 'CONTRACTOR', 'Contract', ['CONTRACTOR', 'FULL_TIME']],
}
const unitWords = {
  year: ['YEAR', 'YEAR', 'YEAR', 'year', 'ANNUAL'],
  day: ['DAY', 'DAY', 'day'],
  hour: ['HOUR', 'HOUR', 'hour'],
}

function datePosted(advert: Advert, random: Random): string {
  if (advert.flaw === 'broken-date')
    return random.pick(['31/02/2025', 'yesterday', '2025-13-45', '0000-00-00'])
  const form = random.int(0, 9)
  if (form < 6) return advert.postedOn
  if (form < 8) return `${advert.postedOn}T09:30:00+00:00`
  // Seven digits of a second and no zone, as .NET sites write it
  return form < 9 ? `${advert.postedOn}T09:30:00.0000000` : `${advert.postedOn}T09:30:00Z`
}

/** A range in typed fields; now and then the figures are text, or one figure stands beside both ends. */
function baseSalary(advert: Advert, random: Random): object {
  const pay = statedPay(advert)
  // One advert in eight leaves its pay to the text.
  if (!pay || random.chance(0.12)) return {}
  const asText = random.chance(0.1)
  const figure = (amount: number): number | string => (asText ? amount.toFixed(4) : amount)
  const unitText = random.pick(unitWords[pay.unit])
  const bounds = {
    ...(pay.min === null ? {} : { minValue: figure(pay.min) }),
    ...(pay.max === null ? {} : { maxValue: figure(pay.max) }),
  }
  const value =
    pay.min === pay.max && pay.min !== null && random.chance(0.5) ? { value: figure(pay.min) } : bounds
  return {
    baseSalary: {
      '@type': 'MonetaryAmount',
      currency: random.chance(0.05) ? '£' : 'GBP',
      value: { '@type': 'QuantitativeValue', ...value, unitText },
    },
  }
}

function jobLocation(advert: Advert, random: Random): object {
  const { town, region } = advert.place
  const isIsland = region === 'Channel Islands' || region === 'Isle of Man'
  const country = isIsland ? region : random.pick(['GB', 'GB', 'GB', 'United Kingdom', 'UK'])
  const address = {
    '@type': 'PostalAddress',
    ...(region === null ? {} : { addressLocality: town }),
    ...(region !== null && random.chance(0.6) ? { addressRegion: region } : {}),
    addressCountry: random.chance(0.05) ? { '@type': 'Country', name: country } : country,
  }
  const place = { '@type': 'Place', address }
  return random.chance(0.08) ? [place] : place
}

/** The advert as a schema.org JobPosting, with the variety of spellings that sites show. */
function jobPosting(market: Market, advert: Advert, random: Random): Record<string, unknown> {
  const html = market.describe(advert)
  const statesType = random.chance(0.9) || (advert.type === 'contract' && !advert.pay)
  return {
    '@context': random.chance(0.8) ? 'https://schema.org/' : 'http://schema.org',
    '@type': random.chance(0.04) ? ['JobPosting'] : 'JobPosting',
    ...(advert.flaw === 'missing-title'
      ? {}
      : { title: random.chance(0.05) ? escapeText(advert.title) : advert.title }),
    description: random.chance(0.08) ? escapeText(html) : html,
    identifier: {
      '@type': 'PropertyValue',
      name: hostOf(advert),
      value: advert.boardId,
    },
    url: pageUrl(advert),
    datePosted: datePosted(advert, random),
    ...(random.chance(0.6) ? { validThrough: `${advert.closedOn}T23:59:00Z` } : {}),
    ...(statesType ? { employmentType: random.pick(employmentWords[advert.type]) } : {}),
    hiringOrganization: random.chance(0.05)
      ? advert.company
      : { '@type': 'Organization', name: advert.company },
    jobLocation: jobLocation(advert, random),
    ...(advert.workplace === 'remote'
      ? {
          jobLocationType: random.chance(0.9) ? 'TELECOMMUTE' : 'telecommute',
          applicantLocationRequirements: { '@type': 'Country', name: 'United Kingdom' },
        }
      : {}),
    ...baseSalary(advert, random),
  }
}

/** The text of the page's JSON-LD block; a few sites wrap the posting in a list or a graph, or break lines in texts. */
export function jsonLd(market: Market, advert: Advert): string {
  const random = createRandom(market.seed, 'schema-org', advert.id)
  const posting = jobPosting(market, advert, random)
  const form = random.int(0, 99)
  if (form < 5) {
    const { '@context': context, ...rest } = posting
    return toScript({ '@context': context, '@graph': [{ '@type': 'WebPage', name: advert.title }, rest] })
  }
  if (form < 9) return toScript([{ '@type': 'BreadcrumbList', itemListElement: [] }, posting])
  const script = toScript(posting)
  // A raw line break inside a string is no JSON, and common all the same.
  return form < 11 ? script.replace('</h3>', '</h3>\n') : script
}

/** JSON that can stand in a script element. */
const toScript = (value: unknown): string => JSON.stringify(value).replaceAll('</script', '<\\/script')

/** What a reader of the page sees. */
export const articleOf = (market: Market, advert: Advert): string =>
  `<article class="advert"><h1>${escapeText(advert.title)}</h1>` +
  `<p class="company">${escapeText(advert.company)}, ${escapeText(advert.place.town)}</p>${market.describe(advert)}</article>`

const page = (title: string, head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeText(title)}</title>${head}</head><body>${body}</body></html>`

/** An advert's page with its JSON-LD, as served, and for the JavaScript board as its browser has built it. */
export function advertPage(market: Market, advert: Advert): string {
  const site = titlesOfBoards[advert.board as PageBoard]
  const block = `<script type="application/ld+json">${jsonLd(market, advert)}</script>`
  return page(`${advert.title} | ${site}`, block, `<a href="/">${site}</a>${articleOf(market, advert)}`)
}

/** A page that is empty until its script has run; see `boards.ts` for the script. */
export const emptyPage = (): string =>
  page(titlesOfBoards.brightboard, '<script src="/board.js" defer></script>', '<main id="board"></main>')

/** A list of links to adverts, for people. */
export const indexPage = (board: PageBoard, adverts: Advert[]): string =>
  page(
    titlesOfBoards[board],
    '',
    `<h1>${titlesOfBoards[board]}</h1><ul>${adverts
      .slice(0, 50)
      .map(advert => `<li><a href="${pagePath(advert)}">${escapeText(advert.title)}</a></li>`)
      .join('')}</ul>`,
  )

const xml = (root: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${content}</${root}>\n`

/** https://www.sitemaps.org/protocol.html */
export const sitemapIndex = (urls: string[]): string =>
  xml('sitemapindex', urls.map(url => `<sitemap><loc>${url}</loc></sitemap>`).join(''))

export const sitemap = (entries: { url: string; day: string }[]): string =>
  xml(
    'urlset',
    entries.map(({ url, day }) => `<url><loc>${url}</loc><lastmod>${day}</lastmod></url>`).join(''),
  )

/** Addresses of one sitemap file of the server below, and closed adverts that it still names. */
const SITEMAP_LENGTH = 25
const STALE = 4

/** What the JSON-LD of some sites leaves out and their pages say all the same. */
function leftOut(posting: Thing, advert: Advert): Thing {
  const stated: Thing = {
    validThrough: `${advert.closedOn}T23:59:00Z`,
    employmentType: advert.type === 'contract' ? 'CONTRACTOR' : 'Permanent',
  }
  return Object.fromEntries(Object.entries(stated).filter(([field]) => !(field in posting)))
}

/** An advert's page in one of the syntaxes of schema.org, or in JSON-LD with the rest of it in microdata. */
function markedPage(market: Market, advert: Advert): string {
  const random = createRandom(market.seed, 'schema-org-markup', advert.id)
  const posting = jobPosting(market, advert, createRandom(market.seed, 'schema-org', advert.id))
  const rest = leftOut(posting, advert)
  const markup = random.pick(['JSON-LD', 'JSON-LD', 'microdata', 'RDFa'] as const)
  if (markup !== 'JSON-LD') {
    const write = markup === 'RDFa' ? asRdfa : asMicrodata
    return page(advert.title, '', write({ ...posting, ...rest }, random))
  }
  const block = `<script type="application/ld+json">${jsonLd(market, advert)}</script>`
  const more =
    Object.keys(rest).length > 0
      ? asMicrodata({ '@type': 'JobPosting', title: advert.title, ...rest }, random)
      : ''
  return page(advert.title, block, articleOf(market, advert) + more)
}

/**
 * A site of adverts: robots.txt, an index of sitemaps, a page for each advert. The sitemaps also name a page about the
 * site, and closed adverts, whose pages are gone or say so.
 */
function site({ market, adverts, base }: Shown): Hono {
  const shown = new Map(adverts.map(advert => [pagePath(advert), advert]))
  const stale = market.adverts.filter(advert => !shown.has(pagePath(advert))).slice(-STALE)
  const gone = new Map(stale.map((advert, at) => [pagePath(advert), at]))
  const entries = [
    ...[...adverts, ...stale].map(advert => ({ url: base + pagePath(advert), day: advert.postedOn })),
    { url: `${base}/about`, day: market.from },
  ]
  const files = Math.ceil(entries.length / SITEMAP_LENGTH)
  const headers = { 'content-type': 'application/xml; charset=utf-8' }

  const application = new Hono().use(etag())
  application.get('/robots.txt', context =>
    context.text(`User-agent: *\nAllow: /\n\nSitemap: ${base}/sitemap.xml\n`),
  )
  application.get('/sitemap.xml', context => {
    const urls = Array.from({ length: files }, (_, file) => `${base}/sitemap-${file}.xml`)
    return context.body(sitemapIndex(urls), 200, headers)
  })
  application.get('/:file{sitemap-[0-9]+\\.xml}', context => {
    const file = Number(context.req.param('file').slice(8, -4))
    const part = entries.slice(file * SITEMAP_LENGTH, (file + 1) * SITEMAP_LENGTH)
    return part.length === 0 ? context.notFound() : context.body(sitemap(part), 200, headers)
  })
  application.get('/about', context => context.html(page('About us', '', '<p>We list jobs.</p>')))
  application.get('*', context => {
    const advert = shown.get(context.req.path)
    if (advert) return context.html(markedPage(market, advert))
    const at = gone.get(context.req.path)
    if (at === undefined) return context.notFound()
    return context.html(
      page('Closed', '', '<p>Sorry, this job is no longer available.</p>'),
      at % 2 === 0 ? 410 : 200,
    )
  })
  return application
}

export const schemaOrgServer = {
  platform: 'schema-org',
  employer: false,
  silent: ['workplace'],
  sourceId: advert => `${hostOf(advert)}:${advert.boardId}`,
  options: base => ({ sitemap: `${base}/sitemap.xml` }),
  application: site,
} satisfies PlatformServer
