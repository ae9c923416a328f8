import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveSources, type SourceConfig } from '../../../pipeline/sources.ts'
import { askFirstPage } from '../../../pipeline/stages/check-source.ts'
import { createMarket } from '../../../scripts/sandbox/market.ts'
import { startPlatformBoards } from '../../../scripts/sandbox/platform-boards.ts'
import { startChangingSite } from '../../changing-site.ts'

const ask = (config: SourceConfig) =>
  askFirstPage(resolveSources([config])[0]!, {
    userAgent: 'jobtide-test/0 (+https://jobtide.example)',
    clock: () => new Date('2025-11-21T12:00:00Z'),
    browser: {},
    log: () => {},
  })

describe('the first page of every platform', () => {
  let running: Awaited<ReturnType<typeof startPlatformBoards>>
  beforeAll(async () => {
    running = await startPlatformBoards(createMarket({ scale: 0.01 }), { most: 10 })
  })
  afterAll(() => running.close())

  it('is asked for once, and names adverts or leads to lists of them', async () => {
    for (const { source, log } of running.boards) {
      const page = await ask(source)
      expect(page, source.name).toMatchObject({ source: source.name, problem: null })
      expect(page.read + page.elsewhere + page.lists, source.name).toBeGreaterThan(0)
      const paths = log.map(({ path }) => path)
      expect(paths, source.name).toEqual(['/robots.txt', expect.anything()])
      expect(page.url, source.name).not.toContain('sandbox-key')
    }
  })
})

describe('a problem', () => {
  let site: Awaited<ReturnType<typeof startChangingSite>>
  beforeAll(async () => {
    site = await startChangingSite()
  })
  afterAll(() => site.close())

  it.each([
    ['an answer of another shape', { status: 200, body: '<html>Sign in</html>' }, /neither a sitemap nor/],
    ['a page that is gone', { status: 404 }, /answered 404/],
    ['a refusal', { status: 403 }, /answered 403/],
    [
      'an empty list',
      {
        status: 200,
        body: '<?xml version="1.0"?><urlset></urlset>',
        headers: { 'content-type': 'application/xml' },
      },
      /names no advert/,
    ],
  ])('%s', async (_name, answer, says) => {
    site.instead.set('/sitemap.xml', {
      headers: { 'content-type': 'application/xml' },
      ...answer,
    })
    expect((await ask(site.source)).problem).toMatch(says)
  })

  it('none, where nothing is expected', async () => {
    site.instead.set('/sitemap.xml', {
      status: 200,
      body: '<?xml version="1.0"?><urlset></urlset>',
      headers: { 'content-type': 'application/xml' },
    })
    const expectNothing = { expect: { postings: [0, 10] as [number, number] } }
    expect(await ask({ ...site.source, ...expectNothing })).toMatchObject({ read: 0, problem: null })
  })

  it('a host that does not answer, or may not be asked', async () => {
    const gone = { platform: 'greenhouse', options: { board: 'acme', base: 'http://127.0.0.1:1' }, pace: 0 }
    expect((await ask(gone)).problem).toBe('127.0.0.1:1 is a private address')
  })
})
