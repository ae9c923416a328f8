import { Redis } from 'ioredis'
import { afterAll, beforeAll } from 'vitest'
import { openPool } from '../db/connection.ts'
import { openQueueBackend, type QueueBackend } from '../pipeline/queue/queue.ts'
import { freshDatabase } from './database.ts'
import { redisInstalled, startRedis } from './redis-server.ts'

/** The stores that the queue runs on. Redis is left out only where the machine has none; CI installs it. */
export const queueStores = [
  { store: 'PostgreSQL', redis: false },
  ...(redisInstalled ? [{ store: 'Redis', redis: true }] : []),
]

/** A queue of its own on one of the stores. */
export async function freshQueue(
  databaseUrl: string,
  redis: boolean,
  options: { lockDuration?: number } = {},
) {
  const server = redis ? await startRedis({ appendOnly: true }) : null
  const open = (): Promise<QueueBackend> => openQueueBackend(databaseUrl, server?.url ?? null, options)
  const fresh = {
    backend: await open(),
    /** `QUEUE_URL` of another process; null for the queue in PostgreSQL. */
    url: server?.url ?? null,
    /** Loses everything that is queued, and opens the queue again. */
    async lose(): Promise<void> {
      await fresh.backend.close()
      await (server ? flush(server.url) : dropSchema(databaseUrl))
      fresh.backend = await open()
    },
    async stop(): Promise<void> {
      await fresh.backend.close()
      await server?.stop()
    },
  }
  return fresh
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url)
  await redis.flushall()
  redis.disconnect()
}

async function dropSchema(url: string): Promise<void> {
  const pool = openPool(url, { connections: 1 })
  await pool.query('drop schema bullmq cascade')
  await pool.end()
}

/** A database and a queue on one of the stores for the tests of a `describe`, which find them there. */
export function queueGround(redis: boolean) {
  const ground = {} as {
    fresh: Awaited<ReturnType<typeof freshDatabase>>
    queue: Awaited<ReturnType<typeof freshQueue>>
  }
  beforeAll(async () => {
    ground.fresh = await freshDatabase()
    ground.queue = await freshQueue(ground.fresh.url, redis)
  })
  afterAll(async () => {
    await ground.queue.stop()
    await ground.fresh.drop()
  })
  return ground
}
