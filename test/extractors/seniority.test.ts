import { describe, expect, test } from 'vitest'
import { readSeniority } from '../../extractors/seniority.ts'
import { readTitle } from '../../extractors/title/read-title.ts'

const seniority = (title: string, text: string) => readSeniority(readTitle(title), text)

describe('seniority', () => {
  test('is what the title states, whatever the text says', () => {
    expect(seniority('Junior Developer', 'We are looking for a senior developer.')).toBe('junior')
    expect(seniority('Engineering Director', 'You will be a senior director.')).toBe('director')
  })

  test.each<[string, string, string | null]>([
    ['Data Engineer', 'We are looking for a Senior Data Engineer to join us.', 'senior'],
    ['Full Stack Engineer', 'We’re hiring senior engineers.', 'senior'],
    ['Data Scientist', 'Your role is as the lead Data Scientist of the tax team.', 'lead'],
    ['Developer', 'This is an opportunity for a mid-level developer.', 'mid'],
    ['Tester', 'You will be a JUNIOR tester.', 'junior'],
    ['Data Engineer', 'We are seeking two experienced senior engineers.', 'senior'],
    ['Data Engineer', 'Reporting to the senior data engineer, you build pipelines.', null],
    ['Data Engineer', 'You will be working with senior engineers.', null],
    ['Data Engineer', 'We are also hiring a senior product designer.', null],
    ['Data Engineer', 'We are hiring senior backend engineers too.', null],
    ['Data Engineer', 'We are looking for a junior engineer. We are looking for a senior engineer.', null],
    ['Data Engineer', 'We are seeking a senior, motivated person.', null],
    ['Sales Manager', 'We are looking for a senior manager.', null],
  ])('of "%s" with "%s" is %s', (title, text, expected) => expect(seniority(title, text)).toBe(expected))
})

describe('years of experience', () => {
  test.each<[string, string | null]>([
    ['0-2 years of experience in a similar role', 'junior'],
    ['You have 0 to 1 years’ relevant experience.', 'junior'],
    ['1-2 years of experience', null],
    ['5+ years of experience in data', null],
    ['10-20 years of experience', null],
    ['30-40 years of experience', null],
    ['0-2 years old', null],
    ['We grew by £0-2 years ago', null],
  ])('%s: %s', (text, expected) => expect(seniority('Data Analyst', text)).toBe(expected))
})

test('a long hostile text costs little', () => {
  const text = 'looking for a senior senior engineer 0-2 years '.repeat(20_000)
  const start = performance.now()
  seniority('Data Engineer', text)
  seniority('Data Engineer', 'Senior '.repeat(150_000))
  expect(performance.now() - start).toBeLessThan(100)
})
