import { renderer } from '../browser/render.ts'
import { addressGuard } from './address-guard.ts'
import { PageFailure } from './failure.ts'
import { type CarriedPage, frontierQueue } from './frontier-queue.ts'
import { type HostMemory, processHosts } from './host-memory.ts'
import { sleep } from './host-turns.ts'
import type { Politeness } from './politeness.ts'
import { type CrawlSummary, crawlProgress, type Frontier } from './progress.ts'
import { visit } from './visit.ts'
import type { Manners } from './walk.ts'

export type { Failure, FailureKind } from './failure.ts'
export { POLITE, type Politeness } from './politeness.ts'
export type { AskedPage, CrawlSummary, Frontier, Outcome, Validators } from './progress.ts'

export interface CrawlOptions {
  /** Pages under way at once, on different hosts; default 4. */
  concurrency?: number
  /** Where to find a browser, and to unpack the one of npm; needed only for pages with `waitFor`. */
  browser?: { executablePath?: string | undefined; cacheDirectory?: string | undefined }
  /** Ends the crawl early: pages under way are finished, waiting ones deferred. */
  signal?: AbortSignal | undefined
  log?: (level: 'debug' | 'info' | 'warn', message: string) => void
  /** Adds an account's credentials to a page's address as it is sent. */
  sign?: Manners['sign']
  /** Told of every request to the source before it is made, for quotas; what it throws ends the crawl. */
  spend?: Manners['spend']
  /** What is known of hosts; by default shared by all crawls of the process. */
  hosts?: HostMemory
  /** Milliseconds before a page is asked for again, doubled each time; default 2,000. */
  backOff?: number
}

const RETRIES = 2
/** Waiting for a host's turn counts towards Crawlee's own time limit, so that limit must not be the one that counts. */
const CRAWLEE_TIMEOUT_SECONDS = 86_400

/**
 * Fetches pages until the frontier is empty or the budget is spent: one request at a time per host, behind robots.txt.
 * A page with `waitFor` is rendered by a browser, which is started for the first of them.
 *
 * Crawlee runs the life of a request (concurrency, retries); `@crawlee/basic` is imported and not `crawlee`, which on
 * import opens an unguarded forward proxy on all of the machine's interfaces (3.18.1, `browser-pool/proxy-server.js`).
 * It is imported by the first crawl: commands that crawl nothing start without it.
 *
 * @returns how it ended; the outcomes themselves went to `frontier.done`
 * @throws SourceUnavailable where the source declines (then the page that met it was reported as `unavailable` and
 *   the waiting ones as `deferred`), where it stopped answering, or where no page at all was answered for reasons
 *   that may pass
 * @throws ConfigError where a page needs a browser and there is none
 */
export async function crawlPages(
  frontier: Frontier,
  politeness: Politeness,
  clock: () => Date,
  options: CrawlOptions = {},
): Promise<CrawlSummary> {
  const { concurrency = 4, backOff = 2_000, log = () => {}, hosts = processHosts } = options
  const guard = addressGuard(politeness.allowPrivateHosts)
  const progress = crawlProgress(frontier, politeness)
  const { sign, spend } = options
  const manners: Manners = { politeness, hosts, guard, clock, log, sign, spend, signal: progress.signal }
  const browser = renderer(options.browser ?? {})
  const running = new Set<Promise<void>>()
  const crawlee = await import('./crawlee.ts')
  const queue = frontierQueue(progress.next, crawlee.Request)

  /** Reports every outcome but a passing failure, which it throws for Crawlee to try the page again. */
  async function fetchPage({ userData, retryCount }: CarriedPage): Promise<void> {
    const { page } = userData
    try {
      progress.signal.throwIfAborted()
      await progress.answer(page, await visit(page, manners, browser))
    } catch (error) {
      if (!(error instanceof PageFailure)) {
        progress.end('it failed', error)
        await progress.fail(page, new PageFailure('deferred', 'the crawl failed at this page'))
        return
      }
      if (!error.passing || retryCount >= RETRIES) await progress.fail(page, error)
      else if (!progress.signal.aborted) throw error
      // Whoever goes on asks for it again: a crawl that is stopped may be cut off itself, and says nothing of the page.
      else await progress.fail(page, progress.signal.reason as PageFailure)
    }
  }

  const crawler = new crawlee.BasicCrawler(
    {
      requestQueue: queue,
      async requestHandler(context) {
        const fetching = fetchPage(context.request as CarriedPage)
        running.add(fetching)
        await fetching.finally(() => running.delete(fetching))
      },
      errorHandler: ({ request }) =>
        sleep(backOff * 2 ** request.retryCount, progress.signal).catch(() => {}),
      maxRequestRetries: RETRIES,
      requestHandlerTimeoutSecs: CRAWLEE_TIMEOUT_SECONDS,
      minConcurrency: concurrency,
      maxConcurrency: concurrency,
      useSessionPool: false,
      autoscaledPoolOptions: { maybeRunIntervalSecs: 0.1, loggingIntervalSecs: null },
      statisticsOptions: { persistenceOptions: { enable: false }, logIntervalSecs: 86_400 },
      log: crawlee.log.child({ level: crawlee.LogLevel.OFF }),
    },
    crawlee.unmeasured(),
  )
  options.signal?.addEventListener('abort', progress.abort, { once: true })
  if (options.signal?.aborted) progress.abort()
  try {
    await crawler.run()
    // Crawlee takes the first SIGINT for itself and returns with pages under way.
    if (!progress.signal.aborted && !(await queue.isFinished())) progress.abort()
  } finally {
    options.signal?.removeEventListener('abort', progress.abort)
    progress.end('it is over')
    await Promise.allSettled(running)
    await progress.close()
    await browser.close()
    guard.close()
  }
  return progress.result()
}
