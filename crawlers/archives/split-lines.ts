/** A line of text with its number from 1; `text` is null where the line is longer than the limit. */
export interface Line {
  line: number
  text: string | null
}

const NEWLINE = 0x0a

/**
 * Splits a stream of bytes into lines and drops what exceeds the limit, so that memory stays bounded whatever comes.
 * A byte order mark and carriage returns are taken off.
 *
 * @param limit most bytes of a line
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  const decoder = new TextDecoder()
  let line = 1
  let parts: Uint8Array[] = []
  let size = 0
  const take = (part: Uint8Array): void => {
    size += part.length
    if (size <= limit) parts.push(part)
    else parts = []
  }
  const finish = (): Line => {
    const text = size > limit ? null : decoder.decode(Buffer.concat(parts)).replace(/\r$/, '')
    parts = []
    size = 0
    return { line: line++, text }
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, end))
      yield finish()
      from = end + 1
    }
    if (from < chunk.length) take(chunk.subarray(from))
  }
  if (size > 0) yield finish()
}
