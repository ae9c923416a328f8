import type { OpenArchive } from './open-archive.ts'

/**
 * Where a record can be read again: a byte of the file, and how many decompressed bytes after it. In a gzip file that
 * byte is where the record's member begins, and `within` is 0 where each record has a member of its own.
 */
export interface Place {
  at: number
  within: number
  /** How many bytes of the file belong to it, where that is known. */
  length?: number | undefined
}

const NEWLINE = 0x0a
const RECORD = /^WARC\/1\.[01]\r?\n/

/** Reads an archive by lines and by lengths, and keeps account of where it is. */
export class ByteReader {
  /** Where the latest line began. */
  linePlace: Place
  private readonly archive: OpenArchive
  private readonly start: number
  private rest: Uint8Array = new Uint8Array()
  private member: number | null = null
  /** Decompressed bytes that were read, and how many of them before the present member. */
  private read = 0
  private beforeMember = 0
  /** Whether the next byte begins a gzip member, and a record. */
  private beginsRecord = false

  /** @param start the byte at which the archive was opened */
  constructor(archive: OpenArchive, start: number) {
    this.archive = archive
    this.start = start
    this.linePlace = { at: start, within: 0 }
  }

  /** A line with its end, at most so many bytes of it; null at the end of the archive. */
  async readLine(limit: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = []
    let size = 0
    let isWhole = false
    while (!isWhole && size < limit && (await this.load())) {
      if (size === 0) this.linePlace = this.place()
      else if (this.beginsRecord) break
      const end = this.rest.subarray(0, limit - size).indexOf(NEWLINE)
      isWhole = end >= 0
      const part = this.take(isWhole ? end + 1 : limit - size)
      parts.push(part)
      size += part.length
    }
    return size === 0 ? null : Buffer.concat(parts)
  }

  /** So many bytes; fewer where the archive ends, or another record begins in a gzip member of its own. */
  async readBytes(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    await this.pass(count, part => parts.push(part))
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  }

  /** Passes over so many bytes, or fewer as with `readBytes`, and says how many. */
  async skipBytes(count: number): Promise<number> {
    return this.pass(count, () => {})
  }

  /** Goes to a place within the first member. */
  async enter(within: number): Promise<void> {
    if (within === 0 || !(await this.load())) return
    this.beginsRecord = false
    await this.skipBytes(within)
  }

  private async pass(count: number, take: (part: Uint8Array) => void): Promise<number> {
    let passed = 0
    while (passed < count && (await this.load()) && !this.beginsRecord) {
      const part = this.take(count - passed)
      take(part)
      passed += part.length
    }
    return passed
  }

  private place(): Place {
    if (this.member === null) return { at: this.start + this.read, within: 0 }
    return { at: this.member, within: this.read - this.beforeMember }
  }

  private take(most: number): Uint8Array {
    const part = this.rest.subarray(0, most)
    this.rest = this.rest.subarray(part.length)
    this.read += part.length
    this.beginsRecord = false
    return part
  }

  /** Whether there are bytes to take. */
  private async load(): Promise<boolean> {
    while (this.rest.length === 0) {
      const next = await this.archive.chunks.next()
      if (next.done) return false
      this.rest = next.value
      const member = this.archive.member()
      if (member === this.member || this.rest.length === 0) continue
      this.member = member
      this.beforeMember = this.read
      this.beginsRecord = RECORD.test(Buffer.from(this.rest.subarray(0, 12)).toString('latin1'))
    }
    return true
  }
}
