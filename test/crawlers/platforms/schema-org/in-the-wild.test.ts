import { describe, expect, test } from 'vitest'
import { schemaOrg } from '../../../../crawlers/platforms/schema-org/index.ts'
import type { RawPosting, Reading } from '../../../../crawlers/source.ts'

const read = (html: string): Reading =>
  schemaOrg.read({
    url: 'https://a.example/jobs/1',
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: new TextEncoder().encode(html),
    seenAt: '2026-11-21T06:00:00.000Z',
  })

/** A page whose JSON-LD block is the text. */
const page = (block: string): string => `<script type="application/ld+json">${block}</script>`

const posting = (fields: object): string =>
  JSON.stringify({ '@context': 'https://schema.org', '@type': 'JobPosting', title: 'Cooper', ...fields })

const place = (name: string, address: object): object => ({ '@type': 'Place', name, address })

describe('what sites write into the fields of a posting', () => {
  test.each<[string, object, Partial<RawPosting>]>([
    ['a type in words', { employmentType: 'Full-time' }, { employmentTypes: ['Full-time'] }],
    [
      'types in one text',
      { employmentType: 'FULL_TIME, CONTRACTOR' },
      { employmentTypes: ['FULL_TIME', 'CONTRACTOR'] },
    ],
    [
      'types as addresses',
      { employmentType: ['http://schema.org/INTERN', 'https://schema.org/FULL_TIME'] },
      { employmentTypes: ['INTERN', 'FULL_TIME'] },
    ],
    [
      'a country as a thing with a list of names',
      {
        jobLocation: {
          address: { addressLocality: 'Ely', addressCountry: { '@type': 'Country', name: ['GB', 'GB'] } },
        },
      },
      { locations: ['Ely, GB'] },
    ],
    [
      'one wrong address for all places, their names right',
      {
        jobLocation: [
          place('Ely, UK', { addressLocality: 'Menlo', addressCountry: 'US' }),
          place('Diss, UK', { addressLocality: 'Menlo', addressCountry: 'US' }),
        ],
      },
      { locations: ['Ely, UK', 'Diss, UK'] },
    ],
    [
      'an end years ahead',
      { validThrough: '2035-12-31T23:59:59Z' },
      { validThrough: '2035-12-31T23:59:59Z' },
    ],
    ['a .NET date', { validThrough: '2026-12-21T23:55:00.0000000' }, { validThrough: '2026-12-21' }],
    ['a typed date', { datePosted: { '@type': 'Date', '@value': '2026-11-09' } }, { postedAt: '2026-11-09' }],
    ['two dates, the first unreadable', { datePosted: ['soon', '2026-11-09'] }, { postedAt: '2026-11-09' }],
    [
      'a figure beside the range it is the middle of',
      {
        baseSalary: {
          currency: 'GBP',
          value: { value: 35000, minValue: 30000, maxValue: 40000, unitText: 'YEAR' },
        },
      },
      { pay: { min: 30000, max: 40000, currency: 'GBP', unit: 'YEAR' } },
    ],
    [
      'figures as text, the unit in words',
      {
        baseSalary: {
          currency: 'GBP',
          value: { minValue: '52000.0000', maxValue: '55,000', unitText: 'per annum' },
        },
      },
      { pay: { min: 52000, max: 55000, currency: 'GBP', unit: 'per annum' } },
    ],
    [
      'a bare figure beside its currency',
      { baseSalary: 52000, salaryCurrency: 'GBP' },
      { pay: { min: 52000, max: 52000, currency: 'GBP' } },
    ],
    [
      'a sign for the currency',
      { baseSalary: { currency: '£', value: { value: 14.5, unitText: 'hour' } } },
      { pay: { min: 14.5, max: 14.5, currency: '£', unit: 'hour' } },
    ],
    [
      'a yearly unit of one’s own',
      { baseSalary: { currency: 'GBP', value: { value: '41000', unitText: 'ANNUAL' } } },
      { pay: { min: 41000, max: 41000, currency: 'GBP', unit: 'ANNUAL' } },
    ],
    ['remote work in small letters', { jobLocationType: 'telecommute' }, { workplace: 'remote' }],
    [
      'a description escaped twice',
      { description: '&amp;lt;p&amp;gt;Hoops.&amp;lt;/p&amp;gt;' },
      { description: '&amp;lt;p&amp;gt;Hoops.&amp;lt;/p&amp;gt;' },
    ],
    ['a type in a list', { '@type': ['JobPosting', 'Thing'] }, { title: 'Cooper' }],
    ['a type as an address', { '@type': 'http://schema.org/JobPosting' }, { title: 'Cooper' }],
  ])('%s', (_form, fields, expected) => {
    const reading = read(page(posting(fields)))
    expect(reading.rejected).toEqual([])
    expect(reading.postings).toMatchObject([expected])
  })
})

describe('how sites write a block', () => {
  test.each([
    ['a graph', `{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},${posting({})}]}`],
    ['a list', `[{"@type":"BreadcrumbList"},${posting({})}]`],
    ['single quotes', "{'@type': 'JobPosting', 'title': 'Cooper'}"],
    ['a raw line end', '{"@type": "JobPosting", "title": "Cooper", "description": "a\nb\tc"}'],
    ['escaped as HTML', posting({}).replaceAll('"', '&quot;')],
    ['a comma too many', '{"@type": "JobPosting", "title": "Cooper",}'],
    ['a comment around it', `<!-- ${posting({})} -->`],
    ['a posting inside the page that is about it', `{"@type":"WebPage","mainEntity":${posting({})}}`],
  ])('%s', (_form, block) => {
    expect(read(page(block)).postings).toMatchObject([{ title: 'Cooper' }])
  })
})

test('postings that share the address of their page have ids of their own', () => {
  const block = `[${['Cooper', 'Turner', 'Cooper', 'Miller'].map(title => posting({ title })).join()}]`
  const { postings, dropped } = read(page(block))
  expect(postings.map(({ sourceId }) => sourceId)).toEqual([
    'a.example/jobs/1',
    'a.example/jobs/1#2',
    'a.example/jobs/1#3',
  ])
  expect(dropped).toEqual([{ sourceId: 'a.example/jobs/1', reason: 'repeated on its page' }])
})

describe('closed adverts', () => {
  const notice = '<p>This job has expired.</p>'
  const inText = (fields: object): string => page(posting({ description: notice, ...fields })) + notice

  test.each([
    ['a notice in a description that is valid on', inText({ validThrough: '2026-11-21' }), 1, 0],
    ['a notice in a description that is past', inText({ validThrough: '2026-11-20' }), 0, 1],
    ['a notice in a description without an end', inText({}), 0, 1],
    [
      'a notice beside a posting that is valid on',
      page(posting({ validThrough: '2030-01-01' })) + notice,
      0,
      1,
    ],
    ['a notice beside two postings', page(`[${posting({})},${posting({ title: 'Turner' })}]`) + notice, 2, 0],
    ['a past end alone', page(posting({ validThrough: '2020-01-01' })), 1, 0],
    [
      'a notice in the microdata of a live description',
      `<div itemscope itemtype="https://schema.org/JobPosting"><b itemprop="title">Cooper</b><meta itemprop="validThrough" content="2027-01-01"><div itemprop="description">${notice}</div></div>`,
      1,
      0,
    ],
  ])('%s', (_form, html, postings, closed) => {
    const reading = read(html)
    expect([reading.postings.length, reading.closed.length]).toEqual([postings, closed])
  })
})

describe('hostile pages', () => {
  const item = (inner: string, more = ''): string =>
    `<div itemscope itemtype="https://schema.org/JobPosting" ${more}>${inner}</div>`
  const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  const ids = Array.from({ length: 40 }, (_, at) => at)

  test.each<[string, string, number]>([
    [
      '7,000 levels in a field',
      page(`{"@type":"JobPosting","title":"Cooper","x":${nested(7000)},"jobLocation":${nested(7000)}}`),
      1,
    ],
    ['7,000 levels of lists', page(`${'['.repeat(7000)}${posting({})}${']'.repeat(7000)}`), 0],
    ['nine blocks of a megabyte', page(posting({ x: 'y'.repeat(1_000_000) })).repeat(9), 1],
    [
      'two blocks of a megabyte that are no JSON',
      page(`${posting({})}${'{"a":\' , '.repeat(110_000)}`).repeat(2),
      0,
    ],
    ['a block larger than a megabyte', page(posting({ x: 'y'.repeat(2_000_000) })), 0],
    ['a million types', page(posting({ employmentType: Array.from({ length: 100_000 }, () => 'a,b') })), 1],
    ['items that refer to themselves', item('<b itemprop="title">Cooper</b>', 'id="a" itemref="a a a"'), 1],
    [
      'items that refer to each other, again and again',
      item('<b itemprop="title">Cooper</b>', `itemref="${ids.map(id => `i${id}`).join(' ')}"`) +
        ids
          .map(
            id =>
              `<i id="i${id}" itemprop="a b c d" itemscope itemref="${ids.map(other => `i${other}`).join(' ')}"></i>`,
          )
          .join(''),
      0,
    ],
    [
      'things that name each other',
      `<div vocab="https://schema.org/">${ids.map(id => `<div typeof="JobPosting" resource="#${id}"><b property="title">Cooper ${id}</b>${ids.map(other => `<i property="a" resource="#${other}"></i>`).join('')}</div>`).join('')}</div>`,
      0,
    ],
    ['500 names around one text', item('<b itemprop=title>'.repeat(500) + 'Cooper '.repeat(100_000)), 1],
    ['a title of a megabyte', item(`<meta itemprop="title" content="Cooper ${'x'.repeat(1_000_000)}">`), 1],
    ['100,000 nested elements', item(`<b itemprop="title">Cooper</b>${'<div>'.repeat(100_000)}`), 0],
    ['20,001 marked elements', item('<b itemprop="title">Cooper</b>'.repeat(20_001)), 0],
  ])('%s', (_form, html, postings) => {
    const times = [1, 2, 3].map(() => {
      const start = performance.now()
      const reading = read(html)
      expect(reading.postings).toHaveLength(postings)
      if (postings === 0) expect(reading.rejected.length).toBeGreaterThan(0)
      return performance.now() - start
    })
    // A tenth of it on an idle machine (2026-11); what is not linear takes many times as long.
    expect(Math.min(...times)).toBeLessThan(1_500)
  })

  test('keys of prototypes reach none', () => {
    const inItems = item(
      ['a', '__proto__', 'constructor', 'toString']
        .map(name => `<i itemprop="${name}" itemscope><b itemprop="polluted">yes</b></i>`)
        .concat('<b itemprop="title">Cooper</b>')
        .join(''),
    )
    const inJson =
      '{"@type":"JobPosting","title":"Cooper","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
    for (const html of [page(inJson), inItems, page(inJson) + inItems]) {
      expect(read(html).postings).toMatchObject([{ title: 'Cooper' }])
      expect('polluted' in {}).toBe(false)
    }
  })
})
