import type { Database } from '../../db/connection.ts'
import { pendingMigrations } from '../../db/migrate.ts'
import { countPublications } from '../../db/queries/publication-figures.ts'
import { counted } from '../publish/paint.ts'
import type { QueueBackend } from '../queue/queue.ts'
import { countJobs } from './queue-counts.ts'
import { within } from './within.ts'

/** What a process cannot do its work without. */
export type Part = 'database' | 'schema' | 'publication' | 'queue'

/** `ok`, or in a few words what is not. */
export type Readiness = Partial<Record<Part, string>>

/** Milliseconds that the database has to answer. */
const patience = 3_000

/**
 * Which of the parts a process needs are there. A part that depends on another one which is not is left out: without a
 * database nothing can be said of its schema.
 * @param parts in this order: what comes first is asked first
 */
export async function readReadiness(
  parts: readonly Part[],
  { database, queue }: { database: Database; queue: () => Promise<QueueBackend | null> },
): Promise<{ ready: boolean; parts: Readiness }> {
  const checks: Record<Part, () => Promise<string>> = {
    async database() {
      await database.pool.query('select 1')
      return 'ok'
    },
    async schema() {
      const pending = await pendingMigrations(database)
      return pending.length === 0
        ? 'ok'
        : `${counted(pending.length, 'migration is', 'migrations are')} to be run: "jobtide db migrate"`
    },
    async publication() {
      const published = await countPublications(database)
      return published.some(({ current }) => current > 0) ? 'ok' : 'nothing is published yet'
    },
    async queue() {
      const backend = await queue()
      if (!backend) return 'cannot be opened'
      await countJobs(backend)
      return 'ok'
    },
  }
  const found: Readiness = {}
  for (const part of parts) {
    if (part !== 'queue' && Object.entries(found).some(([other, said]) => other !== 'queue' && said !== 'ok'))
      continue
    found[part] = await within(patience, `the ${part}`, checks[part]()).catch(() => 'does not answer')
  }
  return { ready: parts.every(part => found[part] === 'ok'), parts: found }
}
