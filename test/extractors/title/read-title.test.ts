import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRoles, readTitle } from '../../../extractors/title/read-title.ts'

const terms = (title: string) => readTitle(title).terms

describe('terms', () => {
  test.each<[string, string[]]>([
    ['VP of Engineering and Software Engineer', ['VP of Engineering', 'Software Engineer', 'Engineer']],
    ['Director of Content Marketing', []],
    ['Embedded C Engineer', ['Embedded C Engineer', 'Embedded Engineer', 'C Engineer', 'Engineer']],
    ['Shopify Developer', ['Shopify Developer', 'Developer']],
    ['\u2067Java\u2069 Developer\u202c', ['Java Developer', 'Developer']],
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
    // What stands behind a bare head says what it works on; behind a qualified one it does not.
    ['Engineers (Data, Platform)', ['Data Engineer', 'Platform Engineer', 'Engineer']],
    ['Manager, Data Science', ['Data Science Manager', 'Manager']],
    [
      'Staff Engineer - Site Reliability',
      ['Staff Site Reliability Engineer', 'Site Reliability Engineer', 'Staff Engineer', 'Engineer'],
    ],
    ['Consultant SAP', ['SAP Consultant', 'Consultant']],
    ['Software Engineer (Java)', ['Software Engineer', 'Engineer']],
    ['Technical Lead - Java', ['Technical Lead', 'Lead']],
    // A level is the role where there is no other.
    ['Data Science Intern', ['Data Science Intern', 'Intern']],
    ['Internship - Machine Learning', ['Machine Learning Intern', 'Intern']],
    ['Cyber Security Apprentice', ['Cyber Security Apprentice', 'Security Apprentice', 'Apprentice']],
    ['Internship in Technology: Software Engineer', ['Software Engineer', 'Engineer']],
    ['Lead - Data Engineering', ['Data Engineering Lead', 'Lead']],
    // Spellings of a skill do not swallow qualifiers of their own.
    ['AWS Cloud Engineer', ['AWS Cloud Engineer', 'AWS Engineer', 'Cloud Engineer', 'Engineer']],
    [
      'SQL Database Administrator',
      ['SQL Database Administrator', 'SQL Administrator', 'Database Administrator', 'Administrator'],
    ],
    ['Software Dev', ['Software Developer', 'Developer']],
    // What is managed stays, a scientist is no bare "Scientist", an officer no bare "Officer".
    ['IT Project Manager', ['IT Project Manager', 'Project Manager', 'Manager']],
    ['Senior Data Scientist', ['Senior Data Scientist', 'Data Scientist']],
    ['Associate, Data Analyst', ['Data Analyst', 'Analyst']],
    ['Founding Backend Engineer', ['Backend Engineer', 'Engineer']],
    ['Founding Engineer', ['Founding Engineer', 'Engineer']],
    [
      'Solutions Architect Team Lead',
      ['Lead Solutions Architect', 'Solutions Architect', 'Lead Architect', 'Architect'],
    ],
    ['Data Engineer Supervisor', ['Data Engineer', 'Engineer']],
    ['Corporate Actions Developer', ['Corporate Actions Developer', 'Developer']],
    ['Head of Telematics Data Science', ['Head of Data Science']],
    ['Director, Platform Engineering', ['Director of Platform Engineering', 'Director']],
    ['Director - Data Engineering', ['Director of Data Engineering', 'Director']],
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
    ['Solar Design Engineer', false],
    ['Field Service Engineer', false],
    ['Mobile Service Engineer', false],
    ['Process Engineer', false],
    ['Structural Engineer', false],
    ['Instrumentation & Controls Engineer', false],
    ['CAD Engineer', false],
    ['CAM Programmer', false],
    ['Quantity Surveyor', false],
    ['Architectural Technologist', false],
    ['Content Designer', false],
    ['Operations Manager', false],
    ['Technical Recruiter', false],
    ['Technical Account Manager', false],
    ['SaaS Account Executive', false],
    ['Head of Institutional Sales', false],
    ['Revenue Operations', false],
    ['Marketing Intern', false],
    ['Manager, Treasury', false],
    ['IT Field Service Engineer', true],
    ['IT Service Engineer', true],
    ['IT Operations Manager', true],
    ['Network Operations Manager', true],
    ['Solution Architect', true],
    ['UX Designer', true],
    ['Product Manager', true],
    ['Developer Advocate', true],
    ['Technical Support Engineer', true],
    ['Clinical Systems Manager', true],
    ['Python Front Office Developer', true],
    ['Research Engineer - Machine Learning', true],
    ['Managing Consultant - Data Science', true],
    ['Lead Engineer - Full Stack', true],
    ['Research Engineer', null],
    ['Alliance Manager, AWS', null],
    ['Architect', null],
    ['Quality Assurance Manager', null],
    ['Customer Support Engineer', null],
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
    ['Software Engineer (II)', 'mid'],
    ['Software Engineer L5', 'senior'],
    ['Software Engineer, IC5', 'staff'],
    ['Data Scientist E4', 'mid'],
    ['SDE2', 'mid'],
    ['Machine Learning Engineer 3', 'senior'],
    ['Data Engineer 2 year contract', null],
    ['Scrum Master (2 positions)', null],
    ['Business Analyst MiFID II', null],
    ['Support Engineer Band 6', null],
    ['Senior+ Platform Engineer', 'senior'],
    ['Forward Deployed Engineer | Middle East', null],
    ['Mid-market Account Executive', null],
    ['Analyst with a Market Leader', null],
    ['Data Apprentice', 'junior'],
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

describe('technical fields beside an undecided head', () => {
  test('leave the head alone where an unknown word stands before it', () =>
    expect(readTitle('Dispatch Engineer (Cisco)')).toMatchObject({ it: true, terms: ['Engineer'] }))
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
    ['Software Engineering Intern', ['Software Engineering Intern']],
    ['Software Engineer Intern', ['Software Engineer Intern']],
    ['Data Scientist, Sales Manager', ['Data Scientist']],
    ['people who care', []],
  ])('%s', (phrase, titles) => expect(readRoles(phrase).map(role => role.title)).toEqual(titles))
})
