import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { QueueBackend } from '../queue/queue.ts'
import { queueNames } from '../queue/queue-names.ts'

/** Its own files and nothing else, from nowhere else; its styles stand in attributes. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"

/** The board asks Google for its letters, which is nobody's business. */
const foreign = /<link href="https?:[^<>]*>/g

/**
 * bull-board for the queues of this installation, to be looked at: a job that is changed here would differ from the
 * ledger, which has the truth, and only the command line keeps both in step.
 * @param path where it is mounted, as `/queues`
 */
export function createQueueBoard(backend: QueueBackend, path: string): Hono {
  const adapter = new HonoAdapter(serveStatic).setBasePath(path)
  createBullBoard({
    queues: queueNames.map(
      name => new BullMQAdapter(backend.queue(name), { readOnlyMode: true, allowRetries: false }),
    ),
    serverAdapter: adapter as never,
    options: { uiConfig: { boardTitle: 'jobtide queues', hideDocsLink: true } },
  })
  // Its page is there with and without the last slash.
  const board = new Hono({ strict: false })
  board.use(async (context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD')
      return context.text('The queues can only be looked at here.\n', 405, { allow: 'GET, HEAD' })
    await next()
    const { headers } = context.res
    if (headers.get('content-type')?.startsWith('text/html')) {
      const page = (await context.res.text()).replace(foreign, '')
      context.res = new Response(page, { status: context.res.status, headers })
    }
    context.res.headers.set('content-security-policy', policy)
    return
  })
  board.route(path, adapter.registerPlugin())
  return board
}
