import { expect, it } from 'vitest'
import type { GuideVacancy } from '../../../../db/queries/guide-figures.ts'
import { payObservations } from '../../../../pipeline/statistics/guide/pay-observations.ts'

const title = (name: string) => ({ name, category: 'Job Titles' })
const names = new Map([
  [1, title('Developer')],
  [2, title('Backend Developer')],
  [3, title('Senior Backend Developer')],
  [4, { name: 'Go', category: 'Programming Languages' }],
  [5, { name: 'Banking', category: 'General' }],
  [6, { name: 'Fintech', category: 'Processes & Methodologies' }],
  [7, { name: 'Social Skills', category: 'General' }],
])
const regions = new Map([
  [20, 'London'],
  [21, 'Scotland'],
])
const vacancy = (changes: Partial<GuideVacancy>): GuideVacancy => ({
  market: 'permanent',
  postedOn: '2025-11-03',
  seniority: null,
  workplace: null,
  quote: { unit: 'year', low: 50_000, high: 60_000 },
  areas: [],
  terms: [1],
  ...changes,
})
const observe = (...vacancies: GuideVacancy[]) => payObservations(vacancies, 'year', names, regions, 1)

it('gives a vacancy its narrowest role, its region, its month and its skills without sectors', () => {
  const [one] = observe(
    vacancy({ seniority: 'senior', areas: [10, 20], terms: [1, 2, 3, 4, 5, 7] }),
    vacancy({ quote: null }),
    vacancy({ quote: { unit: 'day', low: 400, high: 500 } }),
  )
  expect(one).toEqual({
    pay: 55_000,
    skills: ['Go', 'Social Skills'],
    role: 'Backend Developer',
    seniority: 'senior',
    location: 'London',
    sector: 'Banking',
    month: '2025-11',
  })
})

it('takes quotes of the unit only', () => {
  expect(observe(vacancy({ quote: null }), vacancy({ quote: { unit: 'day', low: 400, high: 500 } }))).toEqual(
    [],
  )
})

it('of several sectors takes the one that fewest name, of several regions none by name', () => {
  const observations = observe(
    vacancy({ terms: [1, 5, 6], areas: [20, 21] }),
    vacancy({ terms: [1, 5] }),
    vacancy({ terms: [1] }),
  )
  expect(observations.map(({ sector, location }) => [sector, location])).toEqual([
    ['Fintech', 'several'],
    ['Banking', null],
    [null, null],
  ])
})
