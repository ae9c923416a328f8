/** The ISO day `before` days before the same day `years` years earlier. */
export function dayBefore(asOf: string, years: number, before: number): string {
  const [year, month, date] = asOf.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(year - years, month - 1, date - before)).toISOString().slice(0, 10)
}

/** The last day before the window of six months that ends on the same day `years` years earlier. */
export function dayBeforeWindow(asOf: string, years: number): string {
  const [year, month, date] = asOf.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(year - years, month - 7, date)).toISOString().slice(0, 10)
}
