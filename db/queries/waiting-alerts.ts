import type { Database } from '../connection.ts'

/** An alert that is to be sent. */
export interface WaitingAlert {
  id: number
  event: string
  subject: string
  message: string
  raisedAt: Date
  attempts: number
  /** The same each time it is sent. */
  key: string
}

/**
 * The first alert that has not been sent.
 * @returns null where there is none, or where the first is not to be tried again yet
 */
export async function nextAlert({ pool }: Database): Promise<WaitingAlert | null> {
  const { rows } = await pool.query(
    `select alert_id as id, event, subject, message, raised_at as "raisedAt", attempts, key,
       retry_at is null or retry_at <= now() as due
     from ops.alerts where sent_at is null order by alert_id limit 1`,
  )
  if (!rows[0]?.due) return null
  const { due: _, ...alert } = rows[0]
  return alert
}

/** Notes that an alert arrived. */
export async function alertSent({ pool }: Database, id: number): Promise<void> {
  await pool.query(
    `update ops.alerts set sent_at = now(), attempts = attempts + 1, error = null, retry_at = null where alert_id = $1`,
    [id],
  )
}

/** Notes that an alert did not arrive. @param pause seconds before it is sent again */
export async function alertFailed(
  { pool }: Database,
  id: number,
  error: string,
  pause: number,
): Promise<void> {
  await pool.query(
    `update ops.alerts set attempts = attempts + 1, error = $2, retry_at = now() + make_interval(secs => $3)
     where alert_id = $1`,
    [id, error, pause],
  )
}

/** Notes of alerts that wait why nobody is told of them. @returns how many had not been noted so before */
export async function markAlerts({ pool }: Database, error: string): Promise<number> {
  const { rowCount } = await pool.query(
    'update ops.alerts set error = $1, retry_at = null where sent_at is null and error is distinct from $1',
    [error],
  )
  return rowCount ?? 0
}
