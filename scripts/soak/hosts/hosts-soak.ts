import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { connect } from '../../../db/connection.ts'
import { say } from '../../terminal.ts'
import { besides, type EmptyDatabase } from '../databases.ts'
import { startRedis } from '../redis.ts'
import { MOST_BOARDS } from '../soak-boards.ts'
import { startDistantBoards } from './boards.ts'
import { crawlByHosts, type HostsOptions, type HostsReport } from './hosts-ordeal.ts'
import { makeNetwork } from './namespaces.ts'
import { startPostgres } from './postgres.ts'
import { printHosts } from './print-hosts.ts'

const WORKERS = ['worker-1', 'worker-2', 'worker-3'] as const
const MACHINES = ['postgres', 'redis', 'boards', 'scheduler', ...WORKERS] as const

/** Milliseconds: requests are to be under way when a worker is struck. */
const ANSWER_TIME = 150

interface Options extends HostsOptions {
  logs?: string
}

const command = new Command('hosts-soak')
  .description(
    'crawls sandbox boards by a fleet in network namespaces, of which one worker is cut off and one killed; needs root',
  )
  .option('--postings <n>', 'adverts of all boards', whole, 2_400)
  .option('--boards <n>', `boards, at most ${MOST_BOARDS}`, whole, MOST_BOARDS)
  .option('--pace <ms>', 'milliseconds between requests to one host', whole, 60)
  .option('--cut <seconds>', 'for how long a worker is cut off', whole, 75)
  .option('--seed <n>', 'another seed gives another course of strikes', whole, 1)
  .option('--logs <folder>', 'keep what the processes say there')
  .action(async (options: Options) => {
    if (options.boards > MOST_BOARDS) throw new Error(`at most ${MOST_BOARDS} boards`)
    const report = await withMachines(options)
    console.log(printHosts(report, options))
    if (report.faults.length > 0) process.exitCode = 1
  })

/** Makes the machines, runs the soak on them, and leaves nothing behind, whatever happens. */
async function withMachines(options: Options): Promise<HostsReport> {
  const closers: (() => unknown)[] = []
  let clearing: Promise<void> | undefined
  const clear = () => {
    clearing ??= (async () => {
      for (const close of closers.toReversed()) await close()
    })()
    return clearing
  }
  const interrupted = (signal: NodeJS.Signals) => {
    // What is under way fails as its servers go; the clearing must outlive that.
    process.on('uncaughtException', () => {})
    process.on('unhandledRejection', () => {})
    void clear().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143))
  }
  process.on('SIGINT', interrupted)
  process.on('SIGTERM', interrupted)
  try {
    const folder = mkdtempSync(join(tmpdir(), 'jobtide-hosts-'))
    closers.push(() => rmSync(folder, { recursive: true, force: true }))
    if (options.logs !== undefined) closers.push(() => keepLogs(folder, options.logs!))
    const { hosts, remove } = await makeNetwork(MACHINES)
    closers.push(remove)
    const postgres = await startPostgres(hosts.postgres, folder)
    closers.push(postgres.stop)
    const redis = await startRedis({ ...hosts.redis, port: 6379, detached: true }, join(folder, 'redis'))
    closers.push(redis.stop)
    say(`${options.boards} boards with ${options.postings} postings`)
    const boards = await startDistantBoards(hosts.boards, { ...options, answerTime: ANSWER_TIME })
    const quiet = await newDatabase(postgres.url, 'quiet')
    closers.push(() => quiet.database.close())
    const harsh = await newDatabase(postgres.url, 'harsh')
    closers.push(() => harsh.database.close())
    const fleet = { scheduler: hosts.scheduler, workers: WORKERS.map(name => hosts[name]) }
    const place = { queueUrl: redis.url, folder }
    return await crawlByHosts([quiet, harsh], boards, fleet, place, options, say)
  } finally {
    await clear()
    process.removeListener('SIGINT', interrupted)
    process.removeListener('SIGTERM', interrupted)
  }
}

function keepLogs(folder: string, kept: string): void {
  mkdirSync(kept, { recursive: true })
  for (const name of ['scheduler', ...WORKERS]) {
    const log = join(folder, name, 'log')
    if (existsSync(log)) cpSync(log, join(kept, `${name}.log`))
  }
}

/** A migrated database on the server. */
async function newDatabase(server: string, name: string): Promise<EmptyDatabase> {
  const first = await connect(server)
  try {
    return await besides(first, name)
  } finally {
    await first.close()
  }
}

function whole(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('write a whole number.')
  return Number(text)
}

try {
  await command.parseAsync()
} catch (error) {
  say(`hosts-soak: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
