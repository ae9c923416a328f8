import { describe, expect, test } from 'vitest'
import { identify } from '../../extractors/identity.ts'
import type { Posting } from '../../extractors/posting.ts'

const posting = (title: string, company: string | null = null, places: string[] = []): Posting => ({
  source: 's',
  sourceId: '1',
  title,
  titleTerms: [],
  role: null,
  seniority: null,
  inScope: true,
  employmentType: null,
  ir35: null,
  salary: null,
  locations: places.map(name => ({ name, path: ['UK', name] })),
  region: null,
  workplace: null,
  skills: [],
  company,
  postedOn: '2024-01-01',
  closedOn: null,
  language: 'en',
  issues: [],
})

describe('the same vacancy', () => {
  test.each([
    ['Snr Java Dev', 'Senior Java Developer'],
    ['Senior Java Developer - REF 20393', 'Senior Java Developer'],
    ['Full-Stack Engineer (m/f/d)', 'Fullstack Engineer'],
    ['Front End Developer', 'Frontend Developer'],
    ['URGENT: Data Analyst!', 'Data Analyst'],
    ['Data Analyst - £40k', 'Data Analyst'],
    ['Data Analyst - York', 'Data Analyst'],
    ['ASP.NET Developer', 'ASP .NET Developer'],
  ])('%s = %s', (one, other) => {
    expect(identify(posting(one, null, ['York'])).titleKey).toBe(
      identify(posting(other, null, ['York'])).titleKey,
    )
  })

  test.each([
    ['Acme Software Ltd', 'ACME Software Limited'],
    ['The Acme Group plc', 'Acme Group'],
    ['Müller & Söhne GmbH', 'Muller and Sohne'],
  ])('%s = %s', (one, other) => {
    expect(identify(posting('x', one)).companyKey).toBe(identify(posting('x', other)).companyKey)
  })
})

describe('different vacancies', () => {
  test.each([
    ['C Developer', 'C# Developer'],
    ['C++ Developer', 'C# Developer'],
    ['Junior Analyst', 'Senior Analyst'],
    ['Java Developer', 'JavaScript Developer'],
    ['Backend Engineer', 'Frontend Engineer'],
  ])('%s ≠ %s', (one, other) => {
    expect(identify(posting(one)).titleKey).not.toBe(identify(posting(other)).titleKey)
  })
})

test('a company that is nothing but a legal form keeps its name', () => {
  expect(identify(posting('x', 'Co')).companyKey).toBe('co')
  expect(identify(posting('x', null)).companyKey).toBeNull()
})

test('a title that is a place keeps its name', () => {
  expect(identify(posting('Reading', null, ['Reading'])).titleKey).toBe('reading')
})

test('places are a set', () => {
  expect(identify(posting('x', null, ['York', 'Leeds', 'York'])).placeKey).toBe('leeds|york')
  expect(identify(posting('x')).placeKey).toBe('')
})
