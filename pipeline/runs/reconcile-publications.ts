import { readPublicationSchedule } from '../../db/queries/schedule.ts'
import { type PublishJob, publishQueue } from '../queue/publish-jobs.ts'
import { listQueued, removeWaiting } from '../queue/queued-jobs.ts'
import type { ReconcileContext, Repair } from './reconciled.ts'
import { decidePublication, tickPublication } from './tick.ts'

/** Removes a publication from the queue that is made, and queues the one that is due. */
export async function reconcilePublications(
  { database, backend, now }: ReconcileContext,
  schedule: string,
): Promise<Repair[]> {
  const repairs: Repair[] = []
  const jobs = await listQueued<PublishJob>(backend, publishQueue)
  const state = await readPublicationSchedule(database.pool)
  let isQueued = jobs.active.length > 0
  for (const job of jobs.waiting) {
    const isMade = state.servedAt !== null && state.servedAt >= new Date(job.data.dueAt)
    // One that a worker has taken may still have pages to write.
    if (isQueued || (isMade && job.attemptsStarted === 0)) {
      if (await removeWaiting(backend, job))
        repairs.push({
          subject: 'publications',
          what: `a job was removed: ${isMade ? 'the publication is made' : 'another one is queued'}`,
        })
    } else isQueued = true
  }
  if (isQueued || !decidePublication(schedule, state, now).run) return repairs
  const ticked = await tickPublication(database, backend, schedule, { now })
  if (ticked.run) {
    const due = ticked.dueAt.toISOString().slice(0, 10)
    repairs.push({ subject: 'publications', what: `the publication of ${due} was queued` })
  }
  return repairs
}
