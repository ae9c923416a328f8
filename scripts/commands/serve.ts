import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ConfigError } from '../../pipeline/configuration.ts'
import { drawOperationsPage } from '../../pipeline/operations/draw-operations-page.ts'
import { createEndpoints, isOperationsPath } from '../../pipeline/operations/endpoints.ts'
import { queueOnDemand } from '../../pipeline/operations/queue-on-demand.ts'
import { readReadiness } from '../../pipeline/operations/readiness.ts'
import { startServer } from '../../pipeline/publish/api/server.ts'
import { OPERATIONS_PATH } from '../../pipeline/publish/paths.ts'
import { operationsToken, processLog } from '../process-log.ts'
import { withDatabase } from '../session.ts'
import { stopSignal } from '../stop-signal.ts'
import { today } from '../today.ts'

interface Options {
  port: number
  host: string
  pages?: string
}

/** Serves the API, the static pages and the endpoints of operations until Ctrl-C; prints where. */
export async function serve({ port, host, pages }: Options): Promise<void> {
  if (pages !== undefined && !(existsSync(pages) && statSync(pages).isDirectory()))
    throw new ConfigError(`there is no folder ${pages} (--pages); "jobtide report" writes pages`)
  await withDatabase(async ({ database, configuration, url }) => {
    const folder = pages === undefined ? join(configuration.home, 'pages') : resolve(pages)
    const { log, clean } = processLog('serve', configuration)
    const queue = queueOnDemand(url, configuration.queueUrl)
    const operations = createEndpoints({
      database,
      sources: configuration.sources,
      queue: queue.get,
      needs: ['database', 'schema', 'publication'],
      token: operationsToken(),
      clean,
      log: line => log.error(line),
    })
    const server = await startServer(database, {
      host,
      port,
      pages: folder,
      operations: { owns: isOperationsPath, fetch: operations.fetch },
      livePages:
        configuration.sources.length === 0
          ? {}
          : {
              [OPERATIONS_PATH]: async () => {
                const { parts } = await readReadiness(['queue'], { database, queue: queue.get })
                return drawOperationsPage(
                  database,
                  {
                    sources: configuration.sources,
                    at: new Date(),
                    day: today(),
                    queue: parts.queue === 'ok' ? null : (parts.queue ?? null),
                  },
                  { has: path => existsSync(join(folder, path)) },
                )
              },
            },
      log: line => log.error(line),
    })
    const stop = stopSignal()
    console.log(`${server.address}/`)
    console.log(`${server.address}/api/`)
    if (!existsSync(folder)) log.info(`No pages are in ${folder} yet: "jobtide report" writes them.`)
    log.info('Ctrl-C ends it.')
    await stop
    await server.close()
    await queue.close()
  })
}
