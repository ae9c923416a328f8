import { describe, expect, it } from 'vitest'
import { robotsGroup } from '../../../crawlers/http/robots-rules.ts'
import { robotsAllow } from './robots-oracle.ts'

const AGENT = 'JobTide/1.0 (+https://jobtide.example)'

describe('one spelling of a path is as good as another', () => {
  it.each([
    ['an encoded letter', '/%6Aobs', '/jobs', false],
    ['an encoded letter in the address', '/jobs', '/%6aobs', false],
    ['a tilde', '/%7Eann', '/~ann', false],
    ['small and capital escapes', '/caf%c3%a9', '/café', false],
    ['brackets', '/*?f[]=', '/jobs?f[]=1', false],
    ['encoded brackets, which are others', '/*?f[]=', '/jobs?f%5B%5D=1', true],
    ['an encoded slash, which is no slash', '/a/b', '/a%2Fb', true],
    ['a bar', '/a|b', '/a|b', false],
    ['a quote in a query', "/?q='", "/?q='x", false],
    ['an encoded star, which is a star', '/file-%2A.html', '/file-*.html', false],
    ['an encoded star, which is nothing else', '/file-%2A.html', '/file-1.html', true],
    ['an encoded dollar, which is no end', '/file%24', '/file$/x', false],
    ['a dollar that is not the last', '/a$b', '/a$b', false],
    ['a percent sign alone', '/100%', '/100%/x', false],
    ['half a surrogate pair', '/\ud800', '/\ud800', false],
    ['a space', '/a b', '/a%20b', false],
  ])('%s', (_name, pattern, path, allowed) => {
    const text = `User-agent: *\nDisallow: ${pattern}`
    const url = new URL(path, 'https://board.example')
    expect(robotsGroup(text, AGENT).allows(url)).toBe(allowed)
    expect(robotsAllow(text, 'jobtide', url.pathname + url.search)).toBe(allowed)
  })
})

describe('a group', () => {
  it.each([
    [
      'is not ended by a sitemap',
      'User-agent: jobtide\nSitemap: https://x.example/\nUser-agent: other\nDisallow: /',
    ],
    ['is not ended by a delay', 'User-agent: jobtide\nCrawl-delay: 1\nUser-agent: other\nDisallow: /'],
    ['is not ended by an empty line', 'User-agent: jobtide\n\n\nDisallow: /'],
    [
      'goes on in another place',
      'User-agent: jobtide\nAllow: /a\nUser-agent: x\nAllow: /\nUser-agent: jobtide\nDisallow: /',
    ],
    ['names a version or a wish after the product', 'User-agent: jobtide/2 (please)\nDisallow: /'],
    ['is preceded by rules of nobody', 'Allow: /\nUser-agent: *\nDisallow: /'],
    ['is named like a property', 'User-agent: __proto__\nAllow: /\nUser-agent: *\nDisallow: /'],
  ])('%s', (_name, text) => {
    expect(robotsGroup(text, AGENT).allows(new URL('https://board.example/jobs'))).toBe(false)
  })

  it('never disallows robots.txt itself', () => {
    const group = robotsGroup('User-agent: *\nDisallow: /', AGENT)
    expect(group.allows(new URL('https://board.example/robots.txt'))).toBe(true)
  })

  it.each([
    ['Crawl-delay: 2.5', 2.5],
    ['Crawl-delay: 1\nCrawl-delay: 3\nCrawl-delay: 2', 3],
    ['Crawl-delay: soon', 0],
    ['Crawl-delay: -5', 0],
    ['Disallow: /x', 0],
  ])('delays: %j', (lines, delay) => {
    expect(robotsGroup(`User-agent: *\n${lines}`, AGENT).delay).toBe(delay)
  })
})

it('a file full of wildcards is matched in a moment', () => {
  const line = 'Disallow: /*a*a*a*a*a*a*a*a*b\n'
  const group = robotsGroup(`User-agent: *\n${line.repeat(500_000 / line.length)}`, AGENT)
  const start = performance.now()
  expect(group.allows(new URL(`https://board.example/${'a'.repeat(2_000)}`))).toBe(true)
  expect(performance.now() - start).toBeLessThan(500)
})
