import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import got, { type Response } from 'got'
import { type AddressGuard, isBlockedAddress } from './address-guard.ts'
import { PageFailure } from './failure.ts'

export interface Exchange {
  url: URL
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
 * @throws PageFailure `unreachable`, `blocked-address` or `too-large`
 */
export async function exchange(request: Exchange): Promise<Answer> {
  const { url, maxBytes } = request
  const deadline = AbortSignal.timeout(request.timeoutMs)
  const stream = got.stream(url, {
    method: (request.method ?? 'GET') as 'GET',
    headers: { accept: '*/*', ...request.headers, 'user-agent': request.userAgent },
    ...(request.body ? { body: request.body } : {}),
    agent: request.guard.agentsFor(url),
    decompress: true,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    signal: deadline,
  })
  let head: Response | undefined
  stream.once('response', (response: Response) => {
    head = response
  })
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      chunks.push(chunk)
      if (size > maxBytes) break
    }
  } catch (error) {
    if (!deadline.aborted) throw asFailure(error, request)
    const reason = `no complete answer within ${request.timeoutMs} ms`
    throw new PageFailure('unreachable', `${url.host}: ${reason}`, { cause: error })
  } finally {
    stream.destroy()
  }
  if (!head) throw new PageFailure('unreachable', `no answer from ${url.host}`)
  if (size > maxBytes && !request.cut) {
    throw new PageFailure('too-large', `more than ${maxBytes} bytes from ${url.href}`, {
      status: head.statusCode,
    })
  }
  const body = await unpacked(Buffer.concat(chunks).subarray(0, maxBytes), head, request)
  return { url, status: head.statusCode, headers: head.headers, body }
}

/** A `.gz` file is served as it is, without Content-Encoding; sitemaps often are. */
async function unpacked(body: Buffer, head: Response, request: Exchange): Promise<Uint8Array> {
  if (!request.url.pathname.endsWith('.gz') || body[0] !== 0x1f || body[1] !== 0x8b) return body
  try {
    return await promisify(gunzip)(body, { maxOutputLength: request.maxBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw asFailure(error, request)
    throw new PageFailure(
      'too-large',
      `unpacks to more than ${request.maxBytes} bytes: ${request.url.href}`,
      {
        status: head.statusCode,
      },
    )
  }
}

function asFailure(error: unknown, request: Exchange): PageFailure {
  if (isBlockedAddress(error)) {
    return new PageFailure('blocked-address', `${request.url.host} is a private address`, { cause: error })
  }
  return new PageFailure('unreachable', `${request.url.host}: ${(error as Error).message}`, { cause: error })
}
