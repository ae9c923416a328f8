import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from '../../db/connection.ts'
import { closeRun, openRun, whatIsHeld } from '../../db/queries/runs.ts'
import { type Area, findAreas, findTerms, type Term } from '../../db/queries/terms.ts'
import { ConfigError } from '../../pipeline/configuration.ts'
import { printHeadline } from '../../pipeline/publish/terminal.ts'
import { type Accounting, add, emptyAccounting } from '../../pipeline/quality/accounting.ts'
import { type CrawlEnd, crawlAll } from '../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend, type QueueBackend } from '../../pipeline/queue/queue.ts'
import { resolveSources, type Source } from '../../pipeline/sources.ts'
import { aggregateDays } from '../../pipeline/stages/aggregate.ts'
import { type ImportResult, importFile } from '../../pipeline/stages/import.ts'
import { mainLocations, writePages } from '../../pipeline/stages/publish.ts'
import { readTrendPage } from '../../pipeline/statistics/read-trend-page.ts'
import { printAccounting } from '../accounting-table.ts'
import { assertContact, crawlSetting } from '../crawl-setting.ts'
import { publicationOf } from '../published-day.ts'
import { writeHistory } from '../sandbox/archive.ts'
import { startBoards } from '../sandbox/boards.ts'
import { createMarket } from '../sandbox/market.ts'
import { type Session, withDatabase } from '../session.ts'
import { number, say, showProgress } from '../terminal.ts'
import { today } from '../today.ts'
import { describeEnd } from './crawl.ts'

/** What the main job works on. */
interface Ground {
  sources: Source[]
  /** Stored history to take in before the crawl. */
  archives: string[]
  asOf: string
  /** A day that was asked for is kept. */
  kind: 'calendar' | 'asked'
  clock: () => Date
  close(): Promise<void>
}

/** The term and place of the summary. */
const headline = { term: 'Software Engineer', location: 'London', type: 'permanent' } as const

/** The main job: history, crawl, windows, pages, summary. Run again it finds everything done and changes nothing. */
export async function start(options: { scale: number; asOf?: string }): Promise<void> {
  await withDatabase(async session => {
    // Opened first: a queue that cannot be reached is to be known before anything is done.
    const queue = await openQueueBackend(session.url, session.configuration.queueUrl)
    try {
      const ground = await layGround(session, options)
      try {
        await work(session, ground, queue)
      } finally {
        await ground.close()
      }
    } finally {
      await queue.close()
    }
  })
}

async function work(session: Session, ground: Ground, queue: QueueBackend): Promise<void> {
  const done: Work = { account: emptyAccounting(), written: 0 }
  for (const archive of ground.archives) count(done, await takeIn(session, archive))
  for (const end of await crawlSources(session, ground, queue)) {
    if ('result' in end) count(done, end.result)
    if ('error' in end) process.exitCode = 1
  }
  say(`\n${printAccounting(done.account)}`)
  if (done.written === 0) say('Nothing changed: everything was known already.')
  await publish(session, ground)
}

/** What all parts of the job did together. */
interface Work {
  account: Accounting
  written: number
}

function count(work: Work, part: { accounting: Accounting; written: number }): void {
  add(work.account, part.accounting)
  work.written += part.written
}

/** The configured sources, or the sandbox with its history and boards on loopback. */
async function layGround(session: Session, options: { scale: number; asOf?: string }): Promise<Ground> {
  const { configuration, database } = session
  const kind = options.asOf === undefined ? 'calendar' : 'asked'
  assertContact(configuration)
  await keepApart(session)
  if (configuration.sources.length > 0)
    return {
      sources: configuration.sources,
      archives: [],
      asOf: options.asOf ?? today(),
      kind,
      clock: () => new Date(),
      close: async () => {},
    }
  say(
    `No sources are configured: running on the sandbox, a made-up job market at ${options.scale} of the size of the UK's.`,
  )
  const mark = await openRun(database, 'sandbox', `scale ${options.scale}`)
  await closeRun(database, mark, {})
  const market = createMarket({ scale: options.scale })
  const archive = join(configuration.home, 'sandbox', `history-${options.scale}.warc.gz`)
  if (!existsSync(archive)) {
    mkdirSync(dirname(archive), { recursive: true })
    await writeHistory(market, `${archive}.draft`)
    renameSync(`${archive}.draft`, archive)
  }
  const boards = await startBoards(market, { day: market.until })
  const noon = new Date(`${market.until}T12:00:00Z`)
  return {
    sources: resolveSources(boards.sources),
    archives: [archive],
    asOf: options.asOf ?? market.until,
    kind,
    clock: () => noon,
    close: () => boards.close(),
  }
}

/** Made-up adverts and real ones must not meet in one figure. */
async function keepApart({ configuration, database }: Session): Promise<void> {
  const { sandbox, records } = await whatIsHeld(database)
  if (configuration.sources.length > 0 && sandbox)
    throw new ConfigError(
      "this database holds the sandbox's made-up adverts; set JOBTIDE_HOME to a new folder, or DATABASE_URL to another database, for real ones",
    )
  if (configuration.sources.length === 0 && configuration.databaseUrl && records && !sandbox)
    throw new ConfigError(
      "no sources are configured, and the sandbox's made-up adverts do not belong into a database with real ones; list boards in jobtide.yaml or unset DATABASE_URL",
    )
}

async function takeIn({ database }: Session, archive: string): Promise<ImportResult> {
  const progress = showProgress('History', 1)
  const result = await importFile(database, archive, null, ({ share, records }) =>
    progress.update(share ?? 0, `${number(records)} records`),
  )
  progress.end(`${number(result.responses)} stored responses, ${number(result.accounting.records)} records`)
  return result
}

async function crawlSources(
  { database, configuration }: Session,
  ground: Ground,
  queue: QueueBackend,
): Promise<CrawlEnd[]> {
  say(`Crawling ${ground.sources.length} sources`)
  const setting = crawlSetting(configuration, ground.clock)
  return crawlAll(queue, database, ground.sources, setting, end => say(describeEnd(end)))
}

async function publish(
  { database, configuration }: Session,
  { asOf, kind, sources, clock }: Ground,
): Promise<void> {
  const windows = showProgress('Windows', 1)
  const published = await aggregateDays(
    database,
    [6, 3].map(months => ({ asOf, months })),
    {
      kind,
      keepDays: configuration.publications.keepDays,
      expect: configuration.publications.expect,
      // Who starts it by hand sees what comes of it.
      judged: 'warn',
      onWindow: (done, all) => windows.update(done / all, `${number(done)} of ${number(all)}`),
    },
  )
  const computed = published.reduce((sum, each) => sum + each.computed + each.trendPoints, 0)
  windows.end(`${number(computed)} computed`)
  for (const { publicationId, months, fresh, state, warnings } of published) {
    say(
      `Publication ${publicationId}${fresh ? '' : state === 'current' ? ' stands' : ` is ${state}`}: ${months} months to ${asOf}`,
    )
    for (const warning of warnings) say(`  to be looked at: ${warning}`)
  }
  const publication = await publicationOf({ database }, published.find(({ months }) => months === 6)!)
  const progress = showProgress('Pages', 1)
  const pages = await writePages(
    database,
    publication,
    join(configuration.home, 'pages'),
    { locations: mainLocations, types: ['permanent', 'contract'], top: 3, terms: [headline.term] },
    { sources, at: new Date(), day: clock().toISOString().slice(0, 10) },
    (done, all) => progress.update(done / all, `${number(done)} of ${number(all)}`),
  )
  progress.end(
    `${number(pages.indexPages)} index pages, ${number(pages.trendPages)} trend pages${pages.fresh ? '' : ', as they were'}\n`,
  )
  const subject = await findHeadline(database)
  if (subject) {
    const page = await readTrendPage(database, publication, subject.term, subject.area, headline.type)
    console.log(
      printHeadline(page, {
        colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
        width: process.stdout.columns ?? 100,
      }),
    )
  }
  console.log(`\nPages: ${pages.home}`)
}

/** The term and place of the summary, null where the adverts know neither. */
async function findHeadline(database: Database): Promise<{ term: Term; area: Area } | null> {
  const [term] = await findTerms(database, headline.term)
  const [area] = await findAreas(database, [headline.location])
  return term && area ? { term, area } : null
}
