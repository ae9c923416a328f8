import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRoles, readTitle } from '../../../extractors/title/read-title.ts'

const terms = (title: string) => readTitle(title).terms

describe('terms', () => {
  test.each<[string, string[]]>([
    [
      'Senior Python Developer',
      ['Senior Python Developer', 'Python Developer', 'Senior Developer', 'Developer'],
    ],
    ['C++ / C# Developer', ['C++ Developer', 'Developer', 'C# Developer']],
    [
      'Snr. Front-End Dev',
      ['Senior Frontend Developer', 'Frontend Developer', 'Senior Developer', 'Developer'],
    ],
    ['Frontend Engineer', ['Frontend Engineer', 'Engineer']],
    ['Fullstack Programmer', ['Full Stack Programmer', 'Programmer']],
    ['SWE', ['Software Engineer', 'Engineer']],
    ['SRE', ['Site Reliability Engineer', 'Engineer']],
    [
      'Jr Sys Admin',
      ['Junior Systems Administrator', 'Systems Administrator', 'Junior Administrator', 'Administrator'],
    ],
    ['IT Network Technician', ['IT Network Technician', 'IT Technician', 'Network Technician', 'Technician']],
    ['Cyber Security Architect', ['Cyber Security Architect', 'Security Architect', 'Architect']],
    [
      'Lead ML Engineer',
      ['Lead Machine Learning Engineer', 'Machine Learning Engineer', 'Lead Engineer', 'Engineer'],
    ],
    ['QA Lead', ['QA Lead', 'Lead']],
    [
      'Mobile Developer (Senior)',
      ['Senior Mobile Developer', 'Mobile Developer', 'Senior Developer', 'Developer'],
    ],
    [
      'Software Engineer - Backend',
      ['Backend Software Engineer', 'Backend Engineer', 'Software Engineer', 'Engineer'],
    ],
    ['Web Designer/Developer', ['Web Designer', 'Designer', 'Web Developer', 'Developer']],
    [
      'Android/iOS Mobile Engineer',
      [
        'Android Mobile Engineer',
        'Android Engineer',
        'Mobile Engineer',
        'Engineer',
        'iOS Mobile Engineer',
        'iOS Engineer',
      ],
    ],
    ['Network Engineer / Scrum Master', ['Network Engineer', 'Engineer', 'Scrum Master']],
    ['Head of Data & Analytics', ['Head of Data', 'Head of Analytics']],
    ['Director, Software Engineering', ['Director of Software Engineering', 'Director']],
    ['VP, Engineering', ['VP of Engineering']],
    ['Chief Technology Officer', ['CTO']],
    [
      '2nd Line Support Analyst',
      ['2nd Line Support Analyst', '2nd Line Analyst', 'Support Analyst', '2nd Line Support', 'Analyst'],
    ],
    ['1st/2nd Line Support', ['1st Line Support', '2nd Line Support']],
    [
      'SeniorJava DeveloperExciting Fintech',
      ['Senior Java Developer', 'Java Developer', 'Senior Developer', 'Developer'],
    ],
    ['Net Developer', ['.NET Developer', 'Developer']],
    [
      'Principal <b>Data</b> Engineer &amp; Architect',
      [
        'Principal Data Engineer',
        'Data Engineer',
        'Principal Engineer',
        'Engineer',
        'Principal Data Architect',
        'Data Architect',
        'Principal Architect',
        'Architect',
      ],
    ],
  ])('%s', (title, expected) => {
    expect(new Set(terms(title))).toEqual(new Set(expected))
    expect(terms(title)[0]).toBe(expected[0])
  })

  test('come once each, and the general head is the role', () => {
    const reading = readTitle('Java Developer / Python Developer / Developer')
    expect(reading.terms).toEqual([...new Set(reading.terms)])
    expect(reading.role).toBe('Developer')
  })

  test('of other trades are none', () =>
    expect(readTitle('Senior Staff Nurse - Theatre')).toMatchObject({ terms: [], role: null }))

  test('"Senior Manager" is no generalisation of a Senior Product Manager', () => {
    expect(terms('Senior Product Manager')).not.toContain('Senior Manager')
  })
})

describe('IT or not', () => {
  test.each<[string, boolean | null]>([
    ['DevOps Engineer', true],
    ['Systems Engineer', true],
    ['Business Analyst', true],
    ['Sales Data Analyst', true],
    ['HR Systems Analyst', true],
    ['Hardware Engineer', true],
    ['IT Graduate Scheme', true],
    ['Marketing Manager / Web Developer', true],
    ['Sales Engineer', false],
    ['Software Sales Executive', false],
    ['IT Recruitment Consultant', false],
    ['Account Executive', false],
    ['Building Services Engineer', false],
    ['HVAC Systems Engineer', false],
    ['Mechanical Design Engineer', false],
    ['Care Assistant', false],
    ['Chief of Staff', false],
    ['Property Developer', false],
    ['Data Entry Clerk', false],
    ['Head of Marketing', false],
    ['Recruiter - Java Developer roles', false],
    ['Consultant in Palliative Care', null],
    ['Delivery Improvement Manager', null],
    ['Project Manager', null],
    ['Senior Consultant', null],
    ['', null],
  ])('%s: %s', (title, it) => expect(readTitle(title).it).toBe(it))
})

describe('seniority', () => {
  test.each([
    ['Software Engineer II', 'mid'],
    ['Data Engineer III', 'senior'],
    ['Entry Level Developer', 'junior'],
    ['Mid-Senior Java Developer', 'mid'],
    ['Intermediate QA Engineer', 'mid'],
    ['Junior - Mid Developer', 'junior'],
    ['Graduate/Junior Tester', 'graduate'],
    ['Software Developer (Placement Year)', 'intern'],
    ['Data Science Intern', 'intern'],
    ['Staff Engineer', 'staff'],
    ['Support Staff', null],
    ['Staff Nurse', null],
    ['Principle Architect', 'principal'],
    ['Senior Team Leader', 'lead'],
    ['Tech Lead', 'lead'],
    ['Lead Generation Analyst', null],
    ['Head Chef', null],
    ['Head of IT', 'head'],
    ['Finance Director', 'director'],
    ['CTO', 'executive'],
    ['Marketing Executive', null],
    ['IT Manager', null],
  ])('%s: %s', (title, seniority) => expect(readTitle(title).seniority).toBe(seniority))
})

describe('displayed title', () => {
  test.each([
    ['Java Developer - London - £50k-£60k', 'Java Developer'],
    ['Java Developer (m/f/d)', 'Java Developer'],
    ['Java Developer - Remote', 'Java Developer'],
    ['Java Developer (Remote - UK)', 'Java Developer'],
    ['Test Analyst, Permanent, Leeds, up to £35,000 per annum', 'Test Analyst'],
    ['Senior <strong>Data</strong> Engineer', 'Senior Data Engineer'],
    ['Network Engineer ABCJ00013360', 'Network Engineer'],
    ['Network Engineer x5 (Contract)', 'Network Engineer'],
    ['DevOps Engineer | Inside IR35 | 500-600 per day', 'DevOps Engineer | 500-600 per day'],
    ['Analytics Developer - Java / C++', 'Analytics Developer - Java / C++'],
    ['Data Engineer - Databricks', 'Data Engineer - Databricks'],
    ['London', 'London'],
    ['**** £40k', '£40k'],
  ])('%s → %s', (title, shown) => expect(readTitle(title).title).toBe(shown))
})

describe('any text', () => {
  test('is read without throwing, the same each time, within bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => {
        const reading = readTitle(text)
        expect(readTitle(text)).toEqual(reading)
        expect(reading.title.length).toBeLessThanOrEqual(300)
        expect(reading.terms.length).toBeLessThanOrEqual(40)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    '((((',
    'Developer/'.repeat(60),
    'senior '.repeat(80),
    '£1-'.repeat(150),
    'a-'.repeat(300),
    '<b>'.repeat(200),
  ])('%#', text => {
    const start = performance.now()
    readTitle(text)
    expect(performance.now() - start).toBeLessThan(200)
  })
})

describe('roles of a phrase', () => {
  test.each<[string, string[]]>([
    [
      'Java, Python, Front-End and QA Engineers',
      ['Java Engineer', 'Python Engineer', 'Frontend Engineer', 'QA Engineer'],
    ],
    [
      'Junior/Senior Front + Back End Developers',
      ['Junior/Senior Frontend Developer', 'Junior/Senior Backend Developer'],
    ],
    ['an experienced mid-level software engineer', ['Mid-Level Software Engineer']],
    ['Software Engineering Intern', []],
    ['Software Engineer Intern', ['Software Engineer Intern']],
    ['Data Scientist, Sales Manager', ['Data Scientist']],
    ['people who care', []],
  ])('%s', (phrase, titles) => expect(readRoles(phrase).map(role => role.title)).toEqual(titles))
})
