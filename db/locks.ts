import type pg from 'pg'

/**
 * Runs `work` while no other process on this database runs work of the same name.
 * @param work is given a signal that is aborted when the lock's connection is lost: from then on another process may
 *   have begun the same, and what is not stored yet must not be
 * @returns null, without running it, where another one does
 */
export async function exclusively<T>(
  pool: pg.Pool,
  name: string,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<{ done: T } | null> {
  const client = await pool.connect()
  const lost = new AbortController()
  const lose = () =>
    lost.abort(new Error(`the connection to the database that holds the lock of "${name}" was lost`))
  client.once('end', lose)
  client.once('error', lose)
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [
      name,
    ])
    if (!rows[0].taken) return null
    try {
      return { done: await work(lost.signal) }
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(() => {})
    }
  } finally {
    client.removeListener('end', lose)
    client.removeListener('error', lose)
    client.release(lost.signal.aborted)
  }
}
