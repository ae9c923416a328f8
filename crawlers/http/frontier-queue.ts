import type { Request, RequestQueue } from '@crawlee/basic'
import type { AskedPage } from './progress.ts'

/** A `AskedPage` as Crawlee carries it. */
export type CarriedPage = Request<{ page: AskedPage }>

/**
 * The caller's frontier in the shape of a Crawlee request queue, so that Crawlee keeps none of its own: it pulls one
 * page at a time, and after the frontier ran dry it asks again only when a page has been finished meanwhile.
 *
 * @param next the next page, or null; never called twice at once
 * @param CrawleeRequest Crawlee's class
 */
export function frontierQueue(next: () => Promise<AskedPage | null>, CrawleeRequest: typeof Request) {
  const ready: CarriedPage[] = []
  let handedOut = 0
  let handled = 0
  /** Whether `next` said null and nothing has been finished since. */
  let dry = false

  let asking: Promise<void> | null = null

  async function ask(): Promise<void> {
    dry = true
    const page = await next()
    if (!page) return
    dry = false
    const id = String(++handedOut)
    ready.push(new CrawleeRequest({ id, url: page.url, uniqueKey: id, userData: { page } }))
  }

  async function fill(): Promise<boolean> {
    if (ready.length === 0 && !dry) {
      asking ??= ask().finally(() => {
        asking = null
      })
    }
    await asking
    return ready.length > 0
  }

  const queue = {
    isEmpty: async () => !(await fill()),
    isFinished: async () => handled === handedOut && !(await fill()),
    fetchNextRequest: async () => ready.shift() ?? null,
    async markRequestHandled() {
      handled++
      dry = false
    },
    async reclaimRequest(request: CarriedPage) {
      ready.push(request)
    },
    handledCount: async () => handled,
    getTotalCount: () => handedOut,
    getPendingCount: () => handedOut - handled,
    // Crawlee tells a queue by the presence of this function; pages are added through the frontier only.
    addRequest: () => Promise.reject(new Error('pages are added to the frontier')),
  }
  return queue as unknown as RequestQueue
}
