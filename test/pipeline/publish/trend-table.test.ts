import { describe, expect, it } from 'vitest'
import { skillCategoryList, topSkillList } from '../../../pipeline/publish/trend-lists.ts'
import { baselineTable, headlineTable, type TrendTable } from '../../../pipeline/publish/trend-table.ts'
import { article, the } from '../../../pipeline/publish/wording.ts'
import { londonBackend, londonContract, pay } from './sample-page.ts'

const lines = (table: TrendTable) =>
  table.blocks.flatMap(block => block.rows.map(row => [row.label, ...row.cells].join(' | ')))

describe('headline table', () => {
  it('prints the published figures of backend developers in London', () => {
    expect(lines(headlineTable(londonBackend()))).toEqual([
      'Rank | 336 | 383 | 397',
      'Rank change year-on-year | +47 | +14 | +72',
      'Permanent jobs requiring a Backend Developer | 50 | 58 | 73',
      'As % of all permanent jobs advertised in London | 0.38% | 0.33% | 0.39%',
      'As % of the Job Titles category | 0.42% | 0.35% | 0.41%',
      'Number of salaries quoted | 41 | 22 | 68',
      '10th percentile | £52,500 | £50,125 | £56,700',
      '25th percentile | £67,500 | £65,000 | £66,250',
      'Median annual salary (50th percentile) | £80,000 | £80,000 | £75,000',
      'Median % change year-on-year | - | +6.67% | +3.45%',
      '75th percentile | £90,000 | £99,688 | £82,500',
      '90th percentile | £107,500 | £119,250 | £100,000',
      'England median annual salary | £67,500 | £52,500 | £72,500',
      '% change year-on-year | +28.57% | -27.59% | +7.41%',
    ])
  })

  it('says of each figure how sure it is', () => {
    const rows = headlineTable(londonBackend()).blocks.flatMap(block => block.rows)
    const precision = (label: string) => rows.find(row => row.label.startsWith(label))?.precision
    expect(precision('Rank')).toEqual(['', '', ''])
    expect(precision('As % of all')).toEqual(['0.29–0.51%', '0.26–0.43%', '0.31–0.49%'])
    expect(precision('Median annual')).toEqual(['76,000–84,000', '76,000–84,000', '71,250–78,750'])
    expect(precision('England median')?.[0]).toBe('64,125–70,875, n 1,204')
    expect(rows.find(row => row.label.startsWith('Median annual'))?.shortPrecision[2]).toBe('71.3k–78.8k')
  })

  it('says nothing of a dash, or of a sample too small', () => {
    const page = londonBackend()
    page.columns[0].pay = { year: pay(3, [60_000, 60_000, 60_000, 65_000, 70_000]) }
    page.columns[1].pay = { year: pay(20, [60_000, 60_000, 60_000, 65_000, 70_000]) }
    const rows = headlineTable(page).blocks.flatMap(block => block.rows)
    const precision = (label: string) => rows.find(row => row.label.startsWith(label))?.precision.slice(0, 2)
    expect(precision('25th')).toEqual(['', ''])
    expect(precision('75th')).toEqual(['', '61,750–68,250'])
  })

  it('names its three windows', () => {
    expect(headlineTable(londonBackend()).columns).toEqual([
      { period: '6 months to', end: '21 Nov 2025' },
      { period: 'Same period', end: '21 Nov 2024' },
      { period: 'Same period', end: '21 Nov 2023' },
    ])
  })

  it('says citing for a skill, and measures it against its category', () => {
    const page = { ...londonBackend(), term: 'Python', category: 'Programming Languages' }
    expect(lines(headlineTable(page))).toContain('Permanent jobs citing Python | 50 | 58 | 73')
    expect(lines(headlineTable(page))).toContain(
      'As % of the Programming Languages category | 0.42% | 0.35% | 0.41%',
    )
    expect(lines(baselineTable(page))[1]).toBe(
      '% of permanent jobs citing a skill of Programming Languages | 90.81% | 94.79% | 95.07%',
    )
  })

  it('leaves out a row of dashes alone', () => {
    const page = londonBackend()
    page.columns[0].pay = { year: pay(6, [65_000, 65_000, 65_000, 65_000, 65_000]) }
    for (const column of page.columns.slice(1)) {
      Object.assign(column, {
        rank: null,
        rankChange: null,
        vacancies: 0,
        shareOfAll: 0,
        shareOfCategory: null,
      })
      column.pay = { year: pay(0, []) }
    }
    page.columns[0].rankChange = null
    expect(lines(headlineTable(page))).toEqual([
      'Rank | 336 | - | -',
      'Permanent jobs requiring a Backend Developer | 50 | 0 | 0',
      'As % of all permanent jobs advertised in London | 0.38% | - | -',
      'As % of the Job Titles category | 0.42% | - | -',
      'Number of salaries quoted | 6 | 0 | 0',
      'Median annual salary (50th percentile) | £65,000 | - | -',
    ])
  })
})

describe('contract pages', () => {
  it('keep daily and hourly rates in blocks of their own', () => {
    const table = headlineTable(londonContract(true))
    expect(table.blocks.map(block => block.heading)).toEqual([null, 'Daily rates', 'Hourly rates'])
    expect(lines(table)).toContain('Median daily rate (50th percentile) | £525 | £409 | £650')
    expect(lines(table)).toContain('England median daily rate | £525 | £402 | £575')
    expect(lines(table).slice(-6)).toEqual([
      'Number of hourly rates quoted | 2 | 0 | 0',
      '10th percentile | £23.93 | - | -',
      '25th percentile | £26.81 | - | -',
      'Median hourly rate (50th percentile) | £32.25 | - | -',
      '75th percentile | £38.31 | - | -',
      '90th percentile | £41.58 | - | -',
    ])
  })

  it('leave the hourly block out when nobody quotes an hour in any of the years', () => {
    expect(headlineTable(londonContract(false)).blocks.map(block => block.heading)).toEqual([
      null,
      'Daily rates',
    ])
  })
})

describe('baseline table', () => {
  it('prints recognised vacancies, their share and their pay', () => {
    expect(lines(baselineTable(londonBackend())).slice(0, 4)).toEqual([
      'Permanent vacancies in London with a recognised job title | 11,825 | 16,458 | 17,881',
      '% of permanent jobs with a recognised job title | 90.81% | 94.79% | 95.07%',
      'Number of salaries quoted | 7,602 | 10,018 | 14,586',
      '10th percentile | £35,750 | £41,250 | £41,250',
    ])
  })
})

describe('skill lists', () => {
  it('cut the top list at 30 rows, through a tie if need be', () => {
    const page = londonBackend()
    expect(page.topSkills).toHaveLength(31)
    const printed = topSkillList(page)
    expect(printed).toHaveLength(30)
    expect(printed[0]).toEqual({
      rank: '1',
      name: 'Python',
      vacancies: '45',
      percent: '90.00%',
      interval: '78.64–95.65%',
      share: 0.9,
    })
  })

  it('order categories by name, drop empty ones and cut each at 20', () => {
    const page = londonBackend()
    page.skillsByCategory.push({ category: 'Applications', skills: page.topSkills })
    const printed = skillCategoryList(page)
    expect(printed.map(({ category, skills }) => [category, skills.length])).toEqual([
      ['Applications', 20],
      ['Cloud Services', 5],
      ['Database & Business Intelligence', 6],
      ['Libraries, Frameworks & Software Standards', 7],
      ['Programming Languages', 9],
    ])
  })
})

describe('article', () => {
  it.each([
    ['Backend Developer', 'a'],
    ['Infrastructure Engineer', 'an'],
    ['Android Developer', 'an'],
    ['iOS Developer', 'an'],
    ['UX Designer', 'a'],
    ['User Researcher', 'a'],
    ['Unix Administrator', 'a'],
    ['Umbraco Developer', 'an'],
    ['IT Manager', 'an'],
    ['SRE', 'an'],
    ['ETL Developer', 'an'],
    ['PHP Developer', 'a'],
    ['SCADA Engineer', 'a'],
    ['HTML Developer', 'an'],
    ['.NET Developer', 'a'],
    ['C# Developer', 'a'],
    ['European Sales Manager', 'a'],
  ])('%s takes %s', (phrase, expected) => {
    expect(article(phrase)).toBe(expected)
  })
})

describe('the', () => {
  it.each([
    ['UK', 'the UK'],
    ['UK excluding London', 'the UK excluding London'],
    ['North West', 'the North West'],
    ['East of England', 'the East of England'],
    ['Midlands', 'the Midlands'],
    ['West Midlands', 'the West Midlands'],
    ['North London', 'North London'],
    ['South Yorkshire', 'South Yorkshire'],
    ['London', 'London'],
    ['East Lothian', 'East Lothian'],
  ])('in %s is in %s', (place, expected) => {
    expect(the(place)).toBe(expected)
  })
})
