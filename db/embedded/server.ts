import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { DatabaseUnavailable } from '../errors.ts'
import { type Account, serverAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { ensureCluster, readPassword } from './cluster.ts'
import { isRunning, takeLease } from './leases.ts'

/** A running server of this home. */
export interface EmbeddedServer {
  url: string
  /** Gives the server back; the last user of it stops it and waits until its files are at rest. */
  release(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL of a home (its folder `postgres/`), or joins the one that runs there: a second command
 * beside the first shares its server, and one left behind by a killed command is taken over. Each home has a
 * server of its own on a free port of 127.0.0.1.
 * @param home absolute path of the data directory (`JOBTIDE_HOME`)
 * @throws DatabaseUnavailable where the server cannot be created or started
 */
export async function startEmbedded(home: string): Promise<EmbeddedServer> {
  const folder = join(home, 'postgres')
  const data = join(folder, 'data')
  const password = join(folder, 'password')
  const log = join(folder, 'server.log')
  const binaries = await findBinaries()
  const account = serverAccount()
  await ensureCluster(data, password, binaries, account)
  const lease = takeLease(join(folder, 'leases'))
  try {
    const url = await reach(data, password, log, binaries, account)
    let released = false
    return {
      url,
      async release() {
        if (released) return
        released = true
        if (lease.release().last) await stop(data)
      },
    }
  } catch (error) {
    lease.release()
    throw error
  }
}

/** Ten tries cover a port that another program took in between and a second process that starts at the same moment. */
async function reach(
  data: string,
  passwordFile: string,
  log: string,
  binaries: Binaries,
  account: Account,
): Promise<string> {
  const password = readPassword(passwordFile)
  for (let attempt = 0; attempt < 10; attempt++) {
    const running = postmaster(data)
    if (running) {
      const url = `postgres://jobtide:${password}@127.0.0.1:${running.port}/postgres`
      if (await answers(url, running.pid)) return url
      continue
    }
    removeLeftover(data)
    const port = await freePort()
    const output = openSync(log, 'a')
    const [command, args] = account.command(binaries.postgres, ['-D', data, '-p', String(port)])
    const child = spawn(command, args, {
      detached: true,
      stdio: ['ignore', output, output],
      env: { LC_ALL: 'C' },
    })
    closeSync(output)
    child.unref()
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('spawn', resolve)
    })
    for (let wait = 0; wait < 200 && !postmaster(data) && child.exitCode === null; wait++) await sleep(25)
  }
  throw new DatabaseUnavailable(
    `the embedded PostgreSQL in ${data} does not start: ${lastLine(log)} (whole log: ${log})`,
  )
}

/** The server that owns `data`, by its pid file; null where there is none or the file is a leftover. */
function postmaster(data: string): { pid: number; port: number } | null {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!pid || !isRunning(pid) || !isPostgres(pid)) return null
  return port ? { pid, port } : null
}

/** Removes the pid file of a server that is gone and whose pid another program has now; PostgreSQL clears the others. */
function removeLeftover(data: string): void {
  const file = join(data, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
  if (pid && isRunning(pid) && !isPostgres(pid)) rmSync(file, { force: true })
}

/** Whether the process is PostgreSQL and not a stranger that got a dead server's pid. Where /proc is missing: yes. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT' || !existsSync('/proc')
  }
}

/** Waits until the server takes a query: seconds after a crash, while it replays its log. */
async function answers(url: string, pid: number): Promise<boolean> {
  for (let wait = 0; wait < 1200; wait++) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select 1')
      return true
    } catch {
      if (!isRunning(pid)) return false
      await sleep(50)
    } finally {
      await client.end().catch(() => {})
    }
  }
  return false
}

/** A fast shutdown (SIGINT to the postmaster): sessions end, everything is written. */
async function stop(data: string): Promise<void> {
  const running = postmaster(data)
  if (!running) return
  process.kill(running.pid, 'SIGINT')
  for (let wait = 0; wait < 1200 && isRunning(running.pid); wait++) await sleep(25)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

const lastLine = (file: string): string =>
  existsSync(file) ? (readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '') : 'no log was written'
