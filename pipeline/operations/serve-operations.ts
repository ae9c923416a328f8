import { type ListenSettings, listen, type RunningServer } from '../publish/api/listen.ts'
import { createEndpoints, type EndpointSettings } from './endpoints.ts'

/**
 * Gives `/health`, `/ready`, `/metrics` and, with a token, `/queues` of a process that serves nothing else.
 * @throws ConfigError where the address cannot be had
 */
export async function serveOperations(
  settings: EndpointSettings & Pick<ListenSettings, 'host' | 'port'>,
): Promise<RunningServer> {
  const endpoints = createEndpoints(settings)
  const { host, port } = settings
  return await listen((request, environment) => endpoints.fetch(request, environment), {
    host,
    port,
    option: '--metrics-port',
  })
}
