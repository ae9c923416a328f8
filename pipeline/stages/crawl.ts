import { ConfigError, SourceBusy, SourceChanged, SourceUnavailable } from '../../crawlers/errors.ts'
import { type CrawlOptions, crawlPages, POLITE } from '../../crawlers/http/crawl.ts'
import type { HostMemory } from '../../crawlers/http/host-memory.ts'
import type { PageRequest } from '../../crawlers/source.ts'
import type { Database } from '../../db/connection.ts'
import { deleteExpired } from '../../db/loaders/erase.ts'
import { markObserved, type ObservedDay } from '../../db/loaders/observed-days.ts'
import { exclusively } from '../../db/locks.ts'
import { addPages, clearFrontier, findUnfinishedCrawl, takeOver } from '../../db/queries/frontier.ts'
import { closeInterrupted, holdRun, openRun, type RunMark, STOPPED } from '../../db/queries/runs.ts'
import { deferSource, findSourceState, sourceAnswered } from '../../db/queries/source-state.ts'
import { emptyAccounting } from '../quality/accounting.ts'
import { ownHosts, type Source } from '../sources.ts'
import { crawlBatch } from './crawl-batch.ts'
import { crawlFrontier } from './crawl-frontier.ts'
import { type CrawlResult, emptyCoverage } from './crawl-result.ts'
import { openHosts } from './hosts.ts'
import { closeJudged } from './judge-crawl.ts'
import { settle } from './load.ts'
import { publicMessage } from './public-address.ts'
import { quotaOf } from './quota.ts'
import { takeStock } from './take-stock.ts'

/** What a crawl needs besides the source. */
export interface CrawlSetting extends RunMark {
  userAgent: string
  clock: () => Date
  browser: NonNullable<CrawlOptions['browser']>
  log: NonNullable<CrawlOptions['log']>
  /** What is known of hosts, for several crawls of one process; by default a crawl has its own. */
  hosts?: HostMemory
  /** Asks also a source that was put off. */
  again?: boolean
  signal?: AbortSignal
  /** Milliseconds before a page is asked for again, doubled each time; by default the client's own. */
  backOff?: number
}

const HOUR = 3_600_000
const LONGEST_BACK_OFF = 24 * HOUR

/**
 * Crawls one source: its pages wait in a frontier in the database, each answer is stored, read and loaded, and what it
 * links to joins the frontier. A crawl that was killed goes on where it was; a page is marked as fetched in the
 * transaction that stores it. A source that declines is put off: it is not asked again before the time that it named,
 * else an hour, two, four … a day.
 * @throws SourceUnavailable where the source cannot be had now or was put off
 * @throws SourceBusy where another process crawls it
 * @throws SourceChanged where it answers in another shape, or lists nothing where it had adverts
 * @throws ConfigError where nobody has read its terms
 */
export async function crawl(database: Database, source: Source, setting: CrawlSetting): Promise<CrawlResult> {
  if (!source.terms)
    throw new ConfigError(
      `${source.name} does not run: nobody has read its terms. Read them, and add "terms: { url: …, reviewed: YYYY-MM-DD, aggregates: true or false }" to it`,
    )
  const { deferredUntil, deferredReason } = await findSourceState(database, source.name)
  if (deferredUntil && deferredUntil > setting.clock() && !setting.again)
    throw new SourceUnavailable(
      `put off until ${deferredUntil.toISOString().slice(0, 16)}Z: ${deferredReason}`,
      {
        retryAt: deferredUntil.toISOString(),
      },
    )
  const crawled = await exclusively(database.pool, `crawl ${source.name}`, lost =>
    crawlAlone(database, source, setting, lost),
  )
  if (!crawled) throw new SourceBusy(`${source.name} is being crawled by another process`)
  return crawled.done
}

async function crawlAlone(
  database: Database,
  source: Source,
  setting: CrawlSetting,
  lost: AbortSignal,
): Promise<CrawlResult> {
  const { clock } = setting
  const seeds: PageRequest[] = source.platform.seeds(source.options)
  const unfinished = await findUnfinishedCrawl(database, source.name, seeds.map(asPage))
  const runId = await openRun(database, 'crawl', source.name, setting)
  if (unfinished === null) await addPages(database.pool, runId, source.name, seeds.map(asPage))
  else await takeOver(database, unfinished.runId, runId)
  await closeInterrupted(database, 'crawl', source.name, runId)
  const before = unfinished?.progress as Pick<CrawlResult, 'accounting' | 'coverage'> | null | undefined
  const result: CrawlResult = {
    source: source.name,
    runId,
    pages: 0,
    failures: {},
    written: 0,
    coverage: { ...emptyCoverage(clock().toISOString()), ...before?.coverage },
    accounting: before?.accounting ?? emptyAccounting(),
    verdicts: [],
  }
  const batch = crawlBatch(database, source, result)
  const hosts = setting.hosts ?? openHosts(database)
  const halt = AbortSignal.any([lost, ...(setting.signal ? [setting.signal] : [])])
  try {
    const { answered, ended } = await crawlPages(
      await crawlFrontier(database, source, result, batch, clock),
      {
        ...POLITE,
        userAgent: setting.userAgent,
        pace: source.pace,
        maxRequests: source.budget.requests,
        maxDepth: source.budget.depth,
        allowPrivateHosts: source.allowPrivateHosts,
        isOurHost: ownHosts(source),
      },
      clock,
      {
        browser: setting.browser,
        log: setting.log,
        hosts,
        signal: halt,
        ...(setting.backOff === undefined ? {} : { backOff: setting.backOff }),
        sign: source.platform.sign && (url => source.platform.sign!(url, source.options)),
        spend: quotaOf(database, source, clock),
      },
    )
    lost.throwIfAborted()
    await batch.flush()
    await holdRun(database.pool, runId)
    if (ended === 'aborted') throw new SourceUnavailable(STOPPED)
    if (answered === 0 && unfinished === null)
      throw new SourceUnavailable(`no page gave an answer (${Object.keys(result.failures).join(', ')})`)
    await batch.settleDoubt()
    await takeStock(database, source, result, { isOutOfBudget: ended === 'budget', now: clock() })
    result.accounting = await settle(database, runId, result.accounting)
    const nothingRead = result.coverage.filled.postings === 0 && result.accounting.rejected > 0
    const inPart = result.coverage.state === 'partial' || nothingRead
    await markObserved(database.pool, [dayOf(source, clock(), inPart)])
    await sourceAnswered(database, source.name, result.coverage.state === 'complete' ? clock() : null)
    await closeJudged(database, source, result)
    // The next crawl goes on behind the budget of this one; where only the newest are wanted, it begins with those.
    if (ended !== 'budget' || source.platform.listing === 'latest')
      await clearFrontier(database, source.name, runId)
    await deleteExpired(database.pool, clock().toISOString().slice(0, 10))
    return result
  } catch (error) {
    if (lost.aborted) throw lost.reason
    // What was fetched before the failure is kept, and the ledger says how much it was.
    await holdRun(database.pool, runId)
    await batch.flush()
    await putOff(database, source, error, clock())
    if (result.pages > 0) await markObserved(database.pool, [dayOf(source, clock(), true)])
    result.accounting = await settle(database, runId, result.accounting)
    const { changed, unchanged } = result.accounting
    const message = publicMessage((error as Error).message)
    Object.assign(result.coverage, { changed, unchanged, state: 'partial', met: null, reasons: [message] })
    await closeJudged(database, source, result, {
      error: message,
      isChanged: error instanceof SourceChanged,
    })
    if (error instanceof SourceChanged) await clearFrontier(database, source.name, runId)
    throw error
  } finally {
    if (!setting.hosts) await hosts.turns.close()
  }
}

/** A source that declined, or whose account has used up its requests, is left alone for a while. */
async function putOff(database: Database, source: Source, error: unknown, now: Date): Promise<void> {
  if (!(error instanceof SourceUnavailable)) return
  const { declined, retryAt, message } = error
  if (!declined && retryAt === null) return
  const { blocked } = await findSourceState(database, source.name)
  const backOff = Math.min(HOUR * 2 ** blocked, LONGEST_BACK_OFF)
  const until = retryAt === null ? new Date(now.getTime() + backOff) : new Date(retryAt)
  await deferSource(database, source.name, until, publicMessage(message), declined)
}

/** The day on which a crawl of a source ended. */
const dayOf = (source: Source, ended: Date, partial: boolean): ObservedDay => ({
  source: source.platform.name,
  board: source.name,
  at: ended.toISOString(),
  partial,
})

/** A seed as the frontier takes it. */
const asPage = ({ advert: _, ...page }: PageRequest) => page
