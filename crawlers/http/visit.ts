import type { PartErrand, Renderer } from '../browser/render.ts'
import type { PageRequest, StoredResponse } from '../source.ts'
import type { Answer } from './exchange.ts'
import { PageFailure } from './failure.ts'
import { retryAfter } from './retry-after.ts'
import { type Manners, walk } from './walk.ts'

/** Answers that mean the source does not want to be asked now; never retried, never got around. */
const DECLINES = new Set([401, 403, 429, 503])

/**
 * One page, over plain HTTP or through the browser. The response's `url` is the one that answered, after redirects;
 * a rendered page is the document as it stands once the awaited element is there.
 *
 * @throws PageFailure
 */
export async function visit(page: PageRequest, manners: Manners, browser: Renderer): Promise<StoredResponse> {
  const answer = await walk({ url: page.url, paced: true }, manners)
  assertAnswered(answer, manners.clock())
  const seenAt = manners.clock().toISOString()
  const { href } = answer.url
  if (page.waitFor === undefined) {
    return {
      url: href,
      status: answer.status,
      contentType: header(answer, 'content-type') ?? '',
      body: answer.body,
      seenAt,
    }
  }
  const { maxBytes, timeoutMs, userAgent } = manners.politeness
  let declined: Answer | null = null
  const load = async (errand: PartErrand): Promise<Answer> => {
    const part = await walk({ ...errand, paced: false }, manners)
    if (DECLINES.has(part.status) && part.url.hostname === answer.url.hostname) declined = part
    return part
  }
  const html = await browser
    .render({ first: answer, waitFor: page.waitFor, timeoutMs: Math.min(timeoutMs, 30_000), userAgent, load })
    .catch(error => {
      // A page that stays empty because its data were refused is a refusal.
      if (declined) assertAnswered(declined, manners.clock())
      throw error
    })
  const body = new TextEncoder().encode(html)
  if (body.length > maxBytes) {
    throw new PageFailure('too-large', `renders to more than ${maxBytes} bytes: ${href}`, {
      status: answer.status,
    })
  }
  return { url: href, status: answer.status, contentType: 'text/html; charset=utf-8', body, seenAt }
}

function assertAnswered(answer: Answer, now: Date): void {
  const { status, url } = answer
  if (status >= 200 && status < 300) return
  const says = `${url.href} answered ${status}`
  if (DECLINES.has(status)) {
    throw new PageFailure('unavailable', says, {
      status,
      retryAt: retryAfter(header(answer, 'retry-after'), now),
    })
  }
  if (status === 404 || status === 410) throw new PageFailure('not-found', says, { status })
  throw new PageFailure(status >= 500 ? 'unreachable' : 'bad-status', says, { status })
}

const header = (answer: Answer, name: string): string | undefined => {
  const value = answer.headers[name]
  return Array.isArray(value) ? value[0] : value
}
