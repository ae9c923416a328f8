import { counted } from '../../publish/paint.ts'
import type { QueueBackend } from '../../queue/queue.ts'
import { countJobs } from '../queue-counts.ts'
import { type Finding, warning, well } from './finding.ts'

/**
 * Whether jobs get done.
 * @param workers how many workers are alive
 */
export async function checkQueue(backend: QueueBackend, store: string, workers: number): Promise<Finding[]> {
  const counts = await countJobs(backend)
  const sum = (state: keyof (typeof counts)[0]['jobs']) =>
    counts.reduce((all, { jobs }) => all + jobs[state], 0)
  const waiting = sum('waiting') + sum('prioritized')
  const active = sum('active')
  const findings: Finding[] = []
  if (waiting + active > 0 && workers === 0)
    findings.push(
      warning(
        'queue',
        `${counted(waiting, 'job waits', 'jobs wait')}, ${counted(active, 'was', 'were')} begun, and no worker is alive`,
        'start one: "jobtide worker" (a "jobtide crawl" that runs works its own)',
      ),
    )
  else
    findings.push(
      well('queue', `on ${store}: ${waiting} waiting, ${active} at work, ${sum('delayed')} for later`),
    )
  const failed = counts.filter(({ jobs }) => jobs.failed > 0)
  if (failed.length > 0)
    findings.push(
      warning(
        'failed jobs',
        failed.map(({ queue, jobs }) => `${counted(jobs.failed, 'job')} of ${queue}`).join(', '),
        '"jobtide runs" says why; the schedule comes round to them again',
      ),
    )
  return findings
}
