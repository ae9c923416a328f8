import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { payHistogramChart } from '../../../pipeline/publish/charts/pay-histogram.ts'
import { salaryTrendChart } from '../../../pipeline/publish/charts/salary-trend.ts'
import { vacancyTrendChart } from '../../../pipeline/publish/charts/vacancy-trend.ts'
import { londonBackend, londonContract } from './sample-page.ts'

const CHARTS = [vacancyTrendChart, salaryTrendChart, payHistogramChart]

const drawn = (chart: string | null, size: 'wide' | 'narrow') =>
  load(chart ?? '', { xml: true })(`svg.${size}`)

describe('charts', () => {
  it.each(CHARTS)('%o carries no script, style or colour of its own', chart => {
    const svg = chart(londonBackend()) ?? ''
    expect(svg).not.toMatch(/<style|<script| style=| on[a-z]+=|zr\d/)
    const colours = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(match => match[1])
    expect(colours.filter(colour => !/^(none|var\(--chart-[a-z-]+\)|#000)$/.test(colour ?? ''))).toEqual([])
    expect(svg).not.toMatch(/NaN|undefined/)
  })

  it.each(CHARTS)('%o is well-formed and the same bytes each time', chart => {
    const svg = chart(londonBackend())
    expect(svg).toBe(chart(londonBackend()))
    expect(drawn(svg, 'wide').length).toBe(1)
    expect(drawn(svg, 'narrow').attr('viewBox')).toBe('0 0 340 240')
  })

  it('draws bars as high as their bins are full', () => {
    const page = londonBackend()
    const bars = drawn(payHistogramChart(page), 'wide').find('path[fill="var(--chart-bar)"]')
    // A bar reads M left top, l width 0, l 0 height, l -width 0, Z.
    const heights = bars.get().map(bar => Number(/l0 ([0-9.]+)l/.exec(bar.attribs.d ?? '')?.[1]))
    const perVacancy = (heights[2] ?? 0) / 2
    expect(heights).toHaveLength(page.histogram.length)
    page.histogram.forEach((bin, index) => {
      expect(heights[index]).toBeCloseTo(bin.vacancies * perVacancy, -0.5)
    })
  })

  it('breaks lines and bands where a month has no figure', () => {
    const whole = londonBackend()
    whole.trend = whole.trend.filter(point => point.p50 !== null)
    const lines = (page: typeof whole) =>
      drawn(salaryTrendChart(page), 'wide')
        .find('path[stroke="var(--chart-line)"]')
        .first()
        .attr('d')
        ?.match(/M/g)?.length
    expect(lines(whole)).toBe(1)
    expect(lines(londonBackend())).toBe(2)
  })

  it('marks a month that stands alone', () => {
    const page = londonBackend()
    page.trend = page.trend.slice(0, 1)
    const dots = drawn(salaryTrendChart(page), 'wide').find('path[fill="var(--chart-line)"]')
    expect(dots.length).toBe(1)
    expect(vacancyTrendChart(page)).toContain('fill="var(--chart-line)"')
  })

  it('names the main unit of a contract page', () => {
    const page = londonContract(true)
    page.histogram = [{ from: 500, to: 550, vacancies: 3 }]
    expect(payHistogramChart(page)).toContain('3 daily rates from £500 to £550')
    expect(payHistogramChart(page)).toContain('£525')
  })

  it('draws nothing without figures', () => {
    const page = { ...londonBackend(), trend: [], histogram: [] }
    expect(CHARTS.map(chart => chart(page))).toEqual([null, null, null])
    const unpaid = londonBackend()
    for (const point of unpaid.trend)
      Object.assign(point, { p10: null, p25: null, p50: null, p75: null, p90: null })
    unpaid.histogram = unpaid.histogram.map(bin => ({ ...bin, vacancies: 0 }))
    expect(salaryTrendChart(unpaid)).toBeNull()
    expect(payHistogramChart(unpaid)).toBeNull()
    expect(vacancyTrendChart(unpaid)).not.toBeNull()
  })
})
