import { painter, plain } from '../../../pipeline/publish/paint.ts'
import { columns } from '../../columns.ts'

/** What is known of a source between its crawls. */
export interface Status {
  source: string
  listing: 'complete' | 'latest'
  completeAt: Date | null
  deferredUntil: Date | null
  deferredReason: string | null
  /** How many times in a row it declined. */
  declined: number
  pausedAt: Date | null
  pausedReason: string | null
}

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

export function printStates(
  states: readonly Status[],
  { colour, now }: { colour: boolean; now: Date },
): string {
  const paint = painter(colour)
  if (states.length === 0) return 'No sources are configured: "jobtide sources add URL" adds one.\n'
  const rows = states.map(({ source, listing, completeAt, ...state }) => {
    const note = noteOf(state, now)
    const never = listing === 'complete' ? 'never' : 'shows its newest only'
    return [
      paint('bold', source),
      completeAt ? minute(completeAt) : paint('dim', never),
      note === '' ? '' : paint('yellow', note),
    ]
  })
  // What is not as it should be is to be seen first.
  rows.sort(([, , one], [, , other]) => Number(one === '') - Number(other === ''))
  const head = ['source', 'last met as a whole', ''].map(cell => paint('dim', cell))
  return `${columns([head, ...rows]).join('\n')}\n`
}

function noteOf(state: Omit<Status, 'source' | 'listing' | 'completeAt'>, now: Date): string {
  const { deferredUntil, deferredReason, declined, pausedAt, pausedReason } = state
  if (pausedAt !== null)
    return `paused since ${minute(pausedAt)}${pausedReason ? `: ${plain(pausedReason)}` : ''}`
  if (deferredUntil === null || deferredUntil <= now) return ''
  const times = declined > 1 ? `, ${declined} times in a row` : ''
  return `put off until ${minute(deferredUntil)}${times}: ${plain(deferredReason ?? '')}`
}
