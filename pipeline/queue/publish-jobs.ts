import type { QueueBackend } from './queue.ts'

export const publishQueue = 'publish'

/** The moment of its schedule, ISO 8601, that a publication is made for; its day is the publication's. */
export interface PublishJob {
  dueAt: string
}

/** Aggregation that failed is tried again after 1, 2, 4, 8 minutes. */
const patience = { attempts: 5, backoff: { type: 'exponential', delay: 60_000 } }

/**
 * Queues the publication for a moment of its schedule.
 * @returns the id of the job; of the one that waits or runs already, where there is one
 * @throws QueueUnavailable
 */
export async function enqueuePublication(backend: QueueBackend, dueAt: Date): Promise<string> {
  const queue = backend.queue<PublishJob>(publishQueue)
  const data = { dueAt: dueAt.toISOString() }
  const job = await backend.answer(
    queue.add('publish', data, { deduplication: { id: publishQueue }, ...patience }),
  )
  return job.id!
}
