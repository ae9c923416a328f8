import type { Readable, Transform } from 'node:stream'
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'

/** What may be asked for: the encodings that `decoders` undoes. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br, zstd'

/**
 * The decompressors of a body, in the order in which they are applied: the last encoding that was applied comes off
 * first.
 * @param firstByte the body's, which tells the two kinds of `deflate` apart
 */
export function decoders(contentEncoding: string | undefined, firstByte = 0): Transform[] {
  return (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map(name => name.trim())
    .slice(0, 3)
    .reverse()
    .flatMap(name => decoderOf(name, firstByte) ?? [])
}

/** Undefined for `identity` and for what nobody knows: such a body is taken as it is. */
function decoderOf(name: string, firstByte: number): Transform | undefined {
  if (name === 'gzip' || name === 'x-gzip') return createGunzip()
  if (name === 'br') return createBrotliDecompress()
  // The window that a browser allows (RFC 8878 recommends 8 MB); the library's own limit is 128 MB.
  if (name === 'zstd') return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } })
  // Half of all servers send the bare stream, without the header that the standard means.
  if (name === 'deflate') return (firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw()
  return undefined
}

/**
 * Reads a body through decompressors, at most `limit` bytes of what comes out; then everything is let go.
 * @param cut give the first bytes of a body that has more
 * @returns null where there are more bytes than the limit
 * @throws what the source or a decompressor throws
 */
export async function gather(
  source: Readable,
  steps: readonly Transform[],
  limit: number,
  cut = false,
): Promise<Buffer | null> {
  const last = steps.reduce<Readable>((from, step) => {
    // `pipe` hands on no errors.
    from.on('error', error => step.destroy(error))
    return from.pipe(step)
  }, source)
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of last as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit && !cut) return null
      chunks.push(chunk)
      if (size > limit) break
    }
  } finally {
    for (const stream of [source, ...steps]) stream.destroy()
  }
  return Buffer.concat(chunks).subarray(0, limit)
}
