import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import got, { type Response } from 'got'
import { ACCEPTED_ENCODINGS, decoders, gather } from '../reading/decompress.ts'
import { type AddressGuard, isBlockedAddress } from './address-guard.ts'
import { PageFailure } from './failure.ts'

export interface Exchange {
  /** The address as messages show it. */
  url: URL
  /** The address with credentials, where it needs any. */
  sentTo?: URL | undefined
  guard: AddressGuard
  userAgent: string
  /** Milliseconds for the whole exchange, body included. */
  timeoutMs: number
  /** Most decompressed bytes of a body. */
  maxBytes: number
  /** Give the first `maxBytes` of a larger body instead of failing. */
  cut?: boolean
  method?: string
  headers?: Record<string, string>
  body?: Buffer | null
  /** Gives the request up. */
  signal?: AbortSignal | null
}

/** One answer, redirects not followed. `body` is decompressed. */
export interface Answer {
  url: URL
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Uint8Array
}

/**
 * One request and its answer, whatever its status.
 * @throws PageFailure `unreachable`, `blocked-address` or `too-large`; the signal's reason where it is given up
 */
export async function exchange(request: Exchange): Promise<Answer> {
  const { url, maxBytes } = request
  const deadline = AbortSignal.timeout(request.timeoutMs)
  const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline
  const stream = got.stream(request.sentTo ?? url, {
    method: (request.method ?? 'GET') as 'GET',
    headers: {
      accept: '*/*',
      'accept-encoding': ACCEPTED_ENCODINGS,
      ...request.headers,
      'user-agent': request.userAgent,
    },
    ...(request.body ? { body: request.body } : {}),
    agent: request.guard.agentsFor(request.sentTo ?? url),
    // Its decompressors are not let go when a body is cut, and have no limit of their own (got 14.6.6).
    decompress: false,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    signal,
  })
  try {
    const head = await headOf(stream)
    const body = await bodyOf(stream, head, request)
    if (!body)
      throw new PageFailure('too-large', `more than ${maxBytes} bytes from ${url.href}`, {
        status: head.statusCode,
      })
    return { url, status: head.statusCode, headers: head.headers, body }
  } catch (error) {
    if (error instanceof PageFailure) throw error
    if (request.signal?.aborted) throw request.signal.reason
    if (!deadline.aborted) throw asFailure(error, request)
    const reason = `no complete answer within ${request.timeoutMs} ms`
    throw new PageFailure('unreachable', `${url.host}: ${reason}`, { cause: error })
  } finally {
    stream.destroy()
  }
}

function headOf(stream: Readable): Promise<Response> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve)
    stream.once('error', reject)
  })
}

/** Null of a body that is larger than its limit. */
async function bodyOf(stream: Readable, head: Response, { url, maxBytes, cut }: Exchange) {
  const encoding = head.headers['content-encoding']
  // An answer without a body has nothing to decompress, whatever its headers say.
  const isEmpty = head.statusCode === 204 || head.statusCode === 304 || head.headers['content-length'] === '0'
  if (isEmpty) return gather(stream, [], maxBytes)
  // A `.gz` file is served as it is, without Content-Encoding; sitemaps often are.
  const mayBeGzip = encoding === undefined && url.pathname.endsWith('.gz')
  if (!mayBeGzip && !/deflate/i.test(encoding ?? '')) return gather(stream, decoders(encoding), maxBytes, cut)
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>
  const { value: first } = await chunks.next()
  const isGzip = first?.[0] === 0x1f && first[1] === 0x8b
  const steps = mayBeGzip ? (isGzip ? [createGunzip()] : []) : decoders(encoding, first?.[0])
  return gather(Readable.from(startingWith(first, chunks), { objectMode: false }), steps, maxBytes, cut)
}

async function* startingWith(first: Buffer | undefined, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first) yield first
  yield* rest
}

function asFailure(error: unknown, request: Exchange): PageFailure {
  if (isBlockedAddress(error)) {
    return new PageFailure('blocked-address', `${request.url.host} is a private address`, { cause: error })
  }
  const { message, code } = error as NodeJS.ErrnoException
  // A zstd body that wants more memory than anybody should need to read it.
  const kind = /windowTooLarge/.test(code ?? '') ? 'too-large' : 'unreachable'
  return new PageFailure(kind, `${request.url.host}: ${message}`, { cause: error })
}
