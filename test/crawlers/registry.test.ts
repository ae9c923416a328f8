import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError } from '../../crawlers/errors.ts'
import { platformNamed, platformOf, platforms } from '../../crawlers/registry.ts'

test('lists every folder of platforms, each under its own name', () => {
  const folders = readdirSync(join(import.meta.dirname, '../../crawlers/platforms'))
  expect(platforms.map(platform => platform.name).sort()).toEqual(folders.sort())
})

test.each(platforms.map(platform => [platform.name, platform] as const))(
  '%s describes itself',
  (_name, platform) => {
    expect(platform.schedule.split(' ')).toHaveLength(5)
    expect(platform.pace).toBeGreaterThanOrEqual(1000)
    expect(URL.canParse(platform.terms.url) && URL.canParse(platform.homepage)).toBe(true)
    expect(platform.terms.reviewed).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  },
)

test.each([
  ['https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true', 'application/json', 'greenhouse'],
  ['http://127.0.0.1:4000/v1/boards/acme/jobs', 'application/json', 'greenhouse'],
  [
    'https://api.ashbyhq.com/posting-api/job-board/Forward%20Co?includeCompensation=true',
    'application/json',
    'ashby',
  ],
  ['https://api.adzuna.com/v1/api/jobs/gb/search/12?what=', 'application/json;charset=utf-8', 'adzuna'],
  ['https://hn.algolia.com/api/v1/items/3413231', 'application/json', 'hn-hiring'],
  [
    'https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring',
    'application/json',
    'hn-hiring',
  ],
  ['https://hn.algolia.com/api/v1/search_by_date?tags=comment', 'application/json', undefined],
  ['https://jobs.example.org/feed', 'application/rss+xml', 'rss'],
  ['https://jobs.example.org/jobs.xml', 'text/xml; charset=utf-8', 'rss'],
  ['https://jobs.example.org/sitemap-jobs.xml', 'application/xml', 'schema-org'],
  ['https://jobs.example.org/vacancy/1', 'text/html', 'schema-org'],
  ['https://jobs.example.org/vacancy/1', 'application/xhtml+xml', 'schema-org'],
  ['https://jobs.example.org/vacancy/1', '', 'schema-org'],
  ['https://jobs.example.org/leaflet.pdf', 'application/pdf', undefined],
  ['not an address', 'text/html', undefined],
])('%s (%s) belongs to %s', (url, contentType, name) => {
  expect(platformOf(url, contentType)?.name).toBe(name)
})

test('an unknown name is answered with the known ones and the nearest', () => {
  expect(platformNamed('ashby').name).toBe('ashby')
  expect(() => platformNamed('greenhose')).toThrow(ConfigError)
  expect(() => platformNamed('greenhose')).toThrow('did you mean "greenhouse"? (known: greenhouse, ashby')
  expect(() => platformNamed('monster')).toThrow(/^unknown platform "monster" \(known: /)
})

test.each([
  ['greenhouse', { board: 'a/b' }, ['https://boards-api.greenhouse.io/v1/boards/a%2Fb/jobs?content=true']],
  [
    'ashby',
    { board: 'acme', base: 'http://127.0.0.1:81/' },
    ['http://127.0.0.1:81/posting-api/job-board/acme?includeCompensation=true'],
  ],
  [
    'adzuna',
    { appId: 'i', appKey: 'k', where: 'Leeds' },
    [
      'https://api.adzuna.com/v1/api/jobs/gb/search/1?app_id=i&app_key=k&results_per_page=50&sort_by=date&where=Leeds',
    ],
  ],
  [
    'hn-hiring',
    {},
    ['https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring&hitsPerPage=1000'],
  ],
  ['rss', { url: 'https://jobs.example.org/feed' }, ['https://jobs.example.org/feed']],
  [
    'schema-org',
    { sitemap: 'https://a.example/s.xml', start: ['https://a.example/jobs'] },
    ['https://a.example/s.xml', 'https://a.example/jobs'],
  ],
])('%s begins at its seeds, which are its own', (name, options, urls) => {
  const platform = platformNamed(name)
  const seeds = platform.seeds(platform.options.parse(options))
  expect(seeds).toEqual(urls.map(url => ({ url, depth: 0 })))
})

test.each([
  ['schema-org', {}],
  ['schema-org', { start: [] }],
  ['schema-org', { start: ['https://a.example/'], include: '(' }],
  ['schema-org', { start: ['https://a.example/'], links: 'a[' }],
  ['greenhouse', { board: 'acme', boards: ['typo'] }],
  ['adzuna', { appId: 'i', appKey: 'k', country: 'UK' }],
  ['hn-hiring', { since: 'May 2014' }],
])('%s refuses the options %j', (name, options) => {
  expect(platformNamed(name).options.safeParse(options).success).toBe(false)
})
