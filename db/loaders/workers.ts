import type { Database } from '../connection.ts'

/** A process of the fleet. */
export interface FleetProcess {
  workerId: string
  host: string
  pid: number
  /** The queues that it works; "schedule" for a scheduler. */
  roles: readonly string[]
  codeVersion: string
}

/** Enters a process, and forgets those that are gone for a month. */
export async function enterWorker({ pool }: Database, process: FleetProcess): Promise<void> {
  const { workerId, host, pid, roles, codeVersion } = process
  await pool.query(`delete from ops.workers where beat_at < now() - interval '30 days'`)
  await pool.query(
    `insert into ops.workers (worker_id, host, pid, roles, code_version) values ($1, $2, $3, $4, $5)`,
    [workerId, host, pid, roles, codeVersion],
  )
}

/** Notes a sign of life. */
export async function beat({ pool }: Database, workerId: string): Promise<void> {
  await pool.query('update ops.workers set beat_at = now() where worker_id = $1', [workerId])
}

/** Notes that a process has ended in good order. */
export async function leaveWorker({ pool }: Database, workerId: string): Promise<void> {
  await pool.query('update ops.workers set beat_at = now(), stopped_at = now() where worker_id = $1', [
    workerId,
  ])
}
