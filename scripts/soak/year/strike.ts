import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../../db/connection.ts'
import { serverAccount } from '../../../db/embedded/account.ts'
import { findBinaries } from '../../../db/embedded/binaries.ts'
import { isRunning } from '../../../db/embedded/leases.ts'
import type { Random } from '../../sandbox/random.ts'
import type { RedisServer } from '../redis.ts'
import { gone, type LivingYear } from './live-year.ts'

/** What strikes a year, and how often in comparison. */
const kinds = {
  'a worker killed': 45,
  'the scheduler killed': 15,
  'connections ended by the server': 25,
  'PostgreSQL restarted': 8,
  'PostgreSQL crashed': 7,
  'Redis restarted': 8,
  'Redis crashed': 7,
} as const
export type Kind = keyof typeof kinds

/** What is there to be struck, besides the processes. */
export interface Servers {
  database: Database
  /** Null where the queues are in PostgreSQL. */
  redis: RedisServer | null
}

/** Milliseconds after the clock was set within which a fault strikes: while the work of the hour is under way. */
const WITHIN = 700

/**
 * Faults for a year: each strikes at an hour of its own, while the work of the hour is under way.
 * @param stops how many hours there are
 */
export function planFaults(
  servers: Servers,
  count: number,
  stops: number,
  random: Random,
): { struck: Kind[]; strike(living: LivingYear): Promise<void> } {
  const at = new Set<number>()
  while (at.size < Math.min(count, stops)) at.add(random.int(0, stops - 1))
  const possible = (Object.keys(kinds) as Kind[]).filter(kind => servers.redis || !kind.startsWith('Redis'))
  const struck: Kind[] = []
  let stop = -1
  return {
    struck,
    async strike(living) {
      stop += 1
      if (!at.has(stop)) return
      await sleep(random.int(20, WITHIN))
      const kind = drawKind(possible, random)
      struck.push(kind)
      await faults[kind](servers, living, random)
    },
  }
}

function drawKind(possible: readonly Kind[], random: Random): Kind {
  const total = possible.reduce((sum, kind) => sum + kinds[kind], 0)
  let left = random.int(0, total - 1)
  return possible.find(kind => {
    left -= kinds[kind]
    return left < 0
  })!
}

const faults: Record<Kind, (servers: Servers, living: LivingYear, random: Random) => Promise<void>> = {
  'a worker killed': (_, living, random) => kill(living, random.int(1, living.processes.length - 1)),
  'the scheduler killed': (_, living) => kill(living, 0),
  async 'connections ended by the server'({ database: { pool } }) {
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and random() < 0.5`,
    )
  },
  'PostgreSQL restarted': ({ database }) => restart(database, 'SIGINT'),
  'PostgreSQL crashed': ({ database }) => restart(database, 'SIGQUIT'),
  'Redis restarted': async ({ redis }) => redis!.restart('SIGTERM'),
  'Redis crashed': async ({ redis }) => redis!.restart('SIGKILL'),
}

async function kill(living: LivingYear, at: number): Promise<void> {
  living.processes[at]!.kill('SIGKILL')
  await gone(living.processes[at]!)
  living.replace(at)
}

/** Ends the server and starts it again at its place: by SIGINT in good order, by SIGQUIT as in a crash. */
async function restart({ pool }: Database, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  const { rows } = await pool.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
  const file = join(rows[0]!.folder, 'postmaster.pid')
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), lines[3]!.trim()]
  process.kill(pid, signal)
  while (isRunning(pid)) await sleep(10)
  const { postgres } = await findBinaries()
  const [command, args] = serverAccount().command(postgres, ['-D', rows[0]!.folder, '-p', port])
  const child = spawn(command, args, { detached: true, stdio: 'ignore', env: { LC_ALL: 'C' } })
  child.unref()
  while (
    !(await pool.query('select 1').then(
      () => true,
      () => false,
    ))
  )
    await sleep(20)
}
