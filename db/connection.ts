import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { DatabaseUnavailable } from './errors.ts'
import type { Schema } from './schema.ts'

/** An open database: typed queries, and the pool below them for what runs on one connection (COPY, transactions). */
export interface Database {
  kysely: Kysely<Schema>
  pool: pg.Pool
  close(): Promise<void>
}

/** One connection, inside a transaction. */
export type Client = pg.PoolClient

// Counts come as int8 and days as date: plain numbers and ISO days serve better than strings and local midnights.
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return Number
    if (oid === pg.types.builtins.NUMERIC) return Number
    if (oid === pg.types.builtins.DATE) return String
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

/**
 * Opens a pool of connections to PostgreSQL and checks that the server answers.
 * @throws DatabaseUnavailable with host, port and reason
 */
export async function connect(url: string, options: { connections?: number } = {}): Promise<Database> {
  const pool = openPool(url, options)
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  try {
    const client = await pool.connect()
    client.release()
  } catch (cause) {
    await kysely.destroy()
    throw new DatabaseUnavailable(`cannot reach PostgreSQL at ${place(url)}: ${reason(cause)}`, { cause })
  }
  return { kysely, pool, close: () => kysely.destroy() }
}

/** A pool with jobtide's type conversions (int8 and numeric → number, date → ISO day). */
export function openPool(url: string, options: { connections?: number; searchPath?: string } = {}): pg.Pool {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new DatabaseUnavailable(
      'DATABASE_URL is no address of a PostgreSQL server: write postgres://user@host:port/name',
    )
  // Days and partitions are those of UTC, whatever the server's or the address's own settings are.
  const address = new URL(url)
  const given = address.searchParams.get('options') ?? ''
  address.searchParams.delete('options')
  // A process that is cut off gives its locks back within a minute, not after the two hours of the system.
  // Probes are for a connection that is at rest; one that was cut off before it took an answer is ended by the last.
  const cutOff =
    ' -c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c tcp_user_timeout=50000'
  const path = options.searchPath ? ` -c search_path=${options.searchPath}` : ''
  const pool = new pg.Pool({
    connectionString: address.href,
    options: `${given} -c timezone=UTC -c datestyle=ISO${cutOff}${path}`.trim(),
    // Four crawls hold one each for their lock and may each wait for the other's load with another; hosts are held by one.
    max: options.connections ?? 12,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 20_000,
    types,
    application_name: 'jobtide',
  })
  // A connection that the server ends must not end the process: its next query says so, and the pool opens another.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/** Runs `work` in one transaction on one connection; an error rolls everything back and is thrown on. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    client.release(true)
    throw error
  }
}

/** Host, port and database of a URL, without its password. */
function place(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url)
    return `${hostname}:${port || 5432}${pathname}`
  } catch {
    return 'an address that is no URL'
  }
}

function reason(cause: unknown): string {
  const error = cause as NodeJS.ErrnoException
  if (error.code === 'ECONNREFUSED')
    return 'connection refused; is the server running, and is DATABASE_URL right?'
  if (error.code === 'ENOTFOUND') return 'no such host; check DATABASE_URL'
  return error.message || String(error.code ?? cause)
}
