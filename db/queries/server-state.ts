import type { Database } from '../connection.ts'

/** How the database server is. */
export interface ServerState {
  /** `18.4` */
  version: string
  /** The server's clock. */
  now: Date
  /** Bytes of this database. */
  size: number
  /** Connections of all databases, and the most there may be. */
  connections: number
  mostConnections: number
}

export async function readServerState({ pool }: Pick<Database, 'pool'>): Promise<ServerState> {
  const { rows } = await pool.query<ServerState>(
    `select split_part(current_setting('server_version'), ' ', 1) as version, clock_timestamp() as now,
       pg_database_size(current_database()) as size,
       (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
       current_setting('max_connections')::int as "mostConnections"`,
  )
  return rows[0]!
}

/** A connection of this database that holds others up, or is held up. */
export interface Trouble {
  pid: number
  /** Seconds for which it is so. */
  seconds: number
}

/** Seconds from which on a silent transaction, and a statement that waits, are trouble. */
const patience = { silent: 300, waiting: 30 }

/**
 * Transactions that a process left open without a word for a while (it is dead, or hangs, and its locks stay), and
 * statements that have waited for a lock for long; longest first.
 */
export async function findTrouble(
  { pool }: Pick<Database, 'pool'>,
  { silent, waiting } = patience,
): Promise<{ abandoned: Trouble[]; blocked: (Trouble & { by: number[] })[] }> {
  const abandoned = await pool.query<Trouble>(
    `select pid, extract(epoch from now() - state_change)::int as seconds from pg_stat_activity
     where datname = current_database() and state like 'idle in transaction%'
       and state_change <= now() - make_interval(secs => $1) order by state_change`,
    [silent],
  )
  // An advisory lock is waited for as long as the other one works, and that is meant.
  const blocked = await pool.query<Trouble & { by: number[] }>(
    `select pid, extract(epoch from now() - query_start)::int as seconds, pg_blocking_pids(pid) as by from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and wait_event <> 'advisory'
       and query_start <= now() - make_interval(secs => $1) order by query_start`,
    [waiting],
  )
  return { abandoned: abandoned.rows, blocked: blocked.rows }
}
