import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../../db/connection.ts'
import { serverAccount } from '../../../db/embedded/account.ts'
import { findBinaries } from '../../../db/embedded/binaries.ts'
import { ensureCluster, readPassword } from '../../../db/embedded/cluster.ts'
import { startServer } from '../server-process.ts'
import type { NetworkHost } from './namespaces.ts'

/** PostgreSQL with a cluster of its own in `folder`, for everyone on the network. */
export async function startPostgres(host: NetworkHost, folder: string) {
  const [data, password] = [join(folder, 'data'), join(folder, 'password')]
  const binaries = await findBinaries()
  const account = serverAccount()
  await ensureCluster(data, password, binaries, account)
  const network = `${host.address}/24`
  appendFileSync(join(data, 'pg_hba.conf'), `host all all ${network} scram-sha-256\n`)
  const settings = [`listen_addresses=${host.address}`, 'max_connections=150'].flatMap(each => ['-c', each])
  const program = account.command(binaries.postgres, ['-D', data, '-p', '5432', ...settings])
  const server = startServer(...host.command(...program), { detached: true })
  const url = `postgres://jobtide:${readPassword(password)}@${host.address}:5432/postgres`
  await untilAnswers(url)
  // A fast shutdown: it gives its shared memory back.
  return { url, stop: () => server.stop('SIGINT') }
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
