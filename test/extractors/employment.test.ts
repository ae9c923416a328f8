import { describe, expect, test } from 'vitest'
import { marketOf, readEmployment } from '../../extractors/employment.ts'
import type { Salary } from '../../extractors/posting.ts'

const rate: Salary = { min: 450, max: 450, currency: 'GBP', period: 'day', quoted: true }
const hourly: Salary = { min: 15, max: 15, currency: 'GBP', period: 'hour', quoted: true }
const yearly: Salary = { min: 45_000, max: 45_000, currency: 'GBP', period: 'year', quoted: true }

describe('readEmployment', () => {
  test.each([
    [['FULL_TIME'], 'Developer', '', null, 'permanent'],
    [['FullTime'], 'Developer', '', rate, 'contract'],
    [['PART_TIME'], 'Developer', '', null, null],
    [['PART_TIME', 'PERMANENT'], 'Developer', '', null, 'permanent'],
    [['CONTRACTOR'], 'Developer', '', null, 'contract'],
    [['Fixed-Term'], 'Analyst', '', null, 'fixed_term'],
    [['Bank'], 'Analyst', '', null, 'temporary'],
    [['Permanent', 'Contract'], 'Tester', '', rate, 'contract'],
    [['Permanent', 'Contract'], 'Tester', '', yearly, 'permanent'],
    [['FullTime'], 'Data Analyst Intern', '', null, 'internship'],
    [['FULL_TIME'], 'Apprentice Software Tester', '', null, 'apprenticeship'],
    [['permanent'], 'Business Analyst (12 month FTC)', '', null, 'fixed_term'],
    [[], 'Java Developer - Contract', '', null, 'contract'],
    [[], 'Contract DevOps Engineer', '', null, 'contract'],
    [[], 'Contract Manager', '', null, null],
    [[], 'Smart Contract Engineer', '', null, null],
    [[], 'Interim Head of Data', '', null, 'contract'],
    [[], 'Graduate Developer', '', null, null],
    [[], 'Developer', 'This is a permanent role in our Bath office.', null, 'permanent'],
    [[], 'Developer', 'A 6 month contract with extension.', null, 'contract'],
    [[], 'Developer', 'Acme | York | Full-time | Onsite', null, 'permanent'],
    [[], 'Developer', 'You will negotiate contracts with permanent effect.', null, null],
    [[], 'Developer', '', rate, 'contract'],
    [[], 'Developer', '', hourly, null],
  ])('%j %s | %s', (employmentTypes, title, text, salary, expected) => {
    expect(readEmployment({ employmentTypes, title, text, salary }).employmentType).toBe(expected)
  })

  test.each([
    ['Developer (Outside IR35)', '', 'outside'],
    ['Developer', 'Rate £400, inside IR35.', 'inside'],
    ['Developer', 'IR35 status: Outside', 'outside'],
    ['Developer', 'We sit inside a listed building.', null],
  ])('ir35: %s %s', (title, text, expected) => {
    expect(readEmployment({ employmentTypes: null, title, text, salary: null }).ir35).toBe(expected)
  })
})

test.each([
  ['permanent', rate, 'permanent'],
  ['contract', yearly, 'contract'],
  ['fixed_term', yearly, 'permanent'],
  ['fixed_term', rate, 'contract'],
  ['temporary', hourly, 'contract'],
  ['temporary', null, 'permanent'],
  [null, null, 'permanent'],
  [null, hourly, 'contract'],
  ['internship', null, null],
  ['apprenticeship', hourly, null],
] as const)('market of %s', (employmentType, salary, market) => {
  expect(marketOf({ employmentType, salary })).toBe(market)
})
