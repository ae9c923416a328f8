import { SourceUnavailable } from '../errors.ts'
import type { PageRequest, StoredResponse } from '../source.ts'
import { type Failure, type FailureKind, PageFailure } from './failure.ts'
import type { Politeness } from './politeness.ts'

/** What a server says of a version of a page, to be said back to it (RFC 9110, 8.8). */
export interface Validators {
  etag: string | null
  lastModified: string | null
}

/** A page as the frontier hands it out. */
export interface AskedPage extends PageRequest {
  /** Of the version that the frontier holds: the server may answer that it is still the one. */
  validators?: Validators
}

/** What became of one page; exactly one of `response`, `unchanged` and `failure` is set. */
export interface Outcome {
  request: AskedPage
  response: StoredResponse | null
  /** What the response said of its version; null where it said nothing. */
  validators: Validators | null
  /** Which address, after redirects, said that the held version is still the one, and when: ISO 8601 in UTC. */
  unchanged: { url: string; seenAt: string } | null
  failure: Failure | null
}

/** What a page was answered with. */
export type Visited = Pick<Outcome, 'response' | 'validators' | 'unchanged'>

/** Where the pages come from and go to. A rejection of either function ends the crawl with that error. */
export interface Frontier {
  /** The next page, or null when none is waiting; asked again after each `done`. */
  next(): Promise<AskedPage | null>
  /** Takes the outcome of a page, once for each page handed out, and may add further pages before it resolves. */
  done(outcome: Outcome): Promise<void>
}

export interface CrawlSummary {
  /** Pages answered, with a body or by "not modified". */
  answered: number
  failed: Partial<Record<FailureKind, number>>
  ended: 'frontier-empty' | 'budget' | 'aborted'
}

/** So many pages in a row without an answer are taken for the source's being down. */
const UNREACHABLE_IN_A_ROW = 5

/** Keeps the account of one crawl: what was handed out, what became of it, and whether to go on. */
export function crawlProgress(frontier: Frontier, { maxRequests, maxDepth }: Politeness) {
  const ending = new AbortController()
  const summary: CrawlSummary = { answered: 0, failed: {}, ended: 'frontier-empty' }
  const open = new Set<AskedPage>()
  let asked = 0
  let unreachableInARow = 0
  let firstFailure: string | null = null
  let error: unknown = null

  /** Hands out nothing more; pages that wait for their turn fail with `deferred`. */
  function end(reason: string, cause: unknown = null): void {
    error ??= cause
    if (ending.signal.aborted) return
    ending.abort(new PageFailure('deferred', `the crawl ended before this page: ${reason}`))
  }

  function abort(): void {
    if (ending.signal.aborted) return
    summary.ended = 'aborted'
    end('it was stopped')
  }

  /** The frontier's next page within the budget. One page too many says that there is more; it is deferred in the end. */
  async function next(): Promise<AskedPage | null> {
    while (!ending.signal.aborted && summary.ended !== 'budget') {
      const page = await frontier.next()
      if (!page) return null
      open.add(page)
      if (page.depth > maxDepth)
        await fail(page, new PageFailure('too-deep', `${page.depth} links from a seed: ${page.url}`))
      else if (asked >= maxRequests) summary.ended = 'budget'
      else {
        asked++
        return page
      }
    }
    return null
  }

  async function answer(request: AskedPage, visited: Visited): Promise<void> {
    summary.answered++
    unreachableInARow = 0
    await report({ request, ...visited, failure: null })
  }

  async function fail(request: AskedPage, { failure }: PageFailure): Promise<void> {
    const { kind, message, retryAt } = failure
    summary.failed[kind] = (summary.failed[kind] ?? 0) + 1
    unreachableInARow = kind === 'unreachable' ? unreachableInARow + 1 : 0
    if (kind === 'unreachable' || kind === 'refused-by-robots') firstFailure ??= message
    if (kind === 'unavailable') end(message, new SourceUnavailable(message, { retryAt, declined: true }))
    if (unreachableInARow >= UNREACHABLE_IN_A_ROW) {
      const reason = `${unreachableInARow} pages in a row without an answer; ${message}`
      end(reason, new SourceUnavailable(reason, { retryAt, declined: true }))
    }
    await report({ request, response: null, validators: null, unchanged: null, failure })
  }

  async function report(outcome: Outcome): Promise<void> {
    open.delete(outcome.request)
    try {
      await frontier.done(outcome)
    } catch (cause) {
      // What cannot be stored matters more than a source that declines.
      error = cause
      end('its outcome could not be stored')
    }
  }

  /** Reports whatever is still open as `deferred`. */
  async function close(): Promise<void> {
    end('it is over')
    for (const page of open) await fail(page, ending.signal.reason as PageFailure)
  }

  /**
   * The account, of a crawl that went well.
   * @throws what ended it otherwise
   */
  function result(): CrawlSummary {
    if (error) throw error
    const unreachable = summary.failed.unreachable ?? 0
    const refused = summary.failed['refused-by-robots'] ?? 0
    // A crawl without a single answer, for reasons that may pass, says nothing about the source's postings.
    if (summary.answered === 0 && unreachable + refused > 0 && summary.ended !== 'aborted') {
      const failed = [
        ...(unreachable > 0 ? [`${unreachable} unreachable`] : []),
        ...(refused > 0 ? [`${refused} refused by robots.txt`] : []),
      ]
      throw new SourceUnavailable(`no page was answered, ${failed.join(', ')}: ${firstFailure}`, {
        declined: true,
      })
    }
    return summary
  }

  return { signal: ending.signal, next, answer, fail, end, abort, close, result }
}
