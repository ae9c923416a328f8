import { expect, test } from 'vitest'
import { ownHosts, resolveSources } from '../../pipeline/sources.ts'

const site = (sitemap: string, hosts: string[] = []) =>
  ownHosts(resolveSources([{ platform: 'schema-org', options: { sitemap }, hosts }])[0]!)

test.each([
  ['https://jobs.acme.co.uk/sitemap.xml', 'https://jobs.acme.co.uk/1', true],
  ['https://jobs.acme.co.uk/sitemap.xml', 'https://www.acme.co.uk/jobs/1', true],
  ['https://jobs.acme.co.uk/sitemap.xml', 'http://acme.co.uk/jobs/1', true],
  ['https://jobs.acme.co.uk/sitemap.xml', 'https://other.co.uk/1', false],
  ['https://jobs.acme.co.uk/sitemap.xml', 'https://acme.co.uk.evil.example/1', false],
  ['https://acme.github.io/sitemap.xml', 'https://other.github.io/1', false],
  ['http://192.0.2.7/sitemap.xml', 'http://192.0.2.8/1', false],
  ['http://192.0.2.7:8080/sitemap.xml', 'http://192.0.2.7:8081/1', false],
])('of %s: %s', (sitemap, address, isOwn) => {
  expect(site(sitemap)(new URL(address))).toBe(isOwn)
})

test('a host that the configuration names', () => {
  const own = site('https://acme.example/sitemap.xml', ['jobs.partner.example'])
  expect(own(new URL('https://jobs.partner.example/1'))).toBe(true)
  expect(own(new URL('https://partner.example/1'))).toBe(false)
})
