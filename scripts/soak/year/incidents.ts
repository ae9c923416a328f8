import { toDay, toIso } from '../../sandbox/calendar.ts'
import type { Course, Incident } from './course.ts'

/** What happens in a course: each at the same share of it, so that a short one has all of it too. */
const plan: { what: Incident['what']; at: number; days: number }[] = [
  { what: 'down', at: 0.17, days: 7 },
  { what: 'unlisted', at: 0.3, days: 10 },
  { what: 'format', at: 0.44, days: 5 },
]

/** An outage of the largest board, an employer who takes adverts down for a while, a feed that changes its format. */
export function incidentsOf({ market, from, until }: Omit<Course, 'incidents'>): Incident[] {
  const length = toDay(until) - toDay(from)
  const token = busiest(market, from, until)
  return plan.map(({ what, at, days }) => {
    const begin = toDay(from) + Math.floor(at * length)
    const span = { from: toIso(begin), to: toIso(begin + days - 1) }
    if (what === 'down') return { ...span, what, board: 'tideboard' }
    if (what === 'format') return { ...span, what, board: 'jobwire' }
    return { ...span, what, board: 'greenhouse', token }
  })
}

/** The employer with most adverts in the time. */
function busiest(market: Course['market'], from: string, until: string): string {
  const counts = market.employers.map(({ token }) => ({
    token,
    adverts: market.adverts.filter(
      advert => advert.token === token && advert.postedOn >= from && advert.postedOn <= until,
    ).length,
  }))
  return counts.toSorted((a, b) => b.adverts - a.adverts)[0]!.token
}
