import { connect } from '../../db/connection.ts'
import { startCrawlWorker } from '../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend } from '../../pipeline/queue/queue.ts'
import { resolveSources, type SourceConfig } from '../../pipeline/sources.ts'
import type { CrawlSetting } from '../../pipeline/stages/crawl.ts'
import { openHosts } from '../../pipeline/stages/hosts.ts'

/** What a process that works the queue is told; it goes through `process.argv` as JSON. */
export interface Orders {
  databaseUrl: string
  sources: SourceConfig[]
  userAgent: string
  /** Epoch milliseconds that the soak calls `FIRST_MOMENT`. */
  begun: number
  /** Of the queue, in milliseconds; its own where it is null. */
  lockDuration: number | null
}

/** What it reports: that a crawl failed, and whether the queue will try it again. */
export interface Report {
  source: string
  error: string
  isFinal: boolean
}

/** The sandbox's last day, a morning hour: the soak's own time runs on from there at the pace of the real one. */
const FIRST_MOMENT = Date.parse('2025-11-21T06:00:00Z')

/** How the soak crawls. @param begun epoch milliseconds of the crawl's beginning */
export const soakSetting = (userAgent: string, begun: number): CrawlSetting => ({
  userAgent,
  clock: () => new Date(FIRST_MOMENT + Date.now() - begun),
  browser: {},
  log: () => {},
})

async function work({ databaseUrl, sources, userAgent, begun, lockDuration }: Orders): Promise<void> {
  const report = (message: Report) => process.send!(message)
  const database = await connect(databaseUrl)
  const queue = await openQueueBackend(databaseUrl, null, lockDuration === null ? {} : { lockDuration })
  const setting = { ...soakSetting(userAgent, begun), hosts: openHosts(database) }
  const worker = startCrawlWorker(queue, database, resolveSources(sources), setting, end => {
    if ('error' in end) report({ source: end.source, error: end.error, isFinal: true })
  })
  worker.on('failed', (job, error) => {
    if (job) report({ source: job.data.source, error: error.message, isFinal: false })
  })
}

if (import.meta.main) {
  // Whoever started it has gone.
  process.once('disconnect', () => process.exit())
  await work(JSON.parse(process.argv[2]!))
}
