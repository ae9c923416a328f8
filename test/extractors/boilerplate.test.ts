import { describe, expect, it } from 'vitest'
import { findBoilerplate, withoutBoilerplate } from '../../extractors/boilerplate.ts'
import { extract } from '../../extractors/extract.ts'
import { extractListing } from '../../extractors/extract-listing.ts'
import type { Advert } from '../../extractors/posting.ts'

const engineers = ['Java Developer', 'Data Engineer', 'Frontend Engineer', 'DevOps Engineer']
const others = ['Account Executive', 'Recruiter', 'Office Manager', 'Marketing Manager']
const stack = 'Our stack: Kotlin services on Kubernetes, PostgreSQL behind them, React in front.'
const about = 'Four thousand charities run Kubernetes with the help of Fernhill, and more join them.'

const board = (paragraphs: Record<string, readonly string[]>): Advert[] =>
  Object.entries(paragraphs).map(([title, lines], at) => ({
    source: 'board',
    sourceId: String(at),
    company: 'Fernhill',
    title,
    description: lines.map(line => `<p>${line}</p>`).join(''),
    seenAt: '2026-01-05',
  }))

const each = (titles: readonly string[], ...lines: string[]) =>
  Object.fromEntries(titles.map(title => [title, [`The ${title} works with us.`, ...lines]]))

const plain = ({ description }: Advert): string =>
  (description ?? '').replaceAll('</p>', '\n').replaceAll('<p>', '')

const found = (adverts: readonly Advert[]): string[] => [...findBoilerplate(adverts, plain)]

describe('boilerplate', () => {
  it.each<[string, Record<string, readonly string[]>, string[]]>([
    ['what all trades of a board repeat', each([...engineers, ...others], about), [about]],
    [
      'what nearly all repeat, one of another trade among them',
      { ...each([...engineers, 'Recruiter'], about), 'QA Engineer': ['Tests.'] },
      [about],
    ],
    [
      'a long paragraph that some of each trade have',
      {
        ...each(engineers.slice(0, 2), about),
        ...each(others.slice(0, 2), about),
        ...each(engineers.slice(2)),
        ...each(others.slice(2)),
      },
      [about],
    ],
    ['a heading', each([...engineers, 'Recruiter'], 'About Oracle'), ['About Oracle']],
    ['not the stack of all engineers', { ...each(engineers, stack), ...each(others) }, []],
    ['not the stack of a board that seeks engineers alone', each([...engineers, 'QA Engineer'], stack), []],
    [
      'not the stack that a sales engineer shares',
      each([...engineers, 'Sales Engineer', 'Building Services Engineer'], stack),
      [],
    ],
    [
      'not a short demand that recurs between trades',
      {
        ...each(engineers.slice(0, 2), 'Good with Excel'),
        ...each(others.slice(0, 2), 'Good with Excel'),
        ...each(engineers.slice(2)),
        ...each(others.slice(2)),
      },
      [],
    ],
    [
      'not what two engineers share with one of another trade',
      { ...each(engineers, about), ...each(others), Recruiter: [about] },
      [],
    ],
    [
      'not a condition that binds everyone',
      each([...engineers, ...others], 'Everybody here holds SC clearance or is eligible for it.'),
      [],
    ],
    ['nothing of three adverts', each([...engineers.slice(0, 2), 'Recruiter'], about), []],
  ])('is %s', (_, paragraphs, expected) => {
    const adverts = board(paragraphs)
    expect(found(adverts)).toEqual(expected.map(line => line.toLowerCase()))
  })

  it('is judged by titles: one job in many towns is one advert', () => {
    const towns = ['Leeds', 'York', 'Hull', 'Bath'].map((town, at) => ({
      ...board(each(['Java Developer'], stack))[0]!,
      sourceId: `java-${at}`,
      locations: [town],
    }))
    expect(found([...towns, ...board(each(['Recruiter'], stack))])).toEqual([])
  })

  it('asks for no text where there can be none', () => {
    const text = () => {
      throw new Error('asked')
    }
    expect(findBoilerplate(board(each(engineers, about)), text).size).toBe(0)
    expect(findBoilerplate(board(each(['Java Developer', 'Recruiter'], about)), text).size).toBe(0)
  })

  it('leaves its place empty', () => {
    expect(withoutBoilerplate('One\n- Two\n TWO \nThree', new Set(['two']))).toBe('One\n\n\nThree')
  })
})

describe('a listing', () => {
  const adverts = board({
    ...each([...engineers, ...others], about, 'Benefits: 25 days of holiday. Salary: £60,000 a year.'),
    'Kubernetes Engineer': ['You keep it up.', about],
    'Integration Developer': ['You run Kafka on Kubernetes.', about],
  })
  const skillsOf = (listing: readonly Advert[]) =>
    Object.fromEntries(extractListing(listing).map(([posting]) => [posting!.title, names(posting!.skills)]))
  const names = (skills: readonly { name: string }[]) => skills.map(({ name }) => name)

  it('counts no skill that only the company’s talk names', () => {
    const alone = names(extract(adverts[0]!)[0]!.skills)
    expect(alone).toContain('Kubernetes')
    const skills = skillsOf(adverts)
    expect(skills['Java Developer']).toEqual(['Java'])
    expect(skills['Integration Developer']).toContain('Kubernetes')
    expect(skills['Kubernetes Engineer']).toContain('Kubernetes')
  })

  it('reads everything else of the whole text', () => {
    const [posting] = extractListing(adverts)[0]!
    expect(posting!.salary).toEqual(extract(adverts[0]!)[0]!.salary)
    expect(posting!.salary).toMatchObject({ min: 60_000 })
  })

  it('gives those wanted, judged by all', () => {
    const whole = extractListing(adverts)
    expect(extractListing(adverts, [9, 0])).toEqual([whole[9], whole[0]])
  })

  it('keeps companies and boards apart, and leaves what has none as it is', () => {
    const halves = adverts.map((advert, at) => ({ ...advert, company: at % 4 === 0 ? 'Fernhill' : 'Other' }))
    const unnamed = adverts.map(advert => ({ ...advert, company: null }))
    const announced = adverts.map(advert => ({ ...advert, form: 'announcement' as const }))
    expect(extractListing(halves)[0]).toEqual(extract(halves[0]!))
    for (const listing of [unnamed, announced])
      expect(extractListing(listing)).toEqual(listing.map(advert => extract(advert)))
  })

  it('takes ten thousand adverts of one company in its stride', () => {
    const large = Array.from({ length: 10_000 }, (_, at) => ({
      ...adverts[at % adverts.length]!,
      sourceId: String(at),
      title: `${adverts[at % adverts.length]!.title} ${at}`,
    }))
    const start = performance.now()
    extractListing(large, [0])
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})
