import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { interruption } from './interruption.ts'

/** Lengths of the windows that are published where nothing else is said, in months. */
const defaultMonths = [6, 3]

/** Where a process without a server of its own says how it is. */
const metricsPort = () =>
  new Option('--metrics-port <n>', 'port of /health, /ready and /metrics; 0 for any free one').argParser(port)
const metricsHost = () =>
  new Option('--metrics-host <address>', 'address of that port; 0.0.0.0 for all of this machine').default(
    '127.0.0.1',
  )

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

  jobtide
    .command('worker')
    .option('--queues <names>', 'which queues, separated by commas; all when not given', names)
    .option(
      '--concurrency <n>',
      'jobs of a queue at once, but for publications, which are made one by one; 4 when not given',
      concurrency,
    )
    .addOption(metricsPort())
    .addOption(metricsHost())
    .description('work the queues until stopped; then what is in hand is handed back to them')
    .action(async options => (await import('./commands/worker.ts')).work(options))

  const schedule = jobtide.command('schedule').description('queue what is due, and look after the schedule')
  schedule
    .command('run', { isDefault: true })
    .addOption(metricsPort())
    .addOption(metricsHost())
    .description(
      "the scheduler: queues each source's crawls and the day's publication when they are due, until stopped",
    )
    .action(async options => (await import('./commands/schedule.ts')).runSchedule(options))
  schedule
    .command('list')
    .option('--json', 'one JSON array')
    .description('when each source was crawled last and is crawled next, and which are paused or put off')
    .action(async options => (await import('./commands/schedule.ts')).listSchedule(options))
  schedule
    .command('pause')
    .argument('<source...>', 'names of configured sources')
    .option('--reason <text>', 'why, for those who wonder')
    .description('keep sources from being crawled on schedule; a crawl in hand ends as usual')
    .action(async (sources, options) => (await import('./commands/schedule.ts')).pause(sources, options))
  schedule
    .command('resume')
    .argument('<source...>', 'names of sources')
    .description('crawl sources on schedule again; what they missed meanwhile is made up for once')
    .action(async sources => (await import('./commands/schedule.ts')).resume(sources))
  schedule
    .command('reconcile')
    .option('--json', 'one JSON array')
    .description('compare the ledger with the queue, and repair both; the scheduler does so every minute')
    .action(async options => (await import('./commands/schedule.ts')).reconcileOnce(options))

  const backfill = jobtide
    .command('backfill')
    .description("past months again: take archives in, read again by today's code, make vacancies, publish")
    .option('--from <month>', 'first month, as 2016-01', month)
    .option('--to <month>', 'last month, as 2018-06', month)
    .option('--source <platform...>', 'only responses of these platforms (or sources of raw postings)')
    .option(
      '--archive <file...>',
      'archives whose responses of these months are taken in first (as import does)',
    )
    .addOption(
      new Option(
        '--stage <stage...>',
        'only these stages. crawl takes archives in (boards cannot be asked for a past month); extract reads stored responses again and loads what they mean; load makes vacancies again; aggregate publishes',
      ).choices(['crawl', 'extract', 'load', 'aggregate']),
    )
    .option('--hold', 'what it publishes waits for a person to release it')
    .option('--workers <n>', 'months at once in this process', threads, 4)
    .option(
      '--dry-run',
      'what would be done, what it would cost, and how figures would change; writes nothing',
    )
    .option('--json', 'one JSON object on standard output')
    // What follows the name of a subcommand is that one's.
    .enablePositionalOptions()
    .action(async options => (await import('./commands/backfill.ts')).backfill(options))
  backfill
    .command('status')
    .argument('[id]', 'a backfill; the one at work, else the latest, when not given', wholeNumber)
    .option('--all', 'the latest backfills, one a line')
    .option('--json', 'one JSON object')
    .description('how far a backfill is, what it waits for, and what failed')
    .action(async (id, options) => (await import('./commands/backfill.ts')).status(id, options))
  backfill
    .command('resume')
    .argument('[id]', 'a backfill; the one at work, else the latest, when not given', wholeNumber)
    .option('--workers <n>', 'months at once in this process', threads, 4)
    .option('--json', 'one JSON object on standard output')
    .description('go on with a backfill that was interrupted, and try again what failed')
    .action(async (id, options) => (await import('./commands/backfill.ts')).resume(id, options))
  backfill
    .command('cancel')
    .argument('<id>', 'a backfill', wholeNumber)
    .description('end a backfill; what is done stays')
    .action(async id => (await import('./commands/backfill.ts')).cancel(id))

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
    .description('when each source was last met as a whole, and which are put off')
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

  const runs = jobtide.command('runs').description('the ledger: what ran, how it ended, and what was judged')
  runs
    .command('list', { isDefault: true })
    .option('--kind <kind>', 'only runs of this kind: crawl, import, replay, …')
    .option('--source <name>', 'only runs of this source or file')
    .option('--failed', 'only runs that failed or were interrupted, or whose source was held')
    .option('--limit <n>', 'how many', wholeNumber, 20)
    .option('--json', 'one JSON array')
    .description('the latest runs, newest first')
    .action(async options => (await import('./commands/runs.ts')).listRuns(options))
  runs
    .command('show')
    .argument('<id>', 'number of the run', ledgerNumber)
    .option('--json', 'one JSON object')
    .description('everything of one run: error, coverage, account, what was judged, what was rejected')
    .action(async (id, options) => (await import('./commands/runs.ts')).showRun(id, options))

  const rejections = jobtide
    .command('rejections')
    .description('records that could not be read: count them, look at them, read them again after a fix')
  rejections
    .command('list', { isDefault: true })
    .option('--source <name>', 'of this platform, or of this configured source')
    .option('--reason <reason>', 'rejected for this reason')
    .option('--json', 'one JSON array')
    .description('how many are open and resolved, by platform and reason, with the newest')
    .action(async options => (await import('./commands/rejections.ts')).listRejections(options))
  rejections
    .command('show')
    .argument('[hash]', 'the hash of a record, or how it begins')
    .option('--source <name>', 'of this platform, or of this configured source')
    .option('--reason <reason>', 'rejected for this reason')
    .option('--run <id>', 'first rejected by this run', ledgerNumber)
    .option('--limit <n>', 'how many', wholeNumber, 20)
    .option('--json', 'one JSON array, inputs whole')
    .description('rejected records as they were found')
    .action(async (hash, options) => (await import('./commands/rejections.ts')).showRejections(hash, options))
  rejections
    .command('replay')
    .option('--source <name>', 'of this platform, or of this configured source')
    .option('--reason <reason>', 'rejected for this reason')
    .option('--json', 'print what it came to as JSON, last line of standard output')
    .description('read the stored responses that hold open ones again, and load what can be read now')
    .action(async options => (await import('./commands/rejections.ts')).replayRejections(options))

  jobtide
    .command('doctor')
    .option('--json', 'one JSON object: what was looked at, how it is, and what to do')
    .description(
      'examine this installation: what is well, what is not, and what to do; exits with 1 where something is broken',
    )
    .action(async options => (await import('./commands/doctor.ts')).doctor(options))

  const publications = jobtide
    .command('publications')
    .description('look after what readers see: list, show, diff, release, rollback')
  publications
    .command('list', { isDefault: true })
    .option('--held', 'those that wait for a person')
    .option('--json', 'one JSON array')
    .description(
      'the publications that are kept: what readers see, what is held and why, what was superseded',
    )
    .action(async options => (await import('./commands/publications.ts')).list(options))
  publications
    .command('show')
    .argument('<number>', 'number of a publication', ledgerNumber)
    .option('--json', 'one JSON object')
    .description('what a publication is made of, what was judged of it, what it changed')
    .action(async (id, options) => (await import('./commands/publications.ts')).show(id, options))
  publications
    .command('diff')
    .argument(
      '[from]',
      'number of a publication; alone it is compared with what it replaces. The newest that is held when not given',
      ledgerNumber,
    )
    .argument('[to]', 'number of the one to compare it with', ledgerNumber)
    .option(
      '--backfill <id>',
      'all that a backfill changes: over all history, and by publication',
      ledgerNumber,
    )
    .option('--location <name>', 'place', 'UK')
    .option('--type <type>', 'permanent or contract; both together when not given', marketType)
    .option('--limit <n>', 'lines of each list', wholeNumber, 15)
    .option('--json', 'one JSON object, figures unrounded and lists whole')
    .description(
      'what would change, by how much, and why: totals, new, gone, renamed and split terms, movers',
    )
    .action(async (from, to, options) => (await import('./commands/publications.ts')).diff(from, to, options))
  publications
    .command('release')
    .argument('[number...]', 'numbers of publications that are held, or were withdrawn', ledgerNumbers)
    .option('--backfill <id>', 'those of a backfill that are held', ledgerNumber)
    .option('--all', 'all that are held')
    .description('show held publications to readers, all at once')
    .action(async (ids, options) => (await import('./commands/publications.ts')).release(ids, options))
  publications
    .command('rollback')
    .argument('<number>', 'number of a current publication', ledgerNumber)
    .description('put the publication before it in its place')
    .action(async id => (await import('./commands/publications.ts')).rollback(id))

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

function day(text: string): string {
  const parsed = new Date(`${text}T00:00:00Z`)
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(parsed.getTime()) ||
    parsed.toISOString().slice(0, 10) !== text
  )
    throw new InvalidArgumentError('write a day of the calendar as 2025-11-21.')
  if (text < '1990' || text > '2101') throw new InvalidArgumentError('the days go from 1990 to 2100.')
  return text
}

/** A month as the calendar writes it. */
function month(text: string): string {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('write a month as 2016-01.')
  day(`${text}-01`)
  return text
}

const days = (text: string, before: string[] = []): string[] => [...before, day(text)]

function marketType(text: string): string {
  if (text !== 'permanent' && text !== 'contract')
    throw new InvalidArgumentError('it is permanent or contract.')
  return text
}

function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('write a whole number.')
  return Number(text)
}

/** Of a run, a publication, a backfill. */
function ledgerNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('write its number.')
  return Number(text)
}

const ledgerNumbers = (text: string, before: number[] = []): number[] => [...before, ledgerNumber(text)]

function port(text: string): number {
  const value = wholeNumber(text)
  if (value > 65_535) throw new InvalidArgumentError('ports go up to 65535.')
  return value
}

function threads(text: string): number {
  const value = wholeNumber(text)
  if (value < 1 || value > 256) throw new InvalidArgumentError('write a number from 1 to 256.')
  return value
}

const names = (text: string): string[] =>
  text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')

function concurrency(text: string): number {
  const value = wholeNumber(text)
  if (value < 1 || value > 64) throw new InvalidArgumentError('write a number from 1 to 64.')
  return value
}

function months(text: string): number {
  const value = wholeNumber(text)
  if (value < 1 || value > 120) throw new InvalidArgumentError('a window has 1 to 120 months.')
  return value
}

/** Commander calls it with each value, and with the default before the first. */
const monthsList = (text: string, before: number[]): number[] =>
  before === defaultMonths ? [months(text)] : [...before, months(text)]

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 10)) throw new InvalidArgumentError('write a number above 0, at most 10.')
  return value
}
