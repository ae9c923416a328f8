/**
 * The day so many calendar months before a day, clamped at the month's end as PostgreSQL does: the windows that end on
 * the day begin after it. ISO days.
 */
export function beginOf(endsOn: string, months: number): string {
  const [year, month, day] = endsOn.split('-').map(Number) as [number, number, number]
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10)
}
