import type { Course } from './course.ts'
import type { YearReport } from './try-year.ts'

/** What a year came to, for a terminal. */
export function printYear(
  course: Course,
  { seconds, looked, complaints, struck, faults }: YearReport,
): string {
  const days = (Date.parse(course.until) - Date.parse(course.from)) / 86_400_000 + 1
  return [
    `${days} days from ${course.from} to ${course.until} in ${Math.round(seconds)} s`,
    ...course.incidents.map(
      incident =>
        `  ${incident.from} to ${incident.to}: ${incident.board}${'token' in incident ? `/${incident.token}` : ''} ${incident.what}`,
    ),
    ...(struck.length > 0 ? [`Struck ${struck.length} times`, ...tally(struck)] : []),
    'Compared',
    ...Object.entries(looked).map(([what, count]) => `  ${String(count).padStart(8)}  ${what}`),
    `Processes complained ${complaints.length} times`,
    ...tally(complaints.map(({ text }) => text.replace(/\d+/g, 'n'))),
    faults.length === 0 ? 'Everything is as it should be.' : `${faults.length} faults`,
    ...faults.map(fault => `  ${fault}`),
  ].join('\n')
}

function tally(texts: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 12)
    .map(([text, count]) => `  ${String(count).padStart(4)} × ${text.slice(0, 160)}`)
}
