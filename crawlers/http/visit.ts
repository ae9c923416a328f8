import type { PartErrand, Renderer } from '../browser/render.ts'
import type { StoredResponse } from '../source.ts'
import { webAddress } from './address-guard.ts'
import type { Answer } from './exchange.ts'
import { PageFailure } from './failure.ts'
import type { AskedPage, Validators, Visited } from './progress.ts'
import { retryAfter } from './retry-after.ts'
import { type Errand, type Manners, walk } from './walk.ts'

/** Answers that mean the source does not want to be asked now; never retried, never got around. */
const DECLINES = new Set([401, 403, 429, 503])

/**
 * One page, over plain HTTP or through the browser. The response's `url` is the one that answered, after redirects;
 * a rendered page is the document as it stands once the awaited element is there.
 *
 * @throws PageFailure
 */
export async function visit(page: AskedPage, manners: Manners, browser: Renderer): Promise<Visited> {
  const isPlain = page.waitFor === undefined
  const answer = await walk(errandOf(page, manners), manners)
  const { href } = answer.url
  const seenAt = manners.clock().toISOString()
  if (answer.status === 304 && isPlain && page.validators)
    return { response: null, validators: null, unchanged: { url: href, seenAt } }
  assertAnswered(answer, manners.clock())
  if (header(answer, 'tdm-reservation')?.trim() === '1')
    throw new PageFailure('reserved', `reserved against text and data mining: ${href}`)
  const response: StoredResponse = {
    url: href,
    status: answer.status,
    contentType: isPlain ? (header(answer, 'content-type') ?? '') : 'text/html; charset=utf-8',
    body: isPlain ? answer.body : await rendered(page.waitFor!, answer, manners, browser),
    seenAt,
    ...(page.post === undefined ? {} : { post: page.post }),
  }
  return { response, validators: isPlain ? validatorsOf(answer) : null, unchanged: null }
}

function errandOf(page: AskedPage, manners: Manners): Errand {
  const { etag, lastModified } = page.validators ?? { etag: null, lastModified: null }
  return {
    url: page.url,
    paced: true,
    signed: manners.sign?.(webAddress(page.url)),
    headers: {
      ...(etag ? { 'if-none-match': etag } : {}),
      ...(lastModified ? { 'if-modified-since': lastModified } : {}),
      ...(page.post === undefined ? {} : { 'content-type': 'application/json', accept: 'application/json' }),
    },
    ...(page.post === undefined ? {} : { method: 'POST', body: Buffer.from(page.post) }),
  }
}

function validatorsOf(answer: Answer): Validators | null {
  const etag = header(answer, 'etag')?.slice(0, 500) ?? null
  const lastModified = header(answer, 'last-modified')?.slice(0, 100) ?? null
  return etag || lastModified ? { etag, lastModified } : null
}

async function rendered(
  waitFor: string,
  answer: Answer,
  manners: Manners,
  browser: Renderer,
): Promise<Uint8Array> {
  const { maxBytes, timeoutMs, userAgent } = manners.politeness
  const { href } = answer.url
  let declined: Answer | null = null
  const load = async (errand: PartErrand): Promise<Answer> => {
    const part = await walk({ ...errand, paced: false }, manners)
    if (DECLINES.has(part.status) && part.url.hostname === answer.url.hostname) declined = part
    return part
  }
  const html = await browser
    .render({ first: answer, waitFor, timeoutMs: Math.min(timeoutMs, 30_000), userAgent, load })
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
  return body
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
