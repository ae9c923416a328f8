import type { QueueBackend } from '../queue/queue.ts'
import { queueNames } from '../queue/queue-names.ts'
import { within } from './within.ts'

/** States of jobs that are counted; finished ones are kept up to a number and so are no count of anything. */
export const jobStates = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const
export type JobState = (typeof jobStates)[number]

/** Jobs of a queue by their state. */
export interface QueueCount {
  queue: string
  jobs: Record<JobState, number>
}

/** Milliseconds that the queue has to answer. */
const patience = 3_000

/**
 * Counts the jobs of every queue.
 * @throws where the queue's store does not answer
 */
export async function countJobs(backend: QueueBackend): Promise<QueueCount[]> {
  const counting = queueNames.map(async queue => {
    const counts = await backend.queue(queue).getJobCounts(...jobStates)
    const jobs = Object.fromEntries(jobStates.map(state => [state, counts[state] ?? 0]))
    return { queue, jobs: jobs as Record<JobState, number> }
  })
  return await within(patience, 'the queue', Promise.all(counting))
}
