import { describe, expect, test } from 'vitest'
import { disciplinesNear, disciplinesOf } from '../../../extractors/announcement/disciplines.ts'

const titles = (roles: { title: string }[]) => roles.map(({ title }) => title)

describe('a list of fields of work', () => {
  test.each<[string, string[]]>([
    ['Frontend, Backend, DevOps', ['Frontend Developer', 'Backend Developer', 'DevOps Engineer']],
    ['Front-end and Back-end Engineering', ['Frontend Developer', 'Backend Developer']],
    ['Sr Full Stack, Jr iOS', ['Senior Full Stack Developer', 'Junior iOS Developer']],
    ['Data Science / Machine Learning Intern', ['Data Scientist', 'Machine Learning Engineer Intern']],
    ['Various engineering roles', ['Engineer']],
    ['Backend', ['Backend Developer']],
    ['Mobile Data Labs', []],
    ['Backend Developer', []],
    ['Python, Postgres', []],
    ['we make data science simple for people', []],
    ['', []],
  ])('%s', (text, expected) => expect(titles(disciplinesOf(text))).toEqual(expected))
})

describe('an offer', () => {
  test.each<[string, string[]]>([
    [
      ' several roles in backend, frontend and data science',
      ['Backend Developer', 'Frontend Developer', 'Data Scientist'],
    ],
    [' our first embedded hire', ['Embedded Engineer']],
    [' someone to lead the frontend growth of the app', []],
    [' people who care about what they do every day, at the backend', []],
  ])('for%s', (phrase, expected) => expect(titles(disciplinesNear(phrase))).toEqual(expected))
})
