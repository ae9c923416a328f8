import { Command, CommanderError, Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import {
  day,
  days,
  defaultMonths,
  marketType,
  months,
  monthsList,
  port,
  positive,
  threads,
  wholeNumber,
} from './arguments.ts'
import { interruption } from './interruption.ts'
import { addFleet, addLedger } from './operations-commands.ts'

/** Each command's work is loaded when it is asked for, so that `--help` answers at once. */
function program(): Command {
  const jobtide = new Command('jobtide')
    .description('Collects job adverts and publishes what they say about the market.')
    .version(manifest.version)
    .exitOverride()
    .configureHelp({ sortSubcommands: false })
    .showSuggestionAfterError()

  jobtide
    .command('start')
    .description(
      'the main job: set up, crawl all sources (the sandbox when none is configured), aggregate, publish, print a summary',
    )
    .option('--scale <factor>', 'size of the sandbox market, 1 being that of the UK', positive, 0.1)
    .option(
      '--as-of <day>',
      'last day of the window; with the sandbox the last day of its market, else today',
      day,
    )
    .action(async options => (await import('./commands/start.ts')).start(options))

  jobtide
    .command('extract')
    .argument(
      '[file]',
      'raw postings as JSON lines (.jsonl, .jsonl.gz, .csv); standard input when none is given',
    )
    .description('raw postings to postings, as JSON lines on standard output; no database')
    .action(async file => (await import('./commands/extract.ts')).extract(file))

  jobtide
    .command('import')
    .argument(
      '<file...>',
      'stored responses (.warc, or an index of them: .cdxj) or raw postings (.jsonl, .csv), each also as .gz',
    )
    .option(
      '--platform <name>',
      'read every response by this platform instead of the one its address belongs to',
    )
    .option('--map <file>', 'a YAML file that says which columns of a .csv file make which fields')
    .option(
      '--threads <n>',
      'how many threads extract, where there is enough to do; all cores by default',
      threads,
    )
    .option('--json', 'print the accounting as JSON, last line of standard output')
    .description('archives and files into the pipeline, with an accounting of every record')
    .action(async (files, options) => (await import('./commands/import.ts')).importFiles(files, options))

  jobtide
    .command('export')
    .addOption(
      new Option('--format <format>', 'the stored responses as warc, or the published views as tables')
        .choices(['warc', 'csv', 'jsonl', 'parquet'])
        .default('warc'),
    )
    .requiredOption(
      '--out <path>',
      'where to write: a file .warc.gz, with an index of the same name as .cdxj; for tables a folder',
    )
    .option('--as-of <day...>', 'tables: of these publications; all when not given', days)
    .option('--months <n>', 'tables: of windows of this length; all when not given', months)
    .option('--view <name...>', 'tables: these views; all when not given')
    .option('--platform <name>', "warc: one platform's responses only")
    .option('--from <day>', 'warc: responses from this day on', day)
    .option('--to <day>', 'warc: responses up to this day', day)
    .option('--prefix <address>', 'warc: responses of addresses that begin so')
    .option('--force', 'warc: overwrite a file that is there')
    .description('what is stored as an archive for import elsewhere, or what is published as tables')
    .action(async options => (await import('./commands/export.ts')).exportFile(options))

  jobtide
    .command('crawl')
    .argument('[source...]', 'names of configured sources; all when none is given')
    .option('--json', 'print the accounting as JSON, last line of standard output')
    .option('--again', 'also sources that declined and were put off')
    .description('crawl sources through the queue, with an accounting of every record')
    .action(async (sources, options) => (await import('./commands/crawl.ts')).crawlSources(sources, options))

  addFleet(jobtide)

  jobtide
    .command('aggregate')
    .option('--as-of <day>', 'publish the windows up to this day', day)
    .option('--from <day>', 'publish a series of days: the first', day)
    .option('--to <day>', 'publish a series of days: the last', day)
    .option('--every <step>', 'step of the series: day, week or month', 'month')
    .option('--calendar', 'publish today and the last day of every month of the history')
    .option('--stale', 'publish again the published days whose data changed')
    .option('--hold <reason>', 'readers do not see it before a person releases it')
    .option('--no-hold', 'publish also what differs so much that it would wait for a person')
    .addOption(
      new Option('--months <n...>', 'lengths of the windows in months')
        .argParser(monthsList)
        .default(defaultMonths, '6 3'),
    )
    .description('compute and publish windows')
    .action(async options => (await import('./commands/aggregate.ts')).publishDays(options))

  jobtide
    .command('stats')
    .argument('<term>', 'a job title or a skill: "Backend Developer", Python')
    .option('--location <name>', 'place', 'UK')
    .option('--type <type>', 'permanent or contract', marketType, 'permanent')
    .option('--as-of <day>', 'last day of the window; today when not given', day)
    .option('--months <n>', 'length of the window in months', months, 6)
    .option('--json', 'one JSON object, figures unrounded')
    .description("the trend page's numbers in the terminal")
    .action(async (term, options) => (await import('./commands/stats.ts')).stats(term, options))

  jobtide
    .command('guide')
    .argument('<term>', 'a job title or a skill: "Backend Developer", Python')
    .option('--location <name>', 'place', 'UK')
    .option('--as-of <day>', 'last day of the window; today when not given', day)
    .option('--months <n>', 'length of the window in months', months, 6)
    .option('--json', 'one JSON object, figures unrounded')
    .description(
      'the salary guide in the terminal: pay by experience, place and skill, open positions, career',
    )
    .action(async (term, options) => (await import('./commands/guide.ts')).guide(term, options))

  jobtide
    .command('explain')
    .argument('<term>', 'a job title or a skill: "Backend Developer", Python')
    .option('--location <name>', 'place', 'UK')
    .option('--type <type>', 'permanent or contract', marketType, 'permanent')
    .option('--as-of <day>', 'last day of the window; today when not given', day)
    .option('--months <n>', 'length of the window in months', months, 6)
    .option(
      '--figure <figure>',
      'vacancies, quoted, live, share, rank, p10, p25, p50, p75, p90, or skill:NAME for a co-occurring skill',
      'vacancies',
    )
    .addOption(
      new Option('--unit <unit>', "of pay; the type's main unit when not given").choices([
        'year',
        'day',
        'hour',
      ]),
    )
    .addOption(
      new Option('--years-back <n>', 'the column: 1 and 2 for the same period one and two years earlier')
        .choices(['0', '1', '2'])
        .default('0'),
    )
    .option('--limit <n>', 'vacancies to show; 0 for all', wholeNumber, 20)
    .option('--json', 'one JSON object, figures unrounded')
    .description('the adverts behind a number: where they are, the words that matched, and what was left out')
    .action(async (term, options) => (await import('./commands/explain.ts')).explain(term, options))

  jobtide
    .command('growth')
    .option('--location <name>', 'place', 'UK')
    .option('--type <type>', 'permanent or contract', marketType, 'permanent')
    .option('--as-of <day>', 'last day of the later three months; today when not given', day)
    .option('--least <n>', 'terms with so many vacancies in both periods together', wholeNumber, 20)
    .option('--limit <n>', 'so many terms', wholeNumber, 30)
    .option('--json', 'one JSON array, figures unrounded')
    .description('how the vacancies of every title and skill grew, three months on three months')
    .action(async options => (await import('./commands/growth.ts')).growth(options))

  jobtide
    .command('report')
    .option('--as-of <day>', 'last day of the window; today when not given', day)
    .addOption(
      new Option('--months <n...>', 'lengths of the windows in months; the first is that of guides')
        .argParser(monthsList)
        .default(defaultMonths, '6 3'),
    )
    .option('--location <name...>', 'places; the UK, its nations and regions when not given')
    .option('--term <name...>', 'terms that get a trend page in every place')
    .option('--top <n>', 'trend pages for so many of the first terms of each place', wholeNumber, 20)
    .option('--out <folder>', 'where to write; pages/ in the data directory when not given')
    .description('static pages: a home page, an index per place and type, trend pages')
    .action(async options => (await import('./commands/report.ts')).report(options))

  jobtide
    .command('serve')
    .option('--port <n>', 'port to listen on; 0 for any free one', port, 4280)
    .option('--host <address>', 'address to listen on; 0.0.0.0 for all of this machine', '127.0.0.1')
    .option('--pages <folder>', 'the static pages; pages/ in the data directory when not given')
    .description(
      'serve the read-only HTTP API of the published views, the static pages, and /health, /ready, /metrics, until Ctrl-C',
    )
    .action(async options => (await import('./commands/serve.ts')).serve(options))

  const sources = jobtide.command('sources').description('look after the sources: list, add, check, erase')
  sources
    .command('list', { isDefault: true })
    .option('--json', 'one JSON object')
    .description('the platforms, and the configured sources')
    .action(async options => (await import('./commands/sources.ts')).list(options))
  sources
    .command('add')
    .argument('<url...>', 'addresses of boards, of adverts on them, of careers pages, feeds or sitemaps')
    .option('--name <name>', 'name of the source; by default its platform and board')
    .option('--dry-run', 'show what would be written')
    .description('add boards to jobtide.yaml by their addresses')
    .action(async (urls, options) => (await import('./commands/sources.ts')).add(urls, options))
  sources
    .command('check')
    .argument('[source...]', 'names of configured sources; all when none is given')
    .option('--offline', 'look at jobtide.yaml only')
    .description('everything that is wrong with jobtide.yaml, and what the first page of each source says')
    .action(async (names, options) => (await import('./commands/sources.ts')).check(names, options))
  sources
    .command('status')
    .option('--json', 'one JSON array')
    .description('when each source was last met as a whole, and which are put off or paused')
    .action(async options => (await import('./commands/sources.ts')).status(options))
  sources
    .command('drift')
    .argument('[source]', 'name of a source; all configured ones when none is given')
    .option(
      '--accept',
      'the source is right as its latest crawl found it: compare later crawls with that one',
    )
    .option('--json', 'one JSON array, shares unrounded')
    .description("which fields and keys a source's records have, what is new and what has gone")
    .action(async (name, options) => (await import('./commands/sources/drift.ts')).drift(name, options))
  sources
    .command('erase')
    .argument('<url>', "the advert's address")
    .description('erase an advert from everything that is stored, for good')
    .action(async url => (await import('./commands/sources.ts')).erase(url))
  sources
    .command('purge')
    .description('delete what is stored past the retention of its source; each crawl does so too')
    .action(async () => (await import('./commands/sources.ts')).purge())

  addLedger(jobtide)

  const taxonomy = jobtide
    .command('taxonomy')
    .description('look after the words that adverts are read by: skills, titles, places')
  taxonomy
    .command('check')
    .option('--json', 'one JSON object: what was checked, and every problem')
    .description('everything that is wrong with the taxonomy; exits with 1 where anything is')
    .action(async options => (await import('./commands/taxonomy.ts')).check(options))
  taxonomy
    .command('diff')
    .argument('[from]', 'a folder that holds a taxonomy, or a git revision of this checkout', 'HEAD')
    .argument('[to]', 'the same; the files as they stand on the disk when not given')
    .option('--json', 'one JSON object')
    .description('what has changed: skills, aliases, rules, titles and places')
    .action(async (from, to, options) => (await import('./commands/taxonomy.ts')).diff(from, to, options))
  taxonomy
    .command('suggest')
    .argument('<file...>', 'stored responses (.warc, .warc.gz) or raw postings (.jsonl, .jsonl.gz, .csv)')
    .option('--limit <n>', 'so many terms, and so many words of titles', wholeNumber, 50)
    .option('--min <n>', 'least employers that use a term', wholeNumber, 3)
    .option('--json', 'one JSON object, shares unrounded')
    .description("what adverts name and no entry covers: an editor's work list, most wanted first")
    .action(async (files, options) => (await import('./commands/taxonomy.ts')).suggest(files, options))

  const db = jobtide.command('db').description('look after the database')
  db.command('migrate')
    .description("bring the database to this version's schema")
    .action(async () => (await import('./commands/db.ts')).migrateDatabase())
  db.command('url')
    .description('print the address of the database and keep the embedded one running until Ctrl-C')
    .action(async () => (await import('./commands/db.ts')).printUrl())
  db.command('grant-reader')
    .argument(
      '<name>',
      'name of the role; one that is there gets the views of this version, its password stays',
    )
    .option('--password-stdin', 'read the password from standard input; generated when not given')
    .description('make a role that reads the published views and nothing else, and print its address')
    .action(async (name, options) => (await import('./commands/db.ts')).grantReaderRole(name, options))
  return jobtide
}

/**
 * Runs one command line.
 * @param argv as `process.argv` has it
 * @returns the exit code: 0, or 1 after one clear line on standard error
 */
export async function run(argv: readonly string[]): Promise<number> {
  // A reader that closes the pipe early (`| head`) has what it wanted.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
    console.error(`jobtide: cannot write to standard output: ${error.message}`)
    process.exit(1)
  })
  try {
    await program().parseAsync(argv)
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    if (interruption.signal) return 1
    console.error(`jobtide: ${oneLine(error)}`)
    if (process.env.JOBTIDE_DEBUG) console.error(error)
    return 1
  }
}

function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error)
  return message.split('\n')[0]!
}
