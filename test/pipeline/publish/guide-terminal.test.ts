import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPublication } from '../../../db/queries/publications.ts'
import { printGuidePage } from '../../../pipeline/publish/guide-terminal.ts'
import { aggregate } from '../../../pipeline/stages/aggregate.ts'
import { findLocation, findTerm } from '../../../pipeline/statistics/find-subject.ts'
import type { GuidePage } from '../../../pipeline/statistics/guide/guide-page.ts'
import { readGuidePage } from '../../../pipeline/statistics/guide/read-guide-page.ts'
import { freshDatabase } from '../../database.ts'
import { importPostings } from '../../raw-postings.ts'
import { asOf, backendMarket } from '../statistics/guide/backend-market.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let page: GuidePage
let lines: string[]

beforeAll(async () => {
  fresh = await freshDatabase()
  const { database } = fresh
  await importPostings(database, backendMarket)
  await aggregate(database, asOf, 6)
  const publication = (await findPublication(database, asOf, 6))!
  page = await readGuidePage(
    database,
    publication,
    await findTerm(database, 'Backend Developer'),
    await findLocation(database, 'London'),
  )
  lines = printGuidePage(page, { colour: false, width: 100 }).split('\n')
})
afterAll(() => fresh.drop())

/** Cells of the first line after a title that begins with a label. */
function cells(title: string, label: string): string[] {
  const from = lines.findIndex(line => line.startsWith(title))
  expect([title, from >= 0]).toEqual([title, true])
  const line = lines.slice(from + 1).find(candidate => candidate.startsWith(label))
  expect([title, label, line]).toEqual([title, label, expect.any(String)])
  return line!
    .slice(label.length)
    .trim()
    .split(/\s{2,}/)
}

describe('a salary guide in a terminal', () => {
  it('says what it is of', () => {
    expect(lines.slice(0, 2)).toEqual([
      'Backend Developer',
      'Salary guide for London, 6 months to 21 November 2025',
    ])
  })

  it('prints every part with its figures', () => {
    expect(cells('Backend', 'Median')).toEqual(['£71,000', '64,000–78,000', '£500'])
    expect(cells('Pay by seniority: permanent', 'Lead, principal, staff')[0]).toBe('3')
    expect(cells('London against other places: permanent', 'Manchester')).toEqual([
      '12',
      '£53,500',
      '+32.7%',
      '+£17,500',
      '+17.5% to +49.0%',
    ])
    expect(cells('Skills most wanted: permanent', 'Python')).toEqual([
      '6',
      '50.00%',
      '6',
      '£72,000',
      '62,000–82,000',
    ])
    expect(cells('Demand', 'Permanent').slice(0, 3)).toEqual(['4', '8', '+100.00%'])
    expect(cells('Workplace', 'Not stated, of all').slice(0, 2)).toEqual(['4', '33.33%'])
    expect(cells('Career of a Backend Developer in London', 'Principal Backend Developer')).toEqual([
      '1',
      '1',
      '£82,000',
    ])
    expect(cells('10 open positions: test 10', 'Senior Backend Developer, Contract Two')).toEqual([
      'London',
      '£550–650 test',
      '11 Nov 2025',
    ])
    expect(cells('What others have published', 'Jobtome: average salary, UK')).toEqual([
      '£65,000',
      '24',
      '£59,500',
      '-£5,500',
      '-8.46%',
    ])
    expect(cells('Hiring through an agency', '15 %')).toEqual([
      "of the first year's salary",
      '£10,650',
      '9,600–11,700',
    ])
  })

  it('keeps to the width of the terminal', () => {
    for (const width of [60, 80, 100, 200]) {
      const text = printGuidePage(page, { colour: true, width })
      const longest = Math.max(
        ...stripVTControlCharacters(text)
          .split('\n')
          .map(line => line.length),
      )
      expect(longest).toBeLessThanOrEqual(Math.min(width, 110))
    }
  })

  it('passes no control character of an advert on to the terminal', () => {
    const [position] = page.positions.newest
    const hostile = { ...position!, title: 'Dev\u001b[31mRED\u0007\u009b2J', company: 'A\nB' }
    const text = printGuidePage(
      { ...page, positions: { ...page.positions, newest: [hostile] } },
      { colour: false, width: 100 },
    )
    expect(text).toContain('DevRED')
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })
})
