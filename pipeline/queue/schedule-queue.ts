import type { QueueBackend } from './queue.ts'

export const scheduleQueue = 'schedule'

/** Says what is to be looked at; what is to be done the ledger says then. */
interface TickJob {
  /** A source; missing of the publication. */
  source?: string
}

/** Something with a schedule, as the queue keeps it. */
export interface QueueSchedule {
  source?: string
  schedule: string
}

/** Milliseconds after which a tick that the queue ought to have given is taken to be lost. */
const OVERDUE = 120_000

/**
 * Brings the queue's job schedulers in line: those that are missing, changed or stuck are set, those of what is gone are
 * removed.
 * @returns how many were set and removed
 * @throws QueueUnavailable
 */
export async function alignSchedules(
  backend: QueueBackend,
  schedules: readonly QueueSchedule[],
  now: Date = new Date(),
): Promise<{ set: number; removed: number }> {
  const queue = backend.queue<TickJob>(scheduleQueue)
  const present = await backend.answer(queue.getJobSchedulers(0, -1))
  const wanted = new Map(schedules.map(each => [idOf(each), each]))
  const done = { set: 0, removed: 0 }
  for (const { key } of present)
    if (!wanted.has(key)) {
      await backend.answer(queue.removeJobScheduler(key))
      done.removed++
    }
  for (const [id, { source, schedule }] of wanted) {
    const standing = present.find(({ key }) => key === id)
    const isStuck = (standing?.next ?? 0) < now.getTime() - OVERDUE
    if (standing?.pattern === schedule && standing.tz === 'UTC' && !isStuck) continue
    const template = { name: 'tick', data: source === undefined ? {} : { source } }
    await backend.answer(queue.upsertJobScheduler(id, { pattern: schedule, tz: 'UTC' }, template))
    done.set++
  }
  return done
}

/**
 * A worker that is told each due moment, by source, or null of the publication. A tick that fails is lost: the
 * reconciler finds what was due.
 */
export function startTicks(backend: QueueBackend, onTick: (source: string | null) => Promise<void>) {
  return backend.worker<TickJob, void>(scheduleQueue, job => onTick(job.data.source ?? null), 1)
}

const idOf = ({ source }: QueueSchedule): string =>
  source === undefined ? 'publications' : `crawl/${source}`
