/** Collects readable text: white space is collapsed as it is written, what nobody can read is left out. */
export interface TextWriter {
  /** Adds the characters of `source` from `start` to `end`. */
  write(source: string, start: number, end: number): void
  /** A new line; several in a row leave one empty line at most. */
  breakLine(): void
  /** The next text, if any comes before `endItem`, is an item of a list. */
  beginItem(): void
  endItem(): void
  /** What was written: trimmed, well-formed Unicode. */
  read(): string
}

const plain = 0
const space = 1
const line = 2
const unseen = 3

/** By UTF-16 unit. Unseen are control characters, the soft hyphen, zero-width and direction marks. */
const kinds = new Uint8Array(0x10000)
const mark = (kind: number, from: number, to = from) => kinds.fill(kind, from, to + 1)
mark(unseen, 0, 8)
mark(unseen, 0x0e, 0x1f)
mark(unseen, 0x7f, 0x9f)
mark(unseen, 0xad)
mark(unseen, 0x200b, 0x200f)
mark(unseen, 0x202a, 0x202e)
mark(unseen, 0x2060, 0x2069)
mark(unseen, 0xfeff)
for (const code of [0x09, 0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000]) mark(space, code)
mark(space, 0x2000, 0x200a)
mark(line, 0x0a, 0x0d)
for (const code of [0x85, 0x2028, 0x2029]) mark(line, code)

const gaps = ['', ' ', '\n', '\n\n']

/** @param keepsLines whether line feeds of the source break lines, or are white space as in HTML that flows */
export function createTextWriter(keepsLines: boolean): TextWriter {
  const parts: string[] = []
  let gap = 0
  let item = false

  const breakLine = () => {
    if (!item) gap = gap < 2 ? 2 : 3
  }
  const beginText = () => {
    if (parts.length > 0 && gap > 0) parts.push(gaps[gap]!)
    gap = 0
    if (item) parts.push('- ')
    item = false
  }

  return {
    write(source, start, end) {
      let from = -1
      for (let at = start; at < end; at++) {
        const code = source.charCodeAt(at)
        const kind = kinds[code]
        if (kind === plain) {
          if (from < 0) {
            beginText()
            from = at
          }
          continue
        }
        if (code === 32 && from >= 0 && at + 1 < end && kinds[source.charCodeAt(at + 1)] === plain) {
          at++
          continue
        }
        if (from >= 0) parts.push(source.slice(from, at))
        from = -1
        if (kind === unseen) continue
        if (kind === line && keepsLines) {
          if (code === 13 && source.charCodeAt(at + 1) === 10) continue
          breakLine()
        } else if (gap === 0) gap = 1
      }
      if (from >= 0) parts.push(source.slice(from, end))
    },
    breakLine,
    beginItem() {
      item = false
      breakLine()
      item = true
    },
    endItem() {
      item = false
    },
    read: () => parts.join('').toWellFormed(),
  }
}
