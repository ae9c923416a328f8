import type { Interference, LiveBoards } from '../../sandbox/boards.ts'
import type { BoardName } from '../../sandbox/market.ts'
import { type Course, type Incident, isKept, isWithin } from './course.ts'

const boards: BoardName[] = ['greenhouse', 'tideboard', 'brightboard', 'jobwire']

/** Turns boards to a day of the course, with what happens to them. */
export function turnTo(live: LiveBoards, course: Course, day: string): void {
  live.show(day)
  for (const board of boards) {
    const incident = course.incidents.find(each => each.board === board && isWithin(each, day))
    live.interfere(board, incident ? interferenceOf(incident, course) : null)
  }
}

function interferenceOf(incident: Incident, course: Course): Interference {
  if (incident.what === 'down') return () => new Response('', { status: 503 })
  if (incident.what === 'format') return rewritten(text => text.replaceAll(/(<\/?)title>/g, '$1name>'))
  const kept = new Set(course.market.adverts.filter(isKept).map(({ id }) => 4_100_000_000 + id))
  const path = `/v1/boards/${incident.token}/jobs`
  const shortened = rewritten(text => {
    const list = JSON.parse(text) as { jobs: { id: number }[]; meta: { total: number } }
    const jobs = list.jobs.filter(({ id }) => kept.has(id))
    return JSON.stringify({ ...list, jobs, meta: { total: jobs.length } })
  })
  return (request, answer) => (new URL(request.url).pathname === path ? shortened(request, answer) : answer())
}

/** The board's own answer in other words; never "not modified", for it is. */
const rewritten =
  (rewrite: (text: string) => string): Interference =>
  async (request, answer) => {
    if (new URL(request.url).pathname === '/robots.txt') return answer()
    request.headers.delete('if-none-match')
    const answered = await answer()
    const headers = new Headers(answered.headers)
    headers.delete('etag')
    headers.delete('content-length')
    return new Response(rewrite(await answered.text()), { status: answered.status, headers })
  }
