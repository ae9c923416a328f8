import type { Database } from '../../../db/connection.ts'
import { pendingMigrations } from '../../../db/migrate.ts'
import { findTrouble, readServerState } from '../../../db/queries/server-state.ts'
import { counted } from '../../publish/paint.ts'
import { few } from '../few.ts'
import { broken, type Finding, lasting, sized, warning, well } from './finding.ts'

/** Seconds by which the clocks may differ; and from which on due times and retries make no sense. */
const apart = 2
const farApart = 60

/** The server, its connections and locks, and its clock against this machine's. */
export async function checkServer(database: Database): Promise<Finding[]> {
  const asked = Date.now()
  const { version, now, size, connections, mostConnections } = await readServerState(database)
  const answered = Date.now()
  const trouble = await findTrouble(database)
  const findings = [well('database', `PostgreSQL ${version}, ${sized(size)}`)]

  const used = `${connections} of ${mostConnections} connections used`
  if (connections > mostConnections * 0.8)
    findings.push(warning('connections', used, 'raise max_connections, or run fewer workers'))
  if (trouble.abandoned.length > 0) {
    const all = trouble.abandoned.map(({ pid, seconds }) => `${pid} for ${lasting(seconds)}`)
    findings.push(
      warning(
        'connections',
        `transactions are open without a word: server process ${few(all)}`,
        'end them by "select pg_terminate_backend(PID)": their locks stand in the way of others',
      ),
    )
  } else if (connections <= mostConnections * 0.8)
    findings.push(well('connections', `${used}, none abandoned`))

  if (trouble.blocked.length > 0) {
    const all = trouble.blocked.map(
      ({ pid, seconds, by }) => `${pid} for ${lasting(seconds)} on ${by.join(', ') || 'one that is gone'}`,
    )
    findings.push(
      warning(
        'locks',
        `${counted(trouble.blocked.length, 'statement waits', 'statements wait')}: server process ${few(all)}`,
        'look at what the other one does in pg_stat_activity; "select pg_terminate_backend(PID)" ends it',
      ),
    )
  } else findings.push(well('locks', 'no statement waits for one'))
  findings.push(clock((now.getTime() - (asked + answered) / 2) / 1000, (answered - asked) / 2000))
  return findings
}

/**
 * @param off seconds by which the database's clock is ahead of this one
 * @param doubt seconds by which that may be wrong: half of what the answer took
 */
export function clock(off: number, doubt: number): Finding {
  const difference = Math.max(0, Math.abs(off) - doubt)
  const says = `${lasting(difference)} ${off > 0 ? 'behind' : 'ahead of'} the database's`
  const todo = 'set both clocks by the network (NTP): schedules, leases and retries go by them'
  if (difference > farApart) return broken('clock', says, todo)
  if (difference > apart) return warning('clock', says, todo)
  return well('clock', "as the database's; the time of the web is not asked for")
}

/** Whether the schema is this version's. */
export async function checkSchema(database: Database): Promise<Finding> {
  const pending = await pendingMigrations(database)
  if (pending.length === 0) return well('schema', 'up to date')
  return broken(
    'schema',
    `${counted(pending.length, 'migration is', 'migrations are')} to be run: ${few(pending)}`,
    '"jobtide db migrate", once the workers of the version before have ended',
  )
}
