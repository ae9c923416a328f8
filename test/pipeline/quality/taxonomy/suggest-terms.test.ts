import { describe, expect, it } from 'vitest'
import { createTermCounts, createWordCounts } from '../../../../pipeline/quality/taxonomy/bounded-counts.ts'
import { createEmployers, employerKey } from '../../../../pipeline/quality/taxonomy/employers.ts'
import { isNoTerm } from '../../../../pipeline/quality/taxonomy/no-terms.ts'
import { printSuggestions } from '../../../../pipeline/quality/taxonomy/print-suggestions.ts'
import { checkFiles } from '../../../../pipeline/quality/taxonomy/read-adverts.ts'
import { suggestTerms } from '../../../../pipeline/quality/taxonomy/suggest-terms.ts'
import { postingFile } from '../../../raw-postings.ts'

const advert = (id: number, company: string, description: string, more: object = {}) => ({
  source: 'test',
  sourceId: String(id),
  title: 'Senior Python Developer',
  company,
  description,
  locations: ['London, UK'],
  seenAt: '2025-11-20T09:00:00Z',
  ...more,
})

describe('suggestions', () => {
  it('rank what several employers name beside skills before the rest, and leave out what is none', async () => {
    const file = postingFile([
      ...['Ant', 'Bee', 'Cat', 'Dog'].map((company, at) =>
        advert(
          at,
          company,
          `<p>You know Python, Zeppelino and PostgreSQL. Talk to Sarah Smith in Leeds on Friday.</p>
          <p>The office has a cat, a Quokkabar and a long table for all of us to sit at, with a view of the river.</p>`,
        ),
      ),
      // One employer alone, however often.
      ...[10, 11, 12, 13].map(id => advert(id, 'Eel', '<p>We run Python with Wombatino here.</p>')),
      // Its own name; what is known; another trade.
      ...[20, 21].map(id =>
        advert(id, `Fox Moleware ${id}`, '<p>We at Moleware use Django, Kafka and Docker.</p>'),
      ),
      advert(30, 'Gnu', '<p>Work with Zeppelino and Sphinxoid on the ward.</p>', { title: 'Staff Nurse' }),
    ])
    const found = await suggestTerms([file], { limit: 10, min: 2 })
    expect(found).toMatchObject({ adverts: 11, inScope: 10 })
    expect(found.terms.map(({ term }) => term)).toEqual(['Zeppelino', 'Quokkabar'])
    expect(found.terms[0]).toMatchObject({ employers: 4, adverts: 4, besideSkills: 1 })
    expect(found.terms[0]!.example).toContain('Python, Zeppelino and PostgreSQL')
    expect(found.terms[1]!.besideSkills).toBe(0)
  })

  it('list unknown words of titles by employers, without the remarks around them', async () => {
    const titles = [
      'Zeppelino Engineer - Leading Online Brand',
      'Software Engineer, Zeppelino',
      'Software Engineer',
    ]
    const file = postingFile(
      titles.map((title, at) =>
        advert(at, `Firm ${'xyz'[at]}`, '<p>Python, Kafka, Docker and Linux.</p>', { title }),
      ),
    )
    const { titleWords } = await suggestTerms([file], { limit: 10, min: 2 })
    expect(titleWords).toMatchObject([{ term: 'zeppelino', employers: 2, adverts: 2, besideSkills: null }])
  })

  it('keep to the limit, and say when there is nothing', async () => {
    const file = postingFile([advert(1, 'Ant', '<p>We use Python, Zeppelino and Quokkaline.</p>')])
    expect((await suggestTerms([file], { limit: 1, min: 1 })).terms).toHaveLength(1)
    const none = await suggestTerms([file], { limit: 5, min: 2 })
    const text = printSuggestions(none, { colour: false, width: 100 })
    expect(text).toContain('1 advert, 1 in scope, of 1 employer')
    expect(text).toContain('Terms that no skill covers: none')
  })

  it('fit the terminal and keep the term in view', async () => {
    const words = 'word '.repeat(40)
    const file = postingFile([advert(1, 'Ant', `<p>${words} with Zeppelino and Python ${words}</p>`)])
    const found = await suggestTerms([file], { limit: 5, min: 1 })
    const lines = printSuggestions(found, { colour: false, width: 90 }).split('\n')
    const line = lines.find(each => each.includes('with Zeppelino'))
    expect(line).toBeDefined()
    for (const each of lines) expect(each.length).toBeLessThanOrEqual(90)
  })

  it('begin only where every file can be read', async () => {
    await expect(checkFiles(['/nowhere/a.warc.gz'])).rejects.toThrow(/a\.warc\.gz/)
  })
})

describe('counts stay within bounds', () => {
  const count = (terms: ReturnType<typeof createTermCounts>, key: string, employer = 0, form = key) =>
    terms.add({ key, form, employer, beside: false, example: () => key })

  it('forgets rare terms and keeps frequent ones', () => {
    const terms = createTermCounts(100)
    for (let round = 0; round < 50; round++) {
      count(terms, 'frequent', round)
      for (let at = 0; at < 40; at++) count(terms, `rare ${round} ${at}`)
    }
    const kept = new Map(terms.entries())
    expect(kept.size).toBeLessThanOrEqual(100)
    expect(kept.get('frequent')).toMatchObject({ adverts: 50 })
    expect(kept.get('frequent')!.employers.size).toBe(50)
  })
  it('remembers the form that most write', () => {
    const terms = createTermCounts(10)
    for (const form of ['KAFKA', 'Kafka', 'Kafka', 'kafka', 'Kafka']) count(terms, 'kafka', 0, form)
    expect([...terms.entries()][0]![1].form).toBe('Kafka')
  })
  it('forgets rare words', () => {
    const words = createWordCounts(50)
    for (let at = 0; at < 500; at++) {
      words.add('often')
      words.add(`rare${at}`)
    }
    expect(words.of('often')).toBe(500)
    expect(words.of('rare3')).toBe(0)
  })
})

it.each([
  ['march', true],
  ['cycle to work', true],
  ['vitality health', true],
  ['manchester', true],
  ['january 2026', true],
  ['leeds 2026', true],
  ['zeppelino', false],
  ['january zeppelino', false],
])('%s is no term: %s', (term, expected) => {
  expect(isNoTerm(term)).toBe(expected)
})

it.each([
  ['Acme Labs Ltd', 'acme'],
  ['The Acme Group plc', 'acme'],
  ['Labs Ltd', 'labs ltd'],
  ['Müller & Söhne GmbH', 'müller söhne'],
])('%s is compared as %s', (name, expected) => {
  expect(employerKey(name)).toBe(expected)
  const employers = createEmployers()
  employers.number(name)
  expect(employers.has(expected)).toBe(true)
})
