import { counted } from '../../publish/paint.ts'
import type { QueueBackend } from '../../queue/queue.ts'
import { few } from '../few.ts'
import { countJobs } from '../queue-counts.ts'
import { type Finding, warning, well } from './finding.ts'

/**
 * Whether jobs get done. Those that failed are none of its matter: the ledger says why, and what becomes of them.
 * @param worked the queues that a process works, or whose last one is missed already
 */
export async function checkQueue(
  backend: QueueBackend,
  store: string,
  worked: ReadonlySet<string>,
): Promise<Finding[]> {
  const counts = await countJobs(backend)
  const sum = (state: keyof (typeof counts)[0]['jobs']) =>
    counts.reduce((all, { jobs }) => all + jobs[state], 0)
  const left = counts
    .map(({ queue, jobs }) => ({ queue, jobs: jobs.waiting + jobs.prioritized + jobs.active }))
    .filter(({ queue, jobs }) => jobs > 0 && !worked.has(queue))
  if (left.length > 0)
    return [
      warning(
        'queue',
        `${few(left.map(({ queue, jobs }) => `${counted(jobs, 'job')} of ${queue}`))} there, and no worker of it is alive`,
        '"jobtide worker" starts one (a "jobtide crawl" or "jobtide backfill" that runs works its own)',
      ),
    ]
  const waiting = sum('waiting') + sum('prioritized')
  return [
    well('queue', `on ${store}: ${waiting} waiting, ${sum('active')} at work, ${sum('delayed')} for later`),
  ]
}
