import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../scripts/sandbox/random.ts'
import { roles } from '../../../scripts/sandbox/tables.ts'
import { spellTitle, type TitleFacts, titleTerms } from '../../../scripts/sandbox/titles.ts'

const roleOf = (title: string) => roles.roles.find(role => role.title === title)!

describe('titleTerms', () => {
  test.each([
    ['Backend Developer', null, null, ['Backend Developer', 'Developer']],
    [
      'Backend Developer',
      'senior',
      'Python',
      [
        'Senior Python Backend Developer',
        'Python Backend Developer',
        'Backend Developer',
        'Python Developer',
        'Senior Developer',
        'Developer',
      ],
    ],
    ['Project Manager', 'senior', null, ['Senior Project Manager', 'Project Manager', 'Manager']],
    ['Python Developer', 'mid', null, ['Python Developer', 'Developer']],
    ['Scrum Master', 'lead', null, ['Lead Scrum Master', 'Scrum Master']],
    ['Head of Engineering', 'head', null, ['Head of Engineering']],
    ['Director of Engineering', 'director', null, ['Director of Engineering', 'Director']],
    ['Technical Lead', 'lead', null, ['Technical Lead', 'Lead']],
  ] as const)('%s, %s, %s', (title, seniority, tech, expected) => {
    expect(titleTerms(roleOf(title), seniority, tech)).toEqual(expected)
  })
})

describe('spellTitle', () => {
  const facts: TitleFacts = {
    role: roleOf('Backend Developer'),
    plain: '',
    seniority: 'senior',
    tech: null,
    type: 'contract',
    statesType: false,
    ir35: 'outside',
    workplace: 'hybrid',
    town: 'Leeds',
    months: 6,
    skill: 'Kafka',
  }
  const spelled = Array.from({ length: 2000 }, (_, i) => spellTitle(facts, createRandom('title', i)))

  test.each([
    'Snr ',
    'Sr. ',
    'Back-End',
    'Back End ',
    ' Dev',
    '6 month contract',
    'Outside IR35',
    ' - Hybrid - Leeds',
    '(Kafka)',
  ])('some advert spells %j', form => {
    expect(spelled.some(title => title.includes(form))).toBe(true)
  })

  test('nothing is left to fill in', () => {
    expect(spelled.filter(title => /[{}]/.test(title))).toEqual([])
  })

  test('a board without a field for it has the contract in the title', () => {
    const titles = Array.from({ length: 50 }, (_, i) =>
      spellTitle({ ...facts, statesType: true }, createRandom('stated', i)),
    )
    expect(titles.filter(title => !/\(contract\)/i.test(title))).toEqual([])
  })
})
