import { describe, expect, test } from 'vitest'
import { type Pay, parsePay } from '../../../extractors/salary/parse-pay.ts'

type Period = Pay['period']
const pay = (min: number | null, max: number | null, period: Period = 'year', currency = 'GBP'): Pay => ({
  min,
  max,
  currency,
  period,
})

describe('base pay of a pay field', () => {
  test.each<[string, Pay | null]>([
    ['£41k-£53k', pay(41_000, 53_000)],
    ['£41kpa', pay(41_000, 41_000)],
    ['£41kBonus & Bens', pay(41_000, 41_000)],
    ['Min £41,000 Max £53,000', pay(41_000, 53_000)],
    ['41,000 / 53,000 GBP', pay(41_000, 53_000)],
    ['Not less than £41,000', pay(41_000, null)],
    ['£31,000 per annum pro rata (actual £18,600)', pay(31_000, 31_000)],
    ['FTE £31,000, actual salary £18,600 for 22.5 hours', pay(31_000, 31_000)],
    ['£41k base, £60k total comp', pay(41_000, 41_000)],
    ['£41,000 - £53,000 basic salary, £70,000 on target earnings', pay(41_000, 53_000)],
    ['£41k-£53k (negotiable up to £58k)', pay(41_000, 53_000)],
    ['Salary: £23,100 (increasing to £24,900 after probation)', pay(23_100, 24_900)],
    ['£61k (or £410 p/d contract)', pay(61_000, 61_000)],
    ['36 hours per week £27,500', pay(27_500, 27_500)],
    ['Day rate 480-530', pay(480, 530, 'day')],
    ['410/460 per day', pay(410, 460, 'day')],
    ['£410 - £460 per 8 hour day', pay(410, 460, 'day')],
    ['£530pd max', pay(null, 530, 'day')],
    ['41-53K', pay(41_000, 53_000)],
    ['£38 – 47,000', pay(38_000, 47_000)],
    ['£41,000 - £53,000 per annum', pay(41_000, 53_000)],
    ['31500/annum', pay(31_500, 31_500)],
    ['From £33 to £39 per annum', pay(33_000, 39_000)],
    ['Up to £62k', pay(null, 62_000)],
    ['from £28,000 p.a.', pay(28_000, null)],
    ['£71k+', pay(71_000, null)],
    ['£71k + bonus', pay(71_000, 71_000)],
    ['salary starting at £29,750', pay(29_750, null)],
    ['£430/day', pay(430, 430, 'day')],
    ['£430 p/d inside IR35', pay(430, 430, 'day')],
    ['£430 - £480 Inside IR35 per day', pay(430, 480, 'day')],
    ['£12.21 - £14.80', pay(12.21, 14.8, 'hour')],
    ['£17ph to £21ph', pay(17, 21, 'hour')],
    ['£2,150 pcm', pay(2150, 2150, 'month')],
    ['£690 a week', pay(690, 690, 'week')],
    ['(£) 27,400 - 33,100 Per Annum', pay(27_400, 33_100)],
    ['PS44,500', pay(44_500, 44_500)],
    ['\ufffd44,500 a year', pay(44_500, 44_500)],
    ['£36\\-42k \\+ car', pay(36_000, 42_000)],
    ['AfC Band 6 - £35,100-£42,300 pro rata', pay(35_100, 42_300)],
    ['£46,000 basic, OTE £92,000', pay(46_000, 46_000)],
    ['21000 - 34000/annum 21k - 25k OTE 34k', pay(21_000, 25_000)],
    ['£51,000 per annum bonus and car allowance', pay(51_000, 51_000)],
    ['Up to £66k: £58k - £66k by level', pay(58_000, 66_000)],
    ['Junior £26k-£31k / Senior £49k-£57k', pay(26_000, 57_000)],
    ['Tester: £33-38k. Project Manager: £58k.', pay(33_000, 38_000)],
    ['£14.90 per hour (£29,055 a year)', pay(14.9, 14.9, 'hour')],
    ['£35,100 - £41,900 £33,900 - £40,600 pa', pay(35_100, 41_900)],
  ])('%s', (text, expected) => {
    expect(parsePay(text)).toEqual(expected)
  })
})

describe('currencies', () => {
  test.each<[string, Pay | null]>([
    ['$120K – $135K • Offers Equity • $10K – $15K Bonus', pay(120_000, 135_000, 'year', 'USD')],
    ['CA$95K – CA$112.5K', pay(95_000, 112_500, 'year', 'CAD')],
    ['52-61k €', pay(52_000, 61_000, 'year', 'EUR')],
    ['45.000,00 - 52.500,00 EUR', pay(45_000, 52_500, 'year', 'EUR')],
    ['CHF 98,000', pay(98_000, 98_000, 'year', 'CHF')],
    ['GBP48-55k', pay(48_000, 55_000)],
    ['₹12L – ₹15.5L', pay(1_200_000, 1_550_000, 'year', 'INR')],
    ['$130k AUD', pay(130_000, 130_000, 'year', 'AUD')],
  ])('%s', (text, expected) => {
    expect(parsePay(text)).toEqual(expected)
  })

  test('the default stands for figures without sign', () => {
    expect(parsePay('40k - 50k', 'EUR')).toEqual(pay(40_000, 50_000, 'year', 'EUR'))
    expect(parsePay('40k - 50k', null)).toBeNull()
    expect(parsePay('£40k - 50k', null)).toEqual(pay(40_000, 50_000))
  })
})

describe('no base pay', () => {
  test.each([
    '£45 per month gym membership',
    'ISO 27001',
    'Competitive',
    '£Competitive + benefits',
    '£0.00 per annum',
    'Band 7',
    'OTE £80k-£95k, uncapped',
    '£1,000 referral fee',
    'car allowance of £5,200',
    'training budget: £900 per person in year one, £1,200 by year two',
    'a £90m turnover manufacturer',
    'raised $12M Series A',
    'pension contribution of £4,100',
    '401K and medical',
    '3-5 years of Python',
    '25 days a year plus bank holidays',
    'Ring 0161 496 0123 or 07700 900123',
    '2025-2026 academic year',
    'serving 200k users and 30k+ daily rides',
    'customers who spend £15-£20 per visit',
    'save £300 a year on travel',
    '',
  ])('%s', text => {
    expect(parsePay(text)).toBeNull()
  })
})

test('hostile texts end soon', () => {
  const started = performance.now()
  for (const piece of ['£1-', '9', '1 ', '£', '(', 'to 5 ', '1,', '1.', 'p/', '+ £5 '])
    parsePay(piece.repeat(20_000))
  expect(performance.now() - started).toBeLessThan(1000)
})
