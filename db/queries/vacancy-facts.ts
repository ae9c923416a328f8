import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { to as copyTo } from 'pg-copy-streams'
import type { Client } from '../connection.ts'

/** What windows are computed from: versions of vacancies in columns, one entry each; days count from 1970-01-01. */
export interface VacancyFacts {
  count: number
  postedOn: Int32Array
  /** First day on which the job is no longer live. */
  openUntil: Int32Array
  /** 0 permanent, 1 contract. */
  market: Uint8Array
  /** 0 nothing quoted, 1 year, 2 day, 3 hour. */
  unit: Uint8Array
  low: Float64Array
  high: Float64Array
  /** Changes from and up to which the version stood; Infinity for those that stand. */
  since: Float64Array
  until: Float64Array
  /** Areas of entry i are `areas[areaAt[i]]` up to `areas[areaAt[i + 1]]`; terms alike. */
  areaAt: Int32Array
  areas: Int32Array
  termAt: Int32Array
  terms: Int32Array
}

/** First advertised in (after, upto]; with `openAfter` only those still open then. ISO days. */
export interface FactRange {
  after: string
  upto: string
  openAfter?: string
}

/** Vacancies that are open for more days than this have an index of their own. */
const longOpenDays = 80

/** Every version, up to a change, of the vacancies of a range. Vacancies that count for no type are left out. */
export async function readFacts(client: Client, range: FactRange, change: number): Promise<VacancyFacts> {
  const builder = new FactBuilder()
  await pipeline(client.query(copyTo(copyOut(range, change))), builder.sink())
  return builder.facts()
}

/** COPY takes no bind parameters: days and the number are checked to be nothing else. */
function copyOut({ after, upto, openAfter }: FactRange, change: number): string {
  const day = (text: string) => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError(`no day: ${text}`)
    return `date '${text}'`
  }
  // What is open so long after it was first advertised has been open for long, as the index wants to hear.
  const isLong = openAfter && (Date.parse(openAfter) - Date.parse(upto)) / 86_400_000 >= longOpenDays
  const open = openAfter
    ? `and open_until > ${day(openAfter)} ${isLong ? `and open_until - posted_on > ${longOpenDays}` : ''}`
    : ''
  const where = `where market is not null and since <= ${Math.trunc(change)}
    and posted_on > ${day(after)} and posted_on <= ${day(upto)} ${open}`
  const columns = `posted_on - date '1970-01-01', open_until - date '1970-01-01', (market = 'contract')::int,
    case quote_unit when 'year' then 1 when 'day' then 2 when 'hour' then 3 else 0 end,
    coalesce(quote_low, 0), coalesce(quote_high, 0), since`
  return `copy (
    select ${columns}, 0, areas, terms from core.vacancies ${where}
    union all select ${columns}, until, areas, terms from core.past_vacancies ${where}
  ) to stdout`
}

const [tab, newline, comma, open, close] = [9, 10, 44, 123, 125]

/** Columns before the areas and the terms. */
const plainColumns = 8

/** Reads COPY's text into columns that grow as they fill. */
class FactBuilder {
  #rest: Buffer = Buffer.alloc(0)
  readonly #plain = new Growing(Float64Array)
  readonly #areaAt = new Growing(Int32Array)
  readonly #areas = new Growing(Int32Array)
  readonly #termAt = new Growing(Int32Array)
  readonly #terms = new Growing(Int32Array)

  sink(): Writable {
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
        const end = data.lastIndexOf(newline) + 1
        for (let at = 0; at < end; ) at = this.#row(data, at)
        this.#rest = data.subarray(end)
        done()
      },
    })
  }

  #row(data: Buffer, start: number): number {
    let at = start
    for (let column = 0; column < plainColumns; column++) {
      const end = data.indexOf(tab, at)
      this.#plain.push(Number(data.toString('latin1', at, end)))
      at = end + 1
    }
    this.#areaAt.push(this.#areas.length)
    at = readArray(data, at, this.#areas) + 1
    this.#termAt.push(this.#terms.length)
    return readArray(data, at, this.#terms) + 1
  }

  facts(): VacancyFacts {
    const plain = this.#plain.values
    const count = this.#areaAt.length
    this.#areaAt.push(this.#areas.length)
    this.#termAt.push(this.#terms.length)
    const column = (at: number) =>
      Float64Array.from({ length: count }, (_, row) => plain[plainColumns * row + at]!)
    return {
      count,
      postedOn: Int32Array.from(column(0)),
      openUntil: Int32Array.from(column(1)),
      market: Uint8Array.from(column(2)),
      unit: Uint8Array.from(column(3)),
      low: column(4),
      high: column(5),
      since: column(6),
      until: column(7).map(until => until || Infinity),
      areaAt: this.#areaAt.taken(),
      areas: this.#areas.taken(),
      termAt: this.#termAt.taken(),
      terms: this.#terms.taken(),
    }
  }
}

/** Reads `{1,22,3}`. @returns where the character after it stands */
function readArray(data: Buffer, start: number, into: Growing<Int32Array>): number {
  let value = 0
  for (let at = start + 1; ; at++) {
    const byte = data[at]!
    if (byte === comma || byte === close) {
      if (data[at - 1] !== open) into.push(value)
      value = 0
      if (byte === close) return at + 1
    } else value = 10 * value + byte - 48
  }
}

/** A typed array that doubles when it is full. */
class Growing<T extends Float64Array | Int32Array> {
  values: T
  length = 0
  readonly #make: new (
    length: number,
  ) => T

  constructor(make: new (length: number) => T) {
    this.#make = make
    this.values = new make(4096)
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new this.#make(2 * this.length)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.length++] = value
  }

  taken(): T {
    return this.values.slice(0, this.length) as T
  }
}
