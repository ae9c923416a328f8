import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../crawlers/http/exchange.ts'
import { PageFailure } from '../../../crawlers/http/failure.ts'
import { ROBOTS_BYTES, readRobots, robotsRules } from '../../../crawlers/http/robots.ts'

const ORIGIN = 'https://board.example'

const AGENT = 'jobtide/1.0 (+https://jobtide.example)'

const rulesBy = async (ask: (url: URL) => Promise<Answer>) =>
  robotsRules(ORIGIN, AGENT, await readRobots(ORIGIN, ask))

const rulesOf = (text: string) => rulesBy(async url => answer(url, 200, text))

const answer = (url: URL, status: number, body = '', headers: Answer['headers'] = {}): Answer => ({
  url,
  status,
  headers,
  body: new TextEncoder().encode(body),
})

describe('what the file says', () => {
  it.each([
    ['an empty file', '', '/any', true],
    ['a byte order mark and CRLF', '\uFEFFUser-agent: *\r\nDisallow: /x\r\n', '/x/1', false],
    [
      'its own group instead of the general one',
      'User-agent: *\nDisallow: /\n\nUser-agent: JobTide\nDisallow: /x',
      '/y',
      true,
    ],
    ['a group for several', 'User-agent: other\nUser-agent: jobtide\nDisallow: /', '/y', false],
    ['the longest match', 'User-agent: *\nDisallow: /jobs\nAllow: /jobs/open', '/jobs/open/1', true],
    ['allow on a tie', 'User-agent: *\nDisallow: /jobs\nAllow: /jobs', '/jobs', true],
    ['wildcards and an end', 'User-agent: *\nDisallow: /*.json$', '/a/b.json', false],
    ['wildcards and an end, not met', 'User-agent: *\nDisallow: /*.json$', '/a/b.json?x=1', true],
    ['a web page in its place', '<!doctype html><p>User-agent: nobody</p>', '/any', true],
  ])('%s', async (_name, text, path, allowed) => {
    const rules = await rulesOf(text)
    expect(rules.refusal(new URL(path, ORIGIN)) === null).toBe(allowed)
  })

  it('gives the delay in milliseconds', async () => {
    expect((await rulesOf('User-agent: *\nCrawl-delay: 2.5')).delay).toBe(2500)
    expect((await rulesOf('User-agent: *\nCrawl-delay: soon')).delay).toBe(0)
  })

  it('leaves out the line that the size limit cut', async () => {
    const filler = `# ${'x'.repeat(97)}\n`
    const head = `User-agent: *\nDisallow: /secret\n${filler.repeat(ROBOTS_BYTES / 100)}`
    const cut = `${head.slice(0, ROBOTS_BYTES - 12)}\nDisallow: /`
    expect(cut).toHaveLength(ROBOTS_BYTES)
    const rules = await rulesOf(cut)
    expect(rules.refusal(new URL('/jobs', ORIGIN))).toBeNull()
    expect(rules.refusal(new URL('/secret', ORIGIN))).not.toBeNull()
  })
})

describe('where it is', () => {
  it.each([
    [0, false],
    [5, false],
    [6, true],
  ])('%i redirects', async (redirects, allowed) => {
    let left = redirects
    const rules = await rulesBy(async url =>
      left-- > 0
        ? answer(url, 302, '', { location: `/r${left}` })
        : answer(url, 200, 'User-agent: *\nDisallow: /'),
    )
    expect(rules.refusal(new URL('/jobs', ORIGIN)) === null).toBe(allowed)
  })

  it.each([
    [404, true],
    [403, true],
    [429, false],
    [500, false],
    [503, false],
  ])('status %i', async (status, allowed) => {
    const rules = await rulesBy(async url => answer(url, status))
    expect(rules.refusal(new URL('/jobs', ORIGIN)) === null).toBe(allowed)
    expect(rules.readable).toBe(allowed)
  })

  it('passes on what is not about the file', async () => {
    const blocked = new PageFailure('blocked-address', 'inside')
    await expect(rulesBy(() => Promise.reject(blocked))).rejects.toBe(blocked)
  })
})
