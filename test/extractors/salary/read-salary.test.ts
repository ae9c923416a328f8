import { describe, expect, test } from 'vitest'
import { findPay } from '../../../extractors/salary/find-pay.ts'
import { readUnit } from '../../../extractors/salary/pay-units.ts'
import { readSalary } from '../../../extractors/salary/read-salary.ts'

const blank = { title: 'Data Engineer', text: '' }

describe('readSalary', () => {
  test('typed pay goes first, its unit in any platform’s words', () => {
    const pay = { min: 52_000, max: 61_000, currency: 'GBP', unit: 'per-year-salary' }
    expect(readSalary({ ...blank, pay, salaryText: '£10k' }).salary).toEqual({
      min: 52_000,
      max: 61_000,
      currency: 'GBP',
      period: 'year',
      quoted: true,
    })
  })

  test('a figure that the board computed is no quote, and gives way to what the employer states', () => {
    const pay = { min: 47_312, max: 47_312, currency: 'GBP', unit: 'YEAR', predicted: true }
    expect(readSalary({ ...blank, pay }).salary?.quoted).toBe(false)
    expect(readSalary({ ...blank, pay, text: 'Salary: £50,000 - £55,000' }).salary).toMatchObject({
      min: 50_000,
      quoted: true,
    })
    expect(readSalary({ ...blank, text: '£62,000 per year - estimated' }).salary?.quoted).toBe(false)
  })

  test('a day rate in the title or text wins over its annualised figure', () => {
    const pay = { min: 117_000, max: 117_000, currency: 'GBP', unit: 'YEAR' }
    const read = readSalary({ pay, title: 'SQL Developer', text: 'Rate: £450 per day inside IR35' })
    expect(read.salary).toMatchObject({ min: 450, max: 450, period: 'day' })
    expect(read.issues).toHaveLength(1)
    expect(
      readSalary({ pay, title: 'SQL Developer', text: 'On call pays £40 per day extra' }).salary?.period,
    ).toBe('year')
  })

  test('out of bounds: no quote, with the reason', () => {
    const read = readSalary({ ...blank, pay: { min: 18, max: 18, currency: 'GBP', unit: 'YEAR' } })
    expect(read).toEqual({
      salary: null,
      issues: [{ field: 'salary', issue: 'outside £10,000–£400,000 a year' }],
    })
  })

  test('out of bounds in the typed field, stated in the text', () => {
    const pay = { min: 18, max: 18, currency: 'GBP', unit: 'YEAR' }
    expect(readSalary({ ...blank, pay, text: 'Pay rate: £18 - £20 per hour' }).salary).toMatchObject({
      max: 20,
      period: 'hour',
    })
  })

  test('swapped ends are put right', () => {
    const read = readSalary({ ...blank, pay: { min: 60_000, max: 50_000, currency: 'GBP', unit: '1 YEAR' } })
    expect(read.salary).toMatchObject({ min: 50_000, max: 60_000 })
    expect(read.issues).toEqual([{ field: 'salary', issue: 'minimum and maximum were swapped' }])
  })

  test('the title, where it marks pay', () => {
    expect(readSalary({ title: 'Java Developer - up to £65k', text: '' }).salary).toMatchObject({
      min: null,
      max: 65_000,
    })
    expect(readSalary({ title: 'Java 17 Developer 20394', text: '' }).salary).toBeNull()
  })
})

describe('findPay', () => {
  test.each([
    ['Acme | Leeds | ONSITE | £38,000-£49,000\nWe make maps.', 38_000, 49_000],
    ['We offer a salary of £50K to £60K.', 50_000, 60_000],
    ['BradfordSalary: £26,000 - £30,000Reference: 77', 26_000, 30_000],
    ['£44,100\nper year', 44_100, 44_100],
    ['Compensation: 22k to 24k', 22_000, 24_000],
  ])('%s', (text, min, max) => {
    expect(findPay(text)).toMatchObject({ min, max })
  })

  test.each([
    'We raised £25m from leading funds.',
    'You will own budgets of £50,000 to £90,000 for events.',
    'Fees are £3,000 and we charge £900 per day.',
    'A £1,500 referral bonus for each friend.',
    'We serve 120k users with 45k daily orders.',
    '401k match and 25 days off',
    'Employer pension of £2,000 a year',
  ])('no pay: %s', text => {
    expect(findPay(text)).toBeNull()
  })
})

test.each([
  ['YEAR', 'year', 1],
  ['ANNUAL', 'year', 1],
  ['per annum', 'year', 1],
  ['1 YEAR', 'year', 1],
  ['per-hour-wage', 'hour', 1],
  ['1 HOUR', 'hour', 1],
  ['0.5 MONTH', 'month', 0.5],
  ['2 WEEK', 'week', 2],
  ['daily', 'day', 1],
  ['P1Y', 'year', 1],
  ['PT1H', 'hour', 1],
])('unit %s', (unit, period, count) => {
  expect(readUnit(unit)).toEqual({ period, count })
})

test.each(['NONE', '1 TIME', 'one-time', ''])('%s is no unit of pay', unit => {
  expect(readUnit(unit)).toBeNull()
})

test('hostile descriptions end soon', () => {
  const started = performance.now()
  for (const piece of ['\n', ' \n', '£1 ', '£10,000 ', '. ', '10,000 pa ']) findPay(piece.repeat(60_000))
  expect(performance.now() - started).toBeLessThan(2000)
})
