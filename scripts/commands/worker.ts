import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../../pipeline/operations/log.ts'
import type { CrawlEnd } from '../../pipeline/queue/crawl-queue.ts'
import type { PublishEnd } from '../../pipeline/queue/publish-queue.ts'
import { openQueueBackend } from '../../pipeline/queue/queue.ts'
import { chooseQueues, connectionsFor, startWorkers } from '../../pipeline/queue/worker.ts'
import type { UnitEnd } from '../../pipeline/runs/backfill/work-unit.ts'
import { startHeartBeat } from '../../pipeline/runs/heart-beat.ts'
import { openExtraction } from '../../pipeline/stages/extraction.ts'
import { openHosts } from '../../pipeline/stages/hosts.ts'
import { assertContact, crawlSetting } from '../crawl-setting.ts'
import { type EndpointOptions, openEndpoints } from '../process-endpoints.ts'
import { processLog } from '../process-log.ts'
import { withDatabase } from '../session.ts'
import { stopSignal } from '../stop-signal.ts'
import { number } from '../terminal.ts'
import { describeEnd } from './crawl.ts'

/** Milliseconds for what is in hand when a worker is told to stop: a page takes 30 s at most, and then it is stored. */
const FAREWELL = 60_000

interface Options extends EndpointOptions {
  queues?: string[]
  concurrency?: number
}

/** Works queues until it is told to stop; then what is in hand is handed back, and the exit code is 0. */
export async function work({ queues, concurrency, ...endpoints }: Options): Promise<void> {
  const chosen = chooseQueues(queues)
  await withDatabase(
    async session => {
      const { configuration, database, url } = session
      if (chosen.includes('crawl')) assertContact(configuration)
      const backend = await openQueueBackend(url, configuration.queueUrl)
      const own = processLog('worker', configuration)
      let { log } = own
      const heart = await startHeartBeat(database, chosen, isOut =>
        isOut
          ? log.warn('The database is out of reach: crawls wait for it.')
          : log.info('The database is back.'),
      )
      const stop = new AbortController()
      const { signal } = stop
      const { workerId } = heart
      log = log.about({ worker: workerId })
      const closeEndpoints = await openEndpoints(session, backend, { ...own, log }, endpoints)
      const hosts = openHosts(database)
      const extraction = openExtraction(availableParallelism())
      const asked = stopSignal()
      const workers = startWorkers(backend, database, chosen, {
        sources: configuration.sources,
        crawl: { ...crawlSetting(configuration), hosts, workerId, signal },
        publish: {
          publications: configuration.publications,
          pages: join(configuration.home, 'pages'),
          workerId,
          signal,
        },
        backfill: { home: configuration.home, extraction },
        concurrency,
        outage: heart.outage,
        onCrawl: end => logCrawl(log, end),
        onPublish: end => logPublication(log, end),
        onUnit: end => logUnit(log, end),
      })
      log.info(`Working the queues ${chosen.join(', ')}; Ctrl-C ends it.`)
      await asked
      log.info('Stopping: what is in hand is handed back. Ctrl-C again ends it at once.')
      stop.abort()
      const isEnded = await workers.stop(FAREWELL)
      if (!isEnded) {
        // What did not end keeps the process alive.
        setTimeout(() => process.exit(1), 5_000).unref()
        throw new Error('work in hand did not end within a minute; the queue gives it to another worker')
      }
      await hosts.turns.close()
      await extraction.close()
      await heart.stop()
      await closeEndpoints()
      await backend.close()
    },
    { connections: connectionsFor(chosen, concurrency) },
  )
}

function logCrawl(log: Log, end: CrawlEnd): void {
  const run = 'result' in end ? { run: end.result.runId } : {}
  const about = log.about({ queue: 'crawl', source: end.source, ...run })
  if ('error' in end) about.warn(describeEnd(end))
  else about.info(describeEnd(end))
}

function logPublication(log: Log, end: PublishEnd): void {
  const about = log.about({ queue: 'publish', day: end.asOf })
  if ('error' in end) about.error(describePublication(end))
  else about.info(describePublication(end))
}

function logUnit(log: Log, end: UnitEnd): void {
  const about = log.about({ queue: 'backfill', backfill: end.backfillId, stage: end.stage, month: end.month })
  const name = `backfill ${end.backfillId}, ${end.stage} of ${end.month.slice(0, 7)}`
  if (end.error === undefined) about.info(`  ${name}: ${end.outcome}`)
  else about.warn(`  ${name}: ${end.outcome}: ${end.error}`)
}

/** One line on how the publication of a day ended. */
function describePublication(end: PublishEnd): string {
  if ('error' in end) return `  publication of ${end.asOf}: ${end.error}`
  const pages = end.pages === null ? '' : `; pages: ${end.pages}`
  if (end.published === 'elsewhere') return `  publication of ${end.asOf}: made by another process${pages}`
  const { windows, published, standing, restated, held } = end.published
  const made = `${number(published)} new, ${number(standing)} as they were, ${number(windows)} windows computed`
  return `  publication of ${end.asOf}: ${made}${restated > 0 ? `, ${number(restated)} restated` : ''}${held > 0 ? `, ${number(held)} HELD` : ''}${pages}`
}
