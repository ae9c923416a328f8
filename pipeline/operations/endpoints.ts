import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { Database } from '../../db/connection.ts'
import type { QueueBackend } from '../queue/queue.ts'
import type { Source } from '../sources.ts'
import { type Caller, hasToken, isLocal } from './access.ts'
import type { CleanText } from './clean-text.ts'
import { readMetrics } from './metrics.ts'
import { type Part, readReadiness } from './readiness.ts'

/** What the endpoints of a process tell of. */
export interface EndpointSettings {
  database: Database
  sources: readonly Source[]
  /** Opens the queue where it is asked for first; null where that fails. */
  queue: () => Promise<QueueBackend | null>
  /** What the process cannot do its work without. */
  needs: readonly Part[]
  /** `JOBTIDE_OPERATIONS_TOKEN`; without one there is no board, and metrics are for this machine alone. */
  token: string | undefined
  clean: CleanText
  /** Takes what went wrong on our side, a line each. */
  log(line: string): void
}

type Environment = { Bindings: HttpBindings }

/** Paths that are the operations', whatever else a server has. */
export const isOperationsPath = (path: string): boolean =>
  /^\/(health|ready|metrics|queues(\/.*)?)$/.test(path)

/**
 * `/health`, `/ready`, `/metrics`, and behind the token `/queues`. Whoever may reach the port may ask for the first two:
 * they name parts, never places. `/metrics` names sources: it is open to this machine, and to others with the token.
 */
export function createEndpoints(settings: EndpointSettings): Hono<Environment> {
  const { token, log } = settings
  const app = new Hono<Environment>()
  app.use(async (context, next) => {
    await next()
    const { headers } = context.res
    headers.set('cache-control', headers.get('cache-control') ?? 'no-store')
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    if (!headers.has('content-security-policy'))
      headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  })
  app.get('/health', context => context.json({ status: 'up' }))
  app.get('/ready', async context => {
    const { ready, parts } = await readReadiness(settings.needs, settings)
    return context.json({ ready, parts }, ready ? 200 : 503)
  })
  app.get('/metrics', async context => {
    const caller = callerOf(context)
    if (!isLocal(caller)) {
      if (!token) return notThere(context)
      if (!hasToken(token, caller)) return askForToken(context)
    }
    const { text, contentType } = await readMetrics(settings)
    return context.body(text, 200, { 'content-type': contentType })
  })
  let board: Promise<Hono | null> | null = null
  app.all('/queues/*', async context => {
    if (!token) return notThere(context)
    if (!hasToken(token, callerOf(context))) return askForToken(context)
    board ??= openBoard(settings)
    const opened = await board
    if (opened) return await opened.fetch(context.req.raw, context.env)
    board = null
    return context.text('The queue cannot be reached; /ready and "jobtide doctor" say more.\n', 503)
  })
  app.onError((error, context) => {
    log(`${context.req.method} ${context.req.path}: ${error.message}`)
    return context.text('Something is wrong here; the error is in the log of the process.\n', 500)
  })
  app.notFound(notThere)
  return app
}

/** Loaded where it is wanted: most processes never show it. */
async function openBoard({ queue }: EndpointSettings): Promise<Hono | null> {
  const backend = await queue()
  if (!backend) return null
  const { createQueueBoard } = await import('./queue-board.ts')
  return createQueueBoard(backend, '/queues')
}

const callerOf = (context: Context<Environment>): Caller => ({
  address: context.env?.incoming?.socket.remoteAddress,
  header: name => context.req.header(name),
})

const notThere = (context: Context): Response => context.text('There is nothing here.\n', 404)

const askForToken = (context: Context): Response =>
  context.text(
    'This needs the token of the operations endpoints, as Bearer or as the password of Basic.\n',
    401,
    {
      'www-authenticate': 'Basic realm="jobtide operations", charset="UTF-8"',
    },
  )
