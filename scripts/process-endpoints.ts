import type { Readiness } from '../pipeline/operations/readiness.ts'
import { serveOperations } from '../pipeline/operations/serve-operations.ts'
import type { QueueBackend } from '../pipeline/queue/queue.ts'
import { operationsToken, type ProcessLog } from './process-log.ts'
import type { Session } from './session.ts'

/** Where a process without a server of its own says how it is. */
export interface EndpointOptions {
  metricsPort?: number
  metricsHost: string
}

/**
 * Opens `/health`, `/ready`, `/metrics` and `/queues` of a worker or scheduler where a port is given.
 * @returns what closes them
 */
export async function openEndpoints(
  { database, configuration }: Session,
  backend: QueueBackend,
  { log, clean }: ProcessLog,
  { metricsPort, metricsHost }: EndpointOptions,
): Promise<() => Promise<void>> {
  if (metricsPort === undefined) return async () => {}
  const needs: (keyof Readiness)[] = ['database', 'schema', 'queue']
  const server = await serveOperations({
    database,
    sources: configuration.sources,
    queue: async () => backend,
    needs,
    token: operationsToken(),
    clean,
    log: line => log.error(line),
    host: metricsHost,
    port: metricsPort,
  })
  log.info(`Health, readiness and metrics at ${server.address}/.`)
  return () => server.close()
}
