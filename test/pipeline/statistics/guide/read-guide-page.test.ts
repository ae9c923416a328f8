import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPublication, type Publication } from '../../../../db/queries/publications.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { findLocation, findTerm } from '../../../../pipeline/statistics/find-subject.ts'
import { growthOfTerms } from '../../../../pipeline/statistics/guide/growth.ts'
import type { GuidePage } from '../../../../pipeline/statistics/guide/guide-page.ts'
import { readGuidePage } from '../../../../pipeline/statistics/guide/read-guide-page.ts'
import { freshDatabase } from '../../../database.ts'
import { importPostings } from '../../../raw-postings.ts'
import { asOf, backendMarket } from './backend-market.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let publication: Publication
let page: GuidePage

beforeAll(async () => {
  fresh = await freshDatabase()
  const account = await importPostings(fresh.database, backendMarket)
  expect(account).toMatchObject({ records: backendMarket.length, loaded: backendMarket.length })
  await aggregate(fresh.database, asOf, 6)
  publication = (await findPublication(fresh.database, asOf, 6))!
  page = await guide('Backend Developer', 'UK')
})
afterAll(() => fresh.drop())

const guide = async (term: string, place: string) =>
  readGuidePage(
    fresh.database,
    publication,
    await findTerm(fresh.database, term),
    await findLocation(fresh.database, place),
  )

describe('the salary guide of a constructed market', () => {
  it('says what it is of', () => {
    expect(page).toMatchObject({
      term: 'Backend Developer',
      category: 'Job Titles',
      location: 'UK',
      asOf,
      months: 6,
      publication: publication.publicationId,
    })
  })

  it('has the pay of both types, with sample and interval', () => {
    const { permanent, contract } = page.markets
    expect([permanent.vacancies, permanent.unit, contract.vacancies, contract.unit]).toEqual([
      24,
      'year',
      2,
      'day',
    ])
    // 48 to 59 and 60 to 82 thousand: the 7th and the 18th of 24 bound the median.
    expect(permanent.pay).toMatchObject({ quoted: 24, p25: 53_750, p50: 59_500, p75: 70_500 })
    expect(permanent.pay.intervals.p50).toEqual([54_000, 70_000])
    // 400, and 550 to 650.
    expect(contract.pay).toMatchObject({ quoted: 2, p50: 500, p75: 568.75, p25: 443.75 })
    expect(contract.pay.intervals.p50).toBeNull()
  })

  it('has pay by band of experience', () => {
    const rows = page.markets.permanent.bands.map(({ band, vacancies, pay }) => [
      band,
      vacancies,
      pay.quoted,
      pay.p50,
      pay.intervals.p50,
    ])
    expect(rows).toEqual([
      ['junior', 6, 6, 58_000, [48_000, 76_000]],
      ['senior', 6, 6, 61_000, [50_000, 80_000]],
      // Principal stands with lead.
      ['lead', 6, 6, 62_500, [51_000, 82_000]],
      ['notStated', 6, 6, 59_500, [49_000, 78_000]],
    ])
    expect(page.markets.contract.bands.map(({ band, pay }) => [band, pay.quoted, pay.p50])).toEqual([
      ['senior', 1, 600],
      ['notStated', 1, 400],
    ])
  })

  it('compares places, also band by band', async () => {
    const london = (await guide('Backend Developer', 'London')).markets.permanent.locations
    expect(london.map(({ location, comparison }) => [location, comparison.other.quoted])).toEqual([
      ['England', 24],
      ['Manchester', 12],
      ['North West', 12],
      ['UK excluding London', 12],
    ])
    const { comparison, byBand } = london.find(({ location }) => location === 'Manchester')!
    expect(comparison.mine).toEqual({ quoted: 12, p50: 71_000, p50Interval: [64_000, 78_000] })
    expect(comparison.other).toEqual({ quoted: 12, p50: 53_500, p50Interval: [50_000, 57_000] })
    expect(comparison.ratio).toBe(71_000 / 53_500)
    expect(comparison.difference).toBe(17_500)
    const reach = Math.hypot(7000, 3500)
    expect(comparison.differenceInterval![0]).toBeCloseTo(17_500 - reach, 8)
    expect(comparison.differenceInterval![1]).toBeCloseTo(17_500 + reach, 8)
    const logs = Math.hypot(Math.log(71 / 64), Math.log(57 / 53.5))
    expect(comparison.ratioInterval![0]).toBeCloseTo((71 / 53.5) * Math.exp(-logs), 12)
    expect(byBand.map(row => [row.band, row.comparison.mine.quoted, row.comparison.ratio])).toEqual([
      ['junior', 3, 68 / 52],
      ['senior', 3, 72 / 54],
      ['lead', 3, 74 / 55],
      ['notStated', 3, 70 / 53],
    ])
  })

  it('has raw premiums of skills and sectors', () => {
    const { skillPremiums, sectorPremiums, leastQuoted } = page.markets.permanent
    expect(leastQuoted).toBe(10)
    const go = skillPremiums.find(({ skill }) => skill === 'Go')!
    expect(go.share).toMatchObject({ vacancies: 12, of: 24, share: 0.5 })
    expect([go.raw.mine.quoted, go.raw.mine.p50, go.raw.other.quoted, go.raw.other.p50]).toEqual([
      12, 59_000, 12, 60_500,
    ])
    expect(go.raw.ratio).toBe(59 / 60.5)
    expect(sectorPremiums.map(({ sector, raw }) => [sector, raw.ratio])).toEqual([['Fintech', 71 / 53.5]])
    expect(skillPremiums.some(({ skill }) => skill === 'Fintech')).toBe(false)
  })

  it('has growth, three months on the three before', async () => {
    const { growth } = page.markets.permanent
    expect(growth).toMatchObject({
      now: 16,
      before: 8,
      from: '2025-05-21',
      middle: '2025-08-21',
      to: asOf,
      change: 100,
    })
    // Wilson of 16 in 24 is 0.4671 to 0.8203: as odds 0.8766 and 4.5643.
    expect(growth.changeInterval![0]).toBeCloseTo(-12.34, 1)
    expect(growth.changeInterval![1]).toBeCloseTo(356.4, 0)
    const { database } = fresh
    const uk = await findLocation(database, 'UK')
    const all = await growthOfTerms(database, publication, uk, 'permanent')
    expect(all.slice(0, 2).map(({ term, now, before }) => [term, now, before])).toEqual([
      ['Developer', 18, 8],
      ['Back End Development', 16, 8],
    ])
    expect(all.find(({ term }) => term === 'Backend Developer')).toMatchObject(growth)
    expect(all.find(({ term }) => term === 'Java Developer')).toMatchObject({
      category: 'Job Titles',
      now: 2,
      before: 0,
      change: null,
      changeInterval: null,
    })
  })

  it('has workplace shares of those that state it', () => {
    const { remote, hybrid, onsite, notStated } = page.markets.permanent.workplace
    expect(
      [remote, hybrid, onsite, notStated].map(({ vacancies, of, share }) => [vacancies, of, share]),
    ).toEqual([
      [4, 20, 0.2],
      [10, 20, 0.5],
      [6, 20, 0.3],
      [4, 24, 4 / 24],
    ])
    // Wilson of 4 in 20, as tables have it: 8.07 % to 41.60 %.
    expect(remote.shareInterval![0]).toBeCloseTo(0.0807, 4)
    expect(remote.shareInterval![1]).toBeCloseTo(0.416, 4)
  })

  it('lists what is open, the newest first', () => {
    const { total, open, boards, newest } = page.positions
    expect([total, open, boards]).toEqual([
      18,
      { permanent: 16, contract: 2 },
      [{ source: 'test', open: 18 }],
    ])
    expect(newest).toHaveLength(18)
    expect(newest.slice(0, 3)).toEqual([
      {
        type: 'contract',
        title: 'Senior Backend Developer',
        company: 'Contract Two Ltd',
        locations: ['London'],
        workplace: null,
        pay: { low: 550, high: 650, unit: 'day' },
        source: 'test',
        url: null,
        postedOn: '2025-11-11',
      },
      expect.objectContaining({ title: 'Backend Developer', postedOn: '2025-11-10' }),
      expect.objectContaining({ title: 'Lead Backend Developer', postedOn: '2025-10-17' }),
    ])
    expect(newest.find(({ company }) => company === 'Manchester Employer 7 Ltd')).toMatchObject({
      locations: ['Manchester'],
      workplace: 'hybrid',
      pay: { low: 55_000, high: 55_000, unit: 'year' },
      url: 'https://jobs.example/Manchester/7',
    })
  })

  it('has pay by skill', () => {
    const { mostWanted, bestPaid, byCategory } = page.markets.permanent.skills
    expect(mostWanted.map(({ skill, share, quoted, p50 }) => [skill, share.vacancies, quoted, p50])).toEqual([
      // What the title says of the field; of the sector the ranking says nothing.
      ['Back End Development', 24, 24, 59_500],
      ['Go', 12, 12, 59_000],
      ['Python', 12, 12, 60_500],
    ])
    expect(bestPaid.map(({ skill }) => skill)).toEqual(['Python', 'Back End Development', 'Go'])
    expect(byCategory.map(({ category, skills }) => [category, skills.map(({ skill }) => skill)])).toEqual([
      ['Processes & Methodologies', ['Back End Development', 'Fintech']],
      ['Programming Languages', ['Go', 'Python']],
    ])
  })

  it('has the levels of the role and its family', async () => {
    const { role, ladder, wider, specialised, siblings } = page.career!
    expect(role).toBe('Backend Developer')
    expect(ladder.map(row => [row.level, row.term, row.vacancies, row.p50])).toEqual([
      ['Junior', 'Junior Backend Developer', 6, 58_000],
      [null, 'Backend Developer', 24, 59_500],
      ['Senior', 'Senior Backend Developer', 6, 61_000],
      ['Lead', 'Lead Backend Developer', 5, 59_000],
      ['Principal', 'Principal Backend Developer', 1, 82_000],
    ])
    expect(wider.map(row => [row.term, row.vacancies, row.p50])).toEqual([['Developer', 26, 61_000]])
    expect(specialised).toEqual([])
    expect(siblings).toEqual([
      { term: 'Java Developer', vacancies: 2, quoted: 2, p50: 70_000, p50Interval: null },
    ])
    const whole = await guide('Developer', 'UK')
    expect(whole.career!.specialised.map(({ term }) => term)).toEqual(['Backend Developer', 'Java Developer'])
    expect(whole.career!.siblings).toEqual([])
    expect((await guide('Senior Backend Developer', 'UK')).career!.ladder).toEqual(ladder)
    expect((await guide('Go', 'UK')).career).toBeNull()
  })

  it('derives the cost of hiring from the median', () => {
    expect(page.hiring.salary).toEqual({ quoted: 24, p50: 59_500, p50Interval: [54_000, 70_000] })
    expect(page.hiring.fees).toEqual([
      { rate: 0.15, amount: 8925, amountInterval: [8100, 10_500] },
      { rate: 0.2, amount: 11_900, amountInterval: [10_800, 14_000] },
    ])
  })

  it('stands beside what others have published', async () => {
    const ours = (source: string, band: string | null, type = 'permanent', location = 'UK') =>
      page.benchmarks.find(
        row => row.source === source && row.band === band && row.type === type && row.location === location,
      )!
    expect(ours('Jobtome', null)).toMatchObject({ low: 65_000, high: 65_000, difference: -5500 })
    expect(ours('Jobtome', null).differencePercent).toBeCloseTo(-8.4615, 4)
    // "Up to £60,000", ours £53,500: within.
    expect(ours('Guide 001', null, 'permanent', 'UK excluding London')).toMatchObject({
      low: null,
      ours: { quoted: 12, p50: 53_500 },
      difference: 0,
      differencePercent: 0,
    })
    expect(ours('Guide 003', 'junior')).toMatchObject({ difference: 16_000, ours: { p50: 58_000 } })
    expect(ours('Guide 003', 'lead')).toMatchObject({ difference: -22_500, andMore: true })
    expect(ours('Guide 003', 'mid')).toMatchObject({ ours: { quoted: 0, p50: null }, difference: null })
    expect(ours('Guide 003', 'senior', 'contract')).toMatchObject({ difference: 0, unit: 'day' })
    expect((await guide('Java Developer', 'UK')).benchmarks).toEqual([])
  })
})
