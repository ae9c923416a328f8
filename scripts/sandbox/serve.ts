import { Command, InvalidArgumentError } from 'commander'
import { startBoards } from './boards.ts'
import { configurationOf } from './configuration.ts'
import { behaviours, startHostile } from './hostile.ts'
import { createMarket } from './market.ts'
import { startPlatformBoards } from './platform-boards.ts'
import { platformServers } from './platform-servers.ts'

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

interface Options {
  scale: number
  seed: number
  until: string
  day?: string
  platforms?: boolean
  hostile?: boolean
}

/** Serves the boards until the process is told to stop. */
async function serve(options: Options): Promise<void> {
  const market = createMarket(options)
  const day = options.day ?? market.until
  const { boards, sources, close } = await startBoards(market, { day })
  for (const board of boards) console.log(`${board.url}  ${board.title} (${board.adverts} open on ${day})`)
  // The platforms of the market's own boards are served already.
  const served = new Set(sources.map(source => source.platform as string))
  const servers = platformServers.filter(({ platform }) => !served.has(platform))
  const platforms = options.platforms ? await startPlatformBoards(market, { day, servers }) : null
  for (const { base, server, adverts } of platforms?.boards ?? [])
    console.log(`${base}  ${server.platform} (${adverts.length} adverts)`)
  const hostile = options.hostile ? await startHostile() : null
  for (const [name, { does }] of Object.entries(hostile ? behaviours : {}))
    console.log(`${hostile!.address[name as keyof typeof behaviours]}  ${name}: ${does}`)
  console.log(
    `\nIn jobtide.yaml:\n\n${configurationOf([...sources, ...(platforms?.boards ?? []).map(({ source }) => source)])}`,
  )
  console.log('Ctrl-C ends it.')
  await new Promise<void>(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await Promise.all([close(), platforms?.close(), hostile?.close()])
}

try {
  await new Command('serve')
    .description("Serves the sandbox's job boards on 127.0.0.1, until interrupted.")
    .option('--scale <number>', 'size of the market; 1 is that of the UK', parseNumber, 0.1)
    .option('--seed <number>', 'another seed gives another market', parseSeed, 1)
    .option('--until <day>', "the market's last day", '2025-11-21')
    .option('--day <day>', "the day to show (default: the market's last)")
    .option('--platforms', "also a server of every platform, in the platform's own format")
    .option('--hostile', 'also a server for everything that a crawler should survive')
    .action(serve)
    .parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
