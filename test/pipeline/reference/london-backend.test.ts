import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RawPosting } from '../../../crawlers/source.ts'
import { locationList, skillCategoryList, topSkillList } from '../../../pipeline/publish/trend-lists.ts'
import { baselineTable, headlineTable, type TrendTable } from '../../../pipeline/publish/trend-table.ts'
import { aggregate } from '../../../pipeline/stages/aggregate.ts'
import type { TrendPage } from '../../../pipeline/statistics/trend-page.ts'
import { freshDatabase } from '../../database.ts'
import type { PostingSketch } from '../../db/posting-rows.ts'
import { importPostings } from '../../raw-postings.ts'
import { marketOf } from './market.ts'
import { referencePage } from './page-facts.ts'
import { readPage, rebuildPage } from './rebuild-page.ts'

const facts = referencePage('Backend Developer', 'London', '2025-11-21')

/** Of the reference only the first is known; ties and the cut by category are ours. */
const skills = [
  { category: 'Programming Languages', name: 'Python', vacancies: 45 },
  { category: 'Cloud Services', name: 'AWS', vacancies: 31 },
  { category: 'General', name: 'Finance', vacancies: 30 },
  { category: 'Programming Languages', name: 'Java', vacancies: 22 },
  { category: 'Database & Business Intelligence', name: 'PostgreSQL', vacancies: 22 },
  { category: 'System Software', name: 'Docker', vacancies: 9 },
]
const place = { name: 'Central London', rankChange: 44, median: 67_500, live: 20 }

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let page: TrendPage

beforeAll(async () => {
  fresh = await freshDatabase()
  page = await rebuildPage(fresh.database, facts, marketOf(facts, skills, place))
})
afterAll(() => fresh.drop())

/** An advert of the market in words, as a board reports it. */
const inWords = ({
  id,
  company,
  market,
  areas,
  terms,
  pay,
  postedOn,
  closedOn,
}: PostingSketch): RawPosting => ({
  source: 'test',
  sourceId: id,
  title: 'Backend Developer',
  description: `<p>We look for: ${terms!
    .slice(1)
    .map(({ name }) => name)
    .join(', ')}.</p>`,
  company: company!,
  locations: [`${areas!.findLast(area => area !== 'UK excluding London')}, UK`],
  salaryText: pay ? `£${pay[0]} - £${pay[1]} per annum` : 'Competitive',
  employmentTypes: [market!],
  postedAt: postedOn,
  validThrough: closedOn ?? null,
  seenAt: `${closedOn! > facts.asOf ? facts.asOf : postedOn}T12:00:00Z`,
})

const lines = (table: TrendTable) =>
  table.blocks.flatMap(block => block.rows.map(row => [row.label, ...row.cells].join(' | ')))

describe('the London page of backend developers, 21 November 2025, from adverts', () => {
  it('prints the headline figures of the reference, its ranks among them', () => {
    expect(lines(headlineTable(page))).toEqual([
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

  it('prints the baseline of the reference', () => {
    expect(lines(baselineTable(page))).toEqual([
      'Permanent vacancies in London with a recognised job title | 11,825 | 16,458 | 17,881',
      '% of permanent jobs with a recognised job title | 90.81% | 94.79% | 95.07%',
      'Number of salaries quoted | 7,602 | 10,018 | 14,586',
      '10th percentile | £35,750 | £41,250 | £41,250',
      '25th percentile | £50,000 | £55,000 | £55,000',
      'Median annual salary (50th percentile) | £71,500 | £75,000 | £75,000',
      'Median % change year-on-year | -4.67% | - | +3.45%',
      '75th percentile | £95,000 | £95,000 | £95,000',
      '90th percentile | £118,750 | £118,750 | £115,000',
      'England median annual salary | £54,000 | £57,500 | £60,000',
      '% change year-on-year | -6.09% | -4.17% | -',
    ])
  })

  it('prints the places inside London', () => {
    const printed = locationList(page).map(row =>
      [row.name, row.rankChange, row.vacancies, row.median, row.medianChange, row.live].join(' | '),
    )
    expect(printed).toEqual(['Central London | +44 | 1 | £67,500 | - | 20'])
  })

  it('prints the skills found with it, ties sharing a rank', () => {
    const printed = topSkillList(page).map(skill =>
      [skill.rank, skill.vacancies, skill.percent, skill.name].join(' '),
    )
    expect(printed).toEqual([
      '1 45 90.00% Python',
      '2 31 62.00% AWS',
      '3 22 44.00% Java',
      '3 22 44.00% PostgreSQL',
      '4 9 18.00% Docker',
    ])
    expect(
      skillCategoryList(page).map(({ category, skills: [first] }) =>
        [category, first!.rank, first!.name].join(' '),
      ),
    ).toEqual([
      'Cloud Services 1 AWS',
      'Database & Business Intelligence 1 PostgreSQL',
      'General 1 Finance',
      'Programming Languages 1 Python',
      'System Software 1 Docker',
    ])
  })
})

it('prints the same of the same adverts in words, read by the extractors', async () => {
  const { database, drop } = await freshDatabase()
  try {
    const adverts = marketOf(facts, skills, place)
      .filter(({ terms }) => terms!.some(({ name }) => name === 'Backend Developer'))
      .map(inWords)
    expect(await importPostings(database, adverts)).toMatchObject({
      records: adverts.length,
      loaded: adverts.length,
    })
    await aggregate(database, facts.asOf, 6)
    const read = await readPage(database, facts)
    // Ranks and shares are of the whole market, which is not here.
    const own = (table: TrendTable) => lines(table).filter(line => !/^(Rank|As %)/.test(line))
    expect(own(headlineTable(read))).toEqual(own(headlineTable(page)))
    expect(locationList(read)).toMatchObject([{ vacancies: '1', median: '£67,500', live: '20' }])
    const counts = ({ topSkills }: TrendPage) =>
      new Map(topSkills.map(({ name, vacancies }) => [name, vacancies]))
    expect([...counts(read)]).toEqual(expect.arrayContaining([...counts(page)]))
  } finally {
    await drop()
  }
})
