import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'

/** An advert of the site; `says` takes the place of its page. */
export interface SiteAdvert {
  title: string
  lastmod?: string
  description?: string
  validThrough?: string
  says?: { status: number; body: string; headers?: Record<string, string> }
}

/**
 * A real site on loopback whose adverts a test opens, changes and closes: two sitemaps behind an index, and a page with
 * schema.org markup for each advert. Pages carry an ETag and answer 304.
 */
export async function startChangingSite() {
  const log: { path: string; status: number }[] = []
  const adverts = new Map<number, SiteAdvert>()
  /** What takes the place of a path. */
  const instead = new Map<string, { status: number; body?: string; headers?: Record<string, string> }>()
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const send = (status: number, body: string, headers: Record<string, string> = {}) =>
      answer(response, status, body, headers)
    response.once('finish', () => log.push({ path, status: response.statusCode }))
    const replaced = instead.get(path)
    if (replaced) return send(replaced.status, replaced.body ?? '', replaced.headers)
    if (path === '/robots.txt') return send(404, '')
    if (path === '/sitemap.xml')
      return send(
        200,
        xml(
          'sitemapindex',
          [1, 2].map(n => `<sitemap><loc>${base}/s${n}.xml</loc></sitemap>`),
        ),
        XML,
      )
    const part = /^\/s([12])\.xml$/.exec(path)?.[1]
    if (part) {
      const entries = [...adverts].filter(([id]) => id % 2 === Number(part) % 2)
      const urls = entries.map(
        ([id, { lastmod }]) =>
          `<url><loc>${base}/jobs/${id}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</url>`,
      )
      return send(200, xml('urlset', urls), XML)
    }
    const advert = adverts.get(Number(/^\/jobs\/(\d+)$/.exec(path)?.[1]))
    if (!advert) return send(404, '<!doctype html><p>No such job.</p>', HTML)
    if (advert.says) return send(advert.says.status, advert.says.body, { ...HTML, ...advert.says.headers })
    const page = pageOf(path, advert)
    const etag = `W/"${createHash('md5').update(page).digest('hex')}"`
    if (request.headers['if-none-match'] === etag) return send(304, '', { etag })
    send(200, page, { ...HTML, etag })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as { port: number }).port}`
  const base = `http://${host}`
  return {
    log,
    adverts,
    instead,
    base,
    /** Paths asked for since the last call, robots.txt apart. */
    asked(): string[] {
      return log
        .splice(0)
        .map(({ path }) => path)
        .filter(path => path !== '/robots.txt')
        .toSorted()
    },
    source: {
      name: 'schema-org/site',
      platform: 'schema-org',
      options: { sitemap: `${base}/sitemap.xml` },
      pace: 0,
      terms: { url: 'https://site.example/terms', reviewed: '2025-11-20', aggregates: true },
      allowPrivateHosts: [host],
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const XML = { 'content-type': 'application/xml' }
export const HTML = { 'content-type': 'text/html; charset=utf-8' }

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string>,
): void {
  response.writeHead(status, headers)
  response.end(status === 304 ? undefined : body)
}

const xml = (root: string, parts: string[]): string =>
  `<?xml version="1.0"?><${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${parts.join('')}</${root}>`

/** The page of an advert at `/jobs/<its id>`. */
export function pageOf(
  path: string,
  { title, description = 'You build services in Java.', validThrough }: SiteAdvert,
): string {
  const posting = {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title,
    identifier: { '@type': 'PropertyValue', name: 'site.example', value: path.slice(6) },
    datePosted: '2025-11-10',
    validThrough,
    description,
    hiringOrganization: { '@type': 'Organization', name: `Employer ${path.slice(6)}` },
    jobLocation: {
      '@type': 'Place',
      address: { '@type': 'PostalAddress', addressLocality: 'Leeds', addressCountry: 'GB' },
    },
  }
  return `<!doctype html><title>${title}</title><script type="application/ld+json">${JSON.stringify(posting)}</script>`
}
