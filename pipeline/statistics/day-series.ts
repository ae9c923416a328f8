const steps = ['day', 'week', 'month'] as const

/** Distance between the days of a series. */
export type Step = (typeof steps)[number]

export const isStep = (text: string): text is Step => (steps as readonly string[]).includes(text)

/**
 * The days from `from` to `to`, both ISO days, both included where the step meets them. Monthly steps keep the day of
 * the month of `from`, clamped at a month's end (31 January, 28 February, 31 March).
 */
export function daySeries(from: string, to: string, every: Step): string[] {
  const [year, month, dayOfMonth] = from.split('-').map(Number) as [number, number, number]
  const days: string[] = []
  for (let n = 0; ; n++) {
    const date =
      every === 'month'
        ? new Date(Date.UTC(year, month - 1 + n, Math.min(dayOfMonth, daysIn(year, month - 1 + n))))
        : new Date(Date.UTC(year, month - 1, dayOfMonth + n * (every === 'week' ? 7 : 1)))
    const day = date.toISOString().slice(0, 10)
    if (day > to) return days
    days.push(day)
  }
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
