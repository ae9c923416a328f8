import { setTimeout as sleep } from 'node:timers/promises'
import {
  pauseSources,
  readPublicationSchedule,
  readSourceSchedules,
  resumeSources,
  type ScheduleState,
} from '../../db/queries/schedule.ts'
import { ConfigError, type Configuration } from '../../pipeline/configuration.ts'
import { keepDelivering } from '../../pipeline/operations/deliver-alerts.ts'
import { plain } from '../../pipeline/publish/paint.ts'
import { openQueueBackend, type QueueBackend } from '../../pipeline/queue/queue.ts'
import { startTicks } from '../../pipeline/queue/schedule-queue.ts'
import { startHeartBeat } from '../../pipeline/runs/heart-beat.ts'
import { reconcile } from '../../pipeline/runs/reconcile.ts'
import type { Repair } from '../../pipeline/runs/reconciled.ts'
import { type Decision, JITTER, nextRun } from '../../pipeline/runs/schedule.ts'
import { decideCrawl, decidePublication, tickPublication, tickSource } from '../../pipeline/runs/tick.ts'
import { columns } from '../columns.ts'
import { type EndpointOptions, openEndpoints } from '../process-endpoints.ts'
import { processLog } from '../process-log.ts'
import { type Session, withDatabase } from '../session.ts'
import { stopSignal } from '../stop-signal.ts'
import { say } from '../terminal.ts'

/** Milliseconds between two comparisons of ledger and queue. */
const RECONCILE_EVERY = 60_000

/** Queues what is due until it is told to stop. Several may run: each moment is served once. */
export async function runSchedule(endpoints: EndpointOptions): Promise<void> {
  await withDatabase(async session => {
    const { configuration, database, url } = session
    assertSources(configuration)
    const { sources, publications } = configuration
    const backend = await openQueueBackend(url, configuration.queueUrl)
    const own = processLog('schedule', configuration)
    let { log } = own
    const heart = await startHeartBeat(database, ['schedule'], isOut =>
      isOut ? log.warn('The database is out of reach.') : log.info('The database is back.'),
    )
    log = log.about({ worker: heart.workerId })
    const closeEndpoints = await openEndpoints(session, backend, { ...own, log }, endpoints)
    const stop = new AbortController()
    const asked = stopSignal().then(() => stop.abort())
    const repair = async () => {
      try {
        const repairs = await reconcile(database, backend, { sources, publications: publications.schedule })
        for (const each of repairs ?? []) log.info(describeRepair(each), { subject: each.subject })
      } catch (error) {
        log.error('Ledger and queue could not be compared', error)
      }
    }
    await repair()
    const ticks = startTicks(backend, async name => {
      const source = sources.find(each => each.name === name)
      const ticked =
        name === null
          ? await tickPublication(database, backend, publications.schedule)
          : source && (await tickSource(database, backend, source))
      if (ticked)
        log.info(
          `  ${name ?? 'publications'}: ${describeTick(ticked)}`,
          name === null ? {} : { source: name },
        )
    })
    const delivering = keepDelivering(
      database,
      { webhook: configuration.webhook, clean: own.clean, signal: stop.signal },
      message => log.warn(`Alerts wait: ${message}`),
    )
    log.info(`Scheduling ${sources.length} sources and the publications; Ctrl-C ends it.`)
    while (!stop.signal.aborted) {
      await sleep(RECONCILE_EVERY, undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await repair()
    }
    await asked
    await delivering
    await backend.answer(ticks.close()).catch(() => {})
    await heart.stop()
    await closeEndpoints()
    await backend.close()
  })
}

/** Prints when each source and the publication are due. */
export async function listSchedule({ json }: { json?: boolean }): Promise<void> {
  await withDatabase(async ({ configuration, database }) => {
    const { sources, publications } = configuration
    const now = new Date()
    const states = await readSourceSchedules(
      database.pool,
      sources.map(({ name }) => name),
    )
    const lines = sources.map((source, at) =>
      lineOf(source.name, source.schedule, states[at]!, decideCrawl(source, states[at]!, now, JITTER), now),
    )
    const made = await readPublicationSchedule(database.pool)
    const { schedule } = publications
    lines.push(lineOf('publications', schedule, made, decidePublication(schedule, made, now), now))
    if (json) console.log(JSON.stringify(lines))
    else {
      const head = ['source', 'schedule', 'last done', 'next', '']
      // What is not as it should be is to be seen first.
      const sorted = lines.toSorted((a, b) => Number(a.note === null) - Number(b.note === null))
      const rows = sorted.map(({ name, schedule, last, next, note }) => [
        name,
        schedule,
        moment(last),
        moment(next),
        plain(note ?? ''),
      ])
      for (const row of columns([head, ...rows])) console.log(row)
      say('Times are UTC.')
    }
  })
}

/** Keeps sources from being crawled on schedule. */
export async function pause(names: string[], { reason }: { reason?: string }): Promise<void> {
  await withDatabase(async session => {
    const { configuration, database } = session
    const unknown = names.find(name => !configuration.sources.some(source => source.name === name))
    if (unknown) throw new ConfigError(`no source is named "${unknown}"; "jobtide sources" lists them`)
    await pauseSources(database, names, reason ?? null)
    // What waits for them goes at once.
    await withQueue(session, backend => reconcileAll(session, backend))
    for (const name of names) say(`${name} is paused; "jobtide schedule resume ${name}" ends it.`)
  })
}

/** Lets sources be crawled on schedule again. */
export async function resume(names: string[]): Promise<void> {
  await withDatabase(async ({ database }) => {
    const resumed = await resumeSources(database, names)
    for (const name of names)
      say(
        resumed.includes(name)
          ? `${name} is crawled on schedule again; the scheduler queues what it missed within a minute.`
          : `${name} was not paused.`,
      )
  })
}

/** Compares ledger and queue once, and prints what was repaired. */
export async function reconcileOnce({ json }: { json?: boolean }): Promise<void> {
  await withDatabase(async session => {
    assertSources(session.configuration)
    const repairs = await withQueue(session, backend => reconcileAll(session, backend))
    if (repairs === null)
      throw new ConfigError('a scheduler compares them at this moment; ask again in a few seconds')
    if (json) console.log(JSON.stringify(repairs))
    else for (const each of repairs) console.log(describeRepair(each).trimStart())
    if (repairs.length === 0) say('Ledger and queue agree.')
  })
}

const reconcileAll = (
  { database, configuration: { sources, publications } }: Session,
  backend: QueueBackend,
): Promise<Repair[] | null> => reconcile(database, backend, { sources, publications: publications.schedule })

async function withQueue<T>(
  { configuration, url }: Session,
  work: (backend: QueueBackend) => Promise<T>,
): Promise<T> {
  const backend = await openQueueBackend(url, configuration.queueUrl)
  try {
    return await work(backend)
  } finally {
    await backend.close()
  }
}

/** Without sources, all of the queue would be taken for what is left of sources that are gone. */
function assertSources({ sources, file }: Configuration): void {
  if (sources.length === 0) throw new ConfigError(`no sources are configured: list boards in ${file}`)
}

const describeRepair = ({ subject, what }: Repair): string => `  ${subject}: ${what}`

function describeTick(decision: Decision): string {
  const due = `due at ${moment(decision.dueAt.toISOString())}`
  if (!decision.run) return `${due}, nothing is queued: ${decision.why}`
  return `${due}, queued for ${moment(decision.startAt.toISOString())}`
}

/** A line of `schedule list`, and the object of its `--json`; times are ISO 8601. */
interface Line {
  name: string
  schedule: string
  last: string | null
  next: string | null
  paused: boolean
  note: string | null
}

function lineOf(name: string, schedule: string, state: ScheduleState, decision: Decision, now: Date): Line {
  return {
    name,
    schedule,
    last: state.doneAt?.toISOString() ?? null,
    next: nextRun(schedule, state, decision, now)?.toISOString() ?? null,
    paused: state.pausedAt !== null,
    note: noteOf(state, decision, now),
  }
}

function noteOf(state: ScheduleState, decision: Decision, now: Date): string | null {
  if (state.pausedAt) {
    const since = `paused since ${moment(state.pausedAt.toISOString())}`
    return state.pausedReason ? `${since}: ${state.pausedReason}` : since
  }
  if (state.deferredUntil && state.deferredUntil > now)
    return `put off until ${moment(state.deferredUntil.toISOString())}: ${state.deferredReason}`
  if (decision.run) {
    if (state.latest?.state === 'broken off') return 'was broken off, and goes on'
    return state.queuedFor !== null && state.queuedFor >= decision.dueAt ? 'queued' : 'due'
  }
  return decision.why === 'served' ? null : decision.why
}

const moment = (iso: string | null): string => (iso === null ? '-' : iso.slice(0, 16).replace('T', ' '))
