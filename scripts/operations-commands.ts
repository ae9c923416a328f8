import { type Command, Option } from 'commander'
import {
  concurrency,
  ledgerNumber,
  ledgerNumbers,
  marketType,
  month,
  names,
  port,
  threads,
  wholeNumber,
} from './arguments.ts'

/** Where a process without a server of its own says how it is. */
const metricsPort = () =>
  new Option('--metrics-port <n>', 'port of /health, /ready and /metrics; 0 for any free one').argParser(port)
const metricsHost = () =>
  new Option('--metrics-host <address>', 'address of that port; 0.0.0.0 for all of this machine').default(
    '127.0.0.1',
  )

/** The parts of a deployment, and past months again. */
export function addFleet(jobtide: Command): void {
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
}

/** What ran, what was rejected, what is wrong, and what readers see. */
export function addLedger(jobtide: Command): void {
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
    .argument('[number]', 'number of a current publication', ledgerNumber)
    .option('--backfill <id>', 'all publications of a backfill that readers see', ledgerNumber)
    .description('put the publication before it in its place')
    .action(async (id, options) => (await import('./commands/publications.ts')).rollback(id, options))
}
