import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ConfigError } from '../../pipeline/configuration.ts'
import { startServer } from '../../pipeline/publish/api/server.ts'
import { withDatabase } from '../session.ts'
import { stopSignal } from '../stop-signal.ts'
import { say } from '../terminal.ts'

interface Options {
  port: number
  host: string
  pages?: string
}

/** Serves the API and the static pages until Ctrl-C; prints where. */
export async function serve({ port, host, pages }: Options): Promise<void> {
  if (pages !== undefined && !(existsSync(pages) && statSync(pages).isDirectory()))
    throw new ConfigError(`there is no folder ${pages} (--pages); "jobtide report" writes pages`)
  await withDatabase(async ({ database, configuration }) => {
    const folder = pages === undefined ? join(configuration.home, 'pages') : resolve(pages)
    const server = await startServer(database, { host, port, pages: folder, log: say })
    const stop = stopSignal()
    console.log(`${server.address}/`)
    console.log(`${server.address}/api/`)
    if (!existsSync(folder)) say(`No pages are in ${folder} yet: "jobtide report" writes them.`)
    say('Ctrl-C ends it.')
    await stop
    await server.close()
  })
}
