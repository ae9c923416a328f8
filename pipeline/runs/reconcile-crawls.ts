import type { Job } from 'bullmq'
import { readSourceSchedules, type ScheduleState } from '../../db/queries/schedule.ts'
import { type CrawlJob, crawlQueue } from '../queue/crawl-jobs.ts'
import { listQueued, removeWaiting } from '../queue/queued-jobs.ts'
import type { Source } from '../sources.ts'
import type { ReconcileContext, Repair } from './reconciled.ts'
import { isServed } from './schedule.ts'
import { decideCrawl, tickSource } from './tick.ts'

/** Removes crawls from the queue that the ledger does not want, and queues those that it wants and that are missing. */
export async function reconcileCrawls(
  { database, backend, now, jitter }: ReconcileContext,
  sources: readonly Source[],
): Promise<Repair[]> {
  const repairs: Repair[] = []
  const jobs = await listQueued<CrawlJob>(backend, crawlQueue)
  // Read after the queue: what was finished in between is known to be done.
  const names = sources.map(({ name }) => name)
  const read = await readSourceSchedules(database.pool, names)
  const states = new Map(read.map(state => [state.subject, state]))
  const queued = new Set(jobs.active.map(job => job.data.source))
  for (const job of jobs.waiting) {
    const { source } = job.data
    const why = needless(job, states.get(source), queued.has(source))
    if (why === null) queued.add(source)
    else if (await removeWaiting(backend, job))
      repairs.push({ subject: source, what: `its job was removed: ${why}` })
  }
  for (const source of sources) {
    if (queued.has(source.name)) continue
    if (!decideCrawl(source, states.get(source.name)!, now, jitter).run) continue
    const ticked = await tickSource(database, backend, source, { now, jitter })
    if (ticked.run)
      repairs.push({
        subject: source.name,
        what: `its crawl was queued: due since ${ticked.dueAt.toISOString().slice(0, 16)}Z`,
      })
  }
  return repairs
}

/** Why a job that waits is not wanted, null where it is. */
function needless(job: Job<CrawlJob>, state: ScheduleState | undefined, isQueued: boolean): string | null {
  if (!state) return 'no source has this name any more'
  if (isQueued) return 'another one is queued'
  const { dueAt } = job.data
  if (dueAt === undefined) {
    // A person's crawl that was taken, and that nobody told the queue of.
    const wasTaken =
      job.attemptsStarted > 0 && state.doneAt !== null && state.doneAt.getTime() > job.timestamp
    return wasTaken ? 'the crawl is done' : null
  }
  if (state.pausedAt) return 'the source is paused'
  return isServed(state, new Date(dueAt)) ? 'the crawl is done' : null
}
