import { Command, InvalidArgumentError } from 'commander'
import { startBoards } from './boards.ts'
import { createMarket } from './market.ts'

function parseNumber(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Expected a number above 0.')
  return value
}

function parseSeed(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('Expected a whole number.')
  return value
}

/** Serves the boards until the process is told to stop. */
async function serve(options: { scale: number; seed: number; until: string; day?: string }): Promise<void> {
  const market = createMarket(options)
  const day = options.day ?? market.until
  const { boards, sources, close } = await startBoards(market, { day })
  for (const board of boards) console.log(`${board.url}  ${board.title} (${board.adverts} open on ${day})`)
  console.log(`\nAs sources of jobtide.yaml:\n${JSON.stringify({ sources }, null, 2)}`)
  console.log('\nCtrl-C ends it.')
  await new Promise<void>(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await close()
}

try {
  await new Command('serve')
    .description("Serves the sandbox's job boards on 127.0.0.1, until interrupted.")
    .option('--scale <number>', 'size of the market; 1 is that of the UK', parseNumber, 0.1)
    .option('--seed <number>', 'another seed gives another market', parseSeed, 1)
    .option('--until <day>', "the market's last day", '2025-11-21')
    .option('--day <day>', "the day to show (default: the market's last)")
    .action(serve)
    .parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
