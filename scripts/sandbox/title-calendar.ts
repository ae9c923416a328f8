import { calibration } from './tables.ts'
import type { Vacancy } from './vacancy.ts'

/** Who advertised what when, so that two jobs never look like one under the 60-day rule, whichever way it is read. */
export function createTitleCalendar(): (vacancy: Vacancy) => boolean {
  const taken = new Map<string, number[]>()
  return vacancy => {
    const key = `${vacancy.terms[0] ?? vacancy.plain}|${vacancy.company.replace(/ (Ltd|Limited|plc)$/, '')}|${vacancy.place.town}`
    const first = vacancy.posted
    const last = Math.max(vacancy.closed, ...vacancy.repeats.map(repeat => repeat.closed))
    const spans = taken.get(key)
    if (!spans) {
      taken.set(key, [first, last])
      return true
    }
    const gap = calibration.life.readvertisedAfter
    for (let i = 0; i < spans.length; i += 2) {
      if (first <= spans[i + 1]! + gap && last + gap >= spans[i]!) return false
    }
    spans.push(first, last)
    return true
  }
}
