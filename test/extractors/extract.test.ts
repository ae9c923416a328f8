import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extract } from '../../extractors/extract.ts'
import { type Advert, Posting } from '../../extractors/posting.ts'

const advert = (fields: Partial<Advert>): Advert => ({
  source: 'greenhouse',
  sourceId: '77',
  title: 'Senior Java Developer',
  postedAt: '2024-03-01T08:00:00Z',
  seenAt: '2024-03-02T08:00:00Z',
  ...fields,
})

describe('extract', () => {
  test('composes every reader', () => {
    const [posting, ...rest] = extract(
      advert({
        company: ' Acme &amp; Sons Ltd ',
        locations: ['Leeds'],
        salaryText: '£55k - £65k',
        employmentTypes: ['FULL_TIME'],
        description:
          '&lt;p&gt;You will use Java, Spring Boot and PostgreSQL in our hybrid team: two days a week in the office.&lt;/p&gt;',
      }),
    )
    expect(rest).toEqual([])
    expect(posting).toMatchObject({
      source: 'greenhouse',
      sourceId: '77',
      title: 'Senior Java Developer',
      seniority: 'senior',
      inScope: true,
      employmentType: 'permanent',
      salary: { min: 55_000, max: 65_000, currency: 'GBP', period: 'year', quoted: true },
      workplace: 'hybrid',
      company: 'Acme & Sons Ltd',
      postedOn: '2024-03-01',
      closedOn: null,
      language: 'en',
      issues: [],
    })
    expect(posting?.titleTerms).toContain('Java Developer')
    expect(posting?.locations.map(place => place.name)).toContain('Leeds')
    expect(posting?.skills.map(skill => skill.name)).toEqual(expect.arrayContaining(['Java', 'Spring Boot']))
  })

  test('what is out of scope is returned with the reason first', () => {
    const [posting] = extract(
      advert({ title: 'Pastry Chef', description: 'Bake bread in our kitchen at night.' }),
    )
    expect(posting?.inScope).toBe(false)
    expect(posting?.issues[0]?.field).toBe('scope')
    expect(posting?.issues[0]?.issue).not.toBe('')
  })

  test('a long list of places reads alike whatever was read before', () => {
    const many = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? 'Leeds' : 'London'))
    extract(advert({ locations: [''] }))
    const [posting] = extract(advert({ locations: many }))
    expect(posting?.locations.map(({ name }) => name).sort()).toEqual(['Leeds', 'London'])
  })

  test('another language is kept, out of scope and without skills', () => {
    const description =
      'Wir suchen für unser Team in Berlin eine Entwicklerin oder einen Entwickler, die mit uns die Plattform baut und sie auch betreibt. Du bist bei uns von Anfang an dabei und kannst mit der Technik umgehen.'
    const [posting] = extract(advert({ title: 'Java Entwickler (m/w/d)', description }))
    expect(posting).toMatchObject({ inScope: false, language: 'de', skills: [] })
    expect(posting?.issues[0]).toEqual({ field: 'scope', issue: 'not in English (de)' })
  })

  test('figures without a sign are in the currency of the place', () => {
    const [posting] = extract(advert({ locations: ['Dublin, Ireland'], salaryText: '60000 - 70000' }))
    expect(posting?.salary?.currency).toBe('EUR')
  })

  test('an announcement of several roles gives a posting each', () => {
    const postings = extract(
      advert({
        source: 'hn-hiring',
        form: 'announcement',
        title: 'Acme | Backend Engineer, Data Scientist | Leeds, UK | ONSITE',
        description:
          'Acme | Backend Engineer, Data Scientist | Leeds, UK | ONSITE<p>We build maps with Python and PostgreSQL.',
      }),
    )
    expect(postings.map(posting => posting.title)).toEqual(['Backend Engineer', 'Data Scientist'])
    expect(new Set(postings.map(posting => posting.sourceId)).size).toBe(2)
  })

  test('a comment that is no advert is one posting out of scope', () => {
    const postings = extract(
      advert({
        source: 'hn-hiring',
        form: 'announcement',
        title: 'Thanks for posting!',
        description: 'Thanks for posting!',
      }),
    )
    expect(postings).toHaveLength(1)
    expect(postings[0]).toMatchObject({ inScope: false, issues: [{ field: 'scope' }] })
  })
})

describe('whatever a source says', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.stringMatching(/^[<>&;a-z0-9£$€|./ ,:#-]{0,120}$/),
    fc.constantFrom(
      '\u0000',
      '\ud800',
      'x'.repeat(5000),
      '<'.repeat(500),
      '£'.repeat(300),
      '&#0;&#55296;',
      '| '.repeat(400),
    ),
  )
  const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of)
  const adverts: fc.Arbitrary<Advert> = fc.record({
    source: text,
    sourceId: text,
    title: text,
    seenAt: fc.oneof(text, fc.constant('2024-03-02T08:00:00Z')),
    description: maybe(text),
    company: maybe(text),
    locations: maybe(fc.array(text, { maxLength: 3 })),
    salaryText: maybe(text),
    pay: maybe(
      fc.record({
        min: maybe(fc.double()),
        max: maybe(fc.double()),
        currency: maybe(text),
        unit: maybe(text),
      }),
    ),
    employmentTypes: maybe(fc.array(text, { maxLength: 3 })),
    workplace: maybe(text),
    postedAt: maybe(text),
    validThrough: maybe(text),
    form: maybe(fc.constant('announcement' as const)),
  })

  test('the postings are whole, bounded and fit for PostgreSQL', () => {
    fc.assert(
      fc.property(adverts, advert => {
        const postings = extract(advert)
        expect(postings.length).toBeGreaterThan(0)
        for (const posting of postings) {
          Posting.parse(posting)
          for (const value of stringsOf(posting)) {
            expect(value.isWellFormed()).toBe(true)
            expect(value).not.toContain('\u0000')
          }
          expect(posting.title.length).toBeLessThanOrEqual(300)
          expect(posting.company?.length ?? 0).toBeLessThanOrEqual(200)
        }
      }),
      { numRuns: 300 },
    )
  })
})

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(stringsOf)
}
