import { SourceUnavailable } from '../../crawlers/errors.ts'
import { type CrawlOptions, crawlPages, type Frontier, POLITE } from '../../crawlers/http/crawl.ts'
import type { Database } from '../../db/connection.ts'
import { exclusively } from '../../db/locks.ts'
import {
  addPages,
  clearFrontier,
  findUnfinishedCrawl,
  markPages,
  takeOver,
  waitingPages,
} from '../../db/queries/frontier.ts'
import { closeRun, openRun } from '../../db/queries/runs.ts'
import { type Accounting, add, emptyAccounting } from '../quality/accounting.ts'
import type { Source } from '../sources.ts'
import type { Delivery } from './listing.ts'
import { load, settle } from './load.ts'
import { publicAddress, publicMessage } from './public-address.ts'

/** What a crawl needs besides the source. */
export interface CrawlSetting {
  userAgent: string
  clock: () => Date
  browser: NonNullable<CrawlOptions['browser']>
  log: NonNullable<CrawlOptions['log']>
}

/** How a crawl of one source ended. */
export interface CrawlResult {
  source: string
  runId: number
  /** Pages stored, and pages that gave nothing, with the reasons. */
  pages: number
  failures: Record<string, number>
  /** Records of which anything was written. */
  written: number
  accounting: Accounting
}

/** Bounds of one transaction: enough to make COPY worth it, few enough to hold little and to lose little in a kill. */
const batch = { postings: 500, answers: 100, bytes: 24_000_000 }

/**
 * Crawls one source: its pages wait in a frontier in the database, each answer is stored, read and loaded, and what it
 * links to joins the frontier. A crawl that was killed goes on where it was; a page is marked as fetched in the
 * transaction that stores it.
 * @throws SourceUnavailable where the source cannot be had now, or another process crawls it; SourceChanged
 */
export async function crawl(database: Database, source: Source, setting: CrawlSetting): Promise<CrawlResult> {
  const crawled = await exclusively(database.pool, `crawl ${source.name}`, () =>
    crawlAlone(database, source, setting),
  )
  if (!crawled) throw new SourceUnavailable(`${source.name} is being crawled by another process`)
  return crawled.done
}

async function crawlAlone(database: Database, source: Source, setting: CrawlSetting): Promise<CrawlResult> {
  const seeds = source.platform.seeds(source.options)
  const unfinished = await findUnfinishedCrawl(database, source.name, seeds)
  const runId = await openRun(database, 'crawl', source.name)
  if (unfinished === null) await addPages(database, runId, source.name, seeds)
  else await takeOver(database, unfinished, runId)
  const result: CrawlResult = {
    source: source.name,
    runId,
    pages: 0,
    failures: {},
    written: 0,
    accounting: emptyAccounting(),
  }
  const gathered = gather(database, result)
  try {
    const { answered } = await crawlPages(
      frontier(database, source, runId, gathered, result),
      {
        ...POLITE,
        userAgent: setting.userAgent,
        pace: source.pace,
        allowPrivateHosts: source.allowPrivateHosts,
      },
      setting.clock,
      { browser: setting.browser, log: setting.log },
    )
    await gathered.flush()
    if (answered === 0 && unfinished === null)
      throw new SourceUnavailable(
        `no page of ${source.name} gave an answer (${Object.keys(result.failures).join(', ')})`,
      )
    result.accounting = await settle(database, runId, result.accounting)
    await closeRun(database, runId, { accounting: result.accounting })
    await clearFrontier(database, runId)
    return result
  } catch (error) {
    // What was fetched before the failure is kept, and the ledger says how much it was.
    await gathered.flush()
    const accounting = await settle(database, runId, result.accounting)
    await closeRun(database, runId, { accounting, error: publicMessage((error as Error).message) })
    throw error
  }
}

/** Collects answers and loads them by the batch, each page marked as done together with what it said. */
function gather(database: Database, result: CrawlResult) {
  let answers: { url: string; delivery: Delivery }[] = []
  let postings = 0
  let bytes = 0
  return {
    async take(url: string, delivery: Delivery): Promise<void> {
      answers.push({ url, delivery })
      postings += delivery.reading.postings.length
      bytes += delivery.response?.body.byteLength ?? 0
      if (postings >= batch.postings || answers.length >= batch.answers || bytes >= batch.bytes)
        await this.flush()
    },
    async flush(): Promise<void> {
      if (answers.length === 0) return
      const taken = answers
      answers = []
      postings = 0
      bytes = 0
      const { account, written } = await load(
        database,
        result.runId,
        taken.map(({ delivery }) => delivery),
        client =>
          markPages(
            client,
            result.runId,
            taken.map(({ url }) => ({ url, reason: null })),
          ),
      )
      add(result.accounting, account)
      result.written += written
      result.pages += taken.length
    },
  }
}

function frontier(
  database: Database,
  source: Source,
  runId: number,
  gathered: ReturnType<typeof gather>,
  result: CrawlResult,
): Frontier {
  let position = 0
  let adding = Promise.resolve()
  let waiting: Awaited<ReturnType<typeof waitingPages>> = []
  return {
    async next() {
      if (waiting.length === 0) waiting = await waitingPages(database, runId, position, 100)
      const page = waiting.shift()
      if (!page) return null
      position = page.position
      return page
    },
    async done({ request, response, failure }) {
      if (response) {
        const reading = source.platform.read(response, source.options)
        // A reading counts links from its page; the frontier counts them from the seeds.
        const follow = reading.follow.map(page => ({ ...page, depth: request.depth + page.depth }))
        // One after the other: a page's position must not become visible before a lower one's.
        adding = adding.then(() => addPages(database, runId, source.name, follow))
        await adding
        // Stored under the address that was asked for, whatever it was redirected to.
        await gathered.take(request.url, {
          platform: source.platform.name,
          response: { ...response, url: publicAddress(request.url) },
          reading,
        })
      } else if (failure && failure.kind !== 'deferred') {
        result.failures[failure.kind] = (result.failures[failure.kind] ?? 0) + 1
        await markPages(database.pool, runId, [
          { url: request.url, reason: publicMessage(`${failure.kind}: ${failure.message}`) },
        ])
      }
    },
  }
}
