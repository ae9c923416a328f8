/**
 * Why a page gave no response.
 *
 * - `unavailable`: the source declines or is down (401, 403, 429, 503); it ends the crawl
 * - `unreachable`: no answer or a server error, after the retries; or robots.txt could not be read, which disallows all
 * - `not-found`: 404 or 410, the page is gone
 * - `bad-status`: any other answer outside of 2xx
 * - `refused-by-robots`: robots.txt disallows the page
 * - `blocked-address`: a private, loopback, link-local or metadata address that is not allowed by name
 * - `foreign-host`: a host that is none of the source's own
 * - `reserved`: the source reserves the page against text and data mining
 * - `bad-redirect`: a loop, more than five hops, or no usable target
 * - `bad-url`: not an absolute http(s) address
 * - `too-large`: the decompressed body exceeds its limit
 * - `too-deep`: more links from a seed than the budget allows; never asked for
 * - `not-rendered`: the browser ran, and the awaited element did not appear
 * - `deferred`: the crawl ended before this page's turn; never asked for, still to be fetched
 */
export type FailureKind =
  | 'unavailable'
  | 'unreachable'
  | 'not-found'
  | 'bad-status'
  | 'refused-by-robots'
  | 'blocked-address'
  | 'foreign-host'
  | 'reserved'
  | 'bad-redirect'
  | 'bad-url'
  | 'too-large'
  | 'too-deep'
  | 'not-rendered'
  | 'deferred'

/** `status` is the HTTP status where there was an answer; `retryAt` is ISO 8601, where the source said when to come back. */
export interface Failure {
  kind: FailureKind
  message: string
  status: number | null
  retryAt: string | null
}

/** Carries a `Failure` out of the layers of a fetch. */
export class PageFailure extends Error {
  override name = 'PageFailure'
  failure: Failure
  /** Whether asking again in a few seconds may help. */
  passing: boolean
  constructor(
    kind: FailureKind,
    message: string,
    more: { status?: number; retryAt?: string | null; passing?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.failure = {
      kind,
      message: printable(message),
      status: more.status ?? null,
      retryAt: more.retryAt ?? null,
    }
    this.passing = more.passing ?? kind === 'unreachable'
  }
}

/** Messages end in the database, which takes neither control characters nor half a surrogate pair. */
const printable = (text: string): string =>
  text
    .slice(0, 500)
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .toWellFormed()
