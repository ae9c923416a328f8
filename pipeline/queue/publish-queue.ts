import { DelayedError, type Job } from 'bullmq'
import type { Database } from '../../db/connection.ts'
import { raiseAlert } from '../../db/loaders/alerts.ts'
import { findPublication } from '../../db/queries/publications.ts'
import { wasServed } from '../../db/queries/schedule.ts'
import type { PublicationSettings } from '../configuration-file.ts'
import { awaitedCrawls } from '../runs/awaited-crawls.ts'
import { calendarMonths, type PublishedDay, publishDay } from '../runs/publish-day.ts'
import { later, latestDue } from '../runs/schedule.ts'
import type { Source } from '../sources.ts'
import { mainLocations, writePages } from '../stages/publish.ts'
import { handBack, putBack } from './hand-back.ts'
import { type PublishJob, publishQueue } from './publish-jobs.ts'
import type { QueueBackend } from './queue.ts'

/** How the publication of a day ended; `elsewhere`: another process made it, and this one wrote the pages. */
export type PublishEnd = { asOf: string } & (
  | { published: PublishedDay | 'elsewhere'; pages: string | null }
  | { error: string }
)

/** What a worker needs to publish. */
export interface PublishSetting {
  publications: PublicationSettings
  /** The folder that pages are written to; null where this worker writes none. */
  pages: string | null
  /** Those of the configuration, for the operations page. */
  sources: readonly Source[]
  workerId?: string | undefined
  clock?: () => Date
  /** Ends the publication in hand between two windows, so that another worker goes on with it. */
  signal?: AbortSignal | undefined
}

/** Trend pages for so many of the first terms of each place, as `report` has it. */
const topTerms = 20

/** Milliseconds after which a publication is asked for again that found crawls or another one at work. */
const AFTER_OTHER = 30_000

/** Milliseconds for which a publication waits for crawls that were due before it. */
const PATIENCE = 3_600_000

/**
 * A worker that makes the publications that are due, one at a time, and then writes the pages of the day. One waits an
 * hour at most for crawls that were due before it, such as those that are made up for after a standstill.
 */
export function startPublishWorker(
  backend: QueueBackend,
  database: Database,
  { publications, pages, sources, workerId, signal, clock = () => new Date() }: PublishSetting,
  onEnd: (end: PublishEnd) => void,
) {
  const worker = backend.worker<PublishJob, void>(
    publishQueue,
    async (job, token) => {
      // Of several days that passed while nobody worked, the latest is published.
      const dueAt = later(latestDue(publications.schedule, clock()), new Date(job.data.dueAt))
      const asOf = dayOf(dueAt)
      try {
        const isPatient = Date.now() - job.timestamp < PATIENCE
        if (isPatient && (await awaitedCrawls(database.pool, sources, dueAt, clock())).length > 0)
          throw await putBack(job, token, new Date(Date.now() + AFTER_OTHER))
        // Where a process died behind the publication, its pages may be missing.
        const published = (await wasServed(database, 'publish', asOf, dueAt))
          ? 'elsewhere'
          : await publishDay(database, asOf, publications, {
              dueAt,
              workerId,
              ...(signal ? { signal } : {}),
            })
        if (!published) throw await putBack(job, token, new Date(Date.now() + AFTER_OTHER))
        const written = await writePagesOf(database, asOf, pages, sources)
        onEnd({ asOf, published, pages: written })
      } catch (error) {
        if (signal?.aborted && !(error instanceof DelayedError)) throw await handBack(job, token)
        throw error
      }
    },
    1,
  )
  worker.on('failed', (job: Job<PublishJob> | undefined, error) => {
    if (!job || job.attemptsMade < (job.opts.attempts ?? 1)) return
    const asOf = dayOf(new Date(job.data.dueAt))
    onEnd({ asOf, error: error.message })
    const message = `The publication of ${asOf} failed: ${error.message}. "jobtide runs" has its account; "jobtide aggregate --as-of ${asOf}" makes it by hand.`
    raiseAlert(database.pool, { event: 'publication failed', subject: asOf, message }).catch(() => {})
  })
  return worker
}

/** Pages of the day, where readers see anything of it. @returns the page to open first */
async function writePagesOf(
  database: Database,
  asOf: string,
  folder: string | null,
  sources: readonly Source[],
): Promise<string | null> {
  const publication = folder === null ? null : await findPublication(database, asOf, calendarMonths[0]!)
  if (folder === null || publication === null) return null
  const selection = { locations: mainLocations, top: topTerms, terms: [] }
  const written = await writePages(
    database,
    publication,
    folder,
    { ...selection, types: ['permanent', 'contract'] },
    { sources, at: new Date(), day: asOf },
  )
  return written.home
}

const dayOf = (dueAt: Date): string => dueAt.toISOString().slice(0, 10)
