import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { POLITE } from '../../../../crawlers/http/politeness.ts'
import { schemaOrg } from '../../../../crawlers/platforms/schema-org/index.ts'
import type { Reading } from '../../../../crawlers/source.ts'

const read = (body: string | Uint8Array, contentType = 'application/xml'): Reading =>
  schemaOrg.read({
    url: 'https://a.example/sitemap.xml',
    status: 200,
    contentType,
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    seenAt: '2026-11-21T06:00:00.000Z',
  })

const urls = (count: number): string =>
  Array.from({ length: count }, (_, at) => `<url><loc>https://a.example/${at}</loc></url>`).join('')

test('every page of a sitemap is an advert’s own, and its stub is its <lastmod>', () => {
  const { follow, listing } = read(
    `<urlset><url><loc>https://a.example/1</loc><lastmod> 2026-11-20T09:00+00:00 </lastmod></url>
     <url><loc>https://a.example/2</loc><lastmod/></url><url><loc>https://a.example/1</loc></url></urlset>`,
  )
  expect(follow).toEqual([
    { url: 'https://a.example/1', depth: 1, advert: { sourceId: null, stub: '2026-11-20T09:00+00:00' } },
    { url: 'https://a.example/2', depth: 1, advert: { sourceId: null, stub: null } },
  ])
  expect(listing).toBeUndefined()
})

test('a sitemap that names more addresses than one may is a part', () => {
  const { follow, listing } = read(`<urlset>${urls(50_001)}</urlset>`)
  expect(follow).toHaveLength(50_000)
  expect(listing).toEqual({ total: null, partial: 'the sitemap names more than 50,000 addresses' })
  expect(read(`<urlset>${urls(50_000)}</urlset>`).listing).toBeUndefined()
})

test('sitemaps nest three deep within the links of a crawl', () => {
  const [nested] = read(
    '<sitemapindex><sitemap><loc>https://a.example/2.xml</loc></sitemap></sitemapindex>',
  ).follow
  expect(nested).toMatchObject({ url: 'https://a.example/2.xml' })
  expect(nested).not.toHaveProperty('advert')
  expect(3 * nested!.depth + 1).toBeLessThan(POLITE.maxDepth)
  expect(4 * nested!.depth).toBeGreaterThan(POLITE.maxDepth)
})

test.each([
  ['in an entry', `<urlset>${urls(3)}<url><loc>https://a.ex`],
  ['between two entries', `<urlset>${urls(3)}`],
  ['in an index', '<sitemapindex><sitemap><loc>https://a.example/2.xml</loc></sitemap>'],
  ['in its gzip', gzipSync(`<urlset>${urls(3)}</urlset>`).subarray(0, 60)],
  ['as an error page', '<!doctype html><title>Down</title>'],
])('a sitemap that ends %s is no short one', (_where, body) => {
  expect(() => read(body)).toThrow(expect.objectContaining({ name: 'SourceChanged' }))
})

test.each([
  ['<urlset/>'],
  ['<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" />'],
  ['<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"></s:urlset >'],
  ['<urlset></urlset>\n<!-- made by a plug-in -->\n'],
])('%s is a sitemap without pages', body => {
  expect(read(body).follow).toEqual([])
})
