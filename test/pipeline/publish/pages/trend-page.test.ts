import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { renderTrendPage } from '../../../../pipeline/publish/pages/trend-page.ts'
import type { TrendPage } from '../../../../pipeline/statistics/trend-page.ts'
import { londonBackend, londonContract } from '../sample-page.ts'
import { ALL, expectSound, HOSTILE, linksOf, NONE, rowsOf, siteWith, textsOf } from './sample-site.ts'

const context = { periods: [6, 3], comparisons: [] }
const render = (page: TrendPage, site = ALL) => renderTrendPage(page, context, site)

describe('trend page', () => {
  it('opens with the headline table, rows by three windows', () => {
    const page = render(londonBackend())
    expect(rowsOf(page, '.trend:first tbody tr').slice(0, 4)).toEqual([
      ['Rank', '336', '383', '397'],
      ['Rank change year-on-year', '+47', '+14', '+72'],
      ['Permanent jobs requiring a Backend Developer', '50', '58', '73'],
      ['As % of all permanent jobs advertised in London', '0.38%', '0.33%', '0.39%'],
    ])
    expect(textsOf(page, 'h1')).toEqual(['Backend Developer job trends in London'])
    expect(textsOf(page, '.kicker')[0]).toBe(
      '50 permanent jobs requiring a Backend Developer in the 6 months to 21 November 2025, ' +
        'median annual salary £80,000 (76,000–84,000, n 41). Salary guide.',
    )
    expect(textsOf(page, 'footer')[0]).toContain(
      'Publication 12 · as of 21 November 2025 · jobtide 1.0.0+abcd · taxonomy f00d',
    )
  })

  it('sets the interval beneath each figure, and the sample where no row says it', () => {
    const page = render(londonBackend())
    expect(textsOf(page, '.trend:first tr.median small')).toEqual([
      '76,000–84,000',
      '76,000–84,000',
      '71,250–78,750',
    ])
    expect(textsOf(page, '[aria-label*="job locations"] small')).toEqual(['64,125–70,875, n 9'])
    expect(textsOf(page, 'table.bars:first small')[0]).toBe('78.64–95.65%')
  })

  it('keeps the blocks of daily and hourly rates apart', () => {
    expect(textsOf(render(londonContract(true)), '.trend .block th')).toEqual([
      'Daily rates',
      'Hourly rates',
      'Daily rates',
    ])
  })

  it('is sound', () => {
    expectSound(render(londonBackend()))
    expectSound(render(londonContract(true), NONE))
    expectSound(
      render(
        londonBackend(),
        siteWith(() => true, 'Not comparable.'),
      ),
    )
  })

  it('says which window does not compare with the year before, and why', () => {
    const page = render(
      londonBackend(),
      siteWith(() => true, 'Reed was hardly watched.'),
    )
    expect(textsOf(page, '#comparability')[0]).toBe('6 months to 21 Nov 2024 Reed was hardly watched.')
    const marked = load(page)('.trend:first thead th')
      .get()
      .map(head => load(head)('.mark').length)
    expect(marked).toEqual([0, 1, 0])
    expect(textsOf(render(londonBackend()), '#comparability, .mark')).toEqual([])
  })

  it('judges its windows by the coverage of its own sources', () => {
    const page = londonBackend()
    const window = (yearsBack: number, daysObserved: number) => ({
      yearsBack,
      beginsOn: '2025-05-22',
      endsOn: '2025-11-21',
      days: 184,
      daysObserved,
      vacancies: 50,
      sources: [],
    })
    const verdict = (yearsBack: number, reason: string | null) => ({
      yearsBack,
      comparable: reason === null,
      reason,
      sharedSources: [],
      sharedNow: null,
      sharedEarlier: null,
    })
    page.coverage = {
      observedSince: '2022-01-01',
      windows: [window(0, 184), window(1, 183), window(2, 60), window(3, 59)],
      comparability: [verdict(0, null), verdict(1, 'reed was watched on 60 days'), verdict(2, null)],
    }
    const rendered = render(
      page,
      siteWith(() => true, 'of all sources'),
    )
    expect(textsOf(rendered, '#comparability')[0]).toBe(
      '6 months to 21 Nov 2024 Not comparable with the same period a year earlier: reed was watched on 60 days.',
    )
    expect(textsOf(rendered, '.hint.beneath')[0]).toContain(
      'Days observed: 184 of 184, 183 of 184, 60 of 184.',
    )
    expectSound(rendered)
  })

  it('links to the pages that exist and to no others', () => {
    const some = siteWith(path =>
      ['permanent/london/c_sharp.html', 'permanent/england/backend-developer.html'].includes(path),
    )
    expect([...new Set(linksOf(render(londonBackend(), some), 'main a, nav a'))].sort()).toEqual([
      '../../index.html',
      '../england/backend-developer.html',
      'c_sharp.html',
    ])
  })

  it('leads to the guide, the other type, the other period and comparisons', () => {
    const comparisons = [
      { of: 'terms' as const, location: 'London', pair: ['Backend Developer', 'Java Developer'] as const },
      { of: 'places' as const, term: 'Backend Developer', pair: ['London', 'Leeds'] as const },
    ]
    const site = siteWith(path => !path.includes('leeds'))
    const links = linksOf(renderTrendPage(londonBackend(), { periods: [6, 3], comparisons }, site), 'main a')
    for (const address of [
      '../../guides/london/backend-developer.html',
      '../../contract/london/backend-developer.html',
      '../../3-months/permanent/london/backend-developer.html',
      '../../compare/terms/london/backend-developer--java-developer.html',
    ])
      expect(links).toContain(address)
    expect(links.filter(link => link?.includes('leeds'))).toEqual([])
  })

  it('draws each chart for both widths, with the key figures in words and in a table', () => {
    const page = render(londonBackend())
    const $ = load(page)
    expect(
      $('svg[role=img]')
        .get()
        .map(chart => $(chart).attr('class')),
    ).toEqual(['chart wide', 'chart narrow', 'chart wide', 'chart narrow', 'chart wide', 'chart narrow'])
    for (const chart of $('svg[role=img]').get())
      for (const id of ($(chart).attr('aria-labelledby') ?? '').split(' '))
        expect($(`[id="${id}"]`).text().length).toBeGreaterThan(10)
    expect($('#pay-histogram-wide-description').text()).toBe(
      '41 salaries from £30,000 to £160,000; most, 10, from £90,000 to below £100,000; median £80,000.',
    )
    expect(rowsOf(page, 'details:last tbody tr')[6]).toEqual(['£90,000 to below £100,000', '10'])
    expect(rowsOf(page, 'details:first tbody tr')).toHaveLength(36)
  })

  it('escapes whatever a name contains', () => {
    const page = londonBackend()
    page.term = `Developer ${HOSTILE}`
    page.location = `London ${HOSTILE}`
    page.locations[0] = { ...page.locations[0]!, name: HOSTILE }
    page.topSkills[0] = { ...page.topSkills[0]!, name: HOSTILE, category: HOSTILE }
    page.skillsByCategory[0] = {
      category: HOSTILE,
      skills: [{ rank: 1, name: HOSTILE, vacancies: 1, share: 0.5, shareInterval: null }],
    }
    const rendered = render(page)
    expect(load(rendered)('script').length).toBe(0)
    expect(textsOf(rendered, 'h1')).toEqual([`Developer ${HOSTILE} job trends in London ${HOSTILE}`])
    expectSound(rendered)
  })

  it('says nothing of charts and lists that have no figures', () => {
    const bare = {
      ...londonBackend(),
      trend: [],
      histogram: [],
      locations: [],
      topSkills: [],
      skillsByCategory: [],
    }
    const page = render(bare)
    expect(load(page)('svg').length).toBe(0)
    expect(textsOf(page, 'h2')).toEqual(['How to read the figures'])
  })

  it('is the same bytes each time', () => {
    expect(render(londonBackend())).toBe(render(londonBackend()))
  })
})
