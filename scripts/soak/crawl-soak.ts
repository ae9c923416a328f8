import { Command, InvalidArgumentError } from 'commander'
import { withTemporaryDatabase } from '../bench/temporary-database.ts'
import { say } from '../terminal.ts'
import { crawlUnderKills, type OrdealOptions } from './crawl-ordeal.ts'
import { besides, urlOf } from './databases.ts'
import { printOrdeal } from './print-ordeal.ts'
import { MOST_BOARDS } from './soak-boards.ts'

const command = new Command('crawl-soak')
  .description('crawls sandbox boards with processes that are killed, and compares with a crawl that was not')
  .option('--postings <n>', 'adverts of all boards', whole, 20_000)
  .option('--boards <n>', `boards, at most ${MOST_BOARDS}`, whole, MOST_BOARDS)
  .option('--kills <n>', 'how often a process is killed', whole, 20)
  .option('--pace <ms>', 'milliseconds between requests to one host', whole, 5)
  .option('--seed <n>', 'another seed gives another course of kills', whole, 1)
  .action(async (options: OrdealOptions) => {
    if (options.boards > MOST_BOARDS) throw new Error(`at most ${MOST_BOARDS} boards`)
    const report = await withTemporaryDatabase(async database => {
      const quiet = await besides(database, 'quiet')
      try {
        const url = urlOf(database)
        return await crawlUnderKills([quiet, { database, url }], options, say)
      } finally {
        await quiet.database.close()
      }
    })
    console.log(printOrdeal(report, options))
    if (report.faults.length > 0) process.exitCode = 1
  })

function whole(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('write a whole number.')
  return Number(text)
}

try {
  await command.parseAsync()
} catch (error) {
  say(`crawl-soak: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
