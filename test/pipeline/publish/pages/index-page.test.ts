import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import type { IndexedTerm, PlaceIndex } from '../../../../pipeline/publish/page-plan.ts'
import { renderHomePage } from '../../../../pipeline/publish/pages/home-page.ts'
import { renderIndexPage } from '../../../../pipeline/publish/pages/index-page.ts'
import { searchData } from '../../../../pipeline/publish/search-data.ts'
import { ALL, expectSound, HOSTILE, linksOf, rowsOf, siteWith, textsOf } from './sample-site.ts'

const indexRow = (term: string, category: string): IndexedTerm => ({
  term,
  category,
  rank: 7,
  rankChange: -3,
  vacancies: 1204,
  share: 0.000_75,
  quoted: 880,
  p50: 67_812.5,
  p50Interval: [66_000, 70_000],
  medianChange: 0,
  live: 20,
})

const indexPage = (rows: IndexedTerm[], site = ALL) =>
  renderIndexPage(
    {
      location: 'London',
      type: 'permanent',
      asOf: '2025-11-21',
      months: 6,
      rows,
      total: 13_022,
      periods: [6, 3],
      places: ['UK', 'London', 'Leeds'],
    },
    site,
  )

describe('index page', () => {
  it('prints a row for every term and links those with a page', () => {
    const site = siteWith(path => path === 'permanent/london/_dotnet.html')
    const page = indexPage([indexRow('.NET', 'Libraries'), indexRow('Java', 'Languages')], site)
    expect(rowsOf(page, '#terms tbody tr')[0]).toEqual([
      '7',
      '.NET',
      '-3',
      '£67,813',
      '-',
      '1,204',
      '0.075%',
      '20',
      'Libraries',
    ])
    expect(textsOf(page, '#terms small')[0]).toBe('66,000–70,000, n 880')
    expect(linksOf(page, '#terms a')).toEqual(['_dotnet.html'])
    expect(textsOf(page, 'option')).toEqual(['All categories', 'Languages', 'Libraries'])
  })

  it('shows no dead controls without a script', () => {
    const $ = load(indexPage([indexRow('Java', 'Languages')]))
    expect($('form').attr('hidden')).toBeDefined()
    expect($('#pager').attr('hidden')).toBeDefined()
    expect($('#terms tr[hidden]').length).toBe(0)
  })

  it('leads to the other type, the other period and other places, where they exist', () => {
    const some = siteWith(path =>
      ['3-months/permanent/london/index.html', 'permanent/leeds/index.html'].includes(path),
    )
    const page = indexPage([indexRow('Java', 'Languages')], some)
    expect(linksOf(page, '.switches a')).toEqual(['../../3-months/permanent/london/index.html'])
    expect(linksOf(page, 'section a')).toEqual(['../leeds/index.html'])
  })

  it('escapes names and runs its own script alone', () => {
    const page = indexPage([indexRow(HOSTILE, HOSTILE)])
    expect(load(page)('script').length).toBe(1)
    expect(textsOf(page, '#terms th[scope=row]')).toEqual([HOSTILE])
    expectSound(page)
  })
})

describe('home page', () => {
  const index = (location: string, type: 'permanent' | 'contract', months: number): PlaceIndex => ({
    location,
    type,
    months,
    vacancies: 29_001,
    rows: [indexRow('Java', 'Languages'), indexRow('Developer', 'Job Titles')],
  })
  const trends = [
    { term: 'Java', location: 'London', type: 'permanent' as const, months: 6 },
    { term: `</script>${HOSTILE}`, location: 'London', type: 'permanent' as const, months: 3 },
  ]
  const home = () =>
    renderHomePage(
      {
        asOf: '2025-11-21',
        months: 6,
        indexes: [
          index('UK excluding London', 'permanent', 6),
          index('London', 'contract', 6),
          index('London', 'permanent', 3),
        ],
        guides: [{ term: 'Developer', location: 'London' }],
        search: searchData(
          trends,
          [{ term: 'Developer', location: 'London' }],
          [['Method', 'method.html']],
          6,
        ),
      },
      siteWith(path => path === 'guides/london/developer.html'),
    )

  it('links every index page of its window under its type, and the guides', () => {
    const page = home()
    expect(linksOf(page, '.places a')).toEqual([
      'permanent/uk-excluding-london/index.html',
      'contract/london/index.html',
    ])
    expect(linksOf(page, '.inline a')).toEqual(['guides/london/developer.html'])
    expect(textsOf(page, 'h2')).toEqual([
      'Permanent jobs at a glance',
      'Contract jobs at a glance',
      'Salary guides',
      'Permanent jobs by place',
      'Contract jobs by place',
    ])
    expectSound(page)
  })

  it('shows titles at a glance, not skills', () => {
    expect(rowsOf(home(), 'section:first tbody tr')).toEqual([['Developer', '1,204', '£67,813', '-', '-3']])
  })

  it('carries what its search finds, whatever names hold', () => {
    const $ = load(home())
    expect($('script').length).toBe(2)
    const data = JSON.parse($('#data').text())
    expect(data).toEqual({
      terms: [
        ['Developer', 'developer.html'],
        ['Java', 'java.html'],
        [`</script>${HOSTILE}`, expect.stringMatching(/^[a-z0-9_-]+\.html$/)],
      ],
      groups: [
        { label: 'salary guide, London', folder: 'guides/london/', terms: [0] },
        { label: 'permanent, London', folder: 'permanent/london/', terms: [1] },
        { label: 'permanent, London, 3 months', folder: '3-months/permanent/london/', terms: [2] },
      ],
      pages: [['Method', 'method.html']],
    })
  })

  it('names the sources that ask for it', () => {
    const page = home()
    expect(textsOf(page, '.attributions li')).toEqual(['Jobs by Adzuna', 'Remote jobs from Jobicy'])
    expect(linksOf(page, '.attributions a')).toEqual(['https://jobicy.com'])
  })
})
