import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type ClientRequest, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../../../pipeline/publish/api/server.ts'
import { type PublishedView, publishedViews } from '../../../../pipeline/publish/contract/published-views.ts'
import { beginFolder } from '../../../../pipeline/publish/page-folder.ts'
import { freshDatabase } from '../../../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let server: RunningServer
let home: string
let pages: string
const log: string[] = []
const secret = 'not to be read'

beforeAll(async () => {
  fresh = await freshDatabase()
  home = mkdtempSync(join(tmpdir(), 'jobtide-pages-'))
  pages = join(home, 'pages')
  server = await startServer(fresh.database, {
    host: '127.0.0.1',
    port: 0,
    pages,
    views: publishedViews,
    log: line => log.push(line),
  })
})
afterAll(async () => {
  await server.close()
  await fresh.drop()
  rmSync(home, { recursive: true, force: true })
})

/** An address exactly as it is written, which `fetch` would tidy up. */
function ask(path: string, method = 'GET', headers: Record<string, string> = {}, body?: string) {
  const { hostname, port } = new URL(server.address)
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number
    headers: Record<string, string>
    text: string
  }>()
  const asked: ClientRequest = request({ hostname, port, path, method, headers }, response => {
    const chunks: Buffer[] = []
    response.on('data', chunk => chunks.push(chunk))
    response.on('end', () =>
      resolve({
        status: response.statusCode!,
        headers: response.headers as Record<string, string>,
        text: Buffer.concat(chunks).toString(),
      }),
    )
  })
  asked.on('error', reject)
  asked.end(body)
  return promise
}

it('says that there are no pages before there are, and leads to the API', async () => {
  const { status, text, headers } = await ask('/')
  expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  expect(text).toMatch(/jobtide report/)
  expect(text).toContain('href="/api/"')
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
})

describe('a folder of pages', () => {
  beforeAll(() => {
    mkdirSync(join(pages, 'permanent/london'), { recursive: true })
    mkdirSync(join(pages, 'empty'))
    writeFileSync(join(home, 'secret.html'), secret)
    mkdirSync(join(home, 'pages-beside'))
    writeFileSync(join(home, 'pages-beside/index.html'), secret)
    writeFileSync(join(pages, 'index.html'), '<p>first')
    writeFileSync(join(pages, 'permanent/london/index.html'), '<p>London')
    writeFileSync(join(pages, 'permanent/london/c_sharp.html'), '<p>C#')
    writeFileSync(join(pages, 'styles.css'), 'a{}')
    writeFileSync(join(pages, 'image.svg'), '<svg/>')
    writeFileSync(join(pages, 'data.json'), '{}')
    writeFileSync(join(pages, 'no-type'), 'x')
    writeFileSync(join(pages, '.hidden'), secret)
    symlinkSync(join(home, 'secret.html'), join(pages, 'out.html'))
    symlinkSync(home, join(pages, 'up'))
    symlinkSync('index.html', join(pages, 'in.html'))
    symlinkSync('loop.html', join(pages, 'loop.html'))
    expect(spawnSync('mkfifo', [join(pages, 'pipe.html')]).status).toBe(0)
  })

  it.each([
    ['/', 'text/html; charset=utf-8', '<p>first'],
    ['/index.html', 'text/html; charset=utf-8', '<p>first'],
    ['/in.html', 'text/html; charset=utf-8', '<p>first'],
    ['/permanent/london/', 'text/html; charset=utf-8', '<p>London'],
    ['/permanent/london/c_sharp.html?x=1', 'text/html; charset=utf-8', '<p>C#'],
    ['/permanent/%6condon/', 'text/html; charset=utf-8', '<p>London'],
    ['/styles.css', 'text/css; charset=utf-8', 'a{}'],
    ['/image.svg', 'image/svg+xml; charset=utf-8', '<svg/>'],
    ['/data.json', 'application/json', '{}'],
    ['/no-type', 'application/octet-stream', 'x'],
  ])('%s is there', async (path, type, text) => {
    const answer = await ask(path)
    expect(answer).toMatchObject({
      status: 200,
      text,
      headers: {
        'content-type': type,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'public, no-cache',
        'content-security-policy': expect.stringMatching(/frame-ancestors 'none'/),
      },
    })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    const again = await ask(path, 'GET', { 'if-none-match': answer.headers.etag! })
    expect([again.status, again.text]).toEqual([304, ''])
    const head = await ask(path, 'HEAD')
    expect([head.status, head.headers.etag, head.text]).toEqual([200, answer.headers.etag, ''])
  })

  it('leads to a folder by its slash, on this server alone', async () => {
    const { status, headers } = await ask('/permanent/london?a=b')
    expect([status, headers.location]).toEqual([301, '/permanent/london/?a=b'])
    for (const path of ['//permanent', '//example.org', '//example.org/..', '/\\example.org'])
      expect([path, (await ask(path)).headers.location]).toEqual([path, undefined])
  })

  it.each([
    '/nothing.html',
    '/empty/',
    '/permanent/../../secret.html',
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/%2E%2E%2Fsecret.html',
    '/permanent/..%2f..%2fsecret.html',
    '/..%5csecret.html',
    '/....//secret.html',
    '/%252e%252e/secret.html',
    '/../pages-beside/index.html',
    '/..%2fpages-beside/',
    '/out.html',
    '/up/secret.html',
    '/up/',
    '/loop.html',
    '/pipe.html',
    '/.hidden',
    '/%2ehidden',
    '/index.html%00',
    '/index.html%00.css',
    '/index.html/',
    '/index.html/x',
    '/%zz',
    '/%ff',
    `/${'x'.repeat(300)}`,
    '/permanent//london/',
    '/apiary',
  ])('%s is not there', async path => {
    const { status, text, headers } = await ask(path)
    expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(text).not.toContain(secret)
    expect(text).toContain('href="/"')
  })

  it('gives nothing from outside, whatever the path', async () => {
    const part = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '%2e%2e',
        '%2e.',
        '..%2f',
        '%5c..',
        'up',
        'out.html',
        'secret.html',
        'pages',
        'permanent',
        '%00',
        '',
        '~',
        '%c0%ae%c0%ae',
      ),
      fc.string({ unit: 'grapheme-ascii', maxLength: 8 }).map(encodeURIComponent),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async parts => {
        const { status, text } = await ask(`/${parts.join('/')}`)
        expect([200, 301, 404]).toContain(status)
        expect(text).not.toContain(secret)
      }),
      { numRuns: 300 },
    )
    expect(log).toEqual([])
  })

  it('is read only', async () => {
    const { status, headers } = await ask('/index.html', 'POST')
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  it('may have a page of its own for what is not there', async () => {
    writeFileSync(join(pages, '404.html'), '<p>own')
    const { status, text } = await ask('/nothing.html')
    expect([status, text]).toEqual([404, '<p>own'])
    rmSync(join(pages, '404.html'))
  })
})

describe('pages that are replaced', () => {
  const edition = (n: number) => ({
    edition: String(n),
    indexPages: 1,
    trendPages: 0,
    guidePages: 0,
    comparisonPages: 0,
  })
  const publish = (n: number) => {
    const draft = beginFolder(pages)
    for (const name of ['index.html', 'permanent/a.html', 'permanent/index.html'])
      draft.write(name, `${n} `.repeat(20_000))
    draft.publish(edition(n))
  }

  it('are old or new, whole, and never missing', async () => {
    rmSync(pages, { recursive: true, force: true })
    publish(0)
    let running = true
    let answers = 0
    const seen = new Set<string>()
    const reader = async (path: string) => {
      for (let last = 0; running; answers += 1) {
        const { status, text } = await ask(path)
        expect([path, status]).toEqual([path, 200])
        const [number] = text.split(' ')
        expect(text).toBe(`${number} `.repeat(20_000))
        expect(Number(number)).toBeGreaterThanOrEqual(last)
        last = Number(number)
        seen.add(number!)
      }
    }
    const readers = ['/', '/permanent/a.html', '/permanent/'].map(reader)
    for (let n = 1; n <= 40; n += 1) {
      publish(n)
      await setTimeout(10)
    }
    running = false
    await Promise.all(readers)
    expect(answers).toBeGreaterThan(40)
    expect(seen.size).toBeGreaterThan(5)
    expect(log).toEqual([])
  })

  it('are waited for while the folder is away', async () => {
    renameSync(pages, `${pages}.away`)
    const asked = ask('/permanent/a.html')
    await setTimeout(40)
    renameSync(`${pages}.away`, pages)
    expect((await asked).status).toBe(200)
  })
})

describe('the server', () => {
  it('says in one line that a port is taken', async () => {
    const port = Number(new URL(server.address).port)
    const second = startServer(fresh.database, {
      host: '127.0.0.1',
      port,
      pages,
      views: publishedViews,
      log: () => {},
    })
    await expect(second).rejects.toThrow(
      /^port \d+ of 127\.0\.0\.1 is taken; end what listens there, or name another with --port/,
    )
  })

  it('refuses a view that is not in the database', async () => {
    const views: PublishedView[] = [...publishedViews, { name: 'nowhere', key: ['a'] }]
    await expect(
      startServer(fresh.database, { host: '127.0.0.1', port: 0, pages, views, log: () => {} }),
    ).rejects.toThrow(/mart\.nowhere/)
  })

  it('takes no bodies and no endless heads', async () => {
    expect((await ask('/api/v1/terms', 'GET', { 'content-length': '5' }, 'hello')).status).toBe(413)
    expect((await ask('/', 'GET', { 'x-long': 'x'.repeat(20_000) })).status).toBe(431)
  })

  it('answers with 503 where the database is away, and gives nothing away', async () => {
    const other = await freshDatabase()
    const lines: string[] = []
    const lonely = await startServer(other.database, {
      host: '127.0.0.1',
      port: 0,
      pages,
      views: publishedViews,
      log: line => lines.push(line),
    })
    await fresh.database.pool.query(`drop database ${new URL(other.url).pathname.slice(1)} with (force)`)
    const answer = await fetch(`${lonely.address}/api/v1/publications`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    const text = await answer.text()
    expect(JSON.parse(text)).toMatchObject({ title: expect.any(String), detail: expect.any(String) })
    expect(text).not.toMatch(/select|pool|test_/i)
    expect(lines).toHaveLength(1)
    expect((await fetch(`${lonely.address}/`)).status).toBe(200)
    await lonely.close()
    await other.database.close()
  })
})
