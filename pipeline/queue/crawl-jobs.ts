import type { QueueBackend } from './queue.ts'

export const crawlQueue = 'crawl'

/** Jobs carry names only: what a source is, the worker knows from its configuration. */
export interface CrawlJob {
  source: string
  /** The moment of its schedule, ISO 8601, that a scheduler queued it for; missing where a person did. */
  dueAt?: string
}

/**
 * Puts the crawl of a source for a moment of its schedule into the queue.
 * @param delay milliseconds until it begins
 * @returns the id of the job; of the one that waits or runs already, where there is one
 * @throws QueueUnavailable
 */
export async function enqueueDueCrawl(
  backend: QueueBackend,
  source: string,
  dueAt: Date,
  delay: number,
): Promise<string> {
  const job = await backend.answer(
    backend
      .queue<CrawlJob>(crawlQueue)
      .add(
        'crawl',
        { source, dueAt: dueAt.toISOString() },
        { delay: Math.max(0, delay), deduplication: { id: source } },
      ),
  )
  return job.id!
}
