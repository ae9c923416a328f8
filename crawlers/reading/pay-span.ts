import type { RawPay } from '../source.ts'

/** The span over several ranges (a range per zone, level or tier), of those alike in currency and unit with the first; undefined where none has a figure. */
export function paySpan(ranges: readonly RawPay[]): RawPay | undefined {
  const [main] = ranges
  if (!main) return undefined
  const alike = ranges.filter(range => range.currency === main.currency && range.unit === main.unit)
  const least = alike.flatMap(range => range.min ?? [])
  const most = alike.flatMap(range => range.max ?? [])
  if (least.length + most.length === 0) return undefined
  return {
    ...main,
    min: least.length > 0 ? Math.min(...least) : null,
    max: most.length > 0 ? Math.max(...most) : null,
  }
}
