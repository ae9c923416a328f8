import type { Client, Database } from '../../../db/connection.ts'
import { atOneMoment } from '../../../db/queries/view-rows.ts'

/** Milliseconds that one statement of a request may take. */
const statementTimeout = 5_000

/** The database at one moment, read through one connection. */
export interface Snapshot {
  client: Client
  /** The same for functions that take a database; statements given at once run one after another. Only `pool.query` works. */
  database: Database
}

/**
 * Runs `read` in one read-only transaction that sees one publication throughout, whatever is published meanwhile.
 * @throws the database's error, `57014` where a statement took too long
 */
export function atSnapshot<T>(database: Database, read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return atOneMoment(database, async client => {
    // A request has one core at most, so that many can be answered.
    await client.query(
      `set local statement_timeout = ${statementTimeout}; set local jit = off; set local max_parallel_workers_per_gather = 0`,
    )
    return await read({ client, database: overOneConnection(client) })
  })
}

function overOneConnection(client: Client): Database {
  let before: Promise<unknown> = Promise.resolve()
  const query = (text: string, values?: unknown[]) => {
    const result = before.then(() => client.query(text, values))
    before = result.catch(() => {})
    return result
  }
  return { pool: { query } } as unknown as Database
}
