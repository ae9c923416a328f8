import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../../db/connection.ts'
import { serverAccount } from '../../../db/embedded/account.ts'
import { findBinaries } from '../../../db/embedded/binaries.ts'
import { ensureCluster, readPassword } from '../../../db/embedded/cluster.ts'
import type { NetworkHost } from './namespaces.ts'

/** A server on a machine of its own. */
export interface Server {
  url: string
  stop(): Promise<void>
}

/** PostgreSQL with a cluster of its own in `folder`, for everyone on the network. */
export async function startPostgres(host: NetworkHost, folder: string): Promise<Server> {
  const [data, password] = [join(folder, 'data'), join(folder, 'password')]
  const binaries = await findBinaries()
  const account = serverAccount()
  await ensureCluster(data, password, binaries, account)
  const network = `${host.address}/24`
  appendFileSync(join(data, 'pg_hba.conf'), `host all all ${network} scram-sha-256\n`)
  const settings = [`listen_addresses=${host.address}`, 'max_connections=150'].flatMap(each => ['-c', each])
  const server = start(host, ...account.command(binaries.postgres, ['-D', data, '-p', '5432', ...settings]))
  const url = `postgres://jobtide:${readPassword(password)}@${host.address}:5432/postgres`
  await untilAnswers(url)
  // A fast shutdown: it gives its shared memory back.
  return { url, stop: () => server.stop('SIGINT') }
}

/** Redis with an append-only file in `folder`, for everyone on the network. */
export async function startRedis(host: NetworkHost, folder: string): Promise<Server> {
  mkdirSync(folder)
  const options = {
    port: '6379',
    bind: host.address,
    'protected-mode': 'no',
    dir: folder,
    save: '',
    appendonly: 'yes',
  }
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const server = start(host, 'redis-server', args)
  await server.says('Ready to accept connections')
  return { url: `redis://${host.address}:6379`, stop: () => server.stop('SIGTERM') }
}

function start(host: NetworkHost, program: string, args: string[]) {
  const child = spawn(...host.command(program, args), {
    // Ctrl-C is for the soak, which stops its servers in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  })
  const gone = once(child, 'exit')
  let said = ''
  const heard = (text: string) => {
    said = (said + text).slice(-4_000)
  }
  child.stdout.setEncoding('utf8').on('data', heard)
  child.stderr.setEncoding('utf8').on('data', heard)
  return {
    async says(text: string): Promise<void> {
      while (!said.includes(text)) {
        if (child.exitCode !== null) throw new Error(`${host.name} does not start: ${said.trim()}`)
        await sleep(25)
      }
    },
    async stop(signal: NodeJS.Signals): Promise<void> {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await gone
    },
  }
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const database = await connect(url)
      await database.close()
      return
    } catch (error) {
      if (tries === 200) throw error
      await sleep(100)
    }
  }
}
