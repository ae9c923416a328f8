import { Readable } from 'node:stream'
import { AsyncIterReader } from 'warcio'
import { decoders, gather } from '../reading/decompress.ts'

/** A response as it stands in an archive, its body decoded. */
export interface HttpMessage {
  status: number
  contentType: string
  body: Uint8Array
}

/**
 * Reads an HTTP/1 response: status line, headers, and a body that may be chunked and compressed. Many archivers keep
 * the headers of an encoding that they undid already; such a body is taken as it is.
 *
 * @param limit the decoded body's most bytes
 * @throws Error with one clear line where it is no response or larger than the limit
 */
export async function readHttpMessage(block: Uint8Array, limit: number): Promise<HttpMessage> {
  const { status, contentType, rest, headers } = readHead(block)
  return { status, contentType, body: await decoded(rest, headers, limit) }
}

/**
 * The status and type of a response whose body is not wanted.
 * @throws Error with one clear line where it is no response
 */
export const readHttpHead = (block: Uint8Array): Omit<HttpMessage, 'body'> => readHead(block)

/**
 * The JSON that an HTTP/1 request posts, as it stands; null where it is another request.
 * @param limit the decoded body's most bytes
 */
export async function readPost(block: Uint8Array, limit: number): Promise<string | null> {
  const { firstLine, headers, rest } = splitHead(block)
  if (!/^POST\s/i.test(firstLine) || rest.length === 0) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await decoded(rest, headers, limit))
    JSON.parse(text)
    return text
  } catch {
    return null
  }
}

function readHead(block: Uint8Array): Omit<HttpMessage, 'body'> & ReturnType<typeof splitHead> {
  const parts = splitHead(block)
  const status = Number(/^HTTP\/\d(?:\.\d)?\s+(\d{3})\b/.exec(parts.firstLine)?.[1])
  if (!Number.isInteger(status)) throw new Error('not an HTTP response')
  return { ...parts, status, contentType: parts.headers.get('content-type') ?? '' }
}

async function decoded(rest: Uint8Array, headers: Map<string, string>, limit: number): Promise<Uint8Array> {
  let body = rest
  if (/\bchunked\b/i.test(headers.get('transfer-encoding') ?? '')) {
    body = await new AsyncIterReader([body], null, true).readFully()
  }
  body = await decompressed(body, headers.get('content-encoding'), limit)
  if (body.length > limit) throw new Error(`body larger than ${limit} bytes`)
  return body
}

const nameOf = (line: string): string =>
  line
    .slice(0, Math.max(0, line.indexOf(':')))
    .trim()
    .toLowerCase()

/** A message's first line, its headers with names in lower case, and what follows them. */
function splitHead(block: Uint8Array): { firstLine: string; headers: Map<string, string>; rest: Uint8Array } {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  const crlf = bytes.indexOf('\r\n\r\n')
  const lf = bytes.indexOf('\n\n')
  const isCrlf = crlf >= 0 && (lf < 0 || crlf < lf)
  const end = isCrlf ? crlf : lf
  const head = bytes.toString('latin1', 0, end < 0 ? bytes.length : end).trim()
  const [firstLine = '', ...lines] = head.split(/\r?\n/)
  return {
    firstLine,
    headers: new Map(lines.map(line => [nameOf(line), line.slice(line.indexOf(':') + 1).trim()])),
    rest: block.subarray(end < 0 ? block.length : end + (isCrlf ? 4 : 2)),
  }
}

/** A body that is not what its header says is one whose encoding was undone already, unless it begins as gzip does. */
async function decompressed(
  body: Uint8Array,
  encoding: string | undefined,
  limit: number,
): Promise<Uint8Array> {
  const steps = body.length === 0 ? [] : decoders(encoding, body[0])
  if (steps.length === 0) return body
  try {
    const unpacked = await gather(Readable.from([body]), steps, limit)
    if (unpacked) return unpacked
  } catch (error) {
    const isGzip = body[0] === 0x1f && body[1] === 0x8b
    if (isGzip) throw new Error('body damaged: not complete gzip data', { cause: error })
    return body
  }
  throw new Error(`body larger than ${limit} bytes`)
}
