import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { withTemporaryDatabase } from '../../bench/temporary-database.ts'
import { createMarket } from '../../sandbox/market.ts'
import { say } from '../../terminal.ts'
import { besides } from '../databases.ts'
import { loopback, type RedisServer, startRedis } from '../redis.ts'
import { incidentsOf } from './incidents.ts'
import { printYear } from './print-year.ts'
import { tryYear } from './try-year.ts'

interface Options {
  from: string
  until: string
  scale: number
  workers: number
  faults: number
  seed: number
  redis: boolean
}

const command = new Command('year-soak')
  .description(
    'lives through a year of the sandbox: daily crawls and publications by a simulated clock, with outages, a change of format and faults',
  )
  .option('--from <day>', 'first day', '2023-12-04')
  .option('--until <day>', 'last day', '2024-12-03')
  .option('--scale <factor>', 'size of the market, 1 being that of the UK', Number, 0.01)
  .option('--workers <n>', 'worker processes', whole, 2)
  .option('--faults <n>', 'how often a process, the database or a connection is struck', whole, 0)
  .option('--seed <n>', 'another seed gives another course of faults', whole, 1)
  .option('--redis', 'queues on a Redis, which must be installed, instead of PostgreSQL', false)
  .action(async ({ from, until, scale, workers, faults, seed, redis: onRedis }: Options) => {
    const folder = mkdtempSync(join(tmpdir(), 'jobtide-year-'))
    let redis: RedisServer | null = null
    try {
      if (onRedis) redis = await startRedis(await loopback(), join(folder, 'redis'))
      const market = createMarket({ scale })
      const course = { market, from, until, incidents: incidentsOf({ market, from, until }) }
      const report = await withTemporaryDatabase(async database => {
        const atOnce = await besides(database, 'at_once')
        try {
          return await tryYear(
            course,
            database,
            atOnce.database,
            { folder, redis, workers, faults, seed },
            say,
          )
        } finally {
          await atOnce.database.close()
        }
      })
      console.log(printYear(course, report))
      if (report.faults.length > 0) process.exitCode = 1
    } finally {
      await redis?.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })

function whole(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('write a whole number.')
  return Number(text)
}

try {
  await command.parseAsync()
} catch (error) {
  say(`year-soak: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
