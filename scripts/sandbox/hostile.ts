import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answers } from './hostile/answers.ts'
import { type Behaviour, text, type Visit } from './hostile/behaviour.ts'
import { bodies } from './hostile/bodies.ts'
import { bombs } from './hostile/bombs.ts'
import { listings } from './hostile/listings.ts'
import { robotsFiles } from './hostile/robots-files.ts'

const table = { ...answers, ...robotsFiles, ...listings, ...bodies, ...bombs }

export type HostileName = keyof typeof table

/** Everything that the hostile servers do, by name; `does` says it in one line. */
export const behaviours: Record<HostileName, Behaviour> = table

/** One request as it arrived. */
export interface HostileRequest {
  behaviour: HostileName
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** Milliseconds of the process's clock. */
  at: number
}

export interface Hostile {
  /** `http://127.0.0.1:PORT` of each behaviour. */
  base: Record<HostileName, string>
  /** Where a crawl of each behaviour begins. */
  address: Record<HostileName, string>
  /** `127.0.0.1:PORT` of each, for lists of hosts that may be private. */
  hosts: string[]
  requests: HostileRequest[]
  /** Paths that one behaviour was asked for, robots.txt apart. */
  paths(behaviour: HostileName): string[]
  close(): Promise<void>
}

const ROBOTS = '/robots.txt'

/**
 * Starts real HTTP servers on loopback, one port for each behaviour, so that each has its own robots.txt.
 *
 * @param now the day that dates in answers are counted from; by default today
 */
export async function startHostile(now: () => Date = () => new Date()): Promise<Hostile> {
  const requests: HostileRequest[] = []
  const servers: Server[] = []
  const base = {} as Record<HostileName, string>
  const address = {} as Record<HostileName, string>

  const close = async (): Promise<void> => {
    for (const server of servers) server.closeAllConnections()
    await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  }
  try {
    for (const [key, behaviour] of Object.entries(behaviours)) {
      const name = key as HostileName
      const server = serverOf(name, behaviour, now, requests)
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(0, '127.0.0.1', resolve)
      })
      servers.push(server)
      base[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      address[name] = base[name] + behaviour.entry
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    base,
    address,
    hosts: Object.values(base).map(origin => new URL(origin).host),
    requests,
    paths: name =>
      requests
        .filter(({ behaviour, path }) => behaviour === name && !path.startsWith(ROBOTS))
        .map(({ path }) => path),
    close,
  }
}

function serverOf(name: HostileName, behaviour: Behaviour, now: () => Date, log: HostileRequest[]): Server {
  const { answer, robots = text('User-agent: *\nAllow: /\n') } = behaviour
  const asked = { robots: 0, pages: 0 }
  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/', headers } = request
    log.push({ behaviour: name, method, path, headers, at: performance.now() })
    const isRobots = path.startsWith(ROBOTS)
    const visit: Visit = {
      request,
      response,
      url: new URL(path, `http://${headers.host}`),
      before: isRobots ? asked.robots++ : asked.pages++,
      now: now(),
    }
    if (isRobots) robots(visit)
    else answer(visit)
  })
  // A client may leave in the middle of anything; that is its right.
  server.on('connection', socket => socket.on('error', () => {}))
  return server
}
