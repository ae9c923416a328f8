import { type Client, type Database, inTransaction } from '../../db/connection.ts'
import {
  noteQueued,
  readPublicationSchedule,
  readSourceSchedules,
  type ScheduleState,
} from '../../db/queries/schedule.ts'
import { enqueueDueCrawl } from '../queue/crawl-jobs.ts'
import { enqueuePublication } from '../queue/publish-jobs.ts'
import type { QueueBackend } from '../queue/queue.ts'
import type { Source } from '../sources.ts'
import { type Decision, decide, JITTER } from './schedule.ts'

/** By which clock, and how far apart, runs are queued. */
export interface TickOptions {
  /** By the clock that crawls go by; default now. */
  now?: Date
  /** Most milliseconds from a due moment to its crawl. */
  jitter?: number
}

/** What came of a tick: the decision, and the job that waits or runs for it. */
export type Tick = Decision & { job?: string }

/**
 * Queues the crawl of a source where the ledger says that it is due. It may run any number of times, in any number of
 * processes at once: a source has one job at most.
 * @throws QueueUnavailable
 */
export function tickSource(
  database: Database,
  backend: QueueBackend,
  source: Source,
  { now = new Date(), jitter = JITTER }: TickOptions = {},
): Promise<Tick> {
  return alone(database, `schedule ${source.name}`, async client => {
    const [state] = await readSourceSchedules(client, [source.name])
    const decision = decideCrawl(source, state!, now, jitter)
    if (!decision.run) return decision
    const { dueAt, startAt } = decision
    const job = await enqueueDueCrawl(backend, source.name, dueAt, startAt.getTime() - now.getTime())
    await noteQueued(client, source.name, dueAt)
    return { ...decision, job }
  })
}

/**
 * Queues the day's publication where the ledger says that it is due.
 * @param schedule a cron expression in UTC
 * @throws QueueUnavailable
 */
export function tickPublication(
  database: Database,
  backend: QueueBackend,
  schedule: string,
  { now = new Date() }: TickOptions = {},
): Promise<Tick> {
  return alone(database, 'schedule publications', async client => {
    const decision = decidePublication(schedule, await readPublicationSchedule(client), now)
    if (!decision.run) return decision
    return { ...decision, job: await enqueuePublication(backend, decision.dueAt) }
  })
}

/** As `decide`; a source whose terms nobody has read does not run. */
export function decideCrawl(source: Source, state: ScheduleState, now: Date, jitter: number): Decision {
  const decision = decide(source, state, now, jitter)
  return source.terms ? decision : { run: false, dueAt: decision.dueAt, why: 'terms not read' }
}

/** As `decide`: a publication is queued for the moment itself. */
export const decidePublication = (schedule: string, state: ScheduleState, now: Date): Decision =>
  decide({ name: 'publications', schedule }, state, now, 0)

/** Two schedulers take turns at one source: the queue alone would let both in at the same moment. */
function alone<T>(database: Database, name: string, work: (client: Client) => Promise<T>): Promise<T> {
  return inTransaction(database.pool, async client => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
    return work(client)
  })
}
