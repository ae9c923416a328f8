import type pg from 'pg'

/**
 * Runs `work` while no other process on this database runs work of the same name.
 * @returns null, without running it, where another one does
 */
export async function exclusively<T>(
  pool: pg.Pool,
  name: string,
  work: () => Promise<T>,
): Promise<{ done: T } | null> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [
      name,
    ])
    if (!rows[0].taken) return null
    try {
      return { done: await work() }
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(() => {})
    }
  } finally {
    client.release()
  }
}
