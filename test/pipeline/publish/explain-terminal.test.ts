import { expect, it } from 'vitest'
import { printExplanation } from '../../../pipeline/publish/explain-terminal.ts'
import type { ExplainedVacancy, Explanation } from '../../../pipeline/statistics/explain/explanation.ts'

/** What an advert might say to steer a terminal: colours, a cleared screen, a bell, a window title, a carriage return. */
const hostile = 'Dev\u001b[31m\u001b[2Jeloper\u0007 \u001b]0;owned\u0007\u009b2K\r\u0000\u202e\u001b[8m'

const vacancy: ExplainedVacancy = {
  vacancyId: '00000000-0000-0000-0000-000000000000',
  title: hostile,
  company: hostile,
  places: [hostile],
  postedOn: '2025-10-01',
  openUntil: '2025-11-01',
  quote: { unit: 'year', low: 50_000, high: 60_000 },
  point: { rank: 21, pounds: 55_000.5 },
  adverts: [
    {
      source: 'board',
      sourceId: hostile,
      url: `https://board.example/${hostile}`,
      title: hostile,
      company: hostile,
      postedOn: '2025-10-01',
      postedStated: true,
      speaks: true,
      pay: { min: 50_000, max: 60_000, currency: 'GBP', period: 'year', quoted: true },
    },
    {
      source: hostile,
      sourceId: '2',
      url: null,
      title: 'Developer',
      company: null,
      postedOn: '2025-10-09',
      postedStated: false,
      speaks: false,
      pay: null,
    },
  ],
  words: {
    state: 'read',
    terms: [{ term: 'Developer', excerpt: { text: `${hostile} wanted`, marks: [[0, 8]] }, mentions: 3 }],
    pay: { text: `£50k-60k ${hostile}`, marks: [[0, 8]] },
  },
}

const explanation: Explanation = {
  term: 'Developer',
  category: 'Job Titles',
  location: 'UK',
  type: 'permanent',
  asOf: '2025-11-21',
  months: 6,
  publication: 1,
  figure: 'p50',
  skill: null,
  unit: 'year',
  yearsBack: 0,
  begins: '2025-05-21',
  endsOn: '2025-11-21',
  value: 80_000,
  interval: [75_000, 82_500],
  recomputed: 80_000,
  basis: {
    kind: 'percentile',
    sample: 42,
    point: 'middle',
    below: { rank: 21, pounds: 79_500 },
    above: { rank: 22, pounds: 80_500 },
    fraction: 0.5,
    ranks: { lower: 15, upper: 28 },
    percentiles: { p10: 52_500, p25: 67_500, p50: 80_000, p75: 90_000, p90: 107_500 },
  },
  total: 42,
  offset: 20,
  vacancies: [vacancy],
  leftOut: [
    {
      reason: 'scope',
      detail: hostile,
      of: 'adverts',
      total: 1,
      examples: [
        {
          source: hostile,
          sourceId: hostile,
          url: hostile,
          title: hostile,
          company: hostile,
          postedOn: '2025-10-01',
        },
      ],
    },
    { reason: 'before', detail: null, of: 'vacancies', total: 1200, examples: [] },
  ],
}

const print = (colour: boolean, changes: Partial<Explanation> = {}) =>
  printExplanation({ ...explanation, ...changes }, { colour, width: 100 })

it('begins with the number as printed, how it is computed, and its interval', () => {
  const lines = print(false).split('\n')
  expect(lines.slice(0, 2)).toEqual(['Developer', 'Permanent jobs in UK, 6 months to 21 November 2025'])
  expect(lines[3]).toBe('£80,000  median annual salary')
  expect(lines.slice(4, 7).join(' ')).toBe(
    'Halfway between the 21st and 22nd of 42 mid-points (low + high) ÷ 2, £79,500 and £80,500. 95 % interval: £75,000–82,500, the 15th and 28th of these points. ',
  )
  expect(lines).toContain('Vacancies 21 to 21 of 42, in the order of their points')
  expect(lines).toContain('1,200 vacancies: first advertised on or before 21 May 2025')
})

it('says where a dash is printed, and where the vacancies give another number', () => {
  const { basis } = explanation
  const same = { ...(basis as object), percentiles: { p10: 1, p25: 1, p50: 80_000, p75: 80_000, p90: 2 } }
  expect(print(false, { figure: 'p75', basis: same as Explanation['basis'] }).replace(/\n/g, ' ')).toMatch(
    /─ - {2}75th percentile annual salary .*The page prints a dash: £80,000 equals the next percentile towards the middle\./,
  )
  expect(print(false)).not.toContain('the published number is not theirs')
  expect(print(false, { recomputed: 80_000.5 })).toContain('give 80000.5: the published number is not theirs')
})

it('gives every advert of a job, with the words marked', () => {
  const text = print(false)
  expect(text).toContain('21st, £55,000.50  Dev')
  expect(text).toMatch(/^ {2}speaks {4}board 2025-10-01 https:\/\/board\.example\/Dev/m)
  expect(text).toMatch(/^ {2}same job .* 2025-10-09 \(first seen\) without an address$/m)
  expect(text).toMatch(/^ {2}pay {7}£50,000–£60,000 a year: \[£50k-60k\] /m)
  expect(text).toMatch(/^ {2}words {5}\[Dev.*\(3 mentions\)$/m)
})

it('lets nothing that an advert says steer the terminal', () => {
  const text = print(false)
  expect(text.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g)).toBeNull()
  const styles = print(true).match(/\u001b\[[0-9;]*m/g)!
  expect(new Set(styles).size).toBeLessThan(14)
  const rest = print(true).replace(/\u001b\[(?:0|1|2|4|22|24|31|36|39)m/g, '')
  expect(rest.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g)).toBeNull()
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(130)
})
