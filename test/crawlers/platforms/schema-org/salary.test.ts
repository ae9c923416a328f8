import { expect, test } from 'vitest'
import { salaryOf } from '../../../../crawlers/platforms/schema-org/salary.ts'

const amount = (value: unknown, more = {}): object => ({
  '@type': 'MonetaryAmount',
  currency: 'GBP',
  value,
  ...more,
})

test.each([
  [
    'a range',
    amount({ minValue: 30000, maxValue: 40000, unitText: 'YEAR' }),
    { pay: { min: 30000, max: 40000, currency: 'GBP', unit: 'YEAR' } },
  ],
  [
    'one figure',
    amount({ value: '52000.0000', unitText: 'ANNUAL' }),
    { pay: { min: 52000, max: 52000, currency: 'GBP', unit: 'ANNUAL' } },
  ],
  [
    'a range and a figure',
    amount({ value: 1, minValue: 30000, maxValue: 40000 }),
    { pay: { min: 30000, max: 40000, currency: 'GBP' } },
  ],
  [
    'a range and a sentence',
    amount({ value: '£16.50 per hour', minValue: '27736', maxValue: '27736', unitText: 'YEAR' }),
    { pay: { min: 27736, max: 27736, currency: 'GBP', unit: 'YEAR' }, salaryText: '£16.50 per hour' },
  ],
  ['a sentence alone', amount({ value: 'Competitive', unitText: 'YEAR' }), { salaryText: 'Competitive' }],
  [
    'bounds in words',
    amount({ minValue: '£25k', maxValue: '£30k plus bonus' }),
    { salaryText: '£25k – £30k plus bonus' },
  ],
  ['one bound', amount({ minValue: '£23,247.92' }), { pay: { min: 23247.92, currency: 'GBP' } }],
  ['zeros', amount({ minValue: 0, maxValue: 0 }), {}],
  ['a figure beside a currency', 52000, { pay: { min: 52000, max: 52000, currency: 'EUR' } }],
  ['a text', 'up to £400 a day', { salaryText: 'up to £400 a day' }],
  [
    'a specification of prices',
    [{ minPrice: 10, maxPrice: 12, priceCurrency: 'GBP' }],
    { pay: { min: 10, max: 12, currency: 'GBP' } },
  ],
  ['nothing', undefined, {}],
  ['nonsense', { value: { value: { value: {} } }, currency: [] }, {}],
])('%s', (_form, baseSalary, stated) => {
  expect(salaryOf(baseSalary, 'EUR')).toEqual(stated)
})
