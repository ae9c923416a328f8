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
}

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

export function printStates(
  states: readonly Status[],
  { colour, now }: { colour: boolean; now: Date },
): string {
  const paint = painter(colour)
  if (states.length === 0) return 'No sources are configured: "jobtide sources add URL" adds one.\n'
  const rows = states.map(({ source, listing, completeAt, deferredUntil, deferredReason, declined }) => {
    const isDeferred = deferredUntil !== null && deferredUntil > now
    const never = listing === 'complete' ? 'never' : 'shows its newest only'
    const times = declined > 1 ? `, ${declined} times in a row` : ''
    return [
      paint('bold', source),
      completeAt ? minute(completeAt) : paint('dim', never),
      isDeferred
        ? paint('yellow', `put off until ${minute(deferredUntil)}: ${plain(deferredReason ?? '')}${times}`)
        : '',
    ]
  })
  const head = ['source', 'last met as a whole', ''].map(cell => paint('dim', cell))
  return `${columns([head, ...rows]).join('\n')}\n`
}
