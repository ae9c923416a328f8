import { createHash } from 'node:crypto'

/**
 * Bytes of one part of a key: an index row of PostgreSQL holds 2,704, and one of postings is made of three such parts.
 */
const MOST_BYTES = 800
const KEPT_CHARACTERS = 120

/** The key as an index takes it: one that is too long is cut, with a hash of the whole behind, so that it stays its own. */
export function indexKey(key: string): string {
  if (Buffer.byteLength(key) <= MOST_BYTES) return key
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 32)
  return `${key.slice(0, KEPT_CHARACTERS).toWellFormed()} ${hash}`
}
