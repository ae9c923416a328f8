import { describe, expect, it } from 'vitest'
import { type IndexedTerm, type PlaceIndex, planPages } from '../../../pipeline/publish/page-plan.ts'
import { comparisonPath, guidePath, pagePath } from '../../../pipeline/publish/paths.ts'

const row = (term: string, category = 'Job Titles'): IndexedTerm => ({
  term,
  category,
  rank: 1,
  rankChange: null,
  vacancies: 1,
  share: 1,
  quoted: 0,
  p50: null,
  p50Interval: null,
  medianChange: null,
  live: 0,
})

const index = (
  location: string,
  rows: IndexedTerm[],
  type: PlaceIndex['type'] = 'permanent',
  months = 6,
): PlaceIndex => ({ location, type, months, vacancies: 10, rows })

const titles = ['Developer', 'Java Developer', 'Senior Java Developer', 'Python Developer'].map(term =>
  row(term),
)
const indexes = [
  index('UK', [row('Java', 'Programming Languages'), ...titles]),
  index('London', titles),
  index('UK excluding London', titles.slice(0, 2)),
  index('Scotland', titles.slice(1, 2)),
  index('Central London', titles.slice(1, 2)),
  index('UK', titles, 'contract'),
  index('UK', titles, 'permanent', 3),
  index('Scotland', titles, 'permanent', 3),
]

describe('planned pages', () => {
  it('are the first terms of each index, those asked for, and the main titles, in other windows those of main places', () => {
    const { trends } = planPages(indexes, 6, { top: 1, terms: ['java developer'] })
    const paths = trends.map(pagePath)
    expect(paths.filter(path => path.startsWith('permanent/uk/'))).toEqual([
      'permanent/uk/java.html',
      'permanent/uk/developer.html',
      'permanent/uk/java-developer.html',
      'permanent/uk/senior-java-developer.html',
      'permanent/uk/python-developer.html',
    ])
    expect(paths).toContain('permanent/scotland/java-developer.html')
    expect(paths).toContain('3-months/permanent/uk/java-developer.html')
    expect(paths.filter(path => path.startsWith('3-months/permanent/scotland'))).toEqual([])
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('show the title where a skill has its name', () => {
    const clash = [index('Leeds', [row('Scrum Master', 'Processes & Methodologies'), row('Scrum Master')])]
    expect(planPages(clash, 6, { top: 2, terms: [] }).trends).toEqual([
      { term: 'Scrum Master', category: 'Job Titles', location: 'Leeds', type: 'permanent', months: 6 },
    ])
  })

  it('are guides of titles in the UK and London, those asked for first', () => {
    const { guides } = planPages(indexes, 6, { top: 1, terms: ['python developer', 'Java'] })
    expect(guides.map(guidePath).slice(0, 2)).toEqual([
      'guides/uk/python-developer.html',
      'guides/uk/developer.html',
    ])
    expect([...new Set(guides.map(guide => guide.location))]).toEqual(['UK', 'London'])
    expect(guides.map(guide => guide.term)).not.toContain('Java')
    const leeds = planPages([index('Leeds', titles)], 6, { top: 1, terms: [] })
    expect(leeds.guides.every(guide => guide.location === 'Leeds')).toBe(true)
    expect(leeds.guides).toHaveLength(4)
  })

  it('compare siblings, never a title with one that it is a kind of', () => {
    const { comparisons } = planPages(indexes, 6, { top: 1, terms: [] })
    expect(
      comparisons.filter(key => key.of === 'terms' && key.location === 'UK').map(key => key.pair.join(' | ')),
    ).toEqual(['Java Developer | Python Developer', 'Senior Java Developer | Python Developer'])
  })

  it('compare places with London and with the UK outside it, where both have the title', () => {
    const { comparisons } = planPages(indexes, 6, { top: 1, terms: ['Java Developer'] })
    expect(comparisons.filter(key => key.of === 'places').map(comparisonPath)).toEqual([
      'compare/places/java-developer/london--uk-excluding-london.html',
      'compare/places/java-developer/scotland--london.html',
      'compare/places/java-developer/scotland--uk-excluding-london.html',
      'compare/places/java-developer/central-london--london.html',
    ])
  })
})
