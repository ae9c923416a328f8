import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { type GuideContext, renderGuidePage } from '../../../../pipeline/publish/pages/guide-page.ts'
import { renderPositionsPage } from '../../../../pipeline/publish/pages/positions.ts'
import type { GuidePage } from '../../../../pipeline/statistics/guide/guide-page.ts'
import { londonGuide } from '../sample-guide.ts'
import { ALL, expectSound, HOSTILE, linksOf, NONE, rowsOf, textsOf } from './sample-site.ts'

const context: GuideContext = { places: ['UK', 'London'], comparisons: [] }
const render = (page: GuidePage, site = ALL) => renderGuidePage(page, context, site)

describe('salary guide', () => {
  it('has every part, and contents that lead to it', () => {
    const page = render(londonGuide())
    expect(textsOf(page, 'h2')).toEqual([
      'Pay',
      'Pay by seniority',
      'London and other places',
      'Skills that go with more pay',
      'Sectors',
      'Skills: most wanted, best paid',
      'Demand and workplace',
      'Current positions',
      'Career path and related roles',
      'Cost of hiring through an agency',
      'Benchmarks published by others',
      'How to read the figures',
    ])
    expect(textsOf(page, '.contents a')).toEqual(textsOf(page, 'h2').slice(0, -1))
    expectSound(page)
    expectSound(render(londonGuide(), NONE))
  })

  it('prints pay with intervals, permanent and contract side by side', () => {
    const page = render(londonGuide())
    expect(rowsOf(page, '#pay tbody tr')).toEqual([
      ['Vacancies', '412', '412'],
      ['Of these with pay stated', '288', '288'],
      ['10th percentile', '£52,500', '£350'],
      ['25th percentile', '£67,500', '£450'],
      ['Median (50th percentile)', '£80,000', '£533'],
      ['75th percentile', '£92,500', '£617'],
      ['90th percentile', '£112,500', '£750'],
    ])
    expect(textsOf(page, '#pay tr.median small')).toEqual(['76,000–84,000', '506–560'])
  })

  it('prints bands, premiums and benchmarks with their samples', () => {
    const page = render(londonGuide())
    expect(rowsOf(page, '#seniority table:first tbody tr')[3]).toEqual([
      'Lead, principal, staff',
      '41',
      '29',
      '£82,500',
      '£92,500',
      '£105,000',
      '£120,000',
      '£140,000',
    ])
    expect(rowsOf(page, '#places table:first tbody tr')[0]).toEqual([
      'UK excluding London',
      '£65,000',
      '+23.1%',
      '+£15,000',
    ])
    expect(rowsOf(page, '#skill-premiums table:first tbody tr')[5]?.slice(-1)).toEqual(['-14.0%'])
    expect(textsOf(page, '#skill-premiums table:first tr:last td:last small')).toEqual([
      '-21.0% to -7.0%, n 45',
    ])
    expect(rowsOf(page, '#benchmarks tbody tr')).toEqual([
      ['IT Jobs Watch: median salary', '£80,000', '£82,500', '+£2,500'],
      ['Guide 003: range', '£700–1,000+ a day', '£675', '-£25'],
    ])
    expect(rowsOf(page, '#hiring tbody tr')).toEqual([
      ["15% of the first year's salary", '£12,000'],
      ["20% of the first year's salary", '£16,000'],
    ])
    expect(rowsOf(page, '#demand table:first tbody tr')[0]).toEqual(['Permanent', '181', '231', '+27.62%'])
  })

  it('draws bands and premiums with their figures in words', () => {
    const $ = load(render(londonGuide()))
    expect($('#pay-by-band-permanent-wide-description').text()).toContain(
      'Senior: median £87,500, middle half £77,500 to £97,500, 10th to 90th percentile £67,500 to £115,000',
    )
    expect($('#skill-premiums-permanent-narrow-description').text()).toContain(
      'Rust +24.0% (+10.0% to +40.0%); Go +14.0% (+6.0% to +22.0%)',
    )
    expect($('#places-contract-wide').length + $('#places-contract-wide-title').length).toBe(1)
  })

  it('says where growth compares what is not comparable', () => {
    const page = londonGuide()
    page.markets.contract.growth = {
      ...page.markets.contract.growth,
      comparable: false,
      reason: 'Reed began',
    }
    expect(textsOf(render(page), '#demand .warning')).toEqual([
      'Contract: the two periods are not comparable: Reed began.',
    ])
  })

  it('leaves out what has no figures', () => {
    const page = londonGuide()
    page.markets.contract = { ...page.markets.contract, vacancies: 0 }
    page.markets.permanent = {
      ...page.markets.permanent,
      sectorPremiums: [],
      skillPremiums: [],
      locations: [],
    }
    page.positions = { total: 0, open: { permanent: 0, contract: 0 }, boards: [], newest: [] }
    page.career = null
    page.benchmarks = []
    const rendered = render(page)
    expect(textsOf(rendered, 'h2')).toEqual([
      'Pay',
      'Pay by seniority',
      'Skills: most wanted, best paid',
      'Demand and workplace',
      'Cost of hiring through an agency',
      'How to read the figures',
    ])
    expect(textsOf(rendered, '#pay thead th')).toEqual(['Permanent, a year'])
    expectSound(rendered)
  })
})

describe('current positions', () => {
  it('show the first in the guide and the others on a page of their own', () => {
    const guide = render(londonGuide())
    expect(rowsOf(guide, '#positions tbody tr')).toHaveLength(10)
    expect(linksOf(guide, '#positions p a')).toEqual(['../../positions/london/backend-developer.html'])
    const page = renderPositionsPage(londonGuide(), ALL)
    expect(rowsOf(page, '.positions tbody tr')).toHaveLength(24)
    expect(rowsOf(page, '.positions tbody tr')[0]).toEqual([
      'Senior Backend Developer (Team 1)',
      'Central London',
      '£500–550 a day',
      'Greenhouse',
      '20 Nov 2025',
    ])
    expect(rowsOf(page, 'table.short tbody tr')).toEqual([
      ['Reed', '41'],
      ['Greenhouse', '32'],
    ])
    expect(linksOf(page, '.positions a')[0]).toBe('https://boards.example.com/jobs/0?a=1&b=2')
    expectSound(page)
  })

  it('are text, whatever titles, companies and addresses hold', () => {
    const page = londonGuide()
    const position = page.positions.newest[0]!
    page.positions.newest = [
      { ...position, title: HOSTILE, company: HOSTILE, url: 'javascript:alert(3)', locations: [HOSTILE] },
      { ...position, url: ' JavaScript:alert(4)' },
      { ...position, url: 'data:text/html,<script>alert(5)</script>' },
      { ...position, url: '//evil.example/' },
      { ...position, url: `https://example.com/"onmouseover="alert(6)` },
    ]
    for (const rendered of [render(page), renderPositionsPage(page, ALL)]) {
      const $ = load(rendered)
      expect($('script').length).toBe(0)
      expect($('.positions tbody tr:first th').text()).toContain(HOSTILE)
      expect(linksOf(rendered, '.positions a')).toEqual(['https://example.com/%22onmouseover=%22alert(6)'])
      expectSound(rendered)
    }
  })
})
