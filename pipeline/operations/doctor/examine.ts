import type { Database } from '../../../db/connection.ts'
import type { OpenConfiguration } from '../../configuration.ts'
import { plain } from '../../publish/paint.ts'
import type { QueueBackend } from '../../queue/queue.ts'
import { queueNames } from '../../queue/queue-names.ts'
import type { CleanText } from '../clean-text.ts'
import { fleetAt } from '../fleet.ts'
import { readWatched } from '../read-operations.ts'
import { within } from '../within.ts'
import { checkConfiguration } from './check-configuration.ts'
import { checkSchema, checkServer } from './check-database.ts'
import { checkPublications, checkRuns, checkTaxonomy, checkWatched } from './check-ledger.ts'
import { checkBrowser, checkDisk, checkNode } from './check-machine.ts'
import { checkQueue } from './check-queue.ts'
import { broken, type Finding, warning } from './finding.ts'

/** What is examined. */
export interface Examined {
  configuration: OpenConfiguration
  /** Version of the running Node.js. */
  node: string
  /** The open database, which is only read; or why there is none, and what to do. */
  database: Database | { says: string; todo: string; isBroken: boolean }
  /** Opens the queue. @throws with one line that says what to do */
  openQueue: () => Promise<QueueBackend>
  clean: CleanText
  now: Date
}

/** Milliseconds that a check may take: one that hangs says so, and the others go on. */
const patience = 20_000

/** Looks at everything jobtide needs, and says of each how it is. What cannot be reached leaves the rest to be examined. */
export async function examine(examined: Examined): Promise<Finding[]> {
  const { configuration, node, clean } = examined
  const findings = [
    checkNode(node),
    ...checkConfiguration(configuration),
    ...(await attempt('disk', async () => [checkDisk(configuration)])),
    ...(await attempt('browser', async () => [await checkBrowser(configuration)])),
    ...(await examineDatabase(examined)),
  ]
  return findings.map(finding => ({ ...finding, says: clean(plain(finding.says)) }))
}

async function examineDatabase({ configuration, database, openQueue, now }: Examined): Promise<Finding[]> {
  const redis = configuration.queueUrl !== null
  if (!('pool' in database)) {
    const { says, todo, isBroken } = database
    return [
      (isBroken ? broken : warning)('database', says, todo),
      // A queue of its own can be looked at all the same.
      ...(redis
        ? await attempt('queue', () =>
            withQueue(openQueue, queue => checkQueue(queue, 'Redis', new Set(queueNames))),
          )
        : []),
    ]
  }
  const server = await attempt('database', () => checkServer(database))
  const schema = await attempt('schema', async () => [await checkSchema(database)])
  const findings = [...server, ...schema]
  // What has no schema of this version cannot be asked by its queries.
  if (findings.some(({ check, state }) => (check === 'schema' || check === 'database') && state === 'broken'))
    return findings
  const day = now.toISOString().slice(0, 10)
  let worked = new Set<string>(queueNames)
  findings.push(
    ...(await attempt('ledger', async () => {
      const watched = await readWatched(database, { sources: configuration.sources, at: now, day })
      const { alive, missing } = fleetAt(watched.fleet, now)
      worked = new Set([...alive.flatMap(({ roles }) => roles), ...missing.map(({ role }) => role)])
      return checkWatched(watched)
    })),
  )
  const store = redis ? 'Redis, with its append-only file' : 'PostgreSQL'
  const checks: [string, () => Promise<Finding[]>][] = [
    ['queue', () => withQueue(openQueue, queue => checkQueue(queue, store, worked))],
    ['versions', () => checkTaxonomy(database)],
    ['runs', () => checkRuns(database)],
    ['publications', () => checkPublications(database, configuration.publications)],
  ]
  for (const [check, work] of checks) findings.push(...(await attempt(check, work)))
  return findings
}

async function withQueue(
  open: () => Promise<QueueBackend>,
  work: (queue: QueueBackend) => Promise<Finding[]>,
): Promise<Finding[]> {
  const queue = await open()
  try {
    return await work(queue)
  } finally {
    await queue.close().catch(() => {})
  }
}

/** A check that fails is a finding: whoever calls the doctor has trouble enough. */
async function attempt(check: string, work: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await within(patience, 'it', work())
  } catch (error) {
    const { message } = error as Error
    return [
      broken(check, `cannot be examined: ${message.split('\n')[0]}`, 'repair what it says, then look again'),
    ]
  }
}
