import { createHash } from 'node:crypto'
import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { renderHomePage } from '../../../pipeline/publish/pages/home-page.ts'
import { renderIndexPage } from '../../../pipeline/publish/pages/index-page.ts'
import { renderTrendPage } from '../../../pipeline/publish/pages/trend-page.ts'
import type { PageLinks } from '../../../pipeline/publish/paths.ts'
import type { IndexRow } from '../../../pipeline/statistics/trend-page.ts'
import { londonBackend, londonContract } from './sample-page.ts'

const ALL: PageLinks = { hasTrendPage: () => true, hasIndexPage: () => true }
const NONE: PageLinks = { hasTrendPage: () => false, hasIndexPage: () => false }
const HOSTILE = `<script>alert("1")</script>'"&`

const indexRow = (term: string, category: string): IndexRow => ({
  term,
  category,
  rank: 7,
  rankChange: -3,
  vacancies: 1204,
  share: 0.000_75,
  p50: 67_812.5,
  medianChange: 0,
  live: 20,
})

const indexPage = (rows: IndexRow[], links: PageLinks) =>
  renderIndexPage({
    location: 'London',
    type: 'permanent',
    asOf: '2025-11-21',
    months: 6,
    rows,
    total: 13_022,
    generatedFrom: 'Publication 12',
    links,
  })

/** What any page must keep: nothing is loaded, and nothing runs that its policy does not name by hash. */
function expectSelfContained(page: string) {
  const $ = load(page)
  const policy = $('meta[http-equiv="Content-Security-Policy"]').attr('content') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  for (const element of $('style, script').get()) {
    const hash = createHash('sha256').update($(element).text()).digest('base64')
    expect(policy).toContain(`${element.tagName}-src 'sha256-${hash}'`)
  }
  expect($('[style], [onclick], link, iframe, img, [src]').length).toBe(0)
  for (const element of $('a').get()) expect($(element).attr('href')).toMatch(/^(#main|[a-z0-9_./-]+\.html)$/)
  const ids = $('[id]')
    .map((_, element) => $(element).attr('id'))
    .get()
  expect(new Set(ids).size).toBe(ids.length)
}

describe('trend page', () => {
  it('opens with the headline table, rows by three windows', () => {
    const $ = load(renderTrendPage(londonBackend(), ALL))
    const rows = $('main table')
      .first()
      .find('tbody tr')
      .map((_, row) =>
        $(row)
          .children()
          .map((_, cell) => $(cell).text())
          .get()
          .join(' | '),
      )
      .get()
    expect(rows.slice(0, 4)).toEqual([
      'Rank | 336 | 383 | 397',
      'Rank change year-on-year | +47 | +14 | +72',
      'Permanent jobs requiring a Backend Developer | 50 | 58 | 73',
      'As % of all permanent jobs advertised in London | 0.38% | 0.33% | 0.39%',
    ])
    expect($('h1').text()).toBe('Backend Developer job trends in London')
    expect($('.kicker').text()).toContain('50 permanent jobs requiring a Backend Developer')
    expect($('footer').text()).toContain('Publication 12')
  })

  it('gives every table a caption and every heading cell a scope', () => {
    const $ = load(renderTrendPage(londonContract(true), ALL))
    expect($('table').length).toBe($('table > caption').length)
    expect($('th:not([scope])').length).toBe(0)
    expect(
      $('.trend .block th')
        .map((_, cell) => $(cell).text())
        .get(),
    ).toEqual(['Daily rates', 'Hourly rates', 'Daily rates'])
  })

  it('is self-contained', () => {
    expectSelfContained(renderTrendPage(londonBackend(), ALL))
    expectSelfContained(renderTrendPage(londonContract(true), NONE))
  })

  it('links to the pages that exist and to no others', () => {
    const some: PageLinks = {
      hasTrendPage: ({ term, location }) => term === 'C#' || location === 'England',
      hasIndexPage: () => false,
    }
    const $ = load(renderTrendPage(londonBackend(), some))
    const addresses = [
      ...new Set(
        $('main a, nav a')
          .map((_, link) => $(link).attr('href'))
          .get(),
      ),
    ]
    expect(addresses.sort()).toEqual([
      '../../index.html',
      '../england/backend-developer.html',
      'c_sharp.html',
    ])
  })

  it('draws each chart for both widths, with the key figures in words', () => {
    const $ = load(renderTrendPage(londonBackend(), ALL))
    expect(
      $('svg[role=img]')
        .map((_, chart) => $(chart).attr('class'))
        .get(),
    ).toEqual(['chart wide', 'chart narrow', 'chart wide', 'chart narrow', 'chart wide', 'chart narrow'])
    for (const chart of $('svg[role=img]').get()) {
      for (const id of ($(chart).attr('aria-labelledby') ?? '').split(' ')) {
        expect($(`[id="${id}"]`).text().length).toBeGreaterThan(10)
      }
    }
    expect($('#pay-histogram-wide-description').text()).toBe(
      '41 salaries from £30,000 to £160,000; most, 10, from £90,000 to below £100,000; median £80,000.',
    )
  })

  it('escapes whatever a name contains', () => {
    const page = londonBackend()
    page.term = `Developer ${HOSTILE}`
    page.location = `London ${HOSTILE}`
    page.locations[0] = {
      name: HOSTILE,
      rankChange: null,
      vacancies: 1,
      p50: null,
      medianChange: null,
      live: 0,
    }
    page.topSkills[0] = { rank: 1, name: HOSTILE, category: HOSTILE, vacancies: 1, share: 5 }
    page.skillsByCategory[0] = {
      category: HOSTILE,
      skills: [{ rank: 1, name: HOSTILE, vacancies: 1, share: 0.5 }],
    }
    const rendered = renderTrendPage(page, ALL)
    expect(load(rendered)('script').length).toBe(0)
    expect(load(rendered)('h1').text()).toBe(`Developer ${HOSTILE} job trends in London ${HOSTILE}`)
    expectSelfContained(rendered)
  })

  it('says nothing of charts and lists that have no figures', () => {
    const page = {
      ...londonBackend(),
      trend: [],
      histogram: [],
      locations: [],
      topSkills: [],
      skillsByCategory: [],
    }
    const $ = load(renderTrendPage(page, ALL))
    expect($('svg').length).toBe(0)
    expect(
      $('h2')
        .map((_, heading) => $(heading).text())
        .get(),
    ).toEqual(['How to read the figures'])
  })

  it('is the same bytes each time', () => {
    expect(renderTrendPage(londonBackend(), ALL)).toBe(renderTrendPage(londonBackend(), ALL))
  })
})

describe('index page', () => {
  it('prints a row for every term and links those with a page', () => {
    const links: PageLinks = { ...NONE, hasTrendPage: ({ term }) => term === '.NET' }
    const $ = load(indexPage([indexRow('.NET', 'Libraries'), indexRow('Java', 'Languages')], links))
    const cells = $('#terms tbody tr')
      .first()
      .children()
      .map((_, cell) => $(cell).text())
      .get()
    expect(cells).toEqual(['7', '.NET', '-3', '£67,813', '-', '1,204', '0.075%', '20', 'Libraries'])
    expect(
      $('#terms a')
        .map((_, link) => $(link).attr('href'))
        .get(),
    ).toEqual(['_dotnet.html'])
    expect(
      $('option')
        .map((_, option) => $(option).text())
        .get(),
    ).toEqual(['All categories', 'Languages', 'Libraries'])
    expect($('form').attr('hidden')).toBeDefined()
  })

  it('escapes names and runs its own script alone', () => {
    const page = indexPage([indexRow(HOSTILE, HOSTILE)], ALL)
    expect(load(page)('script').length).toBe(1)
    expect(load(page)('#terms tbody tr').attr('data-category')).toBe(HOSTILE)
    expectSelfContained(page)
  })
})

describe('home page', () => {
  it('links every index page under its type', () => {
    const page = renderHomePage({
      asOf: '2025-11-21',
      months: 6,
      indexes: [
        { location: 'UK excluding London', type: 'permanent', terms: 812, vacancies: 29_001 },
        { location: 'London', type: 'contract', terms: 400, vacancies: 13_022 },
      ],
      generatedFrom: null,
    })
    const $ = load(page)
    expect(
      $('main a')
        .map((_, link) => $(link).attr('href'))
        .get(),
    ).toEqual(['permanent/uk-excluding-london/index.html', 'contract/london/index.html'])
    expect(
      $('h2')
        .map((_, heading) => $(heading).text())
        .get(),
    ).toEqual(['Permanent jobs', 'Contract jobs'])
    expectSelfContained(page)
  })
})
