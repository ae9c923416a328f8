import { expect, it } from 'vitest'
import { retryAfter } from '../../../crawlers/http/retry-after.ts'

const NOW = new Date('2025-11-21T12:00:00.000Z')

it.each([
  ['120', '2025-11-21T12:02:00.000Z'],
  [' 0 ', '2025-11-21T12:00:00.000Z'],
  ['Fri, 21 Nov 2025 18:00:00 GMT', '2025-11-21T18:00:00.000Z'],
  ['Friday, 21-Nov-25 18:00:00 GMT', '2025-11-21T18:00:00.000Z'],
  ['Thu, 20 Nov 2025 18:00:00 GMT', '2025-11-21T12:00:00.000Z'],
  ['999999999', '2025-12-21T12:00:00.000Z'],
  ['-5', null],
  ['1.5', null],
  ['later', null],
  ['', null],
  [undefined, null],
])('%j', (header, expected) => {
  expect(retryAfter(header, NOW)).toBe(expected)
})
