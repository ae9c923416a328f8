import { describe, expect, it } from 'vitest'
import {
  change,
  count,
  longDate,
  money,
  moneyDifference,
  moneyRange,
  type Percentiles,
  percentiles,
  period,
  precision,
  premium,
  premiumRange,
  rankChange,
  share,
  shareRange,
  shortDate,
  shortMoneyRange,
  shortMonth,
} from '../../../pipeline/publish/format.ts'
import type { PayUnit } from '../../../pipeline/statistics/trend-page.ts'

describe('single figures', () => {
  it.each<[string, string]>([
    [count(50), '50'],
    [count(0), '0'],
    [count(11_825), '11,825'],
    [count(null), '-'],
    [money(67_812.5, 'year'), '£67,813'],
    [money(67_812.499, 'year'), '£67,812'],
    [money(422.5, 'day'), '£423'],
    [money(22, 'hour'), '£22.00'],
    [money(23.925, 'hour'), '£23.93'],
    // Binary interpolation leaves this one below the half.
    [money(22 + 0.9 * 21.75, 'hour'), '£41.58'],
    [money(1_234.5, 'hour'), '£1,234.50'],
    [money(null, 'year'), '-'],
    [share(50 / 13_022), '0.38%'],
    [share(0.9), '90.00%'],
    [share(1), '100.00%'],
    [share(0.001), '0.10%'],
    [share(0.000_75), '0.075%'],
    [share(0.000_1), '0.010%'],
    [share(0), '-'],
    [share(null), '-'],
    [premium(1.1236), '+12.4%'],
    [premium(0.86), '-14.0%'],
    [premium(1), '0.0%'],
    [premium(0.9999), '0.0%'],
    [premium(null), '-'],
    [premiumRange([0.95, 1.2]), '-5.0% to +20.0%'],
    [premiumRange(null), ''],
    [moneyDifference(12_500, 'year'), '+£12,500'],
    [moneyDifference(-3_000.5, 'year'), '-£3,001'],
    [moneyDifference(0.2, 'day'), '£0'],
    [moneyDifference(-2.5, 'hour'), '-£2.50'],
    [moneyDifference(null, 'year'), '-'],
    [moneyRange([65_000, 70_000.5], 'year'), '65,000–70,001'],
    [moneyRange([23.1, 33], 'hour'), '23.10–33.00'],
    [moneyRange(null, 'year'), ''],
    [shortMoneyRange([62_500, 1_070_000], 'year'), '62.5k–1070k'],
    [shortMoneyRange([490, 560], 'day'), '490–560'],
    [shareRange([0.0029, 0.00501]), '0.29–0.50%'],
    [shareRange([0.0002, 0.0009]), '0.020–0.090%'],
    [shareRange([0, 1]), '0.00–100.00%'],
    [precision('65,000–70,000', 41), '65,000–70,000, n 41'],
    [precision('', 1_204), 'n 1,204'],
    [change(6.6667), '+6.67%'],
    [change(-27.586), '-27.59%'],
    [change(-0.125), '-0.13%'],
    [change(1234.5), '+1,234.50%'],
    [change(0), '-'],
    [change(-1e-12), '-'],
    [change(null), '-'],
    [rankChange(47), '+47'],
    [rankChange(-3), '-3'],
    [rankChange(0), '0'],
    [rankChange(1204), '+1,204'],
    [rankChange(null), '-'],
    [longDate('2025-11-21'), '21 November 2025'],
    [shortDate('2025-09-01'), '1 Sep 2025'],
    [shortMonth('2025-09'), 'Sep 2025'],
    [shortMonth('2025-09-30'), 'Sep 2025'],
    [period(6), '6 months'],
    [period(1), '1 month'],
  ])('prints %s', (printed, expected) => {
    expect(printed).toBe(expected)
  })
})

/** The quartile points of ranges, interpolated as PostgreSQL's percentile_cont does. */
function ofRanges(ranges: [number, number][]): Percentiles {
  const at = (fraction: number, point: (low: number, high: number) => number) => {
    const values = ranges.map(([low, high]) => point(low, high)).sort((a, b) => a - b)
    const position = fraction * (values.length - 1)
    const below = values[Math.floor(position)] ?? Number.NaN
    const above = values[Math.ceil(position)] ?? Number.NaN
    return below + (position - Math.floor(position)) * (above - below)
  }
  const q1 = (a: number, b: number) => (3 * a + b) / 4
  const mid = (a: number, b: number) => (a + b) / 2
  const q3 = (a: number, b: number) => (a + 3 * b) / 4
  return { p10: at(0.1, q1), p25: at(0.25, q1), p50: at(0.5, mid), p75: at(0.75, q3), p90: at(0.9, q3) }
}

describe('percentiles', () => {
  it.each<[PayUnit, [number, number][], string]>([
    ['day', [[400, 430]], '- £408 £415 £423 -'],
    ['day', [[500, 525]], '- £506 £513 £519 -'],
    ['day', [[250, 350]], '- £275 £300 £325 -'],
    [
      'day',
      [
        [300, 500],
        [300, 500],
      ],
      '- £350 £400 £450 -',
    ],
    [
      'day',
      [
        [350, 400],
        [550, 600],
      ],
      '£383 £413 £475 £538 £568',
    ],
    [
      'day',
      [
        [350, 450],
        [400, 400],
      ],
      '£378 £381 £400 £419 £423',
    ],
    [
      'hour',
      [
        [22, 22],
        [40, 45],
      ],
      '£23.93 £26.81 £32.25 £38.31 £41.58',
    ],
    [
      'day',
      [
        [400, 430],
        [500, 525],
        [500, 550],
      ],
      '£427 £457 £513 £528 £534',
    ],
    [
      'year',
      [
        [50_000, 50_000],
        [60_000, 60_000],
        [60_000, 60_000],
      ],
      '£52,000 £55,000 £60,000 - -',
    ],
    ['year', Array.from({ length: 6 }, () => [65_000, 65_000] as [number, number]), '- - £65,000 - -'],
    // A single figure's quartile points differ in the last bits: 3 × 13.68 has no exact half.
    [
      'hour',
      [
        [13.68, 13.68],
        [13.68, 13.68],
      ],
      '- - £13.68 - -',
    ],
    ['hour', [[0.07, 0.07]], '- - £0.07 - -'],
  ])('a %s of %j', (unit, ranges, expected) => {
    expect(Object.values(percentiles(ofRanges(ranges), unit)).join(' ')).toBe(expected)
  })

  it('prints a dash for every figure of an empty window', () => {
    const none = { p10: null, p25: null, p50: null, p75: null, p90: null }
    expect(Object.values(percentiles(none, 'year'))).toEqual(['-', '-', '-', '-', '-'])
  })

  it('compares before rounding, so that equal prints may stand side by side', () => {
    const close = { p10: 400.1, p25: 400.2, p50: 400.3, p75: 400.4, p90: 400.45 }
    expect(Object.values(percentiles(close, 'day'))).toEqual(['£400', '£400', '£400', '£400', '£400'])
  })
})
