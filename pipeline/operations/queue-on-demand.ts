import { openQueueBackend, type QueueBackend } from '../queue/queue.ts'

/** A queue that is opened when it is asked for first, and asked for again where that failed. */
export function queueOnDemand(databaseUrl: string, queueUrl: string | null) {
  let opening: Promise<QueueBackend | null> | null = null
  return {
    /** @returns null where the queue cannot be opened now */
    async get(): Promise<QueueBackend | null> {
      opening ??= openQueueBackend(databaseUrl, queueUrl).catch(() => null)
      const opened = await opening
      if (!opened) opening = null
      return opened
    },
    async close(): Promise<void> {
      const opened = await opening
      opening = null
      await opened?.close()
    },
  }
}
