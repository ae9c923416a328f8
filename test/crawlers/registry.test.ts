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
    expect(URL.canParse(platform.homepage)).toBe(true)
    if (platform.terms) {
      expect(URL.canParse(platform.terms.url)).toBe(true)
      expect(platform.terms.reviewed).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    }
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
  ['https://api.eu.lever.co/v0/postings/plum-loom?mode=json&skip=100&limit=100', 'application/json', 'lever'],
  ['http://127.0.0.1:4000/v0/postings/plum-loom', 'application/json', 'lever'],
  [
    'https://apply.workable.com/api/v1/widget/accounts/brass-otter?details=true',
    'application/json',
    'workable',
  ],
  ['https://www.workable.com/api/accounts/brass-otter?details=true', 'application/json', 'workable'],
  ['https://saltcompass.recruitee.com/api/offers/', 'application/json', 'recruitee'],
  ['https://jobs.example.org/api/offers', 'application/json', 'recruitee'],
  [
    'https://api.smartrecruiters.com/v1/companies/BrassOtter/postings?limit=100&offset=0',
    'application/json',
    'smartrecruiters',
  ],
  ['http://127.0.0.1:4000/v1/companies/BrassOtter/postings/744000012', 'application/json', 'smartrecruiters'],
  [
    'https://brassotter.wd3.myworkdayjobs.com/wday/cxs/brassotter/Careers/jobs',
    'application/json',
    'workday',
  ],
  ['http://127.0.0.1:4000/wday/cxs/brassotter/Careers/job/Leeds/Analyst_R12', 'application/json', 'workday'],
  ['https://brassotter.bamboohr.com/careers/list', 'text/html', 'bamboohr'],
  ['http://127.0.0.1:4000/careers/86/detail', 'application/json', 'bamboohr'],
  ['https://jobs.example.org/careers/list', 'text/html', 'schema-org'],
  ['https://api.adzuna.com/v1/api/jobs/gb/search/12?what=', 'application/json;charset=utf-8', 'adzuna'],
  [
    'https://www.reed.co.uk/api/1.0/search?keywords=python&resultsToTake=100',
    'application/json; charset=utf-8',
    'reed',
  ],
  ['http://127.0.0.1:4000/api/1.0/jobs/41416247', 'application/json', 'reed'],
  ['https://uk.jooble.org/api/KEY', 'application/json', 'jooble'],
  ['https://search.api.careerjet.net/v4/query?keywords=python&page=2', 'application/json', 'careerjet'],
  ['https://hn.algolia.com/api/v1/items/3413231', 'application/json', 'hn-hiring'],
  [
    'https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring',
    'application/json',
    'hn-hiring',
  ],
  ['https://hn.algolia.com/api/v1/search_by_date?tags=comment', 'application/json', undefined],
  ['https://acme.jobs.personio.com/xml?language=en', 'text/xml;charset=UTF-8', 'personio'],
  ['http://127.0.0.1:4000/xml?language=de', 'application/xml', 'personio'],
  ['https://careers.example.org/jobs.json?per_page=100&page=2', 'application/json', 'teamtailor'],
  ['https://acme.teamtailor.com/jobs.rss', 'application/rss+xml', 'teamtailor'],
  ['http://127.0.0.1:4000/jobs.rss?per_page=100&offset=0', 'application/rss+xml', 'teamtailor'],
  ['https://jobs.example.org/jobs.rss', 'application/rss+xml', 'rss'],
  ['https://acme.breezy.hr/json', 'application/json; charset=utf-8', 'breezy'],
  ['http://127.0.0.1:4000/json?verbose=true', 'application/json', 'breezy'],
  ['http://127.0.0.1:4000/p/0a1b2c3d4e5f-night-porter', 'text/html', 'breezy'],
  ['https://acme.pinpointhq.com/en/postings.json', 'application/json', 'pinpoint'],
  ['https://api.rippling.com/platform/api/ats/v1/board/Acme/jobs', 'application/json', 'rippling'],
  [
    'https://api.rippling.com/platform/api/ats/v1/board/Acme/jobs/0f0e0d0c-1111-4222-8333-944455566677',
    'application/json',
    'rippling',
  ],
  ['https://www.arbeitnow.com/api/job-board-api?page=3', 'application/json', 'arbeitnow'],
  ['https://himalayas.app/jobs/api?limit=20&cursor=MjAyNg', 'application/json', 'himalayas'],
  ['https://jobicy.com/api/v2/remote-jobs?count=100', 'application/json', 'jobicy'],
  ['https://jobicy.com/api/v2/remote-jobs?get=locations', 'application/json', undefined],
  ['https://remoteok.com/api', 'application/json', 'remoteok'],
  ['https://himalayas.app/api', 'text/html', 'schema-org'],
  ['https://remotive.com/api/remote-jobs?category=data', 'application/json', 'remotive'],
  ['https://weworkremotely.com/remote-jobs.rss', 'application/rss+xml', 'weworkremotely'],
  [
    'https://weworkremotely.com/categories/all-other-remote-jobs.rss',
    'application/xml; charset=utf-8',
    'weworkremotely',
  ],
  ['https://remoteok.com/remote-jobs.rss', 'application/rss+xml', 'rss'],
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
    ['https://api.adzuna.com/v1/api/jobs/gb/search/1?results_per_page=50&sort_by=date&where=Leeds'],
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
