import { hash } from 'node:crypto'
import type { Place } from './byte-reader.ts'

/** Some 100 bytes each. */
const KEYS_LIMIT = 400_000
/** What is further inside of a gzip member is not worth decompressing again. */
const WITHIN_LIMIT = 16 * 1024 * 1024

/** What revisit records may name a record by; texts as they stand in the headers. */
export interface RecordNames {
  id?: string | undefined
  /** The payload's. */
  digest?: string | undefined
  url?: string | undefined
  /** ISO 8601, or 14 digits. */
  date?: string | undefined
}

/** Where the bodies of a file's responses can be read again. The oldest are forgotten, so that memory stays bounded. */
export class SeenBodies<Where extends Place = Place> {
  private readonly places = new Map<string, Where>()

  remember(names: RecordNames, place: Where): void {
    this.keep(exactKeys(names), place)
  }

  /** Remembers what an address said last. */
  rememberLatest(url: string, place: Where): void {
    this.keep([latestKey(url)], place)
  }

  /** The place of the record that has one of the names. */
  find(names: RecordNames): Where | undefined {
    for (const key of exactKeys(names)) {
      const place = this.places.get(key)
      if (place !== undefined) return place
    }
    return undefined
  }

  latest(url: string): Where | undefined {
    return this.places.get(latestKey(url))
  }

  private keep(keys: readonly string[], place: Where): void {
    if (place.within > WITHIN_LIMIT) return
    for (const key of keys) {
      this.places.delete(key)
      this.places.set(key, place)
    }
    for (const key of this.places.keys()) {
      if (this.places.size <= KEYS_LIMIT) break
      this.places.delete(key)
    }
  }
}

function exactKeys({ id, digest, url, date }: RecordNames): string[] {
  const names: string[] = []
  if (id) names.push(`id ${id}`)
  // Indexes leave out the algorithm.
  if (digest) names.push(`digest ${digest.replace(/^[a-z0-9-]{1,20}:/i, '').toLowerCase()}`)
  // Writers of 1.0 cut the fractions off a date that they refer to.
  if (url && date) names.push(`at ${date.replace(/\D/g, '').slice(0, 14)} ${url}`)
  return names.map(shortened)
}

const latestKey = (url: string): string => shortened(`latest ${url}`)

const shortened = (name: string): string => hash('sha1', name, 'base64').slice(0, 16)
