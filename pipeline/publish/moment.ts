import { shortDate } from './format.ts'

/** A moment as operators read it: `21 Nov 2025 04:13`, in UTC. */
export const printMoment = (moment: Date): string => {
  const iso = moment.toISOString()
  return `${shortDate(iso.slice(0, 10))} ${iso.slice(11, 16)}`
}

const STEPS: [milliseconds: number, one: string][] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
]

/** A time span in its largest unit: `3 days`, `1 hour`, `12 seconds`; `under a second`. */
export function printSpan(milliseconds: number): string {
  for (const [length, one] of STEPS) {
    const number = Math.floor(milliseconds / length)
    if (number >= 1) return `${number} ${one}${number === 1 ? '' : 's'}`
  }
  return 'under a second'
}

/** How long ago a moment was: `3 days ago`, `now`. */
export const printAge = (moment: Date, now: Date): string => {
  const span = now.getTime() - moment.getTime()
  return span < 1_000 ? 'now' : `${printSpan(span)} ago`
}
