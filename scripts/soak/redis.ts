import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { type ServerProcess, startServer } from './server-process.ts'

/** A real Redis, which must be installed. */
export interface RedisServer {
  url: string
  /** Ends it by `signal`, and starts it again with the data that it kept. */
  restart(signal: NodeJS.Signals): Promise<void>
  stop(): Promise<void>
}

/** Where a Redis listens, and how it is started there. */
interface Place {
  address: string
  port: number
  /** Whether it outlives Ctrl-C. */
  detached: boolean
  command(program: string, args: readonly string[]): [string, readonly string[]]
}

/** A free port of loopback. */
export async function loopback(): Promise<Place> {
  const probe = createServer()
  const port = await new Promise<number>(resolve => {
    probe.listen(0, '127.0.0.1', () => resolve((probe.address() as { port: number }).port))
  })
  await new Promise(resolve => probe.close(resolve))
  return { address: '127.0.0.1', port, detached: false, command: (program, args) => [program, args] }
}

/**
 * Starts a Redis for everyone who can reach it.
 * @param folder where it keeps its data
 */
export async function startRedis(
  { address, port, detached, command }: Place,
  folder: string,
  { appendOnly }: { appendOnly: boolean } = { appendOnly: true },
): Promise<RedisServer> {
  mkdirSync(folder, { recursive: true })
  const options = {
    port: String(port),
    bind: address,
    'protected-mode': 'no',
    dir: folder,
    save: '',
    appendonly: appendOnly ? 'yes' : 'no',
  }
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const start = async (): Promise<ServerProcess> => {
    const server = startServer(...command('redis-server', args), { detached })
    await server.says('Ready to accept connections')
    return server
  }
  let server = await start()
  return {
    url: `redis://${address}:${port}`,
    async restart(signal) {
      await server.stop(signal)
      server = await start()
    },
    stop: () => server.stop('SIGTERM'),
  }
}
