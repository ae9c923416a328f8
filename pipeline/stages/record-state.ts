import type { SightingRow } from '../../db/queries/sightings.ts'

/** What the sightings of a record say of its posting. */
export interface RecordState {
  /** The words that were seen last. */
  contentHash: string
  /** Since when they were seen without others in between: the posting is read as of then. */
  contentFirstSeen: string
  contentSeenAt: string
  /** The stored body that they stood in then. */
  snapshotHash: Buffer
  firstSeen: string
  lastSeen: string
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The state of a record as a function of its sightings alone, whatever the order in which they came. Of two versions of
 * one moment the one with the higher hash is the later.
 * @returns null without sightings
 */
export function stateOf(sightings: readonly SightingRow[]): RecordState | null {
  const ordered = sightings.toSorted(
    (a, b) => compare(a.seenAt, b.seenAt) || compare(a.contentHash, b.contentHash),
  )
  const last = ordered.at(-1)
  if (!last) return null
  const others = ordered.findLastIndex(({ contentHash }) => contentHash !== last.contentHash)
  const first = ordered[others + 1]!
  return {
    contentHash: last.contentHash,
    contentFirstSeen: first.seenAt,
    contentSeenAt: last.seenAt,
    snapshotHash: first.snapshotHash,
    firstSeen: ordered[0]!.seenAt,
    lastSeen: last.seenAt,
  }
}
