import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { ArchiveError } from './archive-error.ts'
import { gunzipMembers } from './gunzip-members.ts'

/** A file's bytes, decompressed where it is gzip (by its first bytes, whatever its name). */
export interface OpenArchive {
  chunks: AsyncGenerator<Uint8Array>
  /** Bytes of the file itself that were read so far. */
  position(): number
  /** Where the gzip member begins that the latest chunk is of; null where the file is not compressed. */
  member(): number | null
}

/**
 * Opens a file for reading.
 * @param start the byte to begin at; in a gzip file where a member begins
 * @param length how many bytes of the file to read; to its end when not given
 * @throws ArchiveError where it cannot be opened; `chunks` throws it where it is damaged further on
 */
export async function openArchive(path: string, start = 0, length?: number): Promise<OpenArchive> {
  const compressed = await isGzip(path, start)
  const end = length === undefined ? Number.POSITIVE_INFINITY : start + Math.max(length, 1) - 1
  // From somewhere within, it is for a record or two.
  const highWaterMark = (start === 0 ? 256 : 16) * 1024
  const file = createReadStream(path, { start, end, highWaterMark })
  let member: number | null = null
  let inflated = 0
  const position = (): number => start + (compressed ? inflated : file.bytesRead)
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      if (!compressed) yield* file as AsyncIterable<Uint8Array>
      else {
        for await (const piece of gunzipMembers(file)) {
          member = start + piece.member
          inflated = piece.position
          yield piece.bytes
        }
        inflated = file.bytesRead
      }
    } catch (error) {
      throw damaged(path, position(), error)
    } finally {
      file.destroy()
    }
  }
  return { chunks: chunks(), position, member: () => member }
}

async function isGzip(path: string, start: number): Promise<boolean> {
  try {
    const file = await open(path)
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, start)
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
    } finally {
      await file.close()
    }
  } catch (error) {
    throw new ArchiveError(`${path}: ${OPENING[codeOf(error)] ?? messageOf(error)}`, { cause: error })
  }
}

const OPENING: Record<string, string> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
}

const DAMAGE: Record<string, string> = {
  Z_BUF_ERROR: 'the gzip data end too early: the file is truncated',
  Z_DATA_ERROR: 'the gzip data are damaged',
}

function damaged(path: string, byte: number, error: unknown): ArchiveError {
  return new ArchiveError(`${path}: ${DAMAGE[codeOf(error)] ?? messageOf(error)} (at byte ${byte})`, {
    cause: error,
  })
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
