import { describe, expect, test } from 'vitest'
import { findSkillSpans, findSkills, skillVocabulary } from '../../../extractors/skills/find-skills.ts'
import { skills } from '../../../extractors/taxonomy/skills.ts'

const names = (text: string) => findSkills(text).map(skill => skill.name)

describe('written forms', () => {
  test.each([
    ['Node JS, nodejs and Node.js', ['Node.js']],
    ['Postgres or PostgreSQL', ['PostgreSQL']],
    ['K8s is Kubernetes', ['Kubernetes']],
    ['Objective C and Obj-C', ['Objective-C']],
    ['PLSQL, PL/SQL, PL-SQL', ['PL/SQL']],
    ['C++17 and C++ 11', ['C++']],
    ['C#/.NET', ['C#', '.NET']],
    ['C#.NET developer', ['C#', '.NET']],
    ['VB.Net and ASP.Net', ['VB.NET', 'ASP.NET']],
    ['dotnet core', ['.NET Core']],
    ['RoR developer', ['Ruby on Rails']],
    ['**TypeScript**, `Redis`', ['TypeScript', 'Redis']],
    ['•Kotlin •Terraform', ['Kotlin', 'Terraform']],
    ['Google’s BigQuery and python’s pandas', ['Google BigQuery', 'Python', 'Pandas']],
    ['Oracle E-Business Suite', ['Oracle EBS']],
    ['containerization with Docker', ['Containerisation', 'Docker']],
    ['Power BI dashboards, DAX', ['Power BI', 'DAX']],
    ['REST APIs', ['REST']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expect.arrayContaining(expected))
  })
})

describe('the longest spelling wins', () => {
  test.each([
    ['Microsoft SQL Server administration', 'SQL Server', 'SQL'],
    ['JavaScript developer', 'JavaScript', 'Java'],
    ['React Native apps', 'React Native', 'React'],
    ['Spring Boot services in Java', 'Spring Boot', 'Spring'],
    ['ASP.NET MVC', 'ASP.NET MVC', 'ASP.NET'],
    ['Amazon Web Services', 'AWS', 'Web Services'],
    ['Ruby on Rails', 'Ruby on Rails', 'Ruby'],
    ['Azure DevOps', 'Azure DevOps', 'Azure'],
    ['GitHub Actions', 'GitHub Actions', 'GitHub'],
  ])('%s is %s, not %s', (text, wanted, unwanted) => {
    expect(names(text)).toContain(wanted)
    expect(names(text)).not.toContain(unwanted)
  })
})

describe('versions', () => {
  test.each([
    ['Java 8', ['Java 8', 'Java']],
    ['Java 9', ['Java']],
    ['Python3 and Python 2.7', ['Python']],
    ['Angular 13', ['Angular']],
    ['SQL Server 2016', ['SQL Server 2016', 'SQL Server']],
    ['Windows Server 2012 R2', ['Windows Server 2012', 'Windows Server']],
    ['HTML5', ['HTML5']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })
})

describe('lists', () => {
  test.each([
    ['Python/Django/Celery', ['Python', 'Django', 'Celery']],
    ['React/Redux/TypeScript', ['React', 'Redux', 'TypeScript']],
    ['Mongo / Express / Angular / Node', ['MongoDB', 'Express.js', 'Angular', 'Node.js']],
    ['CI/CD with Jenkins', ['CI/CD', 'Jenkins']],
    ['C, C++, Go, Rust', ['C', 'C++', 'Go', 'Rust']],
    ['Go, Postgres, gRPC', ['Go', 'PostgreSQL', 'gRPC']],
    [
      'Hadoop, Hive, Pig, Storm and Spark',
      ['Hadoop', 'Apache Hive', 'Apache Pig', 'Apache Storm', 'Apache Spark'],
    ],
    ['AWS (EC2, S3, Lambda, RDS)', ['AWS', 'Amazon EC2', 'Amazon S3', 'AWS Lambda', 'Amazon RDS']],
    ['Experience with SQLStrong communication', ['SQL']],
    ['Power BIExperience of Snowflake', ['Power BI', 'Snowflake']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expect.arrayContaining(expected))
  })
})

/** [skill, text that means it, text that does not]. */
const ambiguous: [string, string, string][] = [
  ['Go', 'services written in Go and deployed on Kubernetes', 'Go to our careers page. We use Python'],
  ['Go', 'Go developer', 'Are you ready to go further with us?'],
  ['R', 'statistical modelling in R or SAS', 'an R&D engineer'],
  ['R', 'Python, R, SQL', 'Pension (R) and other perks'],
  ['C', 'C/C++ on Linux', 'a Series C company writing Python'],
  ['C', 'strong C skills for embedded firmware', 'report to C-level executives about Java'],
  ['D', 'C++ and D', 'Section D of the Java syllabus'],
  ['Rust', 'systems in Rust or C++', 'rust prevention for steel parts'],
  ['Apple Swift', 'iOS apps in Swift', 'a swift response to tickets on iOS'],
  ['Apple Swift', 'Swift developer', 'SWIFT payments over Java middleware'],
  ['Spring', 'Java with Spring and Hibernate', 'a Spring 2018 internship in Java'],
  ['Spring', 'Spring developer', 'we launched it last spring'],
  ['Express.js', 'Node, Express and Mongo', 'American Express uses Node'],
  ['Apache Spark', 'Hadoop, Spark, Scala', 'a spark of curiosity about Scala'],
  ['Dart', 'Flutter and Dart', 'a dart board next to the office'],
  ['Julia', 'Python, R or Julia', 'ask for Julia at reception'],
  ['Microsoft Access', 'Excel, Word and Access', 'access to private healthcare, and Excel'],
  ['Microsoft Word', 'MS Word', 'word of mouth'],
  ['Microsoft Word', 'Word, Excel and PowerPoint', 'Word spreads fast in our Excel team'],
  ['Microsoft Excel', 'advanced Excel skills', 'you will excel in a fast team'],
  ['Microsoft Excel', 'SQL, Excel', 'people who excel at SQL'],
  ['React', 'React and Redux', 'react quickly to incidents in JavaScript systems'],
  ['Flask', 'Python and Flask', 'a vacuum flask for every starter'],
  ['Ember.js', 'Ember, Backbone or Angular', 'a glowing ember'],
  ['Backbone.js', 'Backbone and jQuery', 'the backbone of our platform, written in Java'],
  ['Phoenix Framework', 'Elixir with Phoenix', 'our office in Phoenix, Arizona'],
  ['Apache Storm', 'Kafka and Storm', 'a storm of emails'],
  ['Unity', 'games in Unity with C#', 'unity of purpose'],
  ['Adobe Flash', 'Flash and ActionScript', 'flash storage arrays'],
  ['Apache Ant', 'Ant, Maven and Jenkins', 'Ant Financial'],
  ['GNU Make', 'CMake, Make and GCC', 'you will make decisions'],
  ['Less', 'CSS, Sass or Less', 'Less than two years of CSS'],
  ['REST', 'REST and SOAP web services', 'the rest of the team uses Java'],
  ['Active Directory', 'Windows Server, AD, DNS', 'ad hoc reports on Windows'],
  ['Windows', 'Linux and Windows', 'time windows for deliveries'],
  ['Maven', 'Maven or Gradle', 'a marketing maven'],
  ['GitHub', 'CI on GitHub', 'send your GitHub profile'],
  ['TypeScript', 'React and TS', 'TS clearance is needed'],
  ['Notion', 'Slack, Notion and Jira', 'the notion of ownership'],
  ['Snowflake', 'Snowflake and dbt', 'every snowflake schema is different'],
  ['Sketch', 'Sketch, Figma, InVision', 'sketch ideas on paper'],
  ['Cucumber', 'Cucumber and Selenium', 'cucumber sandwiches on Fridays'],
  ['SAS', 'SAS, SPSS and R', 'SAS drives in a RAID array'],
  ['Looker', 'dashboards in Looker', 'a real good looker'],
]

describe('ambiguous names', () => {
  test.each(ambiguous)('%s: in "%s", not in "%s"', (skill, meant, other) => {
    expect(names(meant)).toContain(skill)
    expect(names(other)).not.toContain(skill)
  })
})

describe('not skills', () => {
  test.each([
    ['https://github.com/acme/python', []],
    ['see www.java.com/jobs', []],
    ['mail jobs@oracle.com', []],
    ['python.org', []],
    ['', []],
    ['   \n\t', []],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })
})

describe('what is not wanted', () => {
  test.each([
    ['No PHP experience needed', 'PHP'],
    ['no prior Java knowledge', 'Java'],
    ['We are not a Perl shop', 'Perl'],
    ['Kotlin is not required', 'Kotlin'],
    ["you don't need to know Scala", 'Scala'],
    ['no Java or PHP needed', 'PHP'],
  ])('%s', (text, skill) => {
    expect(names(text)).not.toContain(skill)
  })
  test.each([
    ['not only Java but Kotlin', 'Java'],
    ['No bureaucracy. Python and Django', 'Python'],
    ['knowledge of languages including but not limited to Ruby', 'Ruby'],
  ])('%s', (text, skill) => {
    expect(names(text)).toContain(skill)
  })
})

test('each skill once, in order of first mention, with its category', () => {
  expect(findSkills('Python, then Django, then Python again')).toEqual([
    { name: 'Python', category: 'Programming Languages' },
    { name: 'Django', category: 'Libraries, Frameworks & Software Standards' },
  ])
})

test('spans point at the text', () => {
  const text = 'We use Ruby on Rails, and K8s.'
  expect(findSkillSpans(text).map(({ name, start, end }) => [name, text.slice(start, end)])).toEqual([
    ['Ruby on Rails', 'Ruby on Rails'],
    ['Kubernetes', 'K8s'],
  ])
})

test('one text does not colour the next', () => {
  names('Python, Java, R')
  expect(names('R')).toEqual([])
})

test('long and hostile text stays within a second', () => {
  for (const piece of ['C ', 'C#', 'a.', '/', 'Go '.repeat(3), '((((', 'not ', '\u200b', '-'.repeat(9)]) {
    const started = performance.now()
    findSkills(piece.repeat(150_000))
    expect(performance.now() - started).toBeLessThan(1000)
  }
})

test('every spelling without a rule is found as its skill', () => {
  const lost = skills.flatMap(({ name, spellings }) =>
    spellings
      .filter(
        ({ text, rule }) =>
          rule === null &&
          !findSkills(`we use ${text.replace(/[():]+/g, ' ')} here`).some(hit => hit.name === name),
      )
      .map(({ text }) => `${text} (${name})`),
  )
  expect(lost).toEqual([])
})

test('the vocabulary holds names and aliases', () => {
  expect(skillVocabulary()).toEqual(expect.arrayContaining(['Kubernetes', 'Golang', 'Postgres']))
})
