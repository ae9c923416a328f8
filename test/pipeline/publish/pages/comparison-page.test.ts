import { describe, expect, it } from 'vitest'
import { renderComparisonPage } from '../../../../pipeline/publish/pages/comparison-page.ts'
import { renderComparisonsPage, renderGuidesPage } from '../../../../pipeline/publish/pages/list-pages.ts'
import { renderMethodPage } from '../../../../pipeline/publish/pages/method-page.ts'
import type { ComparisonKey } from '../../../../pipeline/publish/paths.ts'
import type { TrendPage } from '../../../../pipeline/statistics/trend-page.ts'
import { around, londonBackend, londonContract } from '../sample-page.ts'
import { ALL, expectSound, HOSTILE, linksOf, NONE, rowsOf, textsOf } from './sample-site.ts'

const key: ComparisonKey = {
  of: 'terms',
  location: 'London',
  pair: ['Backend Developer', 'Java Developer'],
}

/** The sample page with another name and another median. */
function other(p50: number): TrendPage {
  const page = londonBackend()
  page.term = 'Java Developer'
  page.columns[0].vacancies = 80
  const pay = page.columns[0].pay.year!
  pay.p50 = p50
  pay.intervals = { ...pay.intervals, p50: around(p50, 41) }
  return page
}

const render = (theirs: TrendPage, site = ALL) =>
  renderComparisonPage({ key, markets: [[londonBackend(), theirs]], others: [] }, site)

describe('comparison', () => {
  it('sets both sides and their difference beside each other', () => {
    const page = render(other(64_000))
    const rows = rowsOf(page, '.side tbody tr')
    expect(rows[2]).toEqual(['Vacancies', '50', '80', '-30'])
    expect(rows.find(([label]) => label === 'Median')).toEqual(['Median', '£80,000', '£64,000', '+£16,000'])
    // 16,000 ∓ √(4,000² + 3,200²)
    expect(textsOf(page, '.side tr.median td:last small')).toEqual(['+£10,878 to +£21,122'])
    expectSound(page)
    expectSound(render(other(64_000), NONE))
  })

  it('says who pays more only where the sample can tell', () => {
    expect(textsOf(render(other(64_000)), '.kicker')[0]).toContain(
      'Permanent: Backend Developer pays 25.0% more than Java Developer in the median',
    )
    expect(textsOf(render(other(100_000)), '.kicker')[0]).toContain('pays 20.0% less than Java Developer')
    expect(textsOf(render(other(79_000)), '.kicker')[0]).toContain(
      'no difference in median pay that the sample can tell',
    )
    const few = other(64_000)
    few.columns[0].pay.year!.intervals.p50 = null
    expect(textsOf(render(few), '.kicker')[0]).toContain('too few quotes')
  })

  it('draws both lines and names them in words', () => {
    expect(textsOf(render(other(64_000)), '#median-comparison-permanent-wide-description')[0]).toMatch(
      /last of each: Backend Developer, Nov 2025: £\d\d,\d{3}; Java Developer, Nov 2025: £\d\d,\d{3}\.$/,
    )
  })

  it('has a section for each type that both have', () => {
    const page = renderComparisonPage(
      {
        key: { of: 'places', term: 'Backend Developer', pair: ['London', 'Leeds'] },
        markets: [
          [londonBackend(), other(64_000)],
          [londonContract(true), londonContract(false)],
        ],
        others: [key],
      },
      ALL,
    )
    expect(textsOf(page, 'h2')).toEqual([
      'Permanent jobs',
      'Contract jobs',
      'Compare',
      'How to read the figures',
    ])
    expect(textsOf(page, '.side .block th')).toEqual(['Salaries', 'Daily rates'])
    expectSound(page)
  })

  it('escapes names', () => {
    const hostile: ComparisonKey = { of: 'terms', location: HOSTILE, pair: [HOSTILE, 'Java'] }
    expectSound(
      renderComparisonPage({ key: hostile, markets: [[londonBackend(), other(1)]], others: [hostile] }, ALL),
    )
  })
})

describe('lists', () => {
  it('lead to every comparison and every guide', () => {
    const comparisons = renderComparisonsPage(
      [key, { of: 'places', term: 'C#', pair: ['Leeds', 'London'] }],
      6,
      ALL,
    )
    expect(linksOf(comparisons, '.names a')).toEqual([
      'terms/london/backend-developer--java-developer.html',
      'places/c_sharp/leeds--london.html',
    ])
    expect(textsOf(comparisons, 'h2')).toEqual(['Titles in London', 'C# by place'])
    expectSound(comparisons)
    const guides = renderGuidesPage([{ term: 'C#', location: 'UK' }], 6, ALL)
    expect(linksOf(guides, '.names a')).toEqual(['uk/c_sharp.html'])
    expectSound(guides)
  })

  it('and the method are sound', () => {
    expectSound(renderMethodPage(ALL))
    expect(linksOf(renderMethodPage(ALL), 'main a')).toEqual(['coverage.html'])
    expect(linksOf(renderMethodPage(NONE), 'main a')).toEqual([])
  })
})
