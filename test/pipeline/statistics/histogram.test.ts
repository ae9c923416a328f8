import fc from 'fast-check'
import { expect, it } from 'vitest'
import { histogram } from '../../../pipeline/statistics/histogram.ts'

it('bins salaries by a round width', () => {
  expect(histogram([42_000, 45_000, 51_000, 58_000, 79_999])).toEqual([
    { from: 40_000, to: 45_000, vacancies: 1 },
    { from: 45_000, to: 50_000, vacancies: 1 },
    { from: 50_000, to: 55_000, vacancies: 1 },
    { from: 55_000, to: 60_000, vacancies: 1 },
    { from: 60_000, to: 65_000, vacancies: 0 },
    { from: 65_000, to: 70_000, vacancies: 0 },
    { from: 70_000, to: 75_000, vacancies: 0 },
    { from: 75_000, to: 80_000, vacancies: 1 },
  ])
})

it('has no bins without quotes, and one for a single figure', () => {
  expect(histogram([])).toEqual([])
  expect(histogram([60_000])).toHaveLength(1)
})

it('loses no quote, overlaps nowhere and keeps each quote within its bin', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 5, max: 400_000 }), { minLength: 1, maxLength: 300 }), values => {
      const quotes = values.toSorted((a, b) => a - b)
      const bins = histogram(quotes)
      expect(bins.reduce((sum, bin) => sum + bin.vacancies, 0)).toBe(quotes.length)
      for (const [index, bin] of bins.slice(1).entries()) expect(bin.from).toBe(bins[index]!.to)
      expect(bins[0]!.from).toBeLessThanOrEqual(quotes[0]!)
      for (const bin of bins.slice(0, -1))
        expect(quotes.filter(quote => quote >= bin.from && quote < bin.to)).toHaveLength(bin.vacancies)
    }),
  )
})
