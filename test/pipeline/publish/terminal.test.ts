import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { printTrendPage } from '../../../pipeline/publish/terminal.ts'
import { londonBackend, londonContract } from './sample-page.ts'

const squeezed = (text: string) => text.split('\n').map(line => line.trim().replace(/ {2,}/g, ' | '))

describe('the trend page in a terminal', () => {
  it('shows every part of the page', () => {
    const printed = squeezed(printTrendPage(londonBackend(), { colour: false, width: 100 }))
    expect(printed.slice(0, 2)).toEqual([
      'Backend Developer',
      'Permanent job trends in London, 6 months to 21 November 2025',
    ])
    for (const line of [
      '6 months to | Same period | Same period',
      '21 Nov 2025 | 21 Nov 2024 | 21 Nov 2023',
      'Rank change year-on-year | +47 | +14 | +72',
      'As % of all permanent jobs advertised in London | 0.38% | 0.33% | 0.39%',
      'Median annual salary (50th percentile) | £80,000 | £80,000 | £75,000',
      'Permanent vacancies in London with a recognised job title | 11,825 | 16,458 | 17,881',
      'its 95% interval | 76k–84k | 76k–84k | 71.3k–78.8k',
      'Central London | +44 | 11 | £67,500 | 9 | 64.1k–70.9k | - | 20',
      'Top 30 co-occurring skills',
      'Programming Languages',
    ]) {
      expect(printed).toContain(line)
    }
  })

  it('says which columns do not compare with the year before, and why', () => {
    const page = londonBackend()
    const judged = { sharedSources: [], sharedNow: 0, sharedEarlier: 0 }
    page.coverage = {
      observedSince: '2022-01-01',
      windows: [],
      comparability: [
        { yearsBack: 0, comparable: true, reason: null, ...judged },
        { yearsBack: 1, comparable: false, reason: 'adzuna was observed on 0 days', ...judged },
      ],
    }
    const printed = squeezed(printTrendPage(page, { colour: false, width: 100 }))
    expect(printed).toContain(
      '21 Nov 2024: Not comparable with the same period a year earlier: adzuna was observed on 0 days.',
    )
    expect(printed.filter(line => line.includes('Not comparable'))).toHaveLength(1)
  })

  it('draws bars in proportion to the share', () => {
    const printed = printTrendPage(londonBackend(), { colour: false, width: 100 }).split('\n')
    const bar = (rank: number) =>
      printed.find(line => line.trimStart().startsWith(`${rank} `))?.match(/█/g)?.length ?? 0
    expect(bar(1) / bar(9)).toBeCloseTo(0.9 / 0.5, 1)
  })

  it.each([0, 40, 60, 80, 100, 200])(
    'keeps within a terminal %i columns wide, or its own least and greatest width',
    width => {
      const page = londonContract(true)
      page.term = 'Principal Site Reliability Engineering Team Lead'
      page.location = 'UK excluding London'
      const printed = printTrendPage(page, { colour: true, width })
      const longest = Math.max(
        ...stripVTControlCharacters(printed)
          .split('\n')
          .map(line => line.length),
      )
      expect(longest).toBeLessThanOrEqual(Math.min(Math.max(width, 60), 110))
      expect(stripVTControlCharacters(printed)).toBe(printTrendPage(page, { colour: false, width }))
    },
  )

  it('colours only when asked', () => {
    expect(printTrendPage(londonBackend(), { colour: false, width: 80 })).not.toContain('\u001b')
    expect(printTrendPage(londonBackend(), { colour: true, width: 80 })).toContain('\u001b[32m+47\u001b[39m')
  })

  it('passes no control character of a name on to the terminal', () => {
    const page = londonBackend()
    page.term = 'Backend\u001b[2J Developer\u0007'
    page.topSkills[0] = {
      rank: 1,
      name: 'Py\u001b]0;owned\u0007thon',
      category: 'x',
      vacancies: 1,
      share: 0.5,
      shareInterval: null,
    }
    page.locations[0] = {
      name: 'Lon\u009bdon',
      rankChange: 1,
      vacancies: 1,
      quoted: 1,
      p50: 1,
      p50Interval: null,
      medianChange: 1,
      live: 1,
    }
    expect(printTrendPage(page, { colour: false, width: 80 })).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
    )
  })

  it('leaves out what has no rows', () => {
    const page = { ...londonBackend(), locations: [], topSkills: [], skillsByCategory: [] }
    expect(printTrendPage(page, { colour: false, width: 80 })).not.toMatch(/locations|co-occurring/i)
  })
})
