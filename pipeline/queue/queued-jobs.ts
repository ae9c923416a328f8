import type { Job } from 'bullmq'
import { type QueueBackend, QueueUnavailable } from './queue.ts'

/** The jobs of a queue that are not finished. */
export interface QueuedJobs<Payload> {
  /** In the order in which they were queued; those with a delay among them. */
  waiting: Job<Payload>[]
  /** In the hands of a worker, as far as the queue knows. */
  active: Job<Payload>[]
}

/** @throws QueueUnavailable */
export async function listQueued<Payload>(backend: QueueBackend, name: string): Promise<QueuedJobs<Payload>> {
  const queue = backend.queue<Payload>(name)
  const waiting = await backend.answer(queue.getJobs(['waiting', 'prioritized', 'delayed'], 0, -1))
  const active = await backend.answer(queue.getJobs(['active'], 0, -1))
  // One that was taken while the lists were read stands in both, or its content is gone.
  const taken = new Set(active.map(job => job?.id))
  return {
    waiting: waiting
      .filter(job => job && !taken.has(job.id))
      .toSorted((a, b) => a.timestamp - b.timestamp || Number(a.id) - Number(b.id)),
    active: active.filter(job => job !== undefined),
  }
}

/**
 * Takes a job that waits out of its queue.
 * @returns false where a worker took it first
 * @throws QueueUnavailable
 */
export async function removeWaiting(backend: QueueBackend, job: Job): Promise<boolean> {
  try {
    await backend.answer(job.remove())
    return true
  } catch (error) {
    if (error instanceof QueueUnavailable) throw error
    return false
  }
}
