import { existsSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { archiveAdverts, type BenchAdvert } from '../../pipeline/quality/bench-adverts.ts'
import { say, showProgress } from '../terminal.ts'
import { benchAggregate } from './bench-aggregate.ts'
import { benchCrawl } from './bench-crawl.ts'
import { benchExtract } from './bench-extract.ts'
import { benchLoad } from './bench-load.ts'
import { benchPages, printPageTimes } from './bench-pages.ts'
import { marketAdverts } from './market-adverts.ts'
import { printRatios } from './print-ratios.ts'
import { withTemporaryDatabase } from './temporary-database.ts'

interface Options {
  archive?: string
  adverts?: number
  rounds: number
}

/** Adverts, or pages, by bench: enough for a steady figure within a minute. */
const DEFAULT = { extract: 3000, load: 12_000, crawl: 3000, aggregate: 1_000_000, pages: 1_000_000 }

const benches: Record<string, (options: Options) => Promise<void>> = {
  extract,
  load,
  crawl,
  aggregate,
  pages,
}

const command = new Command('bench')
  .description('measures speed as ratios to plain ways of doing the same in the same run')
  .argument(
    '[bench]',
    `${Object.keys(benches).join(' or ')}; all but aggregate and pages, which take most of an hour, when none is given`,
  )
  .option('--archive <file>', 'adverts of this WARC (.warc, .warc.gz) instead of the sandbox market')
  .option(
    '--adverts <n>',
    `how many adverts, pages or vacancies (by default ${Object.values(DEFAULT).join(', ')}); aggregate also takes a tenth`,
    wholeNumber,
  )
  .option('--rounds <n>', 'how many rounds after the first, which warms up', wholeNumber, 5)
  .action(async (name: string | undefined, options: Options) => {
    const chosen = name === undefined ? [extract, load, crawl] : [benches[name]]
    for (const bench of chosen) {
      if (!bench) throw new Error(`unknown bench "${name}" (known: ${Object.keys(benches).join(', ')})`)
      await bench(options)
    }
  })

async function extract(options: Options): Promise<void> {
  const adverts = await advertsOf(options, DEFAULT.extract)
  const progress = showProgress('extract', options.rounds)
  const lines = benchExtract(adverts, options.rounds, round => progress.update(round, `round ${round}`))
  progress.end(describe(adverts, options))
  console.log(printRatios(lines))
}

async function load(options: Options): Promise<void> {
  const adverts = await advertsOf(options, DEFAULT.load)
  const progress = showProgress('load', options.rounds)
  const lines = await withTemporaryDatabase(database =>
    benchLoad(database, adverts, options.rounds, round => progress.update(round, `round ${round}`)),
  )
  progress.end(describe(adverts, options))
  console.log(printRatios(lines))
}

async function crawl({ adverts: pages = DEFAULT.crawl, rounds }: Options): Promise<void> {
  const progress = showProgress('crawl', rounds)
  const lines = await withTemporaryDatabase(database =>
    benchCrawl(database, pages, rounds, round => progress.update(round, `round ${round}`)),
  )
  progress.end(`${pages} pages of loopback servers, medians of ${rounds} rounds (least to most)`)
  console.log(printRatios(lines))
}

async function aggregate({ adverts: vacancies = DEFAULT.aggregate }: Options): Promise<void> {
  const progress = showProgress('aggregate', 1)
  const sizes = [Math.ceil(vacancies / 10), vacancies]
  const lines = await benchAggregate(withTemporaryDatabase, sizes, step => progress.update(0, step))
  progress.end('vacancies of sandbox markets over three years, every figure compared with plain SQL')
  console.log(printRatios(lines))
}

async function pages({ adverts: vacancies = DEFAULT.pages }: Options): Promise<void> {
  const progress = showProgress('pages', 1)
  const times = await withTemporaryDatabase(database =>
    benchPages(database, vacancies, step => progress.update(0, step)),
  )
  progress.end(`trend pages of a sandbox market of ${vacancies} vacancies over three years`)
  console.log(printPageTimes(times))
}

async function advertsOf(options: Options, most: number): Promise<BenchAdvert[]> {
  const { archive, adverts: count = most, rounds } = options
  if (archive !== undefined && !existsSync(archive)) throw new Error(`there is no file ${archive}`)
  const adverts = archive === undefined ? marketAdverts(count) : await archiveAdverts(archive, count)
  if (adverts.length <= rounds) throw new Error(`${adverts.length} adverts are too few for ${rounds} rounds`)
  return adverts
}

function describe(adverts: readonly BenchAdvert[], { archive, rounds }: Options): string {
  const characters = adverts.reduce((sum, { description }) => sum + (description?.length ?? 0), 0)
  const of = archive === undefined ? 'of the sandbox market' : 'of the archive'
  return `${adverts.length} adverts ${of}, ${Math.round(characters / adverts.length)} characters each, medians of ${rounds} rounds (least to most)`
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('write a whole number above 0.')
  return Number(text)
}

try {
  await command.parseAsync()
} catch (error) {
  say(`bench: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
  process.exitCode = 1
}
