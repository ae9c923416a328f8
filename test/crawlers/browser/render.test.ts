import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import type { PageRequest } from '../../../crawlers/source.ts'
import { answering, boardServer, crawl } from '../http/board-server.ts'

const html = (script: string) =>
  `<!doctype html><meta charset=utf-8><title>Jobs</title><main>loading</main><script>${script}</script>`

const awaited = (host: string, path = '/jobs', waitFor = '#ready'): PageRequest => ({
  url: `http://${host}${path}`,
  depth: 0,
  waitFor,
})

/** Our own child processes that are a browser, defunct ones included. */
const browsers = () =>
  execFileSync('ps', ['-eo', 'ppid=,comm='], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.trim().startsWith(`${process.pid} `) && line.includes('chrom'))

it('gives a page as it stands when its script is done, from one polite visitor', async () => {
  const server = await boardServer({
    '/robots.txt': 'User-agent: *\nDisallow: /tracker.js',
    '/jobs': html(`
      document.head.innerHTML += '<img src="/logo.png"><script src="/tracker.js"><\\/script>'
      const tracker = document.head.appendChild(document.createElement('script'))
      tracker.src = '/tracker.js'
      fetch('/api/jobs', { method: 'POST', body: '{"page":1}' }).then(response => response.json()).then(jobs => {
        document.querySelector('main').innerHTML = '<h1 id="ready">' + jobs[0] + ' £' + navigator.userAgent + '</h1>'
      })`),
    '/api/jobs': (request, response) => {
      let body = ''
      request
        .on('data', chunk => (body += chunk))
        .on('end', () => {
          response
            .setHeader('content-type', 'application/json')
            .end(JSON.stringify([`${request.method} ${body}`]))
        })
    },
    '/logo.png': '',
    '/tracker.js': '',
  })
  const { outcomes, text, kinds } = await crawl(server, [awaited(server.host), '/plain'], {
    options: { concurrency: 1 },
  })
  expect(kinds).toEqual(['answered', 'not-found'])
  expect(text()).toContain(
    '<h1 id="ready">POST {"page":1} £jobtide/0.0.0 (+https://jobtide.example/contact)</h1>',
  )
  expect(outcomes[0]?.response).toMatchObject({ status: 200, contentType: 'text/html; charset=utf-8' })
  expect(server.paths()).toEqual(['/jobs', '/api/jobs', '/plain'])
  expect(new Set(server.hits.map(hit => hit.headers['user-agent'])).size).toBe(1)
  expect(browsers()).toEqual([])
})

it('lets nothing of a page through to a private address', async () => {
  const inner = await boardServer({ '/': 'secret' })
  const server = await boardServer({
    '/hop': answering(302, { location: `http://${inner.host}/` }),
    '/jobs': html(`
      const tell = text => { document.querySelector('main').innerHTML += '<p>' + text + '</p>' }
      const attempts = ['http://${inner.host}/', '/hop', 'http://169.254.169.254/'].map(address =>
        fetch(address, { mode: 'no-cors' }).then(() => tell('reached ' + address), () => tell('refused')))
      attempts.push(new Promise(resolve => {
        const frame = document.body.appendChild(document.createElement('iframe'))
        frame.onload = resolve
        frame.src = 'http://${inner.host}/'
      }))
      attempts.push(new Promise(resolve => { new WebSocket('ws://${inner.host}/').onclose = resolve }))
      navigator.sendBeacon('http://${inner.host}/beacon', 'x')
      Promise.all(attempts).then(() => tell('<b id="ready">done</b>'))`),
  })
  const { text, kinds } = await crawl(server, [awaited(server.host)])
  expect(kinds).toEqual(['answered'])
  expect(text().match(/refused/g)?.length).toBeGreaterThanOrEqual(3)
  expect(text()).not.toContain('<p>reached')
  expect(inner.hits).toEqual([])
})

it('says of a page that never completes, or never lets go, that it was not rendered, and goes on', async () => {
  const server = await boardServer({
    '/empty': html(''),
    '/stuck': html('while (true);'),
    '/refused': html('fetch("/api")'),
    '/api': answering(429, { 'retry-after': '60' }),
    '/jobs': html('document.body.innerHTML = "<p id=ready>here</p>"'),
  })
  const pages = ['/empty', '/stuck', '/jobs', '/refused'].map(path => awaited(server.host, path))
  const { kinds, error } = await crawl(server, pages, {
    politeness: { timeoutMs: 1_200 },
    options: { concurrency: 1 },
  })
  expect(kinds).toEqual(['not-rendered', 'not-rendered', 'answered', 'unavailable'])
  expect(error).toMatchObject({ name: 'SourceUnavailable', retryAt: '2025-11-21T12:01:00.000Z' })
  expect(browsers()).toEqual([])
})

it('asks for a page before it starts a browser', async () => {
  const server = await boardServer({ '/robots.txt': 'User-agent: *\nDisallow: /jobs' })
  const { kinds } = await crawl(server, [awaited(server.host), awaited(server.host, '/gone')], {
    options: { browser: { executablePath: '/no/such/browser' }, concurrency: 1 },
  })
  expect(kinds).toEqual(['refused-by-robots', 'not-found'])
})
