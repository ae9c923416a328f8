import { expect, it } from 'vitest'
import { daySeries } from '../../../pipeline/statistics/day-series.ts'

it.each([
  ['2025-01-31', '2025-04-30', 'month', ['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30']],
  ['2024-02-28', '2024-03-01', 'day', ['2024-02-28', '2024-02-29', '2024-03-01']],
  ['2025-12-20', '2026-01-10', 'week', ['2025-12-20', '2025-12-27', '2026-01-03', '2026-01-10']],
  ['2025-12-31', '2025-12-30', 'day', []],
] as const)('from %s to %s every %s', (from, to, every, days) =>
  expect(daySeries(from, to, every)).toEqual(days),
)
