import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib'
import { AsyncIterReader } from 'warcio'

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
  const { head, bodyStart } = splitHead(block)
  const [statusLine = '', ...lines] = head.split(/\r?\n/)
  const status = Number(/^HTTP\/\d(?:\.\d)?\s+(\d{3})\b/.exec(statusLine)?.[1])
  if (!Number.isInteger(status)) throw new Error('not an HTTP response')
  const headers = new Map(lines.map(line => [nameOf(line), line.slice(line.indexOf(':') + 1).trim()]))
  let body = block.subarray(bodyStart)
  if (/\bchunked\b/i.test(headers.get('transfer-encoding') ?? '')) {
    body = await new AsyncIterReader([body], null, true).readFully()
  }
  for (const encoding of encodingsOf(headers.get('content-encoding')))
    body = await decompress(body, encoding, limit)
  if (body.length > limit) throw new Error(`body larger than ${limit} bytes`)
  return { status, contentType: headers.get('content-type') ?? '', body }
}

const nameOf = (line: string): string =>
  line
    .slice(0, Math.max(0, line.indexOf(':')))
    .trim()
    .toLowerCase()

function splitHead(block: Uint8Array): { head: string; bodyStart: number } {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  const crlf = bytes.indexOf('\r\n\r\n')
  const lf = bytes.indexOf('\n\n')
  const isCrlf = crlf >= 0 && (lf < 0 || crlf < lf)
  const end = isCrlf ? crlf : lf
  if (end < 0) return { head: bytes.toString('latin1').trim(), bodyStart: bytes.length }
  return { head: bytes.toString('latin1', 0, end), bodyStart: end + (isCrlf ? 4 : 2) }
}

/** The last encoding that was applied comes off first. */
function encodingsOf(header: string | undefined): string[] {
  return (header ?? '')
    .toLowerCase()
    .split(',')
    .map(name => name.trim())
    .filter(Boolean)
    .slice(0, 3)
    .reverse()
}

type Decompressor = (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>

const DECOMPRESSORS: Record<string, Decompressor> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
  deflate: async (body, options) => {
    try {
      return await promisify(inflate)(body, options)
    } catch {
      return await promisify(inflateRaw)(body, options)
    }
  },
}

async function decompress(body: Uint8Array, encoding: string, limit: number): Promise<Uint8Array> {
  const decompressor = DECOMPRESSORS[encoding]
  if (decompressor === undefined || body.length === 0) return body
  try {
    return await decompressor(body, { maxOutputLength: limit })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new Error(`body larger than ${limit} bytes`, { cause: error })
    const isGzip = body[0] === 0x1f && body[1] === 0x8b
    if (isGzip) throw new Error('body damaged: not complete gzip data', { cause: error })
    return body
  }
}
