import { expect, test } from 'vitest'
import { readWorkplace } from '../../extractors/workplace.ts'

test.each([
  ['Remote', 'Engineer', [], '', 'remote'],
  ['TELECOMMUTE', 'Engineer', [], '', 'remote'],
  ['OnSite', 'Engineer', [], '', 'onsite'],
  ['Hybrid', 'Engineer', ['Remote, UK'], '', 'hybrid'],
  ['Remote', 'Engineer', [], 'This is a hybrid role with three days a week in our Leeds office.', 'hybrid'],
  [null, 'Engineer (Remote, UK)', [], '', 'remote'],
  [null, 'Engineer', ['UK - Remote'], '', 'remote'],
  [null, 'Engineer', ['London (Hybrid)'], '', 'hybrid'],
  [null, 'Remote Sensing Scientist', [], '', null],
  [null, 'Hybrid Cloud Engineer', [], '', null],
  [null, 'Engineer', [], 'Acme | Hull | Full-time | ONSITE', 'onsite'],
  [null, 'Engineer', [], 'Fully remote within the UK.', 'remote'],
  [null, 'Engineer', [], 'You come to our Derby office 1 day a week.', 'hybrid'],
  [null, 'Engineer', [], 'Reading (3 days onsite, 2 remote)', 'hybrid'],
  [null, 'Engineer', [], 'PayrollHybrid working after probation', 'hybrid'],
  [null, 'Engineer', [], '#LI-Remote', 'remote'],
  [null, 'Engineer', [], 'Five days a week in the office.', 'onsite'],
  [null, 'Engineer', [], 'Sorry, no remote.', 'onsite'],
  [null, 'Engineer', [], 'We are an in-office company.', 'onsite'],
  [null, 'Engineer', [], 'Experience of remote access tools and hybrid cloud platforms.', null],
  [null, 'Engineer', [], 'Working with remote teams and on-site customers.', null],
])('%s | %s | %j | %s', (workplace, title, locations, text, expected) => {
  expect(readWorkplace({ workplace, title, locations, text })).toBe(expected)
})
