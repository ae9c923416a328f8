import type { Database } from '../../db/connection.ts'
import { type EndedRuns, readRunBounds, sumEndedRuns } from '../../db/queries/ledger-figures.ts'

/** What was summed up before, and where to go on. */
interface Memory {
  totals: EndedRuns[]
  /** Runs up to this id are in the totals, */
  upTo: number
  /** but for these, which had not ended. */
  open: number[]
}

const memories = new WeakMap<Database, Memory>()

/** Id above which there is no run. */
const LAST = Number.MAX_SAFE_INTEGER

/**
 * All runs of the ledger that ended, by kind and state. What ended does not change, so after the first time only what
 * has ended since is read: a ledger of years (200,000 runs) takes a second the first time and milliseconds from then on.
 */
export async function sumRuns(database: Database): Promise<EndedRuns[]> {
  const before = memories.get(database) ?? { totals: [], upTo: 0, open: [] }
  const { open, settled } = await readRunBounds(database)
  const upTo = Math.max(before.upTo, settled)
  const ended = before.open.filter(id => !open.includes(id))
  // What ends between the two questions counts as open still, and is read the next time.
  const news = await sumEndedRuns(database, { after: before.upTo, upTo, also: ended, except: open })
  const totals = merge(before.totals, news)
  memories.set(database, { totals, upTo, open: open.filter(id => id <= upTo) })
  return merge(totals, await sumEndedRuns(database, { after: upTo, upTo: LAST, also: [], except: [] }))
}

/** Adds figures of the same kind and state. */
function merge(some: readonly EndedRuns[], more: readonly EndedRuns[]): EndedRuns[] {
  const sums = new Map<string, EndedRuns>()
  for (const each of [...some, ...more]) {
    const key = `${each.kind} ${each.state}`
    const sum = sums.get(key)
    if (!sum) sums.set(key, { ...each })
    else
      for (const figure of [
        'runs',
        'loaded',
        'changed',
        'unchanged',
        'duplicate',
        'outOfScope',
        'rejected',
      ] as const)
        sum[figure] += each[figure]
  }
  return [...sums.values()]
}
