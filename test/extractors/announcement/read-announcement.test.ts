import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnnouncement } from '../../../extractors/announcement/read-announcement.ts'

const comment = (description: string, title = 'first line') => ({
  source: 'hn-hiring',
  sourceId: '17',
  title,
  description,
  seenAt: '2016-03-31T12:00:00Z',
  form: 'announcement' as const,
})

const advertsOf = (html: string) => {
  const reading = readAnnouncement(comment(html))
  return 'adverts' in reading ? reading.adverts : []
}

describe('a comment that advertises', () => {
  test('gives company, places, pay and forms of work of its header', () => {
    const html =
      'Brackenfold (YC S14) | Senior Rails Engineer | Leeds, UK | ONSITE | Full-time | £60k-£75k | https://brackenfold.example<p>We sell seeds.</p>'
    expect(advertsOf(html)).toEqual([
      {
        ...comment(html),
        title: 'Senior Ruby on Rails Engineer',
        company: 'Brackenfold',
        locations: ['Leeds, UK'],
        salaryText: '£60k-£75k',
        employmentTypes: ['Full-time'],
        workplace: 'onsite',
        form: null,
      },
    ])
  })

  test('becomes one advert per role, numbered from the second on', () => {
    const adverts = advertsOf('Quillmark | Backend Engineer, Data Scientist and QA Lead | Berlin | REMOTE')
    expect(adverts.map(({ sourceId, title }) => [sourceId, title])).toEqual([
      ['17', 'Backend Engineer'],
      ['17#2', 'Data Scientist'],
      ['17#3', 'QA Lead'],
    ])
    expect(new Set(adverts.map(advert => advert.company))).toEqual(new Set(['Quillmark']))
    expect(new Set(adverts.map(advert => advert.workplace))).toEqual(new Set(['remote']))
  })

  test.each<[string, string, string[]]>([
    [
      'strokes in another order',
      'Full Stack Developer | London, UK | Tollgate Labs | Full time',
      ['Full Stack Developer'],
    ],
    ['dashes', 'Tollgate Labs - Manchester, UK - Senior Go Developer - full time', ['Senior Go Developer']],
    ['brackets', 'Tollgate Labs (Edinburgh, UK) (iOS Engineer)', ['iOS Engineer']],
    [
      'a list below',
      'Tollgate Labs | London | Multiple positions<p>We make bells.<p>* Android Developer - £50k<p>* Site Reliability Engineer (SRE)',
      ['Android Developer', 'Site Reliability Engineer'],
    ],
    [
      'prose',
      'London, UK. Tollgate is looking for an experienced Java / Scala developer and a UX designer.',
      ['Java Developer', 'Scala Developer', 'UX Designer'],
    ],
    [
      'a name that ends in a dot',
      'Tollgate | Leeds | Full-time<p>We are looking for two senior .NET developers to join us.',
      ['Senior .NET Developer'],
    ],
    [
      'a label',
      'Tollgate - Portsmouth<p>Position: Sr. System Administrator<p>Apply today.',
      ['Senior Systems Administrator'],
    ],
    [
      'requirements are no roles',
      'Tollgate | Python Developer | Bath<p>- 5 years as a Software Engineer<p>- Experience of working with Data Scientists',
      ['Python Developer'],
    ],
    [
      'a level between',
      'Tollgate | Mid-level Software Engineer | Birmingham, UK',
      ['Mid-Level Software Engineer'],
    ],
    [
      'no role named',
      'Tollgate | Bristol, UK | Full-time<p>We are hiring, see our site.',
      ['Open positions'],
    ],
  ])('%s', (_, html, titles) => expect(advertsOf(html).map(advert => advert.title)).toEqual(titles))

  test.each<[string, string | null, string[]]>([
    ['Tollgate Labs, Leeds, UK | REMOTE or ONSITE | Data Engineer', 'Tollgate Labs', ['Leeds, UK']],
    ['Tollgate, Leeds, Web Developer, Python & Mobile', null, ['Leeds']],
    ['Cardiff, Wales - Tollgate (https://tollgate.example) - Web Developer', 'Tollgate', ['Cardiff, Wales']],
    ['tollgate is hiring web developers in Glasgow', 'tollgate', ['Glasgow']],
    ['NYC or Edinburgh. Rust Developer wanted at a young company.', null, ['NYC or Edinburgh']],
    ['Tollgate | Python Developer<p>Location: Oxford, UK<p>Apply within.', 'Tollgate', ['Oxford, UK']],
  ])('%s → %s in %j', (html, company, locations) =>
    expect(advertsOf(html)[0]).toMatchObject({ company, locations }),
  )

  test.each([
    ['Tollgate | Tester | York | REMOTE', 'remote'],
    ['Tollgate | Tester | York | No remote', 'onsite'],
    ['Tollgate | Tester | York | Hybrid', 'hybrid'],
    ['Tollgate | Tester | York', null],
    ['Tollgate | Tester of hybrid clouds | York', null],
  ])('%s: %s', (html, workplace) => expect(advertsOf(html)[0]?.workplace).toBe(workplace))

  test.each([
    ['Tollgate | Tester | York | £40,000-£60,000', '£40,000-£60,000'],
    ['Tollgate | Tester | York<p>Salary: 45-60k GBP a year plus shares', '45-60k GBP a year'],
    ['Tollgate | Tester | York | $70/hour', '$70/hour'],
    ['Tollgate | Tester | York<p>We are paying up to £52,000 for this.', 'up to £52,000'],
    ['Tollgate | Tester | York<p>We raised $12M and pay well.', null],
    ['Tollgate | Tester | York<p>Our base is 900k users worth £20 each.', null],
  ])('%s: %s', (html, salaryText) => expect(advertsOf(html)[0]?.salaryText ?? null).toBe(salaryText))

  test.each([
    ['Web Developer<br>York, UK. Full time, permanent.<p>We make maps.', ['Full-time', 'Permanent']],
    ['Web Developer - York<p>We make maps for those who work part time or hold a contract with us.', []],
  ])('%s: %j', (html, types) => expect(advertsOf(html)[0]?.employmentTypes).toEqual(types))

  test('what the crawler knew is kept', () => {
    const reading = readAnnouncement({
      ...comment('Tollgate | Tester | York'),
      company: 'Known Ltd',
      locations: ['Hull'],
    })
    expect(reading).toMatchObject({ adverts: [{ company: 'Known Ltd', locations: ['Hull'] }] })
  })
})

describe('a comment that is no advert', () => {
  test.each([
    ['SEEKING WORK - Remote or Cardiff. Ten years of Perl.', 'someone seeking work'],
    ["I'm a web developer looking for a job in Leeds.", 'someone seeking work'],
    [
      'Location: Leeds, UK<p>Remote: yes<p>Willing to relocate: no<p>Technologies: PHP',
      'someone seeking work',
    ],
    ['I made a site where you can search this thread by tag.', 'about the thread'],
    ['Is anyone hiring in Newcastle?', 'question or remark'],
    ['Why do so few posts name a salary?', 'question or remark'],
    ['Great thread, good luck all!', 'question or remark'],
    ['Hackers for hire: we spy on anyone, contact us for any position.', 'no job named'],
    ['<p>--</p>', 'empty comment'],
  ])('%s: %s', (html, noAdvert) => expect(readAnnouncement(comment(html))).toEqual({ noAdvert }))

  test('a search for a freelancer is an advert all the same', () => {
    expect(
      advertsOf('SEEKING FREELANCER - REMOTE - WordPress developer for a bakery').map(advert => advert.title),
    ).toEqual(['WordPress Developer'])
  })
})

test('any comment is read quickly and without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), text => void readAnnouncement(comment(text))),
    { numRuns: 200 },
  )
  for (const part of ['| ', '(', 'hiring a ', '£1k-', 'London, ', ' - ', 'Engineer, ', '<p>']) {
    const start = performance.now()
    readAnnouncement(comment(part.repeat(20_000 / part.length)))
    expect(performance.now() - start).toBeLessThan(1000)
  }
})
