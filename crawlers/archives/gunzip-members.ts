import { crc32, createInflateRaw, type InflateRaw, inflateRawSync } from 'node:zlib'

/** So much is inflated at a time: deflate makes a thousandfold of it at most. */
const SLICE = 32 * 1024
/** What is larger than this is inflated piece by piece. */
const WHOLE_LIMIT = 4 * 1024 * 1024
const FLAG = { crc: 2, extra: 4, name: 8, comment: 16 }

/** Decompressed bytes of one gzip member, where in the data it begins, and how much was consumed up to here. */
export interface MemberBytes {
  bytes: Uint8Array
  member: number
  position: number
}

/**
 * Decompresses gzip data of any number of members and tells where each begins, which zlib's own streams do not. Zeros
 * after the last member are padding.
 *
 * @throws Error with the `code` of zlib: Z_BUF_ERROR where the data end too early, Z_DATA_ERROR where they are damaged
 */
export async function* gunzipMembers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<MemberBytes> {
  const input = new Input(chunks)
  try {
    while (await input.skipZeros()) {
      const member = input.position
      await readHeader(input)
      let sum = 0
      let size = 0
      for await (const bytes of inflate(input)) {
        sum = crc32(bytes, sum)
        size += bytes.length
        yield { bytes, member, position: input.position }
      }
      const trailer = await input.take(8)
      if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== size % 2 ** 32) throw damaged()
    }
  } finally {
    await input.close()
  }
}

/** The compressed bytes as they are consumed. */
class Input {
  /** Bytes consumed so far. */
  position = 0
  private rest: Uint8Array = new Uint8Array()
  private readonly chunks: AsyncIterator<Uint8Array>
  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]()
  }

  /** The bytes at hand, at most so many; none at the end. */
  async peek(most: number): Promise<Uint8Array> {
    while (this.rest.length === 0) {
      const next = await this.chunks.next()
      if (next.done) break
      this.rest = next.value
    }
    return this.rest.subarray(0, most)
  }

  consume(count: number): void {
    this.rest = this.rest.subarray(count)
    this.position += count
  }

  async take(count: number): Promise<Buffer> {
    const parts: Uint8Array[] = []
    for (let missing = count; missing > 0; ) {
      const part = await this.peek(missing)
      if (part.length === 0) throw truncated()
      parts.push(part)
      this.consume(part.length)
      missing -= part.length
    }
    return Buffer.concat(parts)
  }

  async skipText(): Promise<void> {
    while ((await this.take(1))[0] !== 0);
  }

  /** Whether anything follows. */
  async skipZeros(): Promise<boolean> {
    for (let at = await this.peek(1); at.length > 0; at = await this.peek(1)) {
      if (this.position === 0 || at[0] !== 0) return true
      this.consume(1)
    }
    return false
  }

  async close(): Promise<void> {
    await this.chunks.return?.()
  }
}

async function readHeader(input: Input): Promise<void> {
  if ((await input.take(2)).readUInt16BE(0) !== 0x1f8b) throw damaged()
  const header = await input.take(8)
  if (header[0] !== 8) throw damaged()
  const flags = header[1]!
  if (flags & FLAG.extra) await input.take((await input.take(2)).readUInt16LE(0))
  if (flags & FLAG.name) await input.skipText()
  if (flags & FLAG.comment) await input.skipText()
  if (flags & FLAG.crc) await input.take(2)
}

/** One deflate stream. Its end shows in the slice of which it does not consume everything. */
async function* inflate(input: Input): AsyncGenerator<Uint8Array> {
  const whole = inflateWhole(await input.peek(SLICE))
  if (whole) {
    input.consume(whole.used)
    yield whole.bytes
    return
  }
  const inflater = createInflateRaw({ chunkSize: 64 * 1024 })
  const made: Uint8Array[] = []
  inflater.on('data', (bytes: Uint8Array) => made.push(bytes))
  try {
    for (;;) {
      const slice = await input.peek(SLICE)
      if (slice.length === 0) throw truncated()
      const used = await consumed(inflater, slice)
      input.consume(used)
      yield* made.splice(0)
      if (used < slice.length) return
    }
  } finally {
    inflater.destroy()
  }
}

/**
 * A small member at once, null where it is not all there: the way through the stream costs 0.1 ms a member, five times
 * as much (2026-11-21).
 */
function inflateWhole(slice: Uint8Array): { bytes: Uint8Array; used: number } | null {
  try {
    const inflated: unknown = inflateRawSync(slice, { info: true, maxOutputLength: WHOLE_LIMIT })
    const { buffer, engine } = inflated as { buffer: Uint8Array; engine: { bytesWritten: number } }
    return { bytes: buffer, used: engine.bytesWritten }
  } catch {
    return null
  }
}

function consumed(inflater: InflateRaw, slice: Uint8Array): Promise<number> {
  const before = inflater.bytesWritten
  return new Promise((resolve, reject) => {
    inflater.once('error', reject)
    inflater.write(slice, error => {
      inflater.off('error', reject)
      if (error) reject(error)
      else resolve(inflater.bytesWritten - before)
    })
  })
}

const truncated = (): Error => Object.assign(new Error('unexpected end of file'), { code: 'Z_BUF_ERROR' })
const damaged = (): Error => Object.assign(new Error('incorrect gzip data'), { code: 'Z_DATA_ERROR' })
