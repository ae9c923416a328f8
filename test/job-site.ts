import { createServer } from 'node:http'

/** A real site on loopback: a sitemap and `count` job pages with schema.org markup, behind a robots.txt. */
export async function startSite(count: number) {
  const log: string[] = []
  const disallowed: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    log.push(path)
    const number = Number(/^\/jobs\/(\d+)$/.exec(path)?.[1])
    if (path === '/robots.txt') {
      response.writeHead(200, { 'content-type': 'text/plain' })
      response.end(`User-agent: *\n${disallowed.map(rule => `Disallow: ${rule}$\n`).join('')}`)
    } else if (path === '/sitemap.xml') {
      response.writeHead(200, { 'content-type': 'application/xml' })
      const urls = Array.from({ length: count }, (_, n) => `<url><loc>${base}/jobs/${n + 1}</loc></url>`)
      response.end(
        `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`,
      )
    } else if (number >= 1 && number <= count) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      response.end(jobPage(number))
    } else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as { port: number }).port}`
  const base = `http://${host}`
  return {
    log,
    base,
    disallow: (path: string) => disallowed.push(path),
    source: {
      name: 'schema-org/site',
      platform: 'schema-org',
      options: { sitemap: `${base}/sitemap.xml` },
      pace: 0,
      terms: { url: 'https://site.example/terms', reviewed: '2026-11-20', aggregates: true },
      allowPrivateHosts: [host],
    },
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

function jobPage(number: number): string {
  const posting = {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: 'Java Developer',
    identifier: { '@type': 'PropertyValue', name: 'site.example', value: String(number) },
    datePosted: '2025-11-10',
    description: 'You build services in Java.',
    hiringOrganization: { '@type': 'Organization', name: `Employer ${number}` },
    jobLocation: {
      '@type': 'Place',
      address: { '@type': 'PostalAddress', addressLocality: 'Leeds', addressCountry: 'GB' },
    },
  }
  return `<!doctype html><title>Job ${number}</title><script type="application/ld+json">${JSON.stringify(posting)}</script>`
}
