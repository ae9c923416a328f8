import { expect, test } from 'vitest'
import { addMonths, monthOf, toDay, toIso, weekday } from '../../../scripts/sandbox/calendar.ts'

test.each([
  ['2025-08-31', -6, '2025-02-28'],
  ['2024-08-31', -6, '2024-02-29'],
  ['2025-11-21', -36, '2022-11-21'],
  ['2025-01-31', 1, '2025-02-28'],
  ['2025-12-15', 1, '2026-01-15'],
])('%s and %i months is %s', (day, months, expected) => {
  expect(toIso(addMonths(toDay(day), months))).toBe(expected)
})

test('weekdays and months count from 0', () => {
  expect(weekday(toDay('2025-11-23'))).toBe(0)
  expect(weekday(toDay('1969-12-31'))).toBe(3)
  expect(monthOf(toDay('2025-12-31'))).toBe(11)
})

test.each(['2025-02-30', '2025-13-01', 'soon', ''])('%j is no day', text => {
  expect(() => toDay(text)).toThrow(RangeError)
})
