import type { Database } from '../../../db/connection.ts'
import { type Disturbance, storedPages } from '../kill-crawls.ts'
import type { FleetProcess } from './fleet.ts'

/** A worker that was struck in the middle of crawls. */
export interface Strike extends Disturbance {
  how: 'cut off' | 'killed'
  worker: FleetProcess
  /** What it was crawling. */
  sources: string[]
  /** Epoch milliseconds at which it was on the network again; null of one that was killed. */
  back: number | null
}

/** The sources that a process is crawling, with pages left to ask for. */
export async function crawlsInHand({ pool }: Database, { pid }: FleetProcess): Promise<string[]> {
  const { rows } = await pool.query<{ subject: string }>(
    `select r.subject from ops.runs r join ops.workers w using (worker_id)
     where w.pid = $1 and r.kind = 'crawl' and r.state = 'running'
       and exists (select from ops.frontier f where f.run_id = r.run_id and f.state = 'waiting' and f.advert)
     order by 1`,
    [pid],
  )
  return rows.map(({ subject }) => subject)
}

/** Cuts a worker off, or kills it. */
export async function strike(
  database: Database,
  how: Strike['how'],
  worker: FleetProcess,
  sources: string[],
): Promise<Strike> {
  const struck = now()
  if (how === 'killed') await worker.kill()
  else worker.host.cut()
  const stored = await storedPages(database)
  return { how, worker, sources, struck, at: now(), stored, back: null }
}

/** Epoch milliseconds, with fractions. */
export const now = (): number => performance.timeOrigin + performance.now()
