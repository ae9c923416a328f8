import type { Database } from '../connection.ts'

/** A robots.txt as it was last read; `validUntil` in epoch milliseconds. */
export interface KeptRobots {
  verdict: 'read' | 'allow-all' | 'disallow-all'
  text: string
  validUntil: number
}

/** What is kept of an origin's robots.txt, null where nothing is. */
export async function findRobots({ pool }: Database, origin: string): Promise<KeptRobots | null> {
  const { rows } = await pool.query(
    'select verdict, content as text, valid_until from ops.robots where origin = $1',
    [origin],
  )
  const row = rows[0]
  return row ? { verdict: row.verdict, text: row.text, validUntil: row.valid_until.getTime() } : null
}

/** Keeps an origin's robots.txt, in place of the one before. */
export async function keepRobots({ pool }: Database, origin: string, robots: KeptRobots): Promise<void> {
  await pool.query(
    `insert into ops.robots (origin, verdict, content, valid_until) values ($1, $2, $3, $4)
     on conflict (origin) do update set
       verdict = excluded.verdict, content = excluded.content, valid_until = excluded.valid_until`,
    [origin, robots.verdict, robots.text, new Date(robots.validUntil)],
  )
}
