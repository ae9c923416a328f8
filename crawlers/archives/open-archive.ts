import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { ArchiveError } from './archive-error.ts'

/** A file's bytes, decompressed where it is gzip (by its first bytes, whatever its name). */
export interface OpenArchive {
  chunks: AsyncGenerator<Uint8Array>
  /** Bytes of the file itself that were read so far. */
  position(): number
}

/**
 * Opens a file for reading from its beginning to its end.
 * @throws ArchiveError where it cannot be opened; `chunks` throws it where it is damaged further on
 */
export async function openArchive(path: string): Promise<OpenArchive> {
  const compressed = await isGzip(path)
  const file = createReadStream(path, { highWaterMark: 256 * 1024 })
  const gunzip = compressed ? createGunzip({ chunkSize: 256 * 1024 }) : null
  // `pipe` hands on no errors, and the file's are to stop the decompressor.
  if (gunzip) file.on('error', error => gunzip.destroy(error)).pipe(gunzip)
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of gunzip ?? file) yield chunk as Uint8Array
    } catch (error) {
      throw damaged(path, gunzip?.bytesWritten ?? file.bytesRead, error)
    } finally {
      file.destroy()
      gunzip?.destroy()
    }
  }
  return { chunks: chunks(), position: () => gunzip?.bytesWritten ?? file.bytesRead }
}

async function isGzip(path: string): Promise<boolean> {
  try {
    const file = await open(path)
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
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
