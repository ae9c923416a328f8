import { DelayedError, type Job, WaitingError } from 'bullmq'

/**
 * Gives a job that a worker has in hand back to its queue, as if it had not been taken: it waits at once for another
 * worker, and no attempt is lost.
 * @returns what the processor is to throw, so that the worker lets go of the job
 */
export async function handBack(job: Job, token: string | undefined): Promise<Error> {
  await job.moveToWait(token)
  return new WaitingError()
}

/** Gives a job back for a later time; no attempt is lost. @returns what the processor is to throw */
export async function putBack(job: Job, token: string | undefined, until: Date): Promise<Error> {
  await job.moveToDelayed(until.getTime(), token)
  return new DelayedError()
}
