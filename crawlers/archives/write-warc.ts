import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type WARCRecord, WARCSerializer } from 'warcio'
import { indexLine } from './index-line.ts'
import { SortedLines } from './sorted-lines.ts'
import { type ArchivedCapture, exchangeOf, infoRecord, WrittenBodies } from './written-exchange.ts'

export type { ArchivedCapture }

const compress = promisify(gzip)

/** What was written, by kinds of records. */
export interface WrittenArchive {
  responses: number
  /** Bodies that had been written before, as a reference. */
  revisits: number
  /** What is no response of a server: raw postings that came by themselves. */
  resources: number
  bytes: number
}

/**
 * Writes captures as a WARC/1.1 file, one gzip member per record, and beside it an index of it: a sorted CDXJ. Each
 * response is followed by its request, which is only what is known of it: method, address and the JSON posted. A body
 * that was written before is a revisit record. Both files are streams, memory does not grow with them.
 *
 * @param captures in the order in which they are to stand in the file
 * @param name the WARC file's name, for its first record and the index
 * @throws the file system's own error; the files are then incomplete
 */
export async function writeWarc(
  captures: AsyncIterable<ArchivedCapture>,
  files: { warc: string; index: string; name: string },
  about: { software: string; description: string; date: string },
): Promise<WrittenArchive> {
  const written: WrittenArchive = { responses: 0, revisits: 0, resources: 0, bytes: 0 }
  const lines = new SortedLines(dirname(files.index))
  const warc = new Output(files.warc)
  const index = new Output(files.index)
  try {
    const bodies = new WrittenBodies()
    await warc.write(await packed(infoRecord(files.name, about)))
    let number = 0
    for await (const capture of captures) {
      const exchange = exchangeOf(capture, number++, bodies)
      const offset = warc.bytes
      await warc.write(await packed(exchange.answer))
      await lines.add(indexLine(capture, exchange, files.name, offset, warc.bytes - offset))
      if (exchange.request) await warc.write(await packed(exchange.request))
      written[exchange.kind] += 1
    }
    await warc.end()
    for await (const line of lines.sorted()) await index.write(`${line}\n`)
    await index.end()
    return { ...written, bytes: warc.bytes }
  } finally {
    warc.destroy()
    index.destroy()
    await lines.close()
  }
}

/** A file that is written to its end, with an account of its bytes. */
class Output {
  bytes = 0
  private readonly stream: WriteStream
  private readonly finished: Promise<void>
  constructor(path: string) {
    this.stream = createWriteStream(path)
    this.finished = finished(this.stream)
    // Writing may fail while no one waits; the error is thrown where it is waited for.
    this.finished.catch(() => {})
  }

  async write(piece: Uint8Array | string): Promise<void> {
    this.bytes += Buffer.byteLength(piece)
    if (!this.stream.write(piece)) await Promise.race([once(this.stream, 'drain'), this.finished])
  }

  async end(): Promise<void> {
    this.stream.end()
    await this.finished
  }

  destroy(): void {
    this.stream.destroy()
  }
}

const packed = async (record: WARCRecord): Promise<Uint8Array> =>
  compress(await WARCSerializer.serialize(record))
