import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** How often a host that another process holds is asked for again, in milliseconds. */
const RETRY = 50

/** A host that is held, until it is given back or `lost` is aborted. */
export interface HeldHost {
  /** Milliseconds since its last request, whoever made it, ended; infinite where there was none. */
  idle: number
  /** Aborted when the connection that holds the host is gone, and another process may have it. */
  lost: AbortSignal
}

/** Leases on hosts of the web over all processes on one database; structurally what a crawl's host turns ask for. */
export interface OpenLeases {
  acquire(host: string, signal?: AbortSignal): Promise<HeldHost>
  release(host: string, idle: number): Promise<void>
  close(): Promise<void>
}

/** A connection and the locks that it holds. */
interface Session {
  lost: AbortController
  /** Ends the session, which gives every lock back. */
  end(): void
  /** One query after the other, which is all that a connection does. */
  query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]>
}

/**
 * One host is held by one process at a time: by an advisory lock of a connection of its own, so that a process that
 * dies gives its hosts back at once. When a host was last asked stands in a table; a host that was held when its holder
 * died counts as asked just now.
 */
export function openHostLeases(pool: pg.Pool): OpenLeases {
  let session: Promise<Session> | null = null

  /** One session at a time: a host that is held in another one could never be given back. */
  async function open(): Promise<Session> {
    for (;;) {
      session ??= connect(pool)
      const opening = session
      const opened = await opening.catch((error: unknown) => {
        if (session === opening) session = null
        throw error
      })
      if (!opened.lost.signal.aborted) return opened
      if (session === opening) session = null
    }
  }

  return {
    async acquire(host, signal) {
      for (;;) {
        signal?.throwIfAborted()
        const { query, lost } = await open()
        const [lock] = await query<{ taken: boolean }>(
          `select pg_try_advisory_lock(hashtextextended('host ' || $1, 0)) as taken`,
          [host],
        )
        if (lock!.taken) {
          const [before] = await query<{ held: boolean; idle: number | null }>(
            `with before as (select held, last_request_at from ops.hosts where host = $1),
             taken as (insert into ops.hosts (host, held) values ($1, true) on conflict (host) do update set held = true)
             select held, extract(epoch from clock_timestamp() - last_request_at)::float8 * 1000 as idle from before`,
            [host],
          )
          const idle = before?.held ? 0 : (before?.idle ?? Number.POSITIVE_INFINITY)
          return { idle, lost: lost.signal }
        }
        await sleep(RETRY * (0.5 + Math.random()), undefined, signal ? { signal } : {})
      }
    },
    async release(host, idle) {
      const held = await session?.catch(() => null)
      if (!held || held.lost.signal.aborted) return
      await held.query(
        `update ops.hosts set held = false,
           last_request_at = coalesce(clock_timestamp() - $2::float8 * interval '1 millisecond', last_request_at)
         where host = $1`,
        [host, Number.isFinite(idle) ? idle : null],
      )
      await held.query(`select pg_advisory_unlock(hashtextextended('host ' || $1, 0))`, [host])
    },
    async close() {
      const held = await session?.catch(() => null)
      session = null
      if (!held || held.lost.signal.aborted) return
      held.end()
    },
  }
}

async function connect(pool: pg.Pool): Promise<Session> {
  const client = await pool.connect()
  const lost = new AbortController()
  const lose = () => {
    if (lost.signal.aborted) return
    lost.abort(new Error('the connection to the database that holds the hosts was lost'))
    client.release(true)
  }
  client.once('error', lose)
  client.once('end', lose)
  let before: Promise<unknown> = Promise.resolve()
  return {
    lost,
    end() {
      client.removeListener('error', lose)
      client.removeListener('end', lose)
      client.release(true)
    },
    async query(text, values) {
      const answer = before.then(() => client.query(text, values))
      before = answer.catch(() => {})
      return (await answer).rows
    },
  }
}
