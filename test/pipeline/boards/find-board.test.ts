import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBoard } from '../../../pipeline/boards/find-board.ts'

const HTML = 'text/html; charset=utf-8'
const XML = 'application/xml'
const posting = {
  '@context': 'https://schema.org',
  '@type': 'JobPosting',
  title: 'Lock Keeper',
  description: 'You mind the lock.',
  hiringOrganization: 'Plum Loom',
}
const feed =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>Jobs</title><item><title>Lock Keeper</title><link>https://plum.example/1</link></item></channel></rss>'
const page = (body: string) => `<!doctype html><html><head><title>Work with us</title></head><body>${body}`
const link = (href: string) => page(`<p>Join us.</p><a href="${href}">Open roles</a>`)

/** Careers pages by path: type and body, or where they lead on to; each in a site of its own by the first segment. */
const pages: Record<string, [type: string, body: string]> = {
  '/linked': [HTML, link('https://jobs.lever.co/plum-loom?team=Ops&amp;x=1')],
  '/linked-twice': [
    HTML,
    page(
      '<a href="https://jobs.ashbyhq.com/Plum">All</a><a href="https://jobs.ashbyhq.com/plum/1b2c">Lock Keeper</a>',
    ),
  ],
  '/framed': [
    HTML,
    page('<iframe src="//boards.greenhouse.io/embed/job_board?for=plumloom&amp;b=x"></iframe>'),
  ],
  '/scripted': [
    HTML,
    page('<script src="https://boards.greenhouse.io/embed/job_board/js?for=plumloom"></script>'),
  ],
  '/in-data': [
    HTML,
    page('<script>var roles = {"url":"https:\\/\\/apply.workable.com\\/plum-loom\\/j\\/0A1B\\/"}</script>'),
  ],
  '/bamboo': [
    HTML,
    page('<div id="BambooHR"></div><script src="https://plumloom.bamboohr.com/js/embed.js"></script>'),
  ],
  '/workday': [HTML, link('https://plum.wd3.myworkdayjobs.com/en-GB/Careers/job/Leeds/Lock-Keeper_R1')],
  '/two': [HTML, link('https://jobs.lever.co/plum') + link('https://jobs.ashbyhq.com/loom')],
  '/elsewhere': [
    HTML,
    page(
      '<a href="https://www.reed.co.uk/jobs/lock-jobs">Reed</a><a href="https://news.ycombinator.com/item?id=1">HN</a>',
    ),
  ],
  '/v0/postings/plum': ['application/json', '[]'],
  '/feed.xml': ['application/rss+xml', feed],
  '/sitemap.xml': [XML, '<?xml version="1.0"?><urlset><url><loc>https://plum.example/1</loc></url></urlset>'],
  '/with-feed': [
    HTML,
    '<!doctype html><link rel="alternate" type="application/rss+xml" href="/blog.xml" title="Blog"><link rel="alternate" type="application/rss+xml" href="/jobs.xml">',
  ],
  '/with-blog': [
    HTML,
    '<!doctype html><link rel="alternate" type="application/atom+xml" href="/blog.xml" title="Blog">',
  ],
  '/marked-up': [HTML, page(`<script type="application/ld+json">${JSON.stringify(posting)}</script>`)],
}

let base: string
let robots = ''
const log: string[] = []
const server = createServer((request, response) => {
  log.push(request.url!)
  if (request.url === '/robots.txt') response.writeHead(robots ? 200 : 404).end(robots)
  else if (request.url === '/moved') response.writeHead(302, { location: '/v0/postings/plum' }).end()
  else {
    const [type, body] = pages[request.url!] ?? []
    response.writeHead(type ? 200 : 404, { 'content-type': type ?? HTML }).end(body)
  }
})
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`
})
afterAll(() => new Promise<void>(resolve => server.close(() => resolve())))

let day = 0
const find = (path: string) =>
  findBoard(new URL(path, base), {
    userAgent: 'jobtide-test/0 (+https://jobtide.example)',
    // A day on each time: robots.txt is asked for again.
    clock: () => new Date(Date.UTC(2026, 0, ++day * 2)),
    log: () => {},
    pace: 0,
    allowPrivateHosts: [new URL(base).host],
  })

describe('a careers page', () => {
  it.each([
    ['/linked', 'lever', { board: 'plum-loom' }],
    ['/linked-twice', 'ashby', { board: 'Plum' }],
    ['/framed', 'greenhouse', { board: 'plumloom' }],
    ['/scripted', 'greenhouse', { board: 'plumloom' }],
    ['/in-data', 'workable', { board: 'plum-loom' }],
    ['/bamboo', 'bamboohr', { board: 'plumloom' }],
    ['/workday', 'workday', { board: 'plum/Careers', base: 'https://plum.wd3.myworkdayjobs.com' }],
  ])('%s leads to a board of %s', async (path, platform, options) => {
    const found = await find(path)
    expect([found.platform.name, found.options]).toEqual([platform, options])
    expect(found.how).toContain(path)
  })

  it('is asked for once, and nothing else is', async () => {
    log.length = 0
    await find('/linked')
    expect(log).toEqual(['/robots.txt', '/linked'])
  })

  it('that is only a way to a board is followed there', async () => {
    expect(await find('/moved')).toMatchObject({ platform: { name: 'lever' }, options: { board: 'plum' } })
  })

  it('that leads to several boards is no answer: they are named', async () => {
    await expect(find('/two')).rejects.toThrow(/2 boards.*: Lever plum, Ashby loom/)
  })

  it('that links to boards of other employers is not theirs', async () => {
    await expect(find('/elsewhere')).rejects.toThrow(/no way to its adverts/)
  })

  it('that robots.txt disallows is not read', async () => {
    robots = 'User-agent: *\nDisallow: /linked'
    await expect(find('/linked')).rejects.toThrow(/robots\.txt disallows it/)
    robots = ''
  })
})

describe('a site without a known board', () => {
  it('has a feed or a sitemap at the address itself', async () => {
    expect(await find('/feed.xml')).toMatchObject({
      platform: { name: 'rss' },
      options: { url: `${base}/feed.xml` },
    })
    expect(await find('/sitemap.xml')).toMatchObject({
      platform: { name: 'schema-org' },
      options: { sitemap: `${base}/sitemap.xml` },
    })
  })

  it('has a feed of jobs beside others', async () => {
    expect((await find('/with-feed')).options).toEqual({ url: `${base}/jobs.xml` })
    await expect(find('/with-blog')).rejects.toThrow(/its feed is .*\/blog\.xml, if that lists adverts/)
  })

  it('has a sitemap in robots.txt, the one of jobs where there are several', async () => {
    robots = `Sitemap: ${base}/pages.xml`
    expect(await find('/marked-up')).toMatchObject({
      platform: { name: 'schema-org' },
      options: { sitemap: `${base}/pages.xml` },
    })
    expect((await find('/with-blog')).how).toMatch(/not known yet/)
    robots = `Sitemap: ${base}/pages.xml\r\nsitemap:${base}/jobs.xml`
    expect((await find('/marked-up')).options).toEqual({ sitemap: `${base}/jobs.xml` })
    robots = `Sitemap: ${base}/a.xml\nSitemap: ${base}/b.xml`
    await expect(find('/marked-up')).rejects.toThrow(/2 sitemaps.*a\.xml, .*b\.xml/)
    robots = ''
  })

  it('has only the page itself', async () => {
    expect((await find('/marked-up')).options).toEqual({ start: [`${base}/marked-up`] })
  })

  it('has nothing', async () => {
    await expect(find('/nowhere')).rejects.toThrow(/answered 404/)
  })
})
