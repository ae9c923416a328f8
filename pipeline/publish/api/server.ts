import type { Database } from '../../../db/connection.ts'
import { publishedViews } from '../contract/published-views.ts'
import { readContract } from '../contract/read-contract.ts'
import { createApi } from './api.ts'
import { type Answer, listen, type RunningServer } from './listen.ts'
import { createPages } from './pages.ts'

export type { RunningServer }

/** What to serve, and where. */
export interface ServerSettings {
  host: string
  /** 0 for any free one. */
  port: number
  /** The folder of the static pages; it need not be there yet. */
  pages: string
  /** Views that the API answers. */
  views?: typeof publishedViews
  /** What answers certain paths instead of API and pages: health, metrics. */
  operations?: { owns(path: string): boolean; fetch: Answer }
  /** Pages by path that are drawn anew for each reader, in place of those of the folder. */
  livePages?: Readonly<Record<string, () => Promise<string>>>
  /** Takes what went wrong on our side, a line each. */
  log(line: string): void
}

/**
 * Serves the API below `/api` and the pages of a folder beside it.
 * @throws ConfigError where the address cannot be had
 */
export async function startServer(database: Database, settings: ServerSettings): Promise<RunningServer> {
  const { host, port, log, operations } = settings
  const contract = await readContract(database.pool, settings.views ?? publishedViews)
  const api = createApi(database, contract, log)
  const pages = createPages(settings.pages, log, settings.livePages)
  return await listen(
    (request, environment) => {
      const { pathname } = new URL(request.url)
      if (operations?.owns(pathname)) return operations.fetch(request, environment)
      return (/^\/api(\/|$)/.test(pathname) ? api : pages).fetch(request)
    },
    { host, port },
  )
}
