import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Database } from '../../db/connection.ts'
import { beat, enterWorker, leaveWorker } from '../../db/loaders/workers.ts'
import { versions } from '../versions.ts'

/** Milliseconds between two signs of life, and within which the database is to take one. */
const BEAT = { every: 10_000, within: 5_000 }

/** A process of the fleet that shows that it is there. */
export interface HeartBeat {
  workerId: string
  /**
   * Aborted when the database took no sign of life: what this process has locked may be another's soon, so it must ask
   * nothing of the web before it is back. Afterwards there is a new one.
   */
  outage(): AbortSignal
  /** Says good-bye. */
  stop(): Promise<void>
}

/**
 * Enters this process among those of the fleet (`ops.workers`), and gives a sign of life every ten seconds.
 * @param roles the queues that it works; "schedule" for a scheduler
 * @param onOutage told when the database is out of reach, and when it is back
 */
export async function startHeartBeat(
  database: Database,
  roles: readonly string[],
  onOutage: (isOut: boolean) => void = () => {},
  { every, within }: { every: number; within: number } = BEAT,
): Promise<HeartBeat> {
  const workerId = randomUUID()
  await enterWorker(database, {
    workerId,
    host: hostname(),
    pid: process.pid,
    roles,
    codeVersion: versions.code,
  })
  let outage = new AbortController()
  const stopped = new AbortController()

  async function beatNow(): Promise<void> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error('no answer')), within)
    try {
      await Promise.race([beat(database, workerId), late.promise])
      if (!outage.signal.aborted) return
      outage = new AbortController()
      onOutage(false)
    } catch {
      if (outage.signal.aborted || stopped.signal.aborted) return
      outage.abort(new Error('the database is out of reach'))
      onOutage(true)
    } finally {
      clearTimeout(timer)
    }
  }

  let beating = Promise.resolve()
  const timer = setInterval(() => {
    beating = beating.then(beatNow)
  }, every)
  return {
    workerId,
    outage: () => outage.signal,
    async stop() {
      clearInterval(timer)
      stopped.abort()
      await leaveWorker(database, workerId).catch(() => {})
    },
  }
}
