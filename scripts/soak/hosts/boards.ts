import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { SoakBoards, SoakHost } from '../soak-boards.ts'
import type { BoardsNews, BoardsOrder } from './boards-process.ts'
import type { NetworkHost } from './namespaces.ts'

/** Boards on a machine of their own; their logs are here a moment after the requests. */
export interface DistantBoards extends SoakBoards {
  served(): number
}

/** Serves boards from a machine of the network. Call `close` in the end; the logs are complete after it. */
export async function startDistantBoards(
  host: NetworkHost,
  order: Omit<BoardsOrder, 'address'>,
): Promise<DistantBoards> {
  const script = join(import.meta.dirname, 'boards-process.ts')
  const told = JSON.stringify({ ...order, address: host.address } satisfies BoardsOrder)
  const child = spawn(
    ...host.command(process.execPath, ['--disable-warning=ExperimentalWarning', script, told]),
    { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  const gone = once(child, 'exit')
  const hosts = new Map<string, SoakHost>()
  const hear = ({ served }: BoardsNews) => {
    for (const [name, requests] of Object.entries(served)) {
      if (!hosts.has(name)) hosts.set(name, { host: name, log: [] })
      hosts.get(name)!.log.push(...requests)
    }
  }
  const first = await Promise.race([once(child, 'message'), gone.then(() => null)])
  if (!first) throw new Error('the boards do not start')
  const { sources = [] } = first[0] as BoardsNews
  hear(first[0] as BoardsNews)
  child.on('message', news => hear(news as BoardsNews))
  return {
    hosts: [...hosts.values()],
    sources,
    served: () => [...hosts.values()].reduce((sum, { log }) => sum + log.length, 0),
    async close() {
      if (child.connected) child.send('end')
      await gone
    },
  }
}
